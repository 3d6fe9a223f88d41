"""What the marks of an assignment say of its questions."""

from datetime import timedelta

import pytest

from quizzes.actions import regrade as regrades
from quizzes.actions.question import revise
from quizzes.kinds import kinds
from quizzes.models import Answer, Attempt, Enrolment, Learner, Question
from quizzes.reports.analysis import analysis_of, latest_analysis
from quizzes.reports.over_time import asked_in, question_over_time, shows_key
from quizzes.scoring.alternatives import Level
from quizzes.scoring.statistics import Verdict
from tests.factories import (
    NOW,
    AssignmentFactory,
    ClassroomFactory,
    EnrolmentFactory,
    LearnerFactory,
    LessonFactory,
    QuestionFactory,
    SittingFactory,
    UserFactory,
    choice_spec,
)
from tests.queries import counted
from tests.sat import GOLDEN, UNMARKED, questions_of, sit, worked

pytestmark = pytest.mark.django_db
DECIDED = ["1111"] * 5 + ["11bb"] * 4 + ["bbcc"] * 4
"""Thirteen learners, the strong first."""


def rows_of(item):
    [edition] = item.editions
    return {row.sign: row for row in edition.rows}


def counts_of(item):
    return {sign: row.count for sign, row in rows_of(item).items()}


def test_the_golden_case():
    found = analysis_of(worked(GOLDEN))
    assert [round(each.statistics.discrimination, 1) for each in found.items] == [
        45.7, 28.6, 12.2, 72.8, 48.6, 49.1, 58.9, 45.9, 26.0, 39.9,
    ]  # fmt: skip
    assert round(found.whole.consistency, 2) == 76.65
    assert round(found.whole.error_ratio, 2) == 48.33
    assert round(found.whole.deviation, 3) == 2.449
    assert round(found.whole.standard_error, 3) == 1.184
    assert (found.count, found.possible) == (9, 10.0)
    assert {each.statistics.verdict for each in found.items} == {Verdict.TOO_FEW}


def test_points_of_questions_weigh_in_the_whole_and_not_in_the_facility():
    asks = questions_of(2)
    assignment = AssignmentFactory(asks=asks)
    sit(assignment, {asks[0]: "a", asks[1]: "b"}, points=3.0)
    sit(assignment, {asks[0]: "a", asks[1]: "a"}, points=3.0)
    found = analysis_of(assignment)
    assert (found.possible, found.whole.mean) == (6.0, 4.5)
    assert [each.statistics.facility for each in found.items] == [100.0, 50.0]


def test_who_chose_what_strong_and_weak():
    found = analysis_of(worked(DECIDED))
    rows = rows_of(found.items[2])
    assert [(row.alternative.text, row.count) for row in rows.values()] == [
        ("The rotor", 5),
        ("The stator", 4),
        ("The housing", 4),
    ]
    assert [(row.strong, row.weak) for row in rows.values()] == [(5, 0), (0, 0), (0, 4)]
    [edition] = found.items[2].editions
    assert (edition.tally.strong_count, edition.tally.weak_count) == (5, 4)


def test_a_wrong_key_is_noticed():
    rows = ["111b"] * 6 + ["11b1"] * 2 + ["bbb1"] * 5
    item = analysis_of(worked(rows)).items[3]
    assert item.statistics.verdict is Verdict.AGAINST
    assert item.level is Level.MEND
    [edition] = item.editions
    assert edition.remarks[0].text == "Strong learners choose B: check the key."


def test_no_answer_is_no_alternative():
    item = analysis_of(worked(["1-", "11", "-1"])).items[0]
    [edition] = item.editions
    assert (edition.tally.blank, edition.tally.count) == (1, 3)
    assert counts_of(item) == {"A": 2, "B": 0, "C": 0}
    assert round(item.statistics.facility, 1) == 66.7


def test_nothing_else_counts_beside_the_class():
    assignment = worked(DECIDED)
    before = analysis_of(assignment)
    wrong = dict.fromkeys(assignment.questions, "c")
    sit(assignment, wrong, finished_at=None)
    sit(assignment, wrong, mode=Attempt.Mode.PREVIEW)
    gone = sit(assignment, wrong)
    Enrolment.objects.filter(learner=gone.learner).update(removed_at=NOW)
    merged = sit(assignment, wrong)
    Learner.objects.filter(pk=merged.learner_id).update(merged_into=LearnerFactory())
    sit(assignment, wrong, learner=EnrolmentFactory().learner)
    other = AssignmentFactory(asks=assignment.questions)
    sit(other, wrong)
    after = analysis_of(assignment)
    assert after.count == before.count == 13
    assert after.whole == before.whole
    assert [each.statistics for each in after.items] == [each.statistics for each in before.items]
    assert list(map(counts_of, after.items)) == list(map(counts_of, before.items))


