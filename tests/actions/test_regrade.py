"""Regrades mark answers otherwise, now and later, and can be undone."""

from datetime import timedelta

import pytest

from quizzes.actions.attempt import Outcome, answer
from quizzes.actions.learner import adopt, guest_for
from quizzes.actions.progress import recompute_progress
from quizzes.actions.question import revise
from quizzes.actions.regrade import decide, mark_answers, new, undo
from quizzes.models import Answer, AttemptItem, Mark, Regrade
from quizzes.reports.regrade import preview, responses_given
from tests.factories import NOW, LearnerFactory, QuestionFactory, UserFactory, choice_spec

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


@pytest.fixture
def question():
    """a is the key, and ought to have been b."""
    return QuestionFactory()


@pytest.fixture
def teacher():
    return UserFactory(name="Jules")


def named(name):
    return LearnerFactory(user__name=name)


def give(learner, question, response, after=0, now=NOW, **options):
    version = options.pop("version", None) or question.current
    return answer(learner, question.lesson_id, version, response, after=after, now=now, **options)


def other_key(question):
    """b becomes the key; the question's version."""
    spec = choice_spec()
    spec["options"][0]["correct"], spec["options"][1]["correct"] = False, True
    revise(question, "single_choice", spec, by=None, now=NOW)
    return question.current


def about(question, policy, accepted=(), reason="The key was wrong."):
    answered = question.versions.values_list("pk", flat=True)
    return new(question, policy, versions=answered, accepted=list(accepted), reason=reason)


def regrade(question, policy, by=None, **options):
    return decide(about(question, policy, **options), by=by, now=LATER)


def marks():
    """Who has which mark now, by name."""
    items = AttemptItem.objects.select_related("attempt__learner__user")
    return {item.attempt.learner.user.name: item.last_fraction for item in items}


@pytest.fixture
def answered(question):
    """Three learners, one for each option."""
    for name, response in (("Ann", "a"), ("Ben", "b"), ("Cas", "c")):
        give(named(name), question, response)
    return question


def test_a_new_key_marks_the_old_answers(answered):
    other_key(answered)
    regrade(answered, "recompute")
    assert marks() == {"Ann": 0, "Ben": 1, "Cas": 0}


def test_the_full_mark_goes_to_everyone(answered):
    regrade(answered, "full")
    assert marks() == {"Ann": 1, "Ben": 1, "Cas": 1}


def test_a_dropped_question_counts_for_nobody(answered):
    regrade(answered, "drop")
    assert set(marks().values()) == {None}


def test_further_answers_can_be_accepted(answered):
    regrade(answered, "accept", accepted=["b"])
    assert marks() == {"Ann": 1, "Ben": 1, "Cas": 0}


def test_a_regrade_marks_only_the_versions_it_names(answered):
    old = answered.current_id
    other_key(answered)
    dee = named("Dee")
    give(dee, answered, "c")
    decide(new(answered, "full", versions=[old], accepted=[], reason=""), by=None, now=LATER)
    assert marks() == {"Ann": 1, "Ben": 1, "Cas": 1, "Dee": 0}


def test_an_answer_that_the_new_version_cannot_read_keeps_its_mark(answered):
    spec = choice_spec()
    spec["options"][0]["id"] = "z"
    revise(answered, "single_choice", spec, by=None, now=NOW)
    regrade(answered, "recompute")
    assert marks() == {"Ann": 1, "Ben": 0, "Cas": 0}


def test_an_answer_to_another_kind_keeps_its_mark(answered):
    spec = {"stem": "It turns.", "explanation": "It does.", "quote": "x", "answer": False}
    spec["feedback"] = {"true": "No.", "false": "Yes."}
    revise(answered, "true_false", spec, by=None, now=NOW)
    regrade(answered, "recompute")
    assert marks() == {"Ann": 1, "Ben": 0, "Cas": 0}


def test_the_first_try_is_marked_anew_too(question):
    learner = named("Ann")
    give(learner, question, "b")
    give(learner, question, "a", after=1)
    other_key(question)
    regrade(question, "recompute")
    item = AttemptItem.objects.get()
    assert (item.first_fraction, item.last_fraction) == (1, 0)


def test_answers_stay_as_they_were_given(answered):
    before = list(Answer.objects.values_list())
    regrade(answered, "full")
    assert list(Answer.objects.values_list()) == before


def test_it_is_noted_who_decided_and_what_changed(answered, teacher):
    wanted = about(answered, "full")
    counts = preview(wanted)
    wanted.risen, wanted.fallen, wanted.unchanged = counts.rises, counts.falls, counts.unchanged
    made = decide(wanted, by=teacher, now=LATER)
    made.refresh_from_db()
    assert (made.created_by, made.created_at, made.reason) == (teacher, LATER, "The key was wrong.")
    assert (made.risen, made.fallen, made.unchanged) == (2, 0, 1)
    assert set(Mark.objects.values_list("marked_by", flat=True)) == {teacher.pk}


def test_undone_it_leaves_everything_as_before(answered, teacher):
    before = marks()
    made = regrade(answered, "full")
    assert undo(made, by=teacher, now=LATER)
    assert marks() == before
    assert not AttemptItem.objects.exclude(regrade=None).exists()


