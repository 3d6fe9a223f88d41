"""A class of thirty at a test, from the teacher's first press to the file with the grades."""

from __future__ import annotations

import csv
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html
from playwright.sync_api import expect

from quizzes.actions.assignment import close_overdue
from quizzes.kinds import kinds
from quizzes.models import Assignment, Attempt
from tests.factories import (
    ClassroomFactory,
    EnrolmentFactory,
    LearnerFactory,
    LessonFactory,
    QuestionFactory,
    QuizFactory,
    choice_spec,
)

PHONE = {"width": 360, "height": 640}
SIZE = 30
ON_PHONES = 4
"""Learners with a browser of their own; the others send the same forms without one."""


class Play:
    """The class, and what each did."""

    def __init__(self, teacher):
        self.teacher = teacher
        lesson = LessonFactory()
        self.faulty = QuestionFactory(lesson=lesson, spec=choice_spec("Which part stands still?"))
        self.sound = QuestionFactory(lesson=lesson, spec=choice_spec("What turns?"))
        essay = kinds["essay"].example() | {"min_words": None}
        self.essay = QuestionFactory(lesson=lesson, kind="essay", spec=_spec(essay))
        self.quiz = QuizFactory(
            course=lesson.course,
            title="Motors",
            asks=[self.faulty, self.sound, self.essay],
        )
        self.classroom = ClassroomFactory(led_by=teacher.user, time_zone="UTC")
        self.places = [
            EnrolmentFactory(
                classroom=self.classroom,
                name=f"Learner {at:02}",
                time_percent=150 if at == 3 else 100,
            )
            for at in range(SIZE)
        ]

    @property
    def given(self):
        return Assignment.objects.get()

    def attempt(self, at):
        return Attempt.objects.get(learner=self.places[at].learner)


def _spec(spec):
    return {name: value for name, value in spec.items() if value is not None}


@pytest.fixture
def play(live_server):
    teacher = LearnerFactory(user__email="marie@example.com", user__name="Marie Curie")
    teacher.user.is_staff = teacher.user.is_superuser = True
    teacher.user.save()
    return Play(teacher)


def test_a_class_of_thirty(play, open_page, watch):
    watch.expect("ERR_INTERNET_DISCONNECTED", "Failed to fetch")
    teacher = open_page(play.teacher)
    _assign(teacher, play)
    for at in range(ON_PHONES, SIZE):
        _without_a_browser(play, at)
    phones = [open_page(play.places[at].learner, viewport=PHONE) for at in range(ON_PHONES)]
    for phone in phones:
        _begin(phone, play)
    _answers_and_hands_in(phones[0], play)
    _loses_the_network(phones[1], play)
    _runs_out_of_time(phones[2], play)
    _has_time_and_a_half(phones[3], play)
    assert not Attempt.objects.filter(finished_at=None).exists()
    _marks(teacher, play)
    _regrades(teacher, play)
    _exports(teacher, play)
    call_command("recompute_progress", check=True)
    call_command("recompute_grades", check=True)


def _assign(page, play):
    page.goto(reverse("class", args=[play.classroom.pk]))
    page.get_by_role("link", name="New assignment").click()
    page.get_by_label("Questions", exact=True).select_option("Motors")
    page.get_by_text("When, how long, how often").click()
    page.get_by_label("Minutes", exact=True).fill("30")
    page.get_by_role("button", name="Give it to the class").click()
    expect(page.get_by_text("The class has it now.")).to_be_visible()


def _without_a_browser(play, at):
    """Every third is right about the sound question, all take the stator for the faulty one's."""
    client = Client()
    client.force_login(play.places[at].learner.user)
    start = reverse("assignment", args=[play.given.pk])
    client.post(f"{start}begin/", {"number": 1})
    (form,) = html.fromstring(client.get(f"{start}1/").content).cssselect("form.questions")
    fields = {name: form.fields[name] for name in form.fields if form.fields[name] is not None}
    fields |= {
        f"q{play.faulty.pk}-response": "b",
        f"q{play.sound.pk}-response": "a" if at % 3 == 0 else "c",
        "do": "save",
    }
    client.post(f"{start}1/", fields)
    client.post(f"{start}1/finish/")


def _begin(page, play):
    page.goto(reverse("class", args=[play.classroom.pk]))
    page.get_by_role("link", name="Motors", exact=True).click()
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_text("Time left:")).to_be_visible()


