"""The list of questions: what it shows, what it is narrowed, searched and sorted by."""

import pytest
from django.contrib.auth.models import Group, Permission
from lxml import html

from quizzes.actions.attempt import answer
from quizzes.actions.question import revise
from quizzes.actions.roles import AUTHORS
from quizzes.models import Problem, Question
from tests.factories import (
    NOW,
    CourseFactory,
    LearnerFactory,
    LessonFactory,
    QuestionFactory,
    TagFactory,
    UserFactory,
    choice_spec,
)

from .listing import LIST, answered, asking, reported, rows, stems
from .page import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client):
    user = UserFactory(is_staff=True, name="Jules")
    user.groups.add(Group.objects.get(name=AUTHORS))
    client.force_login(user)
    return client


def test_a_row_says_what_a_question_is_and_how_it_fares(author):
    question = QuestionFactory(lesson__title="The rotor", lesson__course__title="Motors")
    answered(question, [1.0] * 7 + [0.0] * 3)
    reported(question, 2)
    [row] = rows(author)
    assert row == {
        "question": "What turns?",
        "kind_name": "Kind: Single choice",
        "lesson_title": "The rotor Motors",
        "state": "Status: published",
        "learners": "Answers: 10",
        "facility": "Facility: 70 %",
        "reports": "Open reports: 2",
        "attention": "reported",
    }


def test_a_few_answers_give_no_facility(author):
    answered(QuestionFactory(), [1.0] * 9)
    assert rows(author)[0]["facility"] == "Facility: too few"


def test_answers_are_counted_when_the_list_is_opened(author):
    question = QuestionFactory()
    answer(LearnerFactory(), question.lesson_id, question.current, "a", after=0, now=NOW)
    assert rows(author)[0]["learners"] == "Answers: 1"


def test_a_report_that_was_decided_on_needs_no_attention(author):
    question = QuestionFactory()
    reported(question)
    Problem.objects.update(state="declined")
    assert rows(author)[0]["attention"] == ""


@pytest.mark.parametrize(
    ("status", "told"),
    [
        ("draft", "something is missing"),
        ("published", "published, but something is missing"),
    ],
)
def test_what_lacks_something_says_so(author, status, told):
    QuestionFactory(spec=choice_spec(explanation=""), status=status)
    assert rows(author)[0]["attention"] == told


def test_a_quote_is_missing_only_in_a_lesson(author):
    question = QuestionFactory(spec=choice_spec(quote=""))
    assert rows(author, flag="missing")
    Question.objects.filter(pk=question.pk).update(lesson=None)
    assert rows(author)[0]["attention"] == ""
    assert not rows(author, flag="missing")


def test_the_list_is_narrowed_to_a_course_and_a_lesson(author):
    first, second = asking("One?"), asking("Two?")
    asking("Three?", lesson__course=first.course)
    QuestionFactory(lesson=None, course=first.course, spec=choice_spec("Four?"))
    course = first.course_id
    assert sorted(stems(author, course_is=course)) == ["Four?", "One?", "Three?"]
    assert stems(author, course_is=course, lesson_is=first.lesson_id) == ["One?"]
    assert stems(author, course_is=course, lesson_is="none") == ["Four?"]
    assert stems(author, lesson_is=second.lesson_id) == ["Two?"]


def test_lessons_are_offered_of_the_chosen_course_only(author):
    question, other = QuestionFactory(lesson__title="Mine"), LessonFactory(title="Foreign")
    page = words(author.get(LIST, {"course__id__exact": question.course_id}))
    assert "Mine" in page
    assert "Foreign" not in page
    assert b"filter-lesson__id__exact" not in author.get(LIST).content
    refused = {"course__id__exact": question.course_id, "lesson__id__exact": other.pk}
    assert author.get(LIST, refused).status_code == 302


def test_another_course_drops_the_lesson_and_keeps_the_rest(author):
    question = QuestionFactory()
    query = {
        "course__id__exact": question.course_id,
        "lesson__id__exact": question.lesson_id,
        "flag": "missing",
        "p": 1,
    }
    page = html.fromstring(author.get(LIST, query).content.decode())
    form = page.xpath("//form[select[@name='course__id__exact']]")[0]
    assert dict(form.form_values()) == {
        "course__id__exact": str(question.course_id),
        "flag": "missing",
    }


def test_the_list_is_narrowed_to_a_tag_of_the_course(author):
    first, second = asking("One?"), asking("Two?")
    for question in (first, second):
        question.tags.add(TagFactory(course=question.course, name="basics"))
    asking("Three?", lesson=first.lesson)
    assert sorted(stems(author, tag="basics")) == ["One?", "Two?"]
    assert stems(author, tag="basics", course_is=first.course_id) == ["One?"]


@pytest.mark.parametrize(
    ("band", "expected"),
    [
        ("hard", ["hard"]),
        ("middle", ["at 30", "at 80"]),
        ("easy", ["easy"]),
        ("few", ["few", "none"]),
    ],
)
def test_the_list_is_narrowed_by_facility(author, band, expected):
    for stem, right in {"hard": 2, "at 30": 3, "at 80": 8, "easy": 9}.items():
        answered(asking(stem), [1.0] * right + [0.0] * (10 - right))
    answered(asking("few"), [0.0])
    asking("none")
    assert sorted(stems(author, facility=band)) == expected


def test_the_list_is_narrowed_to_what_was_reported(author):
    question, decided, _other = asking("One?"), asking("Two?"), asking("Three?")
    reported(question, 2)
    reported(decided)
    Problem.objects.filter(question=decided).update(state="accepted")
    assert stems(author, flag="reported") == ["One?"]