def test_it_is_undone_once(answered, teacher):
    made = regrade(answered, "full")
    assert undo(made, by=teacher, now=LATER)
    assert not undo(made, by=teacher, now=LATER)


def test_of_two_the_later_counts_and_undone_the_earlier(answered):
    regrade(answered, "full")
    dropped = regrade(answered, "drop")
    assert set(marks().values()) == {None}
    undo(dropped, by=None, now=LATER)
    assert set(marks().values()) == {1}


def test_what_came_in_under_the_later_has_the_earliers_mark_once_that_is_undone(answered):
    regrade(answered, "full")
    dropped = regrade(answered, "drop")
    give(named("Dee"), answered, "c", regrade=dropped)
    assert marks()["Dee"] is None
    undo(dropped, by=None, now=LATER)
    assert marks() == {"Ann": 1, "Ben": 1, "Cas": 1, "Dee": 1}
    assert list(recompute_progress(save=False)) == []


def test_undoing_the_earlier_leaves_what_came_in_under_the_later(answered):
    full = regrade(answered, "full")
    dropped = regrade(answered, "drop")
    give(named("Dee"), answered, "c", regrade=dropped)
    undo(full, by=None, now=LATER)
    assert set(marks().values()) == {None}


def test_the_earlier_undone_changes_nothing_while_the_later_counts(answered):
    full = regrade(answered, "full")
    regrade(answered, "drop")
    undo(full, by=None, now=LATER)
    assert set(marks().values()) == {None}


def test_marking_again_marks_nobody_twice(answered):
    made = regrade(answered, "full")
    assert mark_answers(made, now=LATER) == 0
    assert Mark.objects.count() == 3


def test_a_later_answer_to_the_same_version_is_marked_the_same_way(question):
    made = regrade(question, "full")
    handed = give(named("Dee"), question, "c", regrade=made)
    assert handed.outcome is Outcome.RECORDED
    assert (handed.latest.last_fraction, handed.latest.regrade_id) == (1, made.pk)
    assert Answer.objects.get().fraction == 0
    assert list(recompute_progress(save=False)) == []


def test_a_further_try_is_marked_the_same_way_too(question):
    made = regrade(question, "full")
    learner = named("Dee")
    give(learner, question, "c", regrade=made)
    assert give(learner, question, "b", after=1, regrade=made).latest.last_fraction == 1
    assert Mark.objects.count() == 2


def test_the_same_post_again_makes_no_second_mark(question):
    made = regrade(question, "full")
    learner = named("Dee")
    give(learner, question, "c", regrade=made)
    assert give(learner, question, "c", regrade=made).outcome is Outcome.REPEATED
    assert Mark.objects.count() == 1


def test_a_try_on_the_corrected_question_is_marked_by_its_own_key(answered):
    other_key(answered)
    regrade(answered, "recompute")
    ann = AttemptItem.objects.get(attempt__learner__user__name="Ann").attempt.learner
    latest = give(ann, answered, "b", after=1).latest
    assert (latest.last_fraction, latest.regrade_id) == (1, None)


def test_kept_figures_are_what_answers_and_marks_say(answered):
    other_key(answered)
    regrade(answered, "recompute")
    undo(regrade(answered, "full"), by=None, now=LATER)
    assert list(recompute_progress(save=False)) == []


def test_a_guests_regraded_answer_keeps_its_mark_in_an_account_with_answers(question):
    mine = LearnerFactory()
    guest = guest_for("key", now=NOW)
    give(guest, question, "c")
    give(mine, question, "b", now=NOW - timedelta(hours=2))
    regrade(question, "full")
    adopt(guest.pk, mine.user, now=LATER)
    item = AttemptItem.objects.get(attempt__learner=mine)
    assert (item.first_fraction, item.last_fraction, item.answer_count) == (1, 1, 2)


def test_a_preview_counts_and_names_and_writes_nothing(answered):
    other_key(answered)
    found = preview(about(answered, "recompute"))
    assert [(each.name, each.before, each.after) for each in found.risen] == [("Ben", 0, 1)]
    assert [each.name for each in found.fallen] == ["Ann"]
    assert (found.unchanged, found.dropped, found.total) == (1, 0, 3)
    assert not Regrade.objects.exists()


def test_a_preview_of_dropping_says_for_how_many(answered):
    found = preview(about(answered, "drop"))
    assert (found.dropped, found.rises, found.falls, found.unchanged) == (3, 0, 0, 0)


def test_a_guest_that_became_an_account_is_counted_once(question):
    mine = LearnerFactory()
    guest = guest_for("key", now=NOW)
    give(mine, question, "b")
    give(guest, question, "c")
    adopt(guest.pk, mine.user, now=LATER)
    assert preview(about(question, "full")).total == 1


def test_what_was_answered_is_listed_by_how_many_gave_it(answered):
    give(named("Dee"), answered, "c")
    found = responses_given(answered, answered.versions.values_list("pk", flat=True))
    assert [(each.words, each.learners) for each in found] == [
        ("The housing", 2),
        ("The stator", 1),
    ]


def test_the_latest_in_force_marks_a_version(question):
    regrade(question, "full")
    dropped = regrade(question, "drop")
    assert Regrade.objects.by_version([question.pk]) == {question.current_id: dropped}
    undo(dropped, by=None, now=LATER)
    assert Regrade.objects.by_version([question.pk])[question.current_id].policy == "full"
