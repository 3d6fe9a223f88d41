"""The authors' inbox of reported problems."""

import html
import re

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse

from quizzes.actions.attempt import answer
from quizzes.actions.learner import adopt, guest_for, learner_for
from quizzes.actions.problem import reply, report
from quizzes.actions.question import revise
from quizzes.actions.roles import AUTHORS
from quizzes.kinds import kinds
from quizzes.models import Answer, AttemptItem, Problem
from tests.factories import (
    NOW,
    CourseFactory,
    LearnerFactory,
    LessonFactory,
    QuestionFactory,
    UserFactory,
    choice_spec,
)
from tests.queries import counted

pytestmark = pytest.mark.django_db
INBOX = "admin:quizzes_problem_changelist"
NOTE = "Both a and b are right."


@pytest.fixture
def author(client):
    user = UserFactory(is_staff=True, name="Jules")
    user.groups.add(Group.objects.get(name=AUTHORS))
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def reader(client):
    """Somebody who may look at questions, and no more."""
    user = UserFactory(is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_question"))
    client.force_login(user)
    return client


@pytest.fixture
def learner():
    return LearnerFactory(user__name="Zelda Learner")


def tell(learner, question=None, note=NOTE):
    question = question or QuestionFactory()
    return report(learner, question.lesson_id, question.current, note, now=NOW)


def page_of(problem):
    return reverse("admin:quizzes_problem_change", args=[problem.pk])


def text(response):
    assert response.status_code == 200
    return html.unescape(response.content.decode())


def inbox(browser, query=""):
    return text(browser.get(reverse(INBOX) + query))


def decide(browser, problem, state, words, based_on=""):
    return browser.post(page_of(problem), {"state": state, "reply": words, "based_on": based_on})


def test_the_list_says_how_many_are_open(author, learner):
    tell(learner)
    done = tell(learner)
    reply(done, "accepted", "Mended.", by=author.user, now=NOW)
    page = inbox(author)
    assert "Reported problems: 1 is open" in page
    assert "2 reported problems" in page


def test_each_row_has_note_stem_and_links_to_the_question(author, learner):
    question = QuestionFactory(spec=choice_spec("What turns in there?"))
    tell(learner, question)
    page = inbox(author)
    assert NOTE in page
    assert "What turns in there?" in page
    for name in ("change", "history"):
        assert reverse(f"admin:quizzes_question_{name}", args=[question.pk]) in page


@pytest.mark.parametrize(
    ("state", "expected"),
    [("open", ["asked", "waits"]), ("answered", ["asked", "mended"]), ("accepted", ["mended"])],
)
def test_the_list_is_narrowed_by_state(author, learner, state, expected):
    tell(learner, note="This one waits.")
    asked = tell(learner, note="This one was asked about.")
    reply(asked, "open", "Which option?", by=author.user, now=NOW)
    mended = tell(learner, note="This one is mended.")
    reply(mended, "accepted", "Mended.", by=author.user, now=NOW)
    page = inbox(author, f"?state={state}")
    found = [each for each in ("asked", "mended", "waits") if f"This one {each}" in page]
    found += [each for each in ("asked", "mended") if re.search(f"This one (was|is) {each}", page)]
    assert sorted(found) == expected


def test_the_list_is_narrowed_by_course_and_question(author, learner):
    first = QuestionFactory(lesson=LessonFactory(course=CourseFactory(title="Gears")))
    second = QuestionFactory(lesson=first.lesson)
    tell(learner, first, "In the first one.")
    tell(learner, second, "In the second one.")
    tell(learner, note="In another course.")
    by_course = inbox(author, f"?question__course__id__exact={first.course.pk}")
    assert "In the second one." in by_course
    assert "In another course." not in by_course
    by_question = inbox(author, f"?question__id__exact={first.pk}")
    assert "In the first one." in by_question
    assert "In the second one." not in by_question


MARKED = sorted(name for name, kind in kinds.items() if kind.asked and kind.by_rule)


@pytest.mark.parametrize("kind", MARKED)
def test_the_answer_is_shown_as_the_review_shows_it(author, learner, kind):
    spec = kinds[kind].example() | {"quote": "Nothing here tells."}
    lesson = LessonFactory(body="<p>Nothing here tells.</p>")
    question = QuestionFactory(lesson=lesson, kind=kind, spec=spec)
    key = kinds[kind].key(spec)
    answer(learner, lesson.pk, question.current, key, after=0, now=NOW)
    page = text(author.get(page_of(tell(learner, question))))
    assert "It got 100% of the mark." in page
    assert "orrect" in page or "In its place" in page


def test_an_answer_that_nobody_has_marked_is_said_to_be_that(author, learner):
    question = QuestionFactory(kind="essay", spec=kinds["essay"].example())
    key = kinds["essay"].key(question.current.spec)
    answer(learner, question.lesson_id, question.current, key, after=0, now=NOW)
    assert "Nobody has marked it yet." in text(author.get(page_of(tell(learner, question))))


def test_an_answer_to_an_older_version_is_shown_with_it(author, learner):
    question = QuestionFactory()
    answer(learner, question.lesson_id, question.current, "b", after=0, now=NOW)
    revise(question, "single_choice", choice_spec("What moves?"), by=None, now=NOW)
    page = text(author.get(page_of(tell(learner, question))))
    assert "It was an answer to version 1." in page
    assert "Version 2, the current one" in page


def test_a_question_changed_since_is_said_to_be(author, learner):
    question = QuestionFactory()
    problem = tell(learner, question)
    revise(question, "single_choice", choice_spec("What moves?"), by=None, now=NOW)
    assert "Version 1; the question was changed since" in text(author.get(page_of(problem)))


def test_a_report_without_an_answer_says_so(author, learner):
    assert "they had not answered the question" in text(author.get(page_of(tell(learner))))


def test_an_answer_of_a_removed_kind_is_shown_as_it_was_stored(author, learner):
    question = QuestionFactory(kind="riddle", spec={"prompt": "What am I?"})
    tell(learner, question, "A report before the answer.")
    item = AttemptItem.objects.get()
    version = question.current
    Answer.objects.create(
        item=item, ordinal=1, version=version, response="b", fraction=0, answered_at=NOW
    )
    AttemptItem.objects.update(last_ordinal=1)
    problem = tell(learner, question)
    assert '"b" (to a question of an unknown kind)' in text(author.get(page_of(problem)))


def test_authors_see_who_reported(author, learner):
    problem = tell(learner)
    assert "Zelda Learner" in inbox(author)
    assert "Zelda Learner" in text(author.get(page_of(problem)))


def test_guests_have_a_number(author):
    guest = guest_for("key", now=NOW)
    tell(guest)
    assert f"guest {guest.pk}" in inbox(author)


def test_who_may_only_look_sees_no_names_and_cannot_reply(reader, learner):
    problem = tell(learner)
    assert NOTE in inbox(reader)
    assert "Zelda" not in inbox(reader)
    page = text(reader.get(page_of(problem)))
    assert "Zelda" not in page
    assert 'name="reply"' not in page
    assert decide(reader, problem, "accepted", "Mended.").status_code == 403


def test_staff_without_rights_on_questions_see_nothing(client, learner):
    client.force_login(UserFactory(is_staff=True))
    problem = tell(learner)
    assert client.get(reverse(INBOX)).status_code == 403
    assert client.get(page_of(problem)).status_code == 403


def test_nobody_writes_or_deletes_reports_here(client, learner):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    problem = tell(learner)
    assert client.get(reverse("admin:quizzes_problem_add")).status_code == 403
    delete = reverse("admin:quizzes_problem_delete", args=[problem.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403


def test_a_reply_is_kept_with_who_wrote_it(author, learner):
    problem = tell(learner)
    assert decide(author, problem, "accepted", "Mended.").status_code == 302
    problem.refresh_from_db()
    assert (problem.state, problem.reply) == ("accepted", "Mended.")
    assert (problem.replied_by, problem.seen_at) == (author.user, None)
    assert problem.replied_at is not None
    assert "not yet seen by the learner" in text(author.get(page_of(problem)))


def test_the_note_cannot_be_changed_by_an_author(author, learner):
    problem = tell(learner)
    fields = {"state": "open", "reply": "", "based_on": "", "note": "Other words.", "version": 5}
    author.post(page_of(problem), fields)
    problem.refresh_from_db()
    assert problem.note == NOTE


def test_a_question_back_to_the_learner_leaves_it_open(author, learner):
    problem = tell(learner)
    decide(author, problem, "open", "Which option do you mean?")
    problem.refresh_from_db()
    assert (problem.state, problem.reply) == ("open", "Which option do you mean?")


@pytest.mark.parametrize("state", ["accepted", "declined"])
def test_a_decision_needs_a_sentence(author, learner, state):
    problem = tell(learner)
    page = text(decide(author, problem, state, "  "))
    assert "Tell the learner in a sentence what came of it." in page
    problem.refresh_from_db()
    assert problem.state == "open"


def test_a_reply_is_not_taken_back(author, learner):
    problem = tell(learner)
    reply(problem, "accepted", "Mended.", by=author.user, now=NOW)
    page = text(decide(author, problem, "accepted", "", based_on=NOW.isoformat()))
    assert "The learner was told this already." in page


def test_a_colleagues_reply_is_not_overwritten_unread(author, learner):
    problem = tell(learner)
    reply(problem, "declined", "It is as meant.", by=UserFactory(name="Grace"), now=NOW)
    page = text(decide(author, problem, "accepted", "Mended."))
    assert "Grace replied meanwhile: “It is as meant.”" in page
    assert ">\nMended.</textarea>" in page
    problem.refresh_from_db()
    assert problem.reply == "It is as meant."


def test_what_a_guest_and_their_account_both_reported_stands_once(author):
    user = UserFactory(name="Twice")
    mine, guest = learner_for(user, now=NOW), guest_for("key", now=NOW)
    question = QuestionFactory()
    tell(mine, question)
    tell(guest, question)
    adopt(guest.pk, user, now=NOW)
    assert "1 reported problem\n" in inbox(author)
    assert Problem.objects.count() == 2


def test_a_reported_question_is_not_deleted(client, learner):
    client.force_login(UserFactory(is_staff=True, is_superuser=True))
    question = tell(learner).question
    delete = reverse("admin:quizzes_question_delete", args=[question.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403


def test_the_inbox_is_searched_by_note_and_stem(author, learner):
    tell(learner, QuestionFactory(spec=choice_spec("Where is the shaft?")), "A misprint in it.")
    tell(learner, note="Something else entirely.")
    for words in ("misprint", "shaft"):
        page = inbox(author, f"?q={words}")
        assert "A misprint in it." in page
        assert "Something else entirely." not in page


@pytest.mark.parametrize("size", [2, 20])
def test_the_inbox_takes_as_many_queries_for_many(author, size):
    for _ in range(size):
        question, learner = QuestionFactory(), LearnerFactory()
        answer(learner, question.lesson_id, question.current, "b", after=0, now=NOW)
        reply(tell(learner, question), "open", "Why?", by=author.user, now=NOW)
    with counted() as queries:
        author.get(reverse(INBOX))
    assert len(queries) == 10
