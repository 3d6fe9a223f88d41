"""How long the list of questions takes in a large bank. Runs inside evlearn's settings.

Times are those of the server: a request by Django's test client, from the address to the last
byte, without network and browser.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from statistics import median

from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bench.question_bank import COURSES, LESSONS, WORDS, fill
from quizzes.actions.figures import refresh_figures
from quizzes.models import Answer, AttemptItem, Course, Status, User

ROWS = 50
"""On a page of the list."""
COLUMNS = ("stem", "kind", "lesson", "status", "answers", "facility", "open reports")
TAG = f"{WORDS[3]} basics"
Pages = Iterator[tuple[str, dict[str, str]]]
Taken = tuple[float, float]
"""Seconds by the clock, and of the processor."""
ANSWERS = 200
"""Answered anew before the list is opened once more, each to another question."""


def main(count: str, times: str) -> dict[str, Taken]:
    """What each page of the list takes with ``count`` questions: the median of ``times``.

    And what it takes to count everything for the first time, as "counting".
    """
    call_command("migrate", verbosity=0)
    fill(int(count))
    client = Client()
    client.force_login(User.objects.create_superuser("root@example.com"))
    found = {"counting": _counting()}
    for name, query in [*_narrowed(int(count)), *_searched(int(count)), *_sorted(int(count))]:
        taken = [_seconds(client, query) for _at in range(int(times))]
        found[name] = median(each[0] for each in taken), median(each[1] for each in taken)
    found[f"after {ANSWERS} answers"] = _after_answers(client)
    return found


def _narrowed(count: int) -> Pages:
    course = Course.objects.order_by("pk")[COURSES // 2]
    here = {"course__id__exact": str(course.pk)}
    lesson = course.lessons.order_by("pk")[LESSONS // 2]
    last = count // ROWS
    yield "first page", {}
    yield f"page {last // 2}", {"p": str(last // 2)}
    yield f"page {last}", {"p": str(last)}
    yield "course", here
    yield "lesson", {**here, "lesson__id__exact": str(lesson.pk)}
    yield "tag in a course", {**here, "tag": TAG}
    yield "tag", {"tag": TAG}
    yield "kind", {"kind": "numeric"}
    for status in Status.values:
        yield f"status {status}", {"status__exact": status}
    for flag in ("reported", "missing"):
        yield f"flag {flag}", {"flag": flag}
    for band in ("hard", "middle", "easy", "few"):
        yield f"facility {band}", {"facility": band}
    three = {"kind": "numeric", "status__exact": Status.PUBLISHED.value, "flag": "missing"}
    yield "kind, status and flag", three


def _searched(count: int) -> Pages:
    course = Course.objects.order_by("pk")[COURSES // 2]
    page = str(count // ROWS // 10)
    yield "search: a word in every third", {"q": WORDS[0]}
    yield f"search, page {page}", {"q": WORDS[0], "p": page}
    yield "search: three words", {"q": " ".join(WORDS[:3])}
    yield "search: in vain", {"q": "zebra"}
    yield "search: an identifier", {"q": f"question-{count // 2}"}
    yield "search in a course", {"course__id__exact": str(course.pk), "q": WORDS[0]}


def _sorted(count: int) -> Pages:
    for at, name in enumerate(COLUMNS, start=1):
        yield f"by {name}", {"o": str(at)}
        yield f"by {name}, falling", {"o": f"-{at}"}
    middle = str(count // ROWS // 2)
    yield f"by facility, page {middle}", {"o": "-6", "p": middle}
    yield "by status and stem", {"o": "4.1"}
    yield "by facility and answers", {"o": "6.-5"}


def _seconds(client: Client, query: dict[str, str]) -> Taken:
    start, busy = time.perf_counter(), time.process_time()
    response = client.get(reverse("admin:quizzes_question_changelist"), query)
    taken = time.perf_counter() - start, time.process_time() - busy
    if response.status_code != 200:
        raise RuntimeError(f"{query} was answered with {response.status_code}")
    return taken


def _counting() -> Taken:
    """As ``manage.py refresh_figures`` does it where nothing was counted yet."""
    start, busy = time.perf_counter(), time.process_time()
    if list(refresh_figures(now=timezone.now())):
        raise RuntimeError("figures differed from a recomputation")
    return time.perf_counter() - start, time.process_time() - busy


def _after_answers(client: Client) -> Taken:
    """The first page after learners have answered many questions once more."""
    items = AttemptItem.objects.order_by("question", "pk")
    chosen = {item.question_id: item for item in items[: ANSWERS * 30]}
    now = timezone.now()
    Answer.objects.bulk_create(
        Answer(
            item=item,
            ordinal=2,
            version_id=item.version_id,
            response="a",
            fraction=1.0,
            answered_at=now,
        )
        for item in list(chosen.values())[:ANSWERS]
    )
    return _seconds(client, {})
