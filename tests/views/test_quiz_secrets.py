"""A quiz holds no key, remark or explanation before it is due: every kind, every way."""

from datetime import timedelta
from itertools import combinations

import pytest
from django.utils import timezone

from quizzes.actions.marking import mark_answer
from quizzes.actions.regrade import decide, new
from quizzes.kinds import kinds
from quizzes.models import Answer
from quizzes.scoring.answering import Way
from quizzes.scoring.disclosure import Part
from tests.factories import NOW, LessonFactory, QuestionFactory, QuizFactory, UserFactory
from tests.kinds.specs import specimens
from tests.test_no_keys import QUOTE, marked, secrets_of

from .quizzing import Sitter

pytestmark = pytest.mark.django_db


ASKED = {name: each for name, each in specimens().items() if kinds[each[0]].asked}


@pytest.fixture(params=ASKED.values(), ids=ASKED)
def question(request):
    kind, spec = request.param
    lesson = LessonFactory(title="Parts", body=f"<p>{QUOTE}</p>")
    return QuestionFactory(lesson=lesson, kind=kind, spec=marked(spec))


def begun(browser, question, way, **fields):
    quiz = QuizFactory(course=question.course, way=way, asks=[question], **fields)
    sitter = Sitter(browser, quiz)
    sitter.begin()
    return sitter


def tells(page, question, *, secrets=True):
    assert "SENTINEL" not in page
    for secret in secrets_of(question.current.spec) if secrets else ():
        assert secret not in page, secret


@pytest.mark.parametrize("way", Way)
def test_a_question_that_is_not_answered_tells_nothing(signed_in, question, way):
    sitter = begun(signed_in, question, way)
    pages = [
        signed_in.get(sitter.start),
        signed_in.get(sitter.url()),
        signed_in.get(f"{sitter.url()}summary/"),
        sitter.press("save"),
    ]
    pages += [sitter.press(f"check:{question.pk}"), sitter.press(f"flag:{question.pk}")]
    pages.append(sitter.press(f"check:{question.pk}", htmx=True))
    for page in pages:
        tells(page.content.decode(), question)


def test_a_result_that_waits_for_the_close_tells_the_own_answer_alone(signed_in, question):
    later = timezone.now() + timedelta(days=1)
    sitter = begun(signed_in, question, Way.DEFERRED, closes_at=later, shuffle_options=True)
    kind, spec = question.current.grader, question.current.spec
    names = kind.posted(spec, kind.key(spec))
    item = sitter.item(question)
    if kind.drawn:
        names = {"response-seed": [str(item.seed)], "response-typed": ["1"]}
    fields = {f"q{question.pk}-{name}": values for name, values in names.items()}
    sitter.press("save", fields=sitter.fields() | fields)
    sitter.hand_in()
    assert Answer.objects.count() == 1
    page = sitter.page()
    # Of the key the page holds what the learner said, and nothing besides.
    tells(page, question, secrets=False)
    assert "is-right" not in page
    assert "Right answer" not in page
    assert "That is right" not in page


def test_a_wrong_try_does_not_tell_while_another_one_counts(signed_in):
    question = QuestionFactory(spec=marked(kinds["single_choice"].example()))
    sitter = begun(signed_in, question, Way.TRIES)
    wrong = next(each for each in question.current.spec["options"] if not each["correct"])
    page = sitter.check(question, wrong["id"], htmx=True).content.decode()
    assert "Not quite." in page
    tells(page, question)


def test_why_it_was_corrected_is_not_told_while_another_try_counts(signed_in):
    question = QuestionFactory()
    sitter = begun(signed_in, question, Way.TRIES)
    sitter.check(question, "b")
    versions = [question.current_id]
    reason = "The right one is a."
    made = new(question, "recompute", versions=versions, accepted=[], reason=reason)
    decide(made, by=None, now=NOW)
    page = sitter.page()
    assert "This question was corrected" in page
    assert reason not in page
    sitter.hand_in()
    assert reason in sitter.page()


def test_points_by_the_rubric_are_not_told_where_points_are_not(signed_in):
    spec = kinds["essay"].example()
    question = QuestionFactory(kind="essay", spec=spec)
    shown = {stage: ["answer", "explanation"] for stage in ("during", "submitted", "closed")}
    sitter = begun(signed_in, question, Way.IMMEDIATE, shown=shown)
    sitter.check(question, "word " * 80)
    points = [criterion["points"] for criterion in spec["rubric"]]
    mark = {"points": points, "comment": "Well said.", "by": UserFactory(), "now": NOW}
    mark_answer(Answer.objects.get(), 1, **mark)
    sitter.hand_in()
    page = sitter.page()
    assert "Well said." in page
    assert f"{points[0]} of {points[0]}" not in page


SIGNS = {
    Part.ANSWER: ["Your answer: The stator"],
    Part.RIGHT: ["Not quite.", "1 wrong"],
    Part.MARK: ["0 of 1 point", "0%"],
    Part.EXPLANATION: ["EXPLAINED", "REMARK"],
    Part.KEY: ["Right answer: The rotor", "is-right"],
}
"""Of what is shown of a wrong answer. A kind's own review, for key and explanation, has its own."""
SETS = [set(each) for size in range(6) for each in combinations(Part, size)]


@pytest.mark.parametrize("parts", SETS, ids=lambda parts: "+".join(sorted(parts)) or "nothing")
@pytest.mark.parametrize("stage", ["submitted", "closed"])
def test_a_result_shows_the_parts_of_the_grid_and_no_other(signed_in, parts, stage):
    question = QuestionFactory()
    later = timezone.now() + timedelta(hours=1)
    shown = {"submitted": [], stage: sorted(parts), "closed": sorted(parts)}
    sitter = begun(signed_in, question, Way.DEFERRED, shown=shown, closes_at=later)
    sitter.choose(question, "b")
    sitter.hand_in()
    if stage == "closed":
        sitter.edit(closes_at=timezone.now())
    pages = sitter.page() + signed_in.get(sitter.start).content.decode()
    for part in set(Part) - parts:
        for sign in SIGNS[part]:
            assert sign not in pages, sign
    reviewed = {Part.EXPLANATION, Part.KEY} <= parts
    for part in parts:
        assert reviewed or SIGNS[part][0] in pages, part
