"""Whatever is posted to a question: never a fault, and a mark only for what grading gives."""

from __future__ import annotations

import re
from urllib.parse import quote_from_bytes

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizzes.kinds import kinds
from quizzes.models import Answer, AttemptItem
from tests.factories import QuestionFactory
from tests.kinds.specs import specimens
from tests.views.conftest import answer_url, draft_url

pytestmark = pytest.mark.django_db

NAME = re.compile(r'name="(response[^"]*)"')
VALUE = re.compile(r'value="([^"]{0,60})"')
HOSTILE = [
    b"",
    b"\x00",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    "🧲".encode(),
    "\u202e95\u202c".encode(),
    b"nan",
    b"1e400",
    b"-1",
    b"[[[[]]]]",
    b'{"a": 1}',
    b"9" * 5000,
    b"x" * 20_000,
    "½".encode(),
    "١٢".encode(),
]
fuzzed = settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


ASKED = {name: each for name, each in specimens().items() if kinds[each[0]].asked}


@pytest.fixture(params=ASKED.values(), ids=ASKED)
def question(request):
    kind, spec = request.param
    return QuestionFactory(kind=kind, spec=spec)


@pytest.fixture
def offered(client, question):
    """Names and values that the question's form has, as the learner's browser would send them."""
    page = client.get(question.lesson.get_absolute_url()).content.decode()
    names = sorted({name.encode() for name in NAME.findall(page)})
    values = sorted({value.encode() for value in VALUE.findall(page)})
    return names or [b"response"], values


def bodies(names, values):
    """Forms with some fields of the page and some of nobody's, in any number."""
    name = st.sampled_from([*names, b"response", b"response-zz"]) | st.binary(max_size=12)
    value = st.sampled_from([*values, *HOSTILE]) | st.binary(max_size=40)
    return st.lists(st.tuples(name, value), max_size=8)


def post(client, url, question, fields):
    """Post raw bytes, for a form that is up to date."""
    own = [(b"version", str(question.current_id).encode())]
    own.append((b"after", str(Answer.objects.count()).encode()))
    pairs = [f"{quote_from_bytes(n)}={quote_from_bytes(v)}" for n, v in [*own, *fields]]
    return client.post(
        url(question),
        "&".join(pairs),
        content_type="application/x-www-form-urlencoded",
        headers={"HX-Request": "true"},
    )


@fuzzed
@given(data=st.data())
def test_an_answer_is_recorded_as_graded_or_refused(client, question, offered, data):
    fields = data.draw(bodies(*offered))
    before = Answer.objects.count()
    status = post(client, answer_url, question, fields).status_code
    assert status in (200, 409, 422), (status, fields)
    if Answer.objects.count() > before:
        answer = Answer.objects.order_by("-pk").first()
        grade = question.current.grader.grade(question.current.spec, answer.response)
        assert answer.fraction == grade.fraction
        assert 0 <= (answer.fraction or 0) <= 1
        assert client.get(question.lesson.get_absolute_url()).status_code == 200


@fuzzed
@given(data=st.data())
def test_a_draft_is_kept_or_refused_and_the_page_still_opens(signed_in, question, offered, data):
    status = post(signed_in, draft_url, question, data.draw(bodies(*offered))).status_code
    assert status in (200, 409)
    assert signed_in.get(question.lesson.get_absolute_url()).status_code == 200
    assert not AttemptItem.objects.filter(answer_count__gt=0).exists()
