"""Questions from another program get what they lack."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from lxml import html

from quizzes.actions.question import revise
from quizzes.actions.roles import AUTHORS, REVIEWERS
from quizzes.models import Lesson, Question, QuestionVersion, Status
from tests.factories import (
    NOW,
    QUOTE,
    CourseFactory,
    LessonFactory,
    QuestionFactory,
    UserFactory,
    choice_spec,
)
from tests.queries import counted

from .page import words

pytestmark = pytest.mark.django_db


def signed_in(client, group):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    return client


@pytest.fixture
def author(client):
    return signed_in(client, AUTHORS)


@pytest.fixture
def lesson():
    return LessonFactory(body=f"<p>A motor has two parts. {QUOTE} A shaft carries it.</p>")


def draft(lesson, stem="What turns inside the stator?", **changes):
    """A question as other programs write it: without quote, in no lesson."""
    spec = choice_spec(stem, **({"quote": ""} | changes))
    fields = {"course": lesson.course, "lesson": None, "status": Status.DRAFT}
    return QuestionFactory(**fields, spec=spec)


def address(course):
    return reverse("admin:quizzes_question_complete_in", args=[course.pk])


def sent(page):
    """What the page's form sends as it is."""
    form = html.fromstring(page.content.decode()).xpath("//form[.//input[@name='shown']]")[0]
    fields: dict[str, list[str]] = {}
    for area in form.iter("textarea"):
        area.text = (area.text or "").removeprefix("\n")
    for name, value in form.form_values():
        fields.setdefault(name, []).append(value)
    return fields


def press(author, course, do="publish", **changes):
    fields = sent(author.get(address(course)))
    return author.post(address(course), fields | changes | {"do": do}, follow=True)


def now(question):
    return Question.objects.select_related("current", "lesson").get(pk=question.pk)


def test_the_likely_sentence_is_chosen_and_with_it_the_question_is_published(author, lesson):
    question = draft(lesson)
    page = press(author, lesson.course)
    found = now(question)
    assert (found.status, found.lesson) == (Status.PUBLISHED, lesson)
    assert found.current.spec["quote"] == QUOTE
    assert "1 question was changed; 1 newly published." in words(page)
    assert "Nothing is missing" in words(page)


def test_it_can_be_saved_without_being_published(author, lesson):
    question = draft(lesson)
    press(author, lesson.course, do="save")
    found = now(question)
    assert (found.status, found.lesson) == (Status.DRAFT, lesson)


def test_without_an_explanation_it_stays_a_draft_and_is_kept(author, lesson):
    question = draft(lesson, explanation="")
    press(author, lesson.course)
    assert (now(question).status, now(question).current.spec["quote"]) == (Status.DRAFT, QUOTE)


def test_an_explanation_that_is_typed_completes_it(author, lesson):
    question = draft(lesson, explanation="")
    press(author, lesson.course, **{f"q{question.pk}-explanation": "It is the moving part."})
    assert now(question).current.spec["explanation"] == "It is the moving part."
    assert now(question).status == Status.PUBLISHED


def test_an_explanation_that_nobody_touched_stays_to_the_letter(author, lesson):
    there = " It turns.\n\nIt *moves*. "
    question = draft(lesson, "Who painted the Mona Lisa?", explanation=there)
    sent_back = "It turns.\r\n\r\nIt *moves*."
    given = {f"q{question.pk}-explanation": sent_back, f"q{question.pk}-place": ""}
    page = press(author, lesson.course, do="save", **given)
    assert "Nothing was changed." in words(page)
    assert now(question).current.number == 1


def test_line_ends_of_an_explanation_are_plain(author, lesson):
    question = draft(lesson)
    press(author, lesson.course, **{f"q{question.pk}-explanation": "It turns.\r\nAlways."})
    assert now(question).current.spec["explanation"] == "It turns.\nAlways."


def test_the_quote_of_a_question_in_no_lesson_is_chosen_before_likelier_ones(author, lesson):
    quote = "A shaft carries it."
    question = draft(lesson, quote=quote)
    press(author, lesson.course)
    assert (now(question).current.spec["quote"], now(question).lesson) == (quote, lesson)


def test_words_of_a_lesson_that_are_typed_are_the_quote(author, lesson):
    question = draft(lesson, "Who painted the Mona Lisa?")
    press(author, lesson.course, **{f"q{question.pk}-own": "A shaft carries it."})
    assert now(question).current.spec["quote"] == "A shaft carries it."
    assert now(question).lesson == lesson


def test_words_that_no_lesson_has_are_refused_and_nothing_is_lost(author, lesson):
    question, other = draft(lesson, "Who painted it?"), draft(lesson)
    refused = press(
        author,
        lesson.course,
        **{f"q{question.pk}-own": "Leonardo did.", f"q{other.pk}-explanation": "Typed just now."},
    )
    assert refused.status_code == 422
    assert "No lesson where this question may stand has these words." in words(refused)
    fields = sent(refused)
    assert fields[f"q{question.pk}-own"] == ["Leonardo did."]
    assert fields[f"q{other.pk}-explanation"] == ["Typed just now."]
    assert now(other).lesson is None


