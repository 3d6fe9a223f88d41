"""The figures of the list of questions follow the answers, and equal a recomputation."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from quizzes.actions import figures
from quizzes.actions import quiz as quizzing
from quizzes.actions.attempt import answer
from quizzes.actions.figures import catch_up, compare_figures, refresh_figures
from quizzes.actions.learner import adopt, guest_for
from quizzes.actions.regrade import decide, new, undo
from quizzes.models import AttemptItem, Question, QuestionFigures, Seen
from quizzes.scoring.drawing import Pool
from tests.factories import NOW, LearnerFactory, QuestionFactory, QuizFactory, UserFactory
from tests.queries import counted

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def question():
    """a is the key."""
    return QuestionFactory()


def give(question, *responses, learner=None, now=NOW):
    learner = learner or LearnerFactory()
    for after, response in enumerate(responses):
        answer(learner, question.lesson_id, question.current, response, after=after, now=now)
    return learner


def give_in_quiz(question, response, learner, now=NOW):
    quiz = QuizFactory(course=question.course, asks=[question])
    pools = [Pool((question.pk,), 1)]
    attempt = quizzing.begin(
        learner,
        {"mode": "quiz", "quiz_id": quiz.pk},
        1,
        pools,
        {},
        rules=quiz.rules,
        shuffle=False,
        now=now,
    )
    draft = quizzing.Draft(response, None, 0)
    quizzing.answer(attempt, attempt.items.get().pk, draft, now=now)


def ten(question, right):
    for at in range(10):
        give(question, "a" if at < right else "b")


def kept(question):
    catch_up(now=NOW)
    found = QuestionFigures.objects.get(question=question)
    assert not found.stale
    assert list(compare_figures()) == []
    return found.learners, found.marked, found.facility


def test_the_first_answer_counts(question):
    ten(question, right=4)
    give(question, "b", "a")
    assert kept(question) == (11, 11, pytest.approx(4 / 11))


def test_too_few_answers_say_nothing(question):
    for _ in range(9):
        give(question, "a")
    assert kept(question) == (9, 9, None)


def test_what_comes_later_is_counted_at_the_next_look(question):
    ten(question, right=10)
    assert kept(question) == (10, 10, 1)
    give(question, "b")
    assert kept(question) == (11, 11, pytest.approx(10 / 11))


def test_answers_in_quizzes_count(question):
    give_in_quiz(question, "a", LearnerFactory())
    assert kept(question)[:2] == (1, 1)


def test_a_learner_counts_once_by_the_earlier_answer(question):
    ten(question, right=10)
    learner = LearnerFactory()
    give_in_quiz(question, "b", learner, now=NOW - timedelta(days=1))
    give(question, "a", learner=learner)
    assert kept(question) == (11, 11, pytest.approx(10 / 11))


def test_a_regrade_and_its_undoing_are_seen(question):
    ten(question, right=5)
    assert kept(question)[2] == 0.5
    versions = question.versions.values_list("pk", flat=True)
    full = new(question, "full", versions=versions, accepted=[], reason="Both are right.")
    regrade = decide(full, by=None, now=LATER)
    assert kept(question)[2] == 1
    undo(regrade, by=None, now=LATER)
    assert kept(question)[2] == 0.5


def test_what_does_not_count_for_anyone_has_no_facility(question):
    ten(question, right=5)
    versions = question.versions.values_list("pk", flat=True)
    drop = new(question, "drop", versions=versions, accepted=[], reason="It was unclear.")
    decide(drop, by=None, now=LATER)
    assert kept(question) == (10, 0, None)


def test_a_guest_who_takes_an_account_is_one_learner(question):
    user = UserFactory()
    guest = guest_for("key", now=NOW)
    give(question, "b", learner=guest)
    give_in_quiz(question, "a", LearnerFactory(user=user))
    assert kept(question)[0] == 2
    adopt(guest.pk, user, now=NOW)
    assert kept(question)[0] == 1


def test_a_look_in_between_costs_no_write(question):
    give(question, "a")
    catch_up(now=NOW)
    with counted() as queries:
        assert not catch_up(now=NOW)
    assert all(query.startswith("SELECT") for query in queries)
    assert len(queries) == 5


def test_an_answer_writes_no_figures(question):
    give(question, "a")
    catch_up(now=NOW)
    with counted() as queries:
        give(question, "b")
    assert not [query for query in queries if "figures" in query or "seen" in query]


def test_a_row_that_turns_up_late_behind_others_is_seen(question):
    """As when its transaction was longer than that of a row with a higher id."""
    give(question, "a")
    catch_up(now=NOW)
    catch_up(now=LATER)
    QuestionFigures.objects.all().delete()
    Seen.objects.filter(table="answer").update(settled=0)
    catch_up(now=LATER + timedelta(minutes=1))
    assert not QuestionFigures.objects.exists()
    catch_up(now=LATER + timedelta(minutes=6))
    assert kept(question)[0] == 1


def test_rows_are_settled_once_enough_time_has_passed(question):
    give(question, "a")
    for minutes in (0, 6, 12):
        catch_up(now=NOW + timedelta(minutes=minutes))
    seen = Seen.objects.get(table="answer")
    assert seen.settled == seen.cursor > 0


def test_much_is_done_piece_by_piece(question, monkeypatch):
    monkeypatch.setattr(figures, "ROWS", 3)
    monkeypatch.setattr(figures, "READ", 2)
    other = QuestionFactory()
    for each in (question, other):
        ten(each, right=5)
    assert catch_up(now=NOW)
    while catch_up(now=NOW):
        pass
    assert kept(question) == kept(other) == (10, 10, 0.5)


def test_what_questions_ask_is_noted_after_an_upgrade(question):
    Question.objects.update(kind="", stem="", search="")
    assert not catch_up(now=NOW)
    question.refresh_from_db()
    assert (question.kind, question.stem) == ("single_choice", "What turns?")


def test_a_question_that_nobody_answered_needs_no_row(question):
    catch_up(now=NOW)
    assert not QuestionFigures.objects.exists()
    assert list(compare_figures()) == []


def test_a_wrong_figure_is_found_and_mended(question):
    give(question, "a")
    catch_up(now=NOW)
    QuestionFigures.objects.update(learners=7)
    [difference] = refresh_figures(now=NOW)
    assert (difference.kept[0], difference.recomputed[0]) == (7, 1)
    assert kept(question)[0] == 1


def test_the_command_exits_with_one_when_a_check_finds_something(question):
    give(question, "a")
    said = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("refresh_figures", "--check", stdout=said)
    assert stopped.value.code == 1
    assert "learners 0 → 1" in said.getvalue()
    assert not QuestionFigures.objects.exists()


def test_the_command_brings_all_up_to_date(question):
    give(question, "a")
    said = StringIO()
    call_command("refresh_figures", stdout=said)
    assert "Up to date; 0 questions were mended." in said.getvalue()
    call_command("refresh_figures", "--check", stdout=said)
    assert "0 differences." in said.getvalue()


def test_somebody_who_only_chose_something_does_not_count(question):
    give(question, "a")
    AttemptItem.objects.create(
        attempt=LearnerFactory().attempts.create(lesson=question.lesson, seed=1, started_at=NOW),
        question=question,
        version=question.current,
        draft="b",
        last_at=NOW,
    )
    assert kept(question)[0] == 1
