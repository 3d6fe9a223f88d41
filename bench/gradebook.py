"""How long a large gradebook takes, and how much of it is sent. Runs inside evlearn's settings.

Times are those of the server: a request by Django's test client, from the address to the last
byte, without network and browser.
"""

from __future__ import annotations

import gzip
import time
from statistics import median

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from quizzes.actions.assignment import assign
from quizzes.actions.classroom import open_class
from quizzes.models import Attempt, Course, Enrolment, Learner, Status, User

TIMES = 7
SIZES = ((5, 2), (300, 40))
Figures = dict[str, float]


def main() -> dict[str, Figures]:
    """Milliseconds, queries and kilobytes of a class of each size, by "learners x assignments"."""
    call_command("migrate", verbosity=0)
    teacher = User.objects.create_superuser("root@example.com")
    client = Client(headers={"Accept-Encoding": "gzip"})
    client.force_login(teacher)
    return {
        f"{learners} x {columns}": _measured(client, _fill(teacher, learners, columns))
        for learners, columns in SIZES
    }


def _fill(teacher: User, learners: int, columns: int) -> str:
    """A class in which everybody has handed in most of everything; the gradebook's address."""
    now = timezone.now()
    course, _made = Course.objects.get_or_create(
        slug="motors",
        defaults={
            "title": "Motors",
            "status": Status.PUBLISHED,
            "created_at": now,
            "updated_at": now,
        },
    )
    classroom = open_class("Physics", "Europe/Paris", "account", by=teacher, now=now)
    given = [
        assign(classroom, course, {"title": f"Sheet {at}"}, [], publish=True, by=teacher, now=now)
        for at in range(columns)
    ]
    people = Learner.objects.bulk_create(Learner(created_at=now) for _at in range(learners))
    Enrolment.objects.bulk_create(
        Enrolment(
            classroom=classroom,
            learner=person,
            name=f"Learner Number {at}",
            joined_at=now,
            created_at=now,
        )
        for at, person in enumerate(people)
    )
    Attempt.objects.bulk_create(
        Attempt(
            learner=person,
            assignment=each,
            mode=Attempt.Mode.ASSIGNMENT,
            seed=1,
            rules=each.rules,
            started_at=now,
            finished_at=now if (row + column) % 10 else None,
            earned=(row * 7 + column * 3) % 21,
            possible=20,
        )
        for row, person in enumerate(people)
        for column, each in enumerate(given)
    )
    return reverse("class_grades", args=[classroom.pk])


def _measured(client: Client, address: str) -> Figures:
    client.get(address)
    taken = []
    for _at in range(TIMES):
        start = time.perf_counter()
        response = client.get(address)
        taken.append(time.perf_counter() - start)
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return {
        "ms": 1000 * median(taken),
        "queries": len(queries),
        "KB before compression": len(gzip.decompress(response.content)) / 1000,
        "KB sent": len(response.content) / 1000,
    }
