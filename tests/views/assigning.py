"""A class with an assignment, and the people around it."""

from __future__ import annotations

import time_machine
from django.test import Client
from django.urls import reverse
from lxml import html

from quizzes.models import Attempt
from tests.factories import NOW, ClassroomFactory, EnrolmentFactory, LearnerFactory, UserFactory


def browser(user):
    client = Client()
    client.force_login(user)
    client.user = user
    return client


def page(name, row, *more):
    return reverse(name, args=[row.pk, *more])


def text(response):
    return response.content.decode()


def roles(classroom):
    """Everybody who could try, by what the class is to them; "learner" is in it."""
    helper, learner, gone = UserFactory(), LearnerFactory(), LearnerFactory()
    classroom.teachers.create(user=helper, role="assistant")
    EnrolmentFactory(classroom=classroom, learner=learner, name="Ada SECRET")
    EnrolmentFactory(classroom=classroom, learner=gone, removed_at=NOW)
    other = ClassroomFactory(led_by=UserFactory())
    stranger = EnrolmentFactory(classroom=other)
    author = UserFactory(is_staff=True)
    admin = UserFactory(is_staff=True, is_superuser=True)
    return {
        "assistant": browser(helper),
        "learner": browser(learner.user),
        "taken out": browser(gone.user),
        "another class's teacher": browser(other.teachers.get().user),
        "another class's learner": browser(stranger.learner.user),
        "author": browser(author),
        "admin": browser(admin),
        "guest": Client(),
    }


class Doer:
    """Somebody at an assignment, in a browser without JavaScript."""

    def __init__(self, client, assignment, *, trial=False):
        self.client, self.assignment = client, assignment
        self.start = page("preview" if trial else "assignment", assignment)

    def begin(self, at=NOW, number=1, **fields):
        with time_machine.travel(at, tick=False):
            return self.client.post(f"{self.start}begin/", {"number": number, **fields})

    def look(self, at=NOW, number=1, page=""):
        with time_machine.travel(at, tick=False):
            return self.client.get(f"{self.start}{number}/{page}")

    def fields(self, at=NOW, number=1):
        (form,) = html.fromstring(text(self.look(at, number))).cssselect("form.questions")
        return {name: form.fields[name] for name in form.fields if form.fields[name] is not None}

    def choose(self, question, value, at=NOW, number=1, fields=None, do="save"):
        fields = fields or self.fields(at, number)
        fields = fields | {f"q{question.pk}-response": value, "do": do}
        with time_machine.travel(at, tick=False):
            return self.client.post(f"{self.start}{number}/", fields)

    def hand_in(self, at=NOW, number=1):
        with time_machine.travel(at, tick=False):
            return self.client.post(f"{self.start}{number}/finish/")

    def attempt(self, number=1):
        return Attempt.objects.get(assignment=self.assignment, number=number)