def test_what_waits_is_left_out_and_said():
    asks = [*questions_of(2), QuestionFactory(kind="essay", spec=essay())]
    assignment = AssignmentFactory(asks=asks)
    replies = {asks[0]: "a", asks[1]: "b", asks[2]: "A text by Ada. " * 30}
    sit(assignment, replies, marks={asks[2]: 0.5})
    sit(assignment, replies, marks={asks[2]: UNMARKED})
    found = analysis_of(assignment)
    assert (found.waiting, found.items[2].waiting) == (1, 1)
    assert (found.items[0].statistics.count, found.items[2].statistics.count) == (2, 1)
    assert (found.count, found.whole.count, found.whole.mean) == (2, 1, 1.5)
    assert found.items[2].editions[0].rows == ()


def essay():
    return kinds["essay"].example()


def test_statements_are_no_questions():
    statement = QuestionFactory(kind="statement", spec={"stem": "A case."})
    asks = questions_of(1)
    assignment = AssignmentFactory(asks=asks)
    sit(assignment, {statement: None, asks[0]: "a"}, marks={statement: UNMARKED})
    found = analysis_of(assignment)
    assert [each.question for each in found.items] == asks
    assert found.waiting == 0


def test_questions_of_pools_have_their_own_learners():
    asks = questions_of(3)
    assignment = AssignmentFactory(asks=asks)
    for _ in range(2):
        sit(assignment, {asks[0]: "a", asks[1]: "b"})
    sit(assignment, {asks[2]: "b", asks[0]: "a"})
    found = analysis_of(assignment)
    assert [(each.question, each.statistics.count) for each in found.items] == [
        (asks[0], 3),
        (asks[1], 2),
        (asks[2], 1),
    ]
    assert found.possible is None
    assert (found.whole.count, found.whole.mean, found.whole.consistency) == (3, 50.0, None)


def test_questions_stand_as_everybody_had_them():
    asks = questions_of(2)
    assignment = AssignmentFactory(asks=asks)
    for _ in range(2):
        sit(assignment, {asks[1]: "a", asks[0]: "b"})
    assert [each.question for each in analysis_of(assignment).items] == asks[::-1]
    sit(assignment, {asks[0]: "a", asks[1]: "b"})
    assert [each.question for each in analysis_of(assignment).items] == asks


def regraded(question, policy, **more):
    fields = {"versions": [question.current_id], "accepted": [], "reason": "It was faulty."} | more
    question.refresh_from_db()
    return regrades.decide(regrades.new(question, policy, **fields), by=None, now=NOW)


@pytest.mark.parametrize("policy", ["drop", "full"])
def test_what_a_regrade_took_out_is_out_and_named(policy):
    assignment = worked(["110", "100", "011"])
    last = assignment.questions[2]
    regrade = regraded(last, policy)
    found = analysis_of(assignment)
    assert [each.question for each in found.items] == assignment.questions[:2]
    assert (found.out, found.possible) == ((last,), 2.0)
    regrades.undo(regrade, by=None, now=NOW)
    assert analysis_of(assignment).out == ()


def test_a_new_key_counts_as_the_key():
    assignment = worked(["1b", "1b", "b1"])
    question = assignment.questions[1]
    old = question.current_id
    mended = choice_spec("Stem 2")
    for option in mended["options"]:
        option["correct"] = option["id"] == "b"
    revise(question, "single_choice", mended, by=None, now=NOW)
    regraded(question, "recompute", versions=[old])
    item = analysis_of(assignment).items[1]
    assert {sign: row.alternative.right for sign, row in rows_of(item).items()} == {
        "A": False,
        "B": True,
        "C": False,
    }
    assert round(item.statistics.facility, 1) == 66.7


def test_what_was_accepted_since_is_right():
    assignment = worked(["1b", "1b", "b1"])
    regraded(assignment.questions[1], "accept", accepted=["b"])
    item = analysis_of(assignment).items[1]
    assert [row.alternative.right for row in rows_of(item).values()] == [True, True, False]
    assert item.statistics.facility == 100.0


def test_several_tries_are_told_by_the_first():
    assignment = worked(["1"])
    answer = Answer.objects.get()
    later = answer.answered_at + timedelta(minutes=1)
    Answer.objects.create(
        item=answer.item, ordinal=2, version=answer.version, response="c", answered_at=later
    )
    assert counts_of(analysis_of(assignment).items[0]) == {"A": 1, "B": 0, "C": 0}


def test_versions_that_mean_something_else_are_told_apart():
    assignment = worked(["1", "b", "b", "b"])
    [question] = assignment.questions
    changed = choice_spec("Which part turns?", right="The rotor and the shaft")
    changed["options"].append({"id": "d", "text": "The rail", "correct": False, "feedback": ""})
    revise(question, "single_choice", changed, by=None, now=NOW)
    sit(assignment, {question: "d"})
    [item] = analysis_of(assignment).items
    assert item.statistics.count == 5
    assert [(each.version.number, each.tally.count) for each in item.editions] == [(2, 1), (1, 4)]
    assert item.version.spec["stem"] == "Which part turns?"


