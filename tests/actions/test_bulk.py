"""Many questions at once: tagged, moved, retired, published."""

import pytest

from quizzes.actions.attempt import answer
from quizzes.actions.bulk import move, publish, retag, retire
from quizzes.models import Tag
from tests.factories import (
    NOW,
    CourseFactory,
    LearnerFactory,
    LessonFactory,
    QuestionFactory,
    TagFactory,
    choice_spec,
)
from tests.queries import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson():
    return LessonFactory()


def some(lesson, count=2, **fields):
    return [QuestionFactory(lesson=lesson, **fields) for _ in range(count)]


def ids(questions):
    return [question.pk for question in questions]


def tags_of(question):
    return sorted(question.tags.values_list("name", flat=True))


def revision(course):
    course.refresh_from_db()
    return course.revision


def test_tags_are_given_and_taken_off(lesson):
    first, second = some(lesson)
    first.tags.add(TagFactory(course=lesson.course, name="old"))
    done = retag(ids([first, second]), ["new"], ["Old"], now=NOW)
    assert sorted(done.changed) == ids([first, second])
    assert tags_of(first) == tags_of(second) == ["new"]


def test_the_same_tags_again_change_nothing(lesson):
    questions = some(lesson)
    retag(ids(questions), ["new"], [], now=NOW)
    before = revision(lesson.course)
    assert retag(ids(questions), ["NEW"], ["other"], now=NOW).changed == []
    assert revision(lesson.course) == before


def test_a_tag_is_made_in_the_course_of_each_question():
    questions = [QuestionFactory(), QuestionFactory()]
    other = QuestionFactory()
    retag(ids(questions), ["new"], [], now=NOW)
    assert {tag.course for tag in Tag.objects.all()} == {each.course for each in questions}
    assert tags_of(other) == []


def test_a_tag_that_is_taken_off_stays_on_others(lesson):
    first, second = some(lesson)
    tag = TagFactory(course=lesson.course, name="old")
    tag.questions.add(first, second)
    retag([first.pk], [], ["old"], now=NOW)
    assert tags_of(second) == ["old"]


def test_moved_questions_come_last_in_the_order_given(lesson):
    there = QuestionFactory(lesson=lesson, position=7)
    first, second = some(LessonFactory(course=lesson.course))
    done = move(ids([second, first]), lesson, now=NOW)
    assert done.changed == ids([second, first])
    order = lesson.questions.order_by("position").values_list("pk", flat=True)
    assert list(order) == ids([there, second, first])


def test_moving_again_changes_nothing(lesson):
    questions = some(LessonFactory(course=lesson.course))
    move(ids(questions), lesson, now=NOW)
    before = revision(lesson.course)
    assert move(ids(questions), lesson, now=NOW).changed == []
    assert revision(lesson.course) == before


def test_a_question_of_another_course_is_not_moved(lesson):
    other = QuestionFactory()
    done = move([other.pk], lesson, now=NOW)
    other.refresh_from_db()
    assert done.changed == []
    assert done.refused[0][1] == ["It belongs to another course."]
    assert other.lesson != lesson


@pytest.mark.parametrize(("status", "moves"), [("published", False), ("draft", True)])
def test_a_published_question_stays_where_its_quote_is(lesson, status, moves):
    elsewhere = LessonFactory(course=lesson.course, body="<p>Nothing turns here.</p>")
    [question] = some(lesson, 1, status=status)
    done = move([question.pk], elsewhere, now=NOW)
    assert bool(done.changed) == moves
    assert bool(done.refused) != moves


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("do", ["move", "retire"])
def test_who_answered_the_rest_has_finished_the_lesson(lesson, do):
    first, second = some(lesson)
    learner = LearnerFactory()
    answer(learner, lesson.pk, first.current, "a", after=0, now=NOW)
    if do == "move":
        move([second.pk], LessonFactory(course=lesson.course), now=NOW)
    else:
        retire([second.pk], now=NOW)
    assert learner.attempts.get().finished_at is not None


def test_retiring_says_how_many_were_not_retired(lesson):
    first, second = some(lesson)
    retire([first.pk], now=NOW)
    assert retire(ids([first, second]), now=NOW).changed == [second.pk]
    before = revision(lesson.course)
    assert retire(ids([first, second]), now=NOW).changed == []
    assert revision(lesson.course) == before


def test_what_lacks_nothing_is_published_and_the_rest_named(lesson):
    [good] = some(lesson, 1, status="draft")
    [bad] = some(lesson, 1, status="in_review", spec=choice_spec(quote="Not in the text."))
    done = publish(ids([good, bad]), now=NOW)
    assert done.changed == [good.pk]
    [(question, reasons)] = done.refused
    assert question == bad
    assert "The quote is not in the lesson" in reasons[0]
    bad.refresh_from_db()
    assert bad.status == "in_review"


def test_publishing_again_changes_nothing(lesson):
    questions = some(lesson, status="draft")
    publish(ids(questions), now=NOW)
    assert publish(ids(questions), now=NOW).changed == []


def test_a_question_of_an_unknown_kind_is_not_published(lesson):
    [riddle] = some(lesson, 1, status="draft", kind="riddle", spec={"prompt": "Why?"})
    assert publish([riddle.pk], now=NOW).changed == []


@pytest.mark.parametrize("do", ["retag", "move", "retire", "publish"])
def test_many_take_as_many_queries_as_few(do):
    found = []
    for size in (3, 30):
        course = CourseFactory()
        lesson, target = LessonFactory(course=course), LessonFactory(course=course)
        status = "draft" if do == "publish" else "published"
        questions = ids(some(lesson, size, status=status))
        work = {
            "retag": lambda q=questions: retag(q, ["new"], ["old"], now=NOW),
            "move": lambda q=questions, t=target: move(q, t, now=NOW),
            "retire": lambda q=questions: retire(q, now=NOW),
            "publish": lambda q=questions: publish(q, now=NOW),
        }[do]
        with counted() as queries:
            assert len(work().changed) == size
        found.append(len(queries))
    assert found[0] == found[1]
