"""Questions of a file become questions of a course, or drafts, or are refused."""

from hashlib import sha256

import pytest

from quizzes.actions.bank import QuestionsRefused, plan, save_questions
from quizzes.articles.embedded import Embedded
from quizzes.articles.pictures import Made
from quizzes.exchange.spec import QuestionSpec
from quizzes.models import Question
from quizzes.reports.bank import questions_of
from tests.factories import NOW, LessonFactory, QuestionFactory, choice_spec
from tests.queries import counted

pytestmark = pytest.mark.django_db


@pytest.fixture
def lesson():
    return LessonFactory()


def spec_of(uid="one", lesson="", kind="single_choice", tags=(), **changes):
    return QuestionSpec(uid, lesson, kind, choice_spec(**changes), f"line {uid}", tags)


def save(there, *questions, **options):
    return save_questions(there.course, questions, by=None, now=NOW, **options)


def test_what_lacks_something_is_a_fault_in_a_whole_format(lesson):
    with pytest.raises(QuestionsRefused, match="line one: There is no explanation"):
        save(lesson, spec_of(explanation=""))
    assert not Question.objects.exists()


def test_what_lacks_something_becomes_a_draft_from_another_program(lesson):
    done = save(lesson, spec_of(explanation=""), spec_of("two"), whole=False)
    assert (done["added"], done["drafts"]) == (2, 1)
    assert [question.status for question in Question.objects.all()] == ["draft", "published"]


def test_what_lacks_something_takes_no_published_questions_place(lesson):
    question = QuestionFactory(lesson=lesson, uid="one")
    with pytest.raises(QuestionsRefused, match="take the place of a published question"):
        save(lesson, spec_of(explanation=""), whole=False)
    question.refresh_from_db()
    assert question.current.number == 1


def test_bad_ones_are_skipped_where_that_is_asked_for(lesson):
    riddle = spec_of("two", kind="riddle")
    done = save(lesson, spec_of(), riddle, whole=False, skip_bad=True)
    assert (done["added"], done["skipped"]) == (1, 1)


def test_a_default_lesson_is_for_those_that_name_none(lesson):
    other = LessonFactory(course=lesson.course)
    save(lesson, spec_of(), spec_of("two", lesson=other.slug), lesson=lesson.slug)
    assert [question.lesson for question in Question.objects.order_by("pk")] == [lesson, other]


def test_tags_come_along_and_stay_where_a_file_names_none(lesson):
    save(lesson, spec_of(tags=("motors", "numbers")))
    save(lesson, spec_of())
    assert [tag.name for tag in Question.objects.get().tags.order_by("name")] == [
        "motors",
        "numbers",
    ]


def test_a_plan_writes_nothing(lesson):
    [planned] = plan(lesson.course, [spec_of(explanation="")], whole=False)
    assert (planned.status, planned.faults) == ("draft", ())
    assert planned.missing == ("There is no explanation of why the right answer is right.",)
    assert not Question.objects.exists()


@pytest.mark.parametrize("size", [2, 40])
def test_a_bank_is_read_in_as_many_queries_for_many(lesson, size):
    save(lesson, *(spec_of(f"q{number}", tags=("motors",)) for number in range(size)))
    with counted() as queries:
        assert len(list(questions_of(lesson.course))) == size
    assert len(queries) == 2


def test_an_identifier_that_stands_twice_is_a_fault(lesson):
    with pytest.raises(QuestionsRefused, match="the identifier “one” stands twice"):
        save(lesson, spec_of(), spec_of())


@pytest.mark.parametrize("size", [2, 40])
def test_new_questions_take_as_many_queries_for_many(lesson, size):
    with counted() as queries:
        save(lesson, *(spec_of(f"q{number}", tags=("motors",)) for number in range(size)))
    assert len(queries) == 10
    with counted() as queries:
        save(lesson, *(spec_of(f"q{number}", tags=("Motors",)) for number in range(size)))
    assert len(queries) == 4


@pytest.mark.parametrize("size", [2, 40])
def test_changed_questions_take_as_many_queries_for_many(lesson, size):
    uids = [f"q{number}" for number in range(size)]
    save(lesson, *(spec_of(uid) for uid in uids))
    with counted() as queries:
        done = save(lesson, *(spec_of(uid, hint="Look.") for uid in reversed(uids)))
    assert (done["changed"], len(queries)) == (size, 9)
    rows = Question.objects.order_by("position").select_related("current")
    assert [(row.uid, row.current.number, row.current.edition) for row in rows] == [
        (uid, 2, 2) for uid in reversed(uids)
    ]


def test_a_question_that_only_moved_keeps_its_version(lesson):
    save(lesson, spec_of("one"), spec_of("two"))
    assert save(lesson, spec_of("two"), spec_of("one"))["changed"] == 2
    rows = Question.objects.order_by("position").select_related("current")
    assert [(row.uid, row.current.number) for row in rows] == [("two", 1), ("one", 1)]


def embedded(content=b"rotor"):
    digest = sha256(content).hexdigest()
    return Embedded(digest, Made(content, "webp", 40, 30), "rotor.png", "A rotor")


def test_pictures_that_the_questions_show_are_kept(lesson):
    shown, other = embedded(), embedded(b"other")
    question = spec_of(stem=f"Which? ![A rotor]({shown.address})")
    assert save(lesson, question, pictures=[shown, other])["pictures"] == 1
    picture = lesson.course.pictures.get()
    assert (picture.digest, picture.name) == (shown.digest, "rotor.png")
    assert save(lesson, question, pictures=[shown, other])["pictures"] == 0


def test_pictures_of_a_question_that_stays_out_stay_out(lesson):
    shown = embedded()
    question = spec_of(stem=f"Which? ![A rotor]({shown.address})", explanation="")
    save(lesson, question, pictures=[shown], skip_bad=True)
    assert not lesson.course.pictures.exists()