def test_a_mended_typing_error_is_the_same_question():
    assignment = worked(["1", "b"])
    [question] = assignment.questions
    revise(question, "single_choice", choice_spec("Stem One"), typo_only=True, by=None, now=NOW)
    sit(assignment, {question: "b"})
    [edition] = analysis_of(assignment).items[0].editions
    assert (edition.tally.count, edition.version.number) == (3, 2)


def test_practice_has_alternatives_and_no_figures():
    asks = questions_of(1)
    assignment = AssignmentFactory(asks=asks, way="practice")
    for sign in "abb":
        sit(assignment, {asks[0]: sign}, marks={asks[0]: UNMARKED})
    found = analysis_of(assignment)
    assert found.practice
    assert found.items[0].statistics.facility is None
    assert counts_of(found.items[0]) == {"A": 1, "B": 2, "C": 0}


def test_before_anybody_handed_in_there_is_nothing():
    found = analysis_of(AssignmentFactory(asks=questions_of(1)))
    assert (found.count, found.items, found.misunderstood, found.practice) == (0, (), [], False)


def test_many_things_that_were_typed_are_one_row():
    spec = {"stem": "What turns?", "explanation": "x", "quote": "", "accepted": ["rotor"]}
    question = QuestionFactory(kind="short_text", spec=spec, lesson=None, course=course())
    assignment = AssignmentFactory(asks=[question])
    for typed in [*(f"thing {n}" for n in range(10)), "thing 9", "Rotor"]:
        sit(assignment, {question: typed})
    [edition] = analysis_of(assignment).items[0].editions
    assert [(row.sign, row.count) for row in edition.rows][:2] == [("A", 1), ("B", 2)]
    last = edition.rows[-1]
    assert (last.sign, last.alternative.text, last.count) == ("", "2 further answers", 2)
    assert sum(row.count for row in edition.rows) == 12


def course():
    return LessonFactory().course


def test_what_is_misunderstood_comes_by_number_of_learners():
    assignment = worked(["1bc"] * 4 + ["1bb"] * 2 + ["111"] * 10 + ["c11"])
    found = analysis_of(assignment).misunderstood
    assert [(each.item.number, each.row.sign, each.row.count, each.of) for each in found] == [
        (2, "B", 6, 17),
        (3, "C", 4, 17),
    ]
    assert found[0].row.alternative.feedback == "REMARK it stays."
    assert found[0].quote == "The rotor turns inside the stator."


def test_two_of_few_are_more_than_slips_and_one_is_not():
    found = analysis_of(worked(["1b", "1b", "11", "b1", "11"])).misunderstood
    assert [(each.item.number, each.row.count) for each in found] == [(2, 2)]


def test_a_lesson_that_learners_cannot_read_is_not_linked():
    assignment = worked(["b", "b"])
    [item] = analysis_of(assignment).items
    assert item.lesson == assignment.questions[0].lesson
    lesson = assignment.questions[0].lesson
    lesson.status = "retired"
    lesson.save()
    assert analysis_of(assignment).items[0].lesson is None
    Question.objects.update(lesson=None)
    assert analysis_of(assignment).items[0].lesson is None


def queries(call):
    with counted() as found:
        call()
    return len(found)


def test_as_many_queries_for_few_as_for_many():
    small = worked(["11"])
    large = worked(["110b1c"] * 12 + ["1b1111"] * 3)
    regraded(large.questions[0], "accept", accepted=["b"])
    learner = Attempt.objects.filter(assignment=large).first().learner
    sit(large, dict.fromkeys(large.questions, "a"), learner=learner, number=2)
    assert queries(lambda: analysis_of(small)) == queries(lambda: analysis_of(large)) == 9
    small.classroom.refresh_from_db()
    assert queries(lambda: latest_analysis(large.classroom)) == 10


def test_the_latest_assignment_of_a_class_is_the_one_handed_in_last():
    classroom = ClassroomFactory()
    asks = questions_of(1)
    early, late, _never = (AssignmentFactory(asks=asks, classroom=classroom) for _ in range(3))
    sit(late, {asks[0]: "b"}, finished_at=NOW + timedelta(days=2))
    sit(early, {asks[0]: "b"})
    sit(AssignmentFactory(asks=asks), {asks[0]: "a"}, finished_at=NOW + timedelta(days=3))
    assert latest_analysis(classroom).assignment == late
    assert latest_analysis(ClassroomFactory()) is None


@pytest.fixture
def teacher():
    return UserFactory()


