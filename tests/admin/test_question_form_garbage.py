"""The author's form answers whatever is sent to it."""

import pytest
from django.contrib.auth.models import Group

from quizzes.actions.roles import AUTHORS
from tests.admin.page import OPTIONS, address, shown
from tests.factories import QuestionFactory, UserFactory, choice_spec

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client):
    user = UserFactory(is_staff=True)
    user.groups.add(Group.objects.get(name=AUTHORS))
    client.force_login(user)
    return client


@pytest.fixture
def question(db):
    return QuestionFactory(spec=choice_spec())


GARBAGE = {
    "no such entry": {"do": f"remove:{OPTIONS}-999"},
    "no such list": {"do": "add:content-zzz-several"},
    "no such wish": {"do": "zzz"},
    "an empty wish": {"do": ""},
    "a wish of colons": {"do": ":::"},
    "rows that are no numbers": {OPTIONS: ["x", "-1", "²", "\x00", "9" * 400], "do": "text"},
    "a row without an id": {OPTIONS: ["1", "77"], "do": f"up:{OPTIONS}-77"},
    "800 entries": {OPTIONS: [str(n) for n in range(800)], "do": f"add:{OPTIONS}"},
    "no such kind": {"kind": "zzz", "do": "kind"},
    "no kind at all": {"kind": "", "do": "text"},
    "foreign names": {"content-": "x", "content-zzz": ["1", "2"], "do": "zzz"},
    "an id of any length": {f"{OPTIONS}-1-id": "x" * 5000, "do": "text"},
    "a NUL": {"content-stem-prose": "\x00", "do": "text"},
}


@pytest.mark.parametrize("sent", GARBAGE.values(), ids=GARBAGE)
@pytest.mark.parametrize("saved", [False, True])
def test_whatever_is_sent_is_answered_with_a_page(author, question, sent, saved):
    sent = shown(author, question) | sent
    if saved:
        sent |= {"content-stem-prose": sent.get("content-stem-prose") or "x"}
        del sent["do"]
    response = author.post(address(question), sent)
    assert response.status_code in (200, 302)


def test_ten_thousand_entries_are_refused(author, question):
    sent = shown(author, question) | {OPTIONS: [str(n) for n in range(10_000)]}
    assert author.post(address(question), sent).status_code == 400
    assert question.versions.count() == 1