def test_a_sentence_that_is_gone_meanwhile_is_asked_for_again(author, lesson):
    question = draft(lesson)
    fields = sent(author.get(address(lesson.course)))
    Lesson.objects.update(body="<p>The rotor turns, and the stator stays.</p>")
    refused = author.post(address(lesson.course), fields | {"do": "publish"})
    assert refused.status_code == 422
    assert "Nothing was changed. Mend what is marked below." in words(refused)
    page = html.fromstring(refused.content.decode())
    (choices,) = page.xpath("//fieldset[@class='places']")
    (reason,) = page.xpath(f"//*[@id='{choices.get('aria-describedby')}']")
    assert reason.text_content() == "The lesson has changed: choose again, or type the words."
    assert now(question).lesson is None


def test_a_question_of_a_lesson_stays_there(author, lesson):
    other = LessonFactory(course=lesson.course, body="<p>Nothing of it.</p>")
    question = QuestionFactory(lesson=other, status=Status.DRAFT, spec=choice_spec(quote=""))
    page = author.get(address(lesson.course))
    assert QUOTE not in words(page)
    refused = press(author, lesson.course, **{f"q{question.pk}-own": QUOTE})
    assert refused.status_code == 422
    assert now(question).lesson == other


def test_what_somebody_else_changed_meanwhile_stays(author, lesson):
    question = draft(lesson)
    fields = sent(author.get(address(lesson.course)))
    revise(question, "single_choice", choice_spec("Another?", quote=""), by=None, now=NOW)
    page = author.post(address(lesson.course), fields | {"do": "publish"}, follow=True)
    assert f"“{question.uid}” was changed meanwhile" in words(page)
    assert (now(question).lesson, now(question).current.spec["stem"]) == (None, "Another?")


def test_the_same_post_twice_changes_once(author, lesson):
    draft(lesson)
    fields = sent(author.get(address(lesson.course))) | {"do": "publish"}
    for _ in range(2):
        author.post(address(lesson.course), fields)
    assert QuestionVersion.objects.count() == 2


def test_a_published_question_is_placed_and_its_answers_keep_their_meaning(author, lesson):
    question = draft(lesson)
    Question.objects.update(status=Status.PUBLISHED)
    press(author, lesson.course)
    version = now(question).current
    assert (now(question).lesson, version.number, version.edition) == (lesson, 2, 1)


def test_complete_and_retired_questions_and_those_of_other_courses_are_not_shown(author, lesson):
    QuestionFactory(lesson=lesson, spec=choice_spec("Complete?"))
    QuestionFactory(lesson=lesson, status=Status.RETIRED, spec=choice_spec("Old?", quote=""))
    draft(LessonFactory(), "Elsewhere?")
    page = words(author.get(address(lesson.course)))
    assert not [stem for stem in ("Complete?", "Old?", "Elsewhere?") if stem in page]


def test_questions_of_other_courses_are_not_changed(author, lesson):
    other = draft(LessonFactory())
    mine = draft(lesson)
    fields = sent(author.get(address(lesson.course)))
    forged = {
        name.replace(str(mine.pk), str(other.pk)): value for name, value in fields.items()
    } | {"shown": [str(other.pk)], "do": "publish"}
    author.post(address(lesson.course), forged)
    assert (now(other).status, now(other).lesson) == (Status.DRAFT, None)


@pytest.mark.parametrize("shown", [["x"], ["9" * 30], ["-1"], [], ["²"]])
def test_nonsense_is_answered_with_a_page(author, lesson, shown):
    draft(lesson)
    page = author.post(address(lesson.course), {"shown": shown, "do": "publish"}, follow=True)
    assert page.status_code == 200


@pytest.mark.parametrize("stem", [7, None, ["What?"], {"text": "What?"}])
def test_a_stem_that_is_no_text_is_no_fault_of_the_page(author, lesson, stem):
    question = QuestionFactory(lesson=lesson, status=Status.DRAFT, spec={"stem": stem})
    assert question.uid in words(author.get(address(lesson.course)))


def test_a_course_is_asked_for_where_there_are_several(author, lesson):
    page = reverse("admin:quizzes_question_complete")
    draft(lesson)
    assert author.get(page)["Location"] == address(lesson.course)
    draft(LessonFactory(course=CourseFactory(title="Fans")))
    assert "Fans" in words(author.get(page))


def test_pages_are_turned(author, lesson):
    for at in range(21):
        draft(lesson, f"What turns, question {at:02}?")
    page = words(author.get(address(lesson.course)))
    assert "question 19?" in page
    assert "question 20?" not in page
    assert "question 20?" in words(author.get(address(lesson.course), {"page": 2}))


def test_looking_takes_as_many_queries_for_one_question_as_for_twenty(author, lesson):
    draft(lesson)
    author.get(address(lesson.course))
    with counted() as few:
        author.get(address(lesson.course))
    for _ in range(19):
        draft(LessonFactory(course=lesson.course))
    with counted() as many:
        author.get(address(lesson.course))
    assert len(many) == len(few)


def test_a_reviewer_may_not(client, lesson):
    question = draft(lesson)
    reviewer = signed_in(client, REVIEWERS)
    assert reviewer.get(address(lesson.course)).status_code == 403
    post = {"shown": [question.pk], f"q{question.pk}-own": QUOTE, f"q{question.pk}-seen": 1}
    assert reviewer.post(address(lesson.course), post).status_code == 403
    assert now(question).lesson is None
