"""Odd input at the addresses of classes: an error page, never a fault of the server."""

import pytest
from django.urls import reverse

from quizzes.urls import urlpatterns
from tests.factories import AssignmentFactory, EnrolmentFactory, QuestionFactory, UserFactory

from .assigning import browser

pytestmark = pytest.mark.django_db
HUGE = 2**70
ODD = ["", "\0", "-1", str(HUGE), "nan", "x" * 5000, "'; --", "٣"]
FIELDS = (
    "number do password attempt text token end question after to projection response percent reason"
    " seen days attempts title source due_at minutes name state sort gone as course sure assignment"
    " wishes hour calendar renew answer points_0 comment"
).split()
NAMES = [
    each.name
    for each in urlpatterns
    if str(each.pattern).startswith(("assignments/", "classes/<", "messages/", "calendar/"))
]


def addresses(name, given, place):
    """Of what is there, and of what is not."""
    there = {"assignment": given.pk, "place_id": place.pk, "number": 1, "attempt_id": 1}
    there |= {"assignment_id": given.pk, "question_id": 1, "token": "x", "key": "x"}
    pattern = next(each.pattern for each in urlpatterns if each.name == name)
    there["pk"] = given.pk if str(pattern).startswith("assignments") else given.classroom_id
    wanted = pattern.converters
    yield reverse(name, kwargs={key: there[key] for key in wanted})
    numbers = {key for key in wanted if key not in ("token", "key")}
    if numbers:
        odd = {key: HUGE if key in numbers else there[key] for key in wanted}
        yield reverse(name, kwargs=odd)


@pytest.mark.parametrize("name", NAMES)
def test_odd_input_is_no_fault_of_the_server(name):
    given = AssignmentFactory(asks=[QuestionFactory()])
    place = EnrolmentFactory(classroom=given.classroom)
    clients = [browser(given.classroom.teachers.get().user), browser(place.learner.user)]
    clients.append(browser(UserFactory()))
    for client in clients:
        client.raise_request_exception = True
        for address in addresses(name, given, place):
            for odd in ODD:
                fields = dict.fromkeys(FIELDS, odd)
                alone = {"renew": odd, "do": "renew", "seen": odd}
                sent = [client.get(address, fields), client.post(address, fields)]
                for response in (*sent, client.post(address, alone)):
                    assert response.status_code < 500, (address, odd)