def given_to(teacher, asks, signs, *, days=0, **fields):
    """An assignment of another class of theirs, done by one learner a sign."""
    assignment = AssignmentFactory(asks=asks, classroom__led_by=teacher, **fields)
    for sign in signs:
        sit(assignment, {asks[0]: sign, asks[1]: sign}, finished_at=NOW + timedelta(days=days))
    return assignment


def test_a_question_over_time_is_told_by_version_and_date(teacher):
    asks = questions_of(2)
    first = given_to(teacher, asks, "abbb", days=1)
    revise(asks[0], "single_choice", choice_spec("Better?", right="A rotor"), by=None, now=NOW)
    second = given_to(teacher, asks, "aab", days=20)
    found = question_over_time(asks[0], by=teacher)
    assert [
        (each.assignment, each.numbers, each.statistics.count, round(each.statistics.facility))
        for each in found
    ] == [(first, (1,), 4, 25), (second, (2,), 3, 67)]
    assert [round(each.statistics.discrimination) for each in found] == [100, 100]
    assert found[1].since == NOW + timedelta(days=20)


def test_two_versions_in_one_assignment_are_two_lines(teacher):
    asks = questions_of(2)
    assignment = given_to(teacher, asks, "ab")
    revise(asks[0], "single_choice", choice_spec("Better?", right="A rotor"), by=None, now=NOW)
    sit(assignment, {asks[0]: "a", asks[1]: "a"}, finished_at=NOW + timedelta(hours=1))
    found = question_over_time(asks[0], by=teacher)
    assert [(each.numbers, each.statistics.count) for each in found] == [((1,), 2), ((2,), 1)]


def test_the_figures_over_time_are_those_of_the_analysis(teacher):
    assignment = worked(DECIDED)
    assignment.classroom.teachers.create(user=teacher, role="assistant")
    for item in analysis_of(assignment).items:
        [period] = question_over_time(item.question, by=teacher)
        assert period.statistics.discrimination == pytest.approx(item.statistics.discrimination)
        assert period.statistics.efficiency == pytest.approx(item.statistics.efficiency)
        assert period.statistics.facility == item.statistics.facility


def test_classes_of_others_are_not_part_of_it(teacher):
    asks = questions_of(2)
    mine = given_to(teacher, asks, "ab")
    given_to(UserFactory(), asks, "bbb")
    found = question_over_time(asks[0], by=teacher)
    assert [each.assignment for each in found] == [mine]
    assert found[0].statistics.count == 2


def test_archived_classes_stay_part_of_it(teacher):
    asks = questions_of(2)
    mine = given_to(teacher, asks, "ab")
    mine.classroom.archived_at = NOW
    mine.classroom.save()
    assert [each.assignment for each in question_over_time(asks[0], by=teacher)] == [mine]


def test_previews_and_running_attempts_are_no_part_of_it(teacher):
    asks = questions_of(2)
    assignment = given_to(teacher, asks, "")
    sit(assignment, {asks[0]: "a"}, finished_at=None)
    sit(assignment, {asks[0]: "a"}, mode=Attempt.Mode.PREVIEW)
    assert question_over_time(asks[0], by=teacher) == []


def test_over_time_takes_as_many_queries_for_one_assignment_as_for_several(teacher):
    asks = questions_of(2)
    given_to(teacher, asks, "a")
    few = queries(lambda: question_over_time(asks[0], by=teacher))
    for day in range(3):
        given_to(teacher, asks, "abc", days=day)
    assert queries(lambda: question_over_time(asks[0], by=teacher)) == few == 8


def test_only_what_learners_had_is_asked_in_an_assignment():
    assignment = worked(["1"])
    [question] = assignment.questions
    other = QuestionFactory(lesson=question.lesson)
    assert asked_in(assignment, question.pk) == question
    assert asked_in(assignment, other.pk) is None
    sit(assignment, {other: "a"}, mode=Attempt.Mode.PREVIEW)
    assert asked_in(assignment, other.pk) is None


def test_who_teaches_a_class_that_had_a_question_may_see_what_settles_it(teacher):
    assignment = worked(["1"])
    [question] = assignment.questions
    assert not shows_key(teacher, question.pk)
    assignment.classroom.teachers.create(user=teacher, role="assistant")
    assert shows_key(teacher, question.pk)
    other = QuestionFactory(lesson=question.lesson)
    sit(assignment, {other: "a"}, mode=Attempt.Mode.PREVIEW)
    assert not shows_key(teacher, other.pk)


def test_an_attempt_without_questions_harms_nothing():
    assignment = worked(["11"])
    place = EnrolmentFactory(classroom=assignment.classroom)
    SittingFactory(assignment=assignment, learner=place.learner, finished_at=NOW)
    found = analysis_of(assignment)
    assert (found.count, [each.statistics.count for each in found.items]) == (1, [1, 1])
    assert found.possible == 2.0
