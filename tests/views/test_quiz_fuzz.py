"""Whatever is posted to a quiz: never a fault, and a mark only for what grading gives."""

from urllib.parse import quote_from_bytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizzes.kinds import kinds
from quizzes.models import Answer
from quizzes.scoring.answering import Way
from tests.factories import QuestionFactory, QuizFactory
from tests.views.test_fuzz import ASKED, HOSTILE, fuzzed

from .quizzing import Sitter

pytestmark = pytest.mark.django_db


@pytest.fixture
def sitter(signed_in, lesson):
    asks = [QuestionFactory(lesson=lesson, kind=kind, spec=spec) for kind, spec in ASKED.values()]
    found = Sitter(signed_in, QuizFactory(course=lesson.course, way=Way.PRACTICE, asks=asks))
    found.begin()
    return found


@given(data=st.data())
@fuzzed
def test_the_one_form_of_a_quiz(sitter, data):
    names = [name.encode() for name in sitter.fields()]
    items = list(sitter.attempt().items.values_list("question_id", flat=True))
    do = data.draw(
        st.sampled_from(["save", "summary", *(f"check:{pk}" for pk in items)]).map(str.encode)
        | st.binary(max_size=12)
    )
    name = st.sampled_from(names) | st.binary(max_size=12)
    value = st.sampled_from([*HOSTILE, b"a", b"1", b"true"]) | st.binary(max_size=40)
    fields = data.draw(st.lists(st.tuples(name, value), max_size=8))
    after = [(each, b"0") for each in names if each.endswith(b"-after")]
    pairs = [(b"do", do), *after, *fields]
    body = "&".join(f"{quote_from_bytes(n)}={quote_from_bytes(v)}" for n, v in pairs)
    response = sitter.browser.post(
        sitter.url(), body, content_type="application/x-www-form-urlencoded"
    )
    assert response.status_code in (200, 303, 404, 409, 422)
    for answer in Answer.objects.select_related("version"):
        grader, spec = answer.version.grader, answer.version.spec
        assert grader.name in kinds
        assert answer.fraction == grader.grade(spec, answer.response).fraction
    assert sitter.browser.get(sitter.url()).status_code == 200
