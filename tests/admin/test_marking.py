"""People mark what no rule can, one answer after the other."""

import html
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quizzes.actions.attempt import answer
from quizzes.actions.learner import adopt, guest_for
from quizzes.actions.marking import mark_answer
from quizzes.actions.progress import recompute_progress
from quizzes.actions.roles import AUTHORS
from quizzes.models import Answer, Attempt, AttemptItem, Mark
from tests.factories import (
    NOW,
    AssignmentFactory,
    LearnerFactory,
    QuestionFactory,
    QuizFactory,
    SittingFactory,
    UserFactory,
)
from tests.marking import essay, handed_in, written
from tests.queries import counted
from tests.views.quizzing import Sitter

pytestmark = pytest.mark.django_db
QUEUE = reverse("admin:quizzes_mark_changelist")


@pytest.fixture
def teacher(client):
    user = UserFactory(is_staff=True, name="Jules")
    user.groups.add(Group.objects.get(name=AUTHORS))
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def question():
    """With a rubric of 2, 2 and 1 points."""
    return essay()


def hand_in(question, name="Ann", text="Written by hand.", after=0, now=NOW, learner=None):
    learner = learner or LearnerFactory(user__name=name)
    answer(learner, question.lesson_id, question.current, text, after=after, now=now)
    return learner


def page_of(question):
    return reverse("admin:quizzes_mark_question", args=[question.pk])


def points(*given, comment="Well put.", of=None):
    chosen = of or Answer.objects.latest("pk")
    fields = {f"points_{number}": each for number, each in enumerate(given)}
    return fields | {"answer": chosen.pk, "comment": comment}


def text(response):
    return html.unescape(response.content.decode())


def test_the_queue_says_how_many_wait(teacher, question):
    hand_in(question)
    hand_in(question, "Ben")
    page = text(teacher.get(QUEUE))
    assert "<td>2</td><td>0</td>" in page
    teacher.post(page_of(question), points(2, 1, 0))
    assert "<td>1</td><td>1</td>" in text(teacher.get(QUEUE))


def test_what_waits_longest_comes_first(teacher, question):
    hand_in(question, "Ann", now=NOW)
    hand_in(question, "Ben", now=NOW - timedelta(days=1))
    assert "Ben, handed in" in text(teacher.get(page_of(question)))


def test_points_by_the_rubric_become_the_mark(teacher, question):
    hand_in(question)
    response = teacher.post(page_of(question), points(2, 1, 0))
    assert response.status_code == 302
    mark = Mark.objects.get()
    assert (mark.fraction, mark.points, mark.comment) == (0.6, [2, 1, 0], "Well put.")
    assert mark.marked_by == teacher.user
    item = AttemptItem.objects.get()
    assert (item.first_fraction, item.last_fraction) == (0.6, 0.6)
    assert list(recompute_progress(save=False)) == []


def test_without_a_rubric_a_percentage_does(teacher):
    question = essay(rubric=None)
    hand_in(question)
    teacher.post(page_of(question), {"answer": Answer.objects.get().pk, "percent": 75})
    assert Mark.objects.get().fraction == 0.75


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"points_0": 3, "points_1": 0, "points_2": 0}, "Select a valid choice"),
        ({"points_0": 1}, "Choose how many points"),
        ({"points_0": 0, "points_1": 0, "points_2": 0, "comment": "x" * 4001}, "at most 4000"),
        ({"points_0": 0, "points_1": 0, "points_2": 0, "comment": "a\0b"}, "Null characters"),
    ],
)
def test_what_cannot_be_meant_is_said_and_nothing_is_marked(teacher, question, fields, words):
    hand_in(question)
    response = teacher.post(page_of(question), {"answer": Answer.objects.get().pk} | fields)
    assert response.status_code == 422
    assert words in text(response)
    assert not Mark.objects.exists()


def test_the_next_one_follows(teacher, question):
    hand_in(question, "Ann")
    hand_in(question, "Ben")
    first = Answer.objects.order_by("pk")[0]
    response = teacher.post(page_of(question), points(2, 2, 1, of=first), follow=True)
    assert "Marked: Ann." in text(response)
    assert "Ben, handed in" in text(response)


def test_one_left_for_later_comes_again_at_the_end(teacher, question):
    hand_in(question, "Ann")
    hand_in(question, "Ben")
    ann, ben = Answer.objects.order_by("pk")
    assert "Ben, handed" in text(teacher.get(f"{page_of(question)}?after={ann.pk}"))
    assert "Ann, handed" in text(teacher.get(f"{page_of(question)}?after={ben.pk}"))


def test_when_all_are_marked_they_can_be_opened_again(teacher, question):
    hand_in(question)
    response = teacher.post(page_of(question), points(2, 2, 1), follow=True)
    assert "No answer to this question waits" in text(response)
    again = f"?answer={Answer.objects.get().pk}"
    assert again in text(response)
    assert "Marked by Jules" in text(teacher.get(page_of(question) + again))


def test_a_second_mark_takes_the_place_of_the_first_which_is_kept(teacher, question):
    hand_in(question)
    teacher.post(page_of(question), points(2, 2, 1))
    teacher.post(page_of(question), points(0, 0, 1))
    assert Mark.objects.count() == 2
    assert AttemptItem.objects.get().last_fraction == 0.2


