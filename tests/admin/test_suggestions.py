"""The page of suggested questions."""

import json

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from quizzes.actions.roles import AUTHORS
from quizzes.exchange.base import Remark
from quizzes.kinds import kinds
from quizzes.models import Question, Status
from quizzes.outside import assistant
from quizzes.reports.suggestions import proposals
from quizzes.suggestions.written import Reading, draft_of
from tests.factories import (
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
BORN = "In 1820, Hans Oersted discovered a link between current and magnets."
BODY = f"<p>{BORN} {QUOTE}</p><p>The shaft is a rod of hardened steel.</p>"
STEM = "in which year did Hans Oersted discover a link between current and magnets?"


@pytest.fixture
def author(client):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=AUTHORS))
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def lesson():
    return LessonFactory(body=BODY)


def page(lesson):
    return reverse("admin:quizzes_lesson_suggestions", args=[lesson.pk])


def uids(lesson):
    return [each.uid for each in proposals(lesson)]


def took(author, lesson, *chosen, **more):
    sent = {"do": "take", "chosen": list(chosen), **more}
    return words(author.post(page(lesson), sent, follow=True))


def test_the_page_shows_stem_key_source_and_why(author, lesson):
    text = words(author.get(page(lesson)))
    assert STEM in text
    assert "1820" in text
    assert BORN in text
    assert "A year" in text
    assert not Question.objects.exists()


def test_the_lessons_page_leads_there(author, lesson):
    change = reverse("admin:quizzes_lesson_change", args=[lesson.pk])
    assert page(lesson) in author.get(change).content.decode()


def test_what_is_ticked_becomes_a_draft_with_its_author(author, lesson):
    first, *_rest = uids(lesson)
    assert "1 draft was made" in took(author, lesson, first)
    question = Question.objects.get()
    assert (question.uid, question.lesson, question.status) == (first, lesson, Status.DRAFT)
    assert question.current.created_by == author.user
    assert kinds[question.current.kind].problems(question.current.spec, BORN) == [
        "There is no explanation of why the right answer is right."
    ]


def test_drafts_stand_behind_the_lessons_questions(author, lesson):
    QuestionFactory(lesson=lesson, position=7)
    took(author, lesson, *uids(lesson))
    assert list(lesson.questions.values_list("position", flat=True)) == [7, 8, 9]


def test_the_same_one_taken_twice_is_left_as_its_author_has_it(author, lesson):
    chosen = uids(lesson)[0]
    took(author, lesson, chosen)
    question = Question.objects.get()
    question.status = Status.PUBLISHED
    question.save()
    assert "had been taken before" in took(author, lesson, chosen)
    question.refresh_from_db()
    assert question.status == Status.PUBLISHED
    assert question.versions.count() == 1
    assert "Taken already." in words(author.get(page(lesson)))


def test_a_sentence_with_a_question_is_marked(author, lesson):
    assert "There is a question on this sentence." not in words(author.get(page(lesson)))
    QuestionFactory(lesson=lesson, spec=choice_spec(quote=BORN[:40]))
    assert "There is a question on this sentence." in words(author.get(page(lesson)))


def test_nothing_ticked_takes_nothing(author, lesson):
    assert "Nothing is ticked" in took(author, lesson)
    assert not Question.objects.exists()


def test_a_suggestion_that_the_lesson_no_longer_makes_is_not_taken(author, lesson):
    first, *_rest = uids(lesson)
    text = took(author, lesson, first, "lesson-0-000000000000")
    assert "The lesson has changed." in text
    assert not Question.objects.exists()


def test_a_lesson_with_nothing_to_ask_says_so(author):
    lesson = LessonFactory(body="<p>It turns.</p>")
    assert "Nothing in this lesson lends itself" in words(author.get(page(lesson)))


def test_who_may_not_add_questions_sees_neither_page_nor_link(client, lesson):
    user = UserFactory(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_lesson"))
    client.force_login(user)
    assert client.get(page(lesson)).status_code == 403
    assert client.post(page(lesson), {"do": "take", "chosen": uids(lesson)}).status_code == 403
    change = reverse("admin:quizzes_lesson_change", args=[lesson.pk])
    assert page(lesson) not in client.get(change).content.decode()
    assert not Question.objects.exists()


def test_a_lesson_that_is_not_there_is_not_found(author, lesson):
    address = reverse("admin:quizzes_lesson_suggestions", args=[lesson.pk + 1])
    assert author.get(address).status_code in (403, 404)


def test_other_lessons_of_the_course_only_lend_what_is_wrong(author, lesson):
    other = "<p>In 1831, Michael Faraday built a SECRET coil of wire.</p>"
    LessonFactory(course=lesson.course, body=other)
    LessonFactory(body=other.replace("1831", "1799"))
    text = words(author.get(page(lesson)))
    assert "1831" in text
    assert "1799" not in text
    assert "Faraday built" not in text


def test_queries_do_not_grow_with_lessons_and_questions(author):
    def queries(many):
        course = CourseFactory()
        lesson = LessonFactory(course=course, body=BODY)
        for _number in range(many):
            LessonFactory(course=course, body=BODY)
            QuestionFactory(lesson=lesson)
        with counted() as found:
            author.get(page(lesson))
        return len(found)

    queries(1)
    assert queries(2) == queries(12)


def test_no_assistant_is_offered_where_none_is_named(author, lesson):
    assert "assistant" not in words(author.get(page(lesson)))


@pytest.fixture
def helped(settings, monkeypatch):
    """A site with an assistant that writes one draft and one that is refused."""
    settings.SUGGESTIONS_URL = "https://models.example/v1"
    settings.SUGGESTIONS_MODEL = "small"
    sent = []

    def drafts(text):
        sent.append(text)
        draft = draft_of({"kind": "single_choice", "spec": choice_spec("MACHINED?")}, text)
        return Reading([draft], [str(Remark("Draft 2", "refused"))])

    monkeypatch.setattr(assistant, "drafts", drafts)
    return sent


def test_nothing_is_sent_before_it_is_asked_for(author, lesson, helped):
    assert "sent to models.example" in words(author.get(page(lesson)))
    assert helped == []


def test_what_a_machine_wrote_is_said_to_be_and_not_kept(author, lesson, helped):
    text = words(author.post(page(lesson), {"do": "ask"}))
    assert "A machine (models.example) wrote these." in text
    assert "MACHINED?" in text
    assert "Draft 2: refused" in text
    assert not Question.objects.exists()


def test_what_a_machine_wrote_becomes_a_tagged_draft(author, lesson, helped):
    carried = json.dumps({"kind": "single_choice", "spec": choice_spec("MACHINED?")})
    assert "1 draft was made" in took(author, lesson, written=[carried])
    question = Question.objects.get()
    assert question.status == Status.DRAFT
    assert [each.name for each in question.tags.all()] == ["drafted by a machine"]


@pytest.mark.parametrize(
    "carried",
    [
        "",
        "{",
        "[" * 90_000,
        "{}",
        json.dumps({"kind": "single_choice", "spec": choice_spec(quote="No.")}),
    ],
)
def test_what_is_carried_is_checked_again(author, lesson, helped, carried):
    assert "A draft was refused" in took(author, lesson, written=[carried])
    assert not Question.objects.exists()


def test_an_assistant_that_fails_leaves_the_page_as_it_is(author, lesson, helped, monkeypatch):
    def fail(text):
        raise assistant.AssistantError("It took too long.")

    monkeypatch.setattr(assistant, "drafts", fail)
    text = words(author.post(page(lesson), {"do": "ask"}))
    assert "It took too long." in text
    assert STEM in text