def _card(page, question):
    return page.locator(f"#q-{question.pk}")


def _hand_in(page):
    page.get_by_role("button", name="Look over and hand in").click()
    page.get_by_role("button", name="Hand in").click()
    expect(page.get_by_role("heading", name="Your result")).to_be_visible()


def _answers_and_hands_in(page, play):
    _card(page, play.faulty).get_by_label("The stator").check()
    _card(page, play.sound).get_by_label("The rotor").check()
    _card(page, play.essay).get_by_role("textbox").fill("Without magnets nobody depends on mines.")
    _hand_in(page)
    expect(page.get_by_text("The result is shown when")).to_be_visible()


def _loses_the_network(page, play):
    page.context.set_offline(True)
    card = _card(page, play.sound)
    card.get_by_label("The rotor").check()
    expect(card.get_by_role("alert")).to_contain_text("Not saved: no connection.")
    page.context.set_offline(False)
    expect(card.get_by_text("Saved")).to_be_visible()
    _hand_in(page)
    assert play.attempt(1).items.get(question=play.sound).mark == 1


def _runs_out_of_time(page, play):
    """The browser is closed, and the job ends the attempt when its time is over."""
    card = _card(page, play.sound)
    card.get_by_label("The rotor").check()
    expect(card.get_by_text("Saved")).to_be_visible()
    page.close()
    attempt = play.attempt(2)
    Attempt.objects.filter(pk=attempt.pk).update(ends_at=timezone.now())
    assert close_overdue(now=timezone.now()) == 1
    attempt.refresh_from_db()
    assert attempt.finished_at == attempt.ends_at
    assert attempt.items.get(question=play.sound).mark == 1


def _has_time_and_a_half(page, play):
    expect(page.get_by_text("Time left: 44:")).to_be_visible()
    attempt = play.attempt(3)
    assert (attempt.ends_at - attempt.started_at).total_seconds() == 45 * 60
    _card(page, play.sound).get_by_label("The housing").check()
    _hand_in(page)


def _marks(page, play):
    page.goto(reverse("class_marking", args=[play.classroom.pk]))
    page.get_by_role("link", name="Motors", exact=True).click()
    page.get_by_role("link", name="Why may Renault gain").first.click()
    expect(page.get_by_text("Without magnets nobody depends on mines.")).to_be_visible()
    for group in page.locator("fieldset.points").all():
        group.get_by_role("radio").last.check()
    page.get_by_role("button", name="Save and go on to the next").click()
    expect(page.get_by_role("heading", name="Nothing waits for you here")).to_be_visible()
    assert play.attempt(0).waiting == 0


def _regrades(page, play):
    """Everybody was right to take the stator for what stands still: the key was wrong."""
    before = Attempt.objects.filter(earned__gte=1).count()
    page.goto(reverse("admin:quizzes_question_regrade", args=[play.faulty.pk]))
    page.get_by_label("full mark for everyone").check()
    page.get_by_label("Version 1:").check()
    page.get_by_label("Reason").fill("The key was wrong.")
    page.get_by_role("button", name="See what would change").click()
    expect(page.get_by_text("30 rise, 0 fall")).to_be_visible()
    assert page.get_by_text("Learner 05").count() == 0
    page.get_by_role("button", name="Apply").click()
    expect(page.get_by_text("Done: 30 rise")).to_be_visible()
    assert Attempt.objects.filter(earned__gte=1).count() == SIZE > before


def _exports(page, play):
    page.goto(reverse("class_grades", args=[play.classroom.pk]))
    expect(page.locator(".grades tbody tr")).to_have_count(SIZE)
    with page.expect_download() as begun:
        page.get_by_role("link", name="Export CSV").click()
    text = begun.value.path().read_text(encoding="utf-8-sig")
    rows = {row["Learner"]: row for row in csv.DictReader(StringIO(text))}
    assert len(rows) == SIZE
    assert rows["Learner 00"]["Motors"] == "100.0"
    assert rows["Learner 03"]["Motors"] == "33.33"
    assert rows["Learner 06"]["Motors"] == "66.67"
    page.get_by_role("row", name="Learner 06").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Learner 06 · Motors")
    page.get_by_role("link", name="Attempt 1").click()
    expect(page.get_by_text("2 of 3").or_(page.get_by_text("67%")).first).to_be_visible()