def test_the_same_mark_sent_twice_is_one(teacher, question):
    hand_in(question)
    for _time in range(4):
        teacher.post(page_of(question), points(2, 2, 1))
    assert Mark.objects.count() == 1


def test_of_several_tries_the_latest_waits(teacher, question):
    ann = hand_in(question)
    hand_in(question, text="Written again.", after=1, learner=ann)
    assert "<td>1</td><td>0</td>" in text(teacher.get(QUEUE))
    assert "Written again." in text(teacher.get(page_of(question)))


def test_what_a_rule_marks_does_not_wait(teacher, question):
    other = QuestionFactory()
    answer(LearnerFactory(), other.lesson_id, other.current, "b", after=0, now=NOW)
    assert "Nothing has been handed in yet" in text(teacher.get(QUEUE))


def test_a_guest_that_became_an_account_waits_once(teacher, question):
    mine = LearnerFactory()
    guest = guest_for("key", now=NOW)
    hand_in(question, learner=mine)
    hand_in(question, learner=guest, text="As a guest.")
    adopt(guest.pk, mine.user, now=NOW + timedelta(hours=1))
    assert "<td>1</td><td>0</td>" in text(teacher.get(QUEUE))


def test_an_answer_is_opened_through_its_own_question_only(teacher, question):
    hand_in(essay(), text="SECRET")
    address = f"{page_of(question)}?answer={Answer.objects.get().pk}"
    assert teacher.get(address).status_code == 404


@pytest.mark.parametrize("staff", [True, False])
def test_nobody_marks_who_may_not(client, question, staff):
    hand_in(question)
    client.force_login(UserFactory(is_staff=staff))
    assert client.post(page_of(question), points(2, 2, 1)).status_code in (302, 403)
    assert client.get(QUEUE).status_code in (302, 403)
    assert not Mark.objects.exists()


def test_the_learner_reads_points_and_comment(teacher, question):
    ann = hand_in(question)
    teacher.post(page_of(question), points(2, 1, 0, comment="Name your <b>source</b>."))
    teacher.force_login(ann.user)
    page = text(teacher.get(question.lesson.get_absolute_url()))
    assert "Partly right." in page
    assert "60% of the mark." in page
    assert "Names a gain and a fact for it: 2 of 2" in page
    assert "&lt;b&gt;" in teacher.get(question.lesson.get_absolute_url()).content.decode()


def test_nobody_else_reads_them(teacher, question):
    hand_in(question)
    teacher.post(page_of(question), points(2, 1, 0, comment="For Ann alone."))
    other = hand_in(question, "Ben", text="By Ben.")
    teacher.force_login(other.user)
    assert "For Ann alone." not in text(teacher.get(question.lesson.get_absolute_url()))


def test_the_queue_costs_the_same_for_many(teacher):
    counts = []
    for size in (1, 6):
        for _number in range(size):
            question = essay()
            hand_in(question)
            hand_in(question)
        with counted() as queries:
            teacher.get(QUEUE)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_marked_essays_cost_a_lesson_page_one_query(teacher, question):
    ann = hand_in(question)
    teacher.post(page_of(question), points(2, 1, 0))
    teacher.force_login(ann.user)
    teacher.get(question.lesson.get_absolute_url())
    with counted() as queries:
        teacher.get(question.lesson.get_absolute_url())
    assert len(queries) == 6


def test_what_stood_in_a_quiz_when_it_closed_waits_too(teacher, question):
    quiz = QuizFactory(course=question.course, asks=[question])
    learner = Client()
    learner.force_login(LearnerFactory(user__name="Ann").user)
    sitter = Sitter(learner, quiz)
    sitter.begin()
    sitter.choose(question, "Written by hand. " * 30)
    teacher.get(QUEUE)
    assert not Answer.objects.exists()
    sitter.edit(closes_at=timezone.now())
    assert "<td>1</td><td>0</td>" in text(teacher.get(QUEUE))
    assert sitter.attempt().finished_at is not None


def test_what_learners_do_for_a_class_is_not_the_authors(teacher, question):
    assignment = AssignmentFactory(asks=[question])
    given = handed_in(assignment, question, "Ada SECRET", text="SECRET text")
    trial = SittingFactory(assignment=assignment, mode=Attempt.Mode.PREVIEW, finished_at=NOW)
    written(trial, question, "SECRET trial")
    assert "Nothing has been handed in yet" in text(teacher.get(QUEUE))
    hand_in(question, "Ben")
    by = UserFactory()
    mark_answer(given, 1.0, points=[2, 2, 1], comment="SECRET praise", by=by, now=NOW)
    assert "<td>1</td><td>0</td>" in text(teacher.get(QUEUE))
    assert "SECRET" not in text(teacher.get(page_of(question)))
    assert teacher.get(f"{page_of(question)}?answer={given.pk}").status_code == 404
    assert teacher.post(page_of(question), points(0, 0, 0, of=given)).status_code == 404
    done = teacher.post(page_of(question), points(2, 2, 1), follow=True)
    assert "Marked lately" in text(done)
    assert "SECRET" not in text(done)
    assert Mark.objects.count() == 2
