"""The kept figures equal a recomputation from the raw answers."""

from io import StringIO

import pytest
from django.core.management import call_command

from quizzes.actions.attempt import answer
from quizzes.actions.progress import recompute_progress
from quizzes.models import AttemptItem
from tests.factories import NOW, LearnerFactory, QuestionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def item():
    question, learner = QuestionFactory(), LearnerFactory()
    for after, response in enumerate(["b", "a"]):
        answer(learner, question.lesson_id, question.current, response, after=after, now=NOW)
    return AttemptItem.objects.get()


def test_what_answering_keeps_needs_no_mending(item):
    assert list(recompute_progress(save=False)) == []


def test_a_wrong_figure_is_found_and_left_alone_by_a_check(item):
    AttemptItem.objects.update(first_fraction=1)
    [difference] = recompute_progress(save=False)
    assert difference.kept != difference.recomputed
    item.refresh_from_db()
    assert item.first_fraction == 1


def test_a_wrong_figure_is_mended(item):
    AttemptItem.objects.update(answer_count=7, first_fraction=1, last_fraction=None)
    list(recompute_progress(save=True))
    item.refresh_from_db()
    assert (item.answer_count, item.first_fraction, item.last_fraction) == (2, 0, 1)


def test_the_command_exits_with_one_when_a_check_finds_something(item):
    AttemptItem.objects.update(answer_count=7)
    said = StringIO()
    with pytest.raises(SystemExit) as stopped:
        call_command("recompute_progress", "--check", stdout=said)
    assert stopped.value.code == 1
    assert "answer_count 7 → 2" in said.getvalue()


def test_the_command_is_content_with_right_figures(item):
    said = StringIO()
    call_command("recompute_progress", "--check", stdout=said)
    assert "0 differences." in said.getvalue()