def test_the_list_is_narrowed_by_status(author):
    asking("One?", status="retired")
    asking("Two?")
    assert stems(author, status__exact="retired") == ["One?"]


@pytest.mark.parametrize(
    "query",
    [
        {"course__id__exact": "x"},
        {"course__id__exact": "0"},
        {"lesson__id__exact": "9" * 40},
        {"status__exact": "nonsense"},
        {"kind": "nonsense"},
        {"facility": "'"},
        {"flag": "all"},
        {"tag": "nothing"},
    ],
)
def test_what_no_filter_offers_is_refused(author, query):
    QuestionFactory()
    response = author.get(LIST, query)
    assert (response.status_code, response["Location"]) == (302, f"{LIST}?e=1")


def test_a_choice_of_all_narrows_nothing(author):
    asking("One?")
    query = {"course_is": "", "lesson_is": "", "tag": "", "kind": "", "facility": "", "flag": ""}
    assert stems(author, **query) == ["One?"]


@pytest.mark.parametrize("p", ["9", "0", "x"])
def test_a_page_that_there_is_not_does_no_harm(author, p):
    QuestionFactory()
    assert author.get(LIST, {"p": p}, follow=True).status_code == 200


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("cafe", True),
        ("CAFÉ", True),
        ("stator où", True),
        ("coffee-1", True),
        ("café nothing", False),
        ("EXPLAINED", False),
        ("100%", False),
        ("_", False),
    ],
)
def test_words_are_sought_in_stem_options_and_identifier(author, sought, found):
    asking("Où est le café?", uid="coffee-1")
    assert bool(rows(author, q=sought)) == found


def test_a_changed_question_is_found_by_its_new_words(author):
    question = asking("What turns?")
    revise(question, "single_choice", choice_spec("What moves?"), by=None, now=NOW)
    assert stems(author, q="moves") == ["What moves?"]
    assert not stems(author, q="turns")


@pytest.mark.parametrize(
    ("column", "name"), [(1, "stem"), (5, "learners"), (6, "facility"), (7, "reports")]
)
def test_the_list_is_sorted_by_a_column_either_way(author, column, name):
    for at, stem in enumerate(["a low", "B middle", "c high"]):
        question = asking(stem)
        answered(question, [at / 2] * (10 + at))
        reported(question, at)
    rising = stems(author, o=str(column))
    assert rising == ["a low", "B middle", "c high"]
    assert stems(author, o=f"-{column}") == rising[::-1]


def test_what_has_no_facility_comes_last_either_way(author):
    asking("none")
    answered(asking("some"), [1.0] * 10)
    assert stems(author, o="6") == stems(author, o="-6") == ["some", "none"]


@pytest.mark.parametrize("column", [5, 7])
def test_what_nobody_answered_or_reported_is_the_least(author, column):
    asking("none")
    question = asking("some")
    answered(question, [1.0])
    reported(question)
    assert stems(author, o=str(column)) == ["none", "some"]
    assert stems(author, o=f"-{column}") == ["some", "none"]


@pytest.mark.parametrize("o", ["5", "-5", "6", "-6", "7", "-7", "5.1"])
def test_pages_sorted_by_a_figure_hold_every_question_once(author, o):
    lesson = LessonFactory()
    for at in range(110):
        question = asking(f"number {at}", lesson=lesson)
        if at % 2:
            answered(question, [at / 110] * 10)
        if at % 3:
            Problem.objects.create(
                learner=LearnerFactory(),
                question=question,
                version=question.current,
                note="Wrong.",
                digest="",
                created_at=NOW,
            )
    found = [stem for p in (1, 2, 3) for stem in stems(author, o=o, p=p)]
    assert sorted(found) == sorted(f"number {at}" for at in range(110))


def test_two_columns_sort_together(author):
    asking("b", status="draft")
    asking("a", status="draft")
    asking("c", status="retired")
    assert stems(author, o="-4.1") == ["c", "a", "b"]


@pytest.mark.parametrize("o", ["99", "x", "-", "1.x", "٣", "0"])
def test_an_order_by_nothing_known_is_the_usual_one(author, o):
    asking("One?")
    assert stems(author, o=o) == ["One?"]


def test_the_questions_of_a_course_stand_as_learners_meet_them(author):
    course = CourseFactory()
    for position in (2, 1):
        lesson = LessonFactory(course=course, position=position)
        for at in (2, 1):
            asking(f"{position}.{at}", lesson=lesson, position=at)
    assert stems(author, course_is=course.pk) == ["1.1", "1.2", "2.1", "2.2"]


def test_pages_hold_every_question_once(author):
    lesson = LessonFactory()
    for at in range(101):
        asking(f"number {at}", lesson=lesson, position=0)
    found = [stem for p in (1, 2, 3) for stem in stems(author, p=p)]
    assert sorted(found) == sorted(f"number {at}" for at in range(101))


def test_a_stem_cannot_bring_mark_up_along(author):
    asking("<script>alert(1)</script> & more", lesson__title="<b>bold</b>")
    page = author.get(LIST).content.decode()
    assert "<script>alert" not in page
    assert "<b>bold" not in page


def test_who_may_only_look_is_offered_no_change(client):
    user = UserFactory(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_question"))
    client.force_login(user)
    QuestionFactory()
    page = words(client.get(LIST))
    for action in ("Give or take off tags", "Move to a lesson", "Retire", "Publish what lacks"):
        assert action not in page
