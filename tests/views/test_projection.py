"""One question for the whole class: on the screen, and on the phones of those who answer."""

import pytest
from django.test import Client

from quizzes.actions.learner import adopt
from quizzes.kinds import kinds
from quizzes.models import Projection, Vote
from tests.factories import (
    NOW,
    ClassroomFactory,
    EnrolmentFactory,
    LearnerFactory,
    LessonFactory,
    QuestionFactory,
    UserFactory,
)
from tests.queries import counted

from .assigning import browser, page, roles, text

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def teacher():
    return browser(UserFactory(name="Marie Curie"))


@pytest.fixture
def led(teacher):
    return ClassroomFactory(led_by=teacher.user)


@pytest.fixture
def question():
    return QuestionFactory()


def phone(led, name="Ada"):
    return browser(EnrolmentFactory(classroom=led, name=name).learner.user)


def ask(client, led, question, after=0):
    return client.post(page("class_screen", led), {"question": question.pk, "after": after})


def move(client, led, to):
    running = Projection.objects.running().get(classroom=led)
    return client.post(page("class_screen", led), {"to": to, "projection": running.pk})


def send(client, led, response, projection=None):
    running = projection or Projection.objects.running().get(classroom=led)
    posted = {"projection": running.pk, "response": response}
    return client.post(page("class_answer", led), posted)


def screen(client, led):
    return text(client.get(page("class_screen", led)))


def answers(client, led):
    return text(client.get(page("class_answer", led)))


def test_a_question_goes_to_the_phones_and_its_answers_to_the_screen(teacher, led, question):
    ada, ben = phone(led, "Ada"), phone(led, "Ben")
    assert "Nothing is asked at the moment." in answers(ada, led)
    assert ask(teacher, led, question).status_code == 303
    assert "0 of 2 have answered" in screen(teacher, led)
    assert "What turns?" in answers(ada, led)
    assert send(ada, led, "a").status_code == 303
    send(ben, led, "b")
    assert "2 of 2 have answered" in screen(teacher, led)
    move(teacher, led, "stopped")
    shown = screen(teacher, led)
    assert "<svg" in shown
    assert "50%" in shown
    assert "Your answer: The rotor" in answers(ada, led)
    move(teacher, led, "revealed")
    assert "EXPLAINED" in screen(teacher, led)
    assert "EXPLAINED" in answers(ben, led)
    move(teacher, led, "ended")
    assert "Nothing is asked at the moment." in answers(ada, led)


def test_nothing_tells_what_is_right_before_it_is_revealed(teacher, led, question):
    ada = phone(led)
    ask(teacher, led, question)
    send(ada, led, "b")
    for to in ("", "stopped"):
        if to:
            move(teacher, led, to)
        for shown in (screen(teacher, led), answers(ada, led)):
            for secret in ("EXPLAINED", "REMARK", "is-right", "> right"):
                assert secret not in shown, secret


def test_a_typed_key_is_not_shown_before_it_is_revealed(teacher, led, question):
    spec = kinds["short_text"].example()
    typed = QuestionFactory(kind="short_text", spec=spec)
    ada = phone(led)
    ask(teacher, led, typed)
    send(ada, led, "something else")
    move(teacher, led, "stopped")
    key = kinds["short_text"].told(spec, kinds["short_text"].key(spec))
    assert key not in screen(teacher, led)
    move(teacher, led, "revealed")
    assert key in screen(teacher, led)


def test_an_answer_may_be_changed_until_it_is_stopped(teacher, led, question):
    ada = phone(led)
    ask(teacher, led, question)
    for response in ("a", "b", "b"):
        send(ada, led, response)
    assert [each.response for each in Vote.objects.all()] == ["b"]
    assert "Your answer is kept." in answers(ada, led)
    running = Projection.objects.get()
    move(teacher, led, "stopped")
    late = send(ada, led, "a", running)
    assert late.status_code == 409
    assert "That came too late" in text(late)
    assert Vote.objects.get().response == "b"


def test_an_answer_to_the_question_before_is_not_taken_for_this_one(teacher, led, question):
    ada = phone(led)
    ask(teacher, led, question)
    before = Projection.objects.get()
    ask(teacher, led, QuestionFactory(lesson=question.lesson), after=before.pk)
    assert send(ada, led, "a", before).status_code == 409
    assert not Vote.objects.exists()


@pytest.mark.parametrize("response", ["", "z", ["a", "b"]])
def test_what_is_no_answer_is_refused(teacher, led, question, response):
    ada = phone(led)
    ask(teacher, led, question)
    assert send(ada, led, response).status_code == 422
    assert not Vote.objects.exists()


def test_asked_twice_by_one_press_is_asked_once(teacher, led, question):
    for _ in range(3):
        ask(teacher, led, question)
    assert Projection.objects.count() == 1
    other = QuestionFactory(lesson=question.lesson)
    ask(teacher, led, other, after=Projection.objects.get().pk)
    assert Projection.objects.running().get().version == other.current


def test_the_next_question_is_that_of_the_lesson(teacher, led, question):
    second = QuestionFactory(lesson=question.lesson)
    QuestionFactory(lesson=LessonFactory(course=question.course))
    ask(teacher, led, question)
    move(teacher, led, "stopped")
    assert f'name="question" value="{second.pk}"' in screen(teacher, led)
    ask(teacher, led, second, after=Projection.objects.latest("pk").pk)
    move(teacher, led, "stopped")
    assert "Next question" not in screen(teacher, led)


def test_a_later_stage_is_never_left_again(teacher, led, question):
    ask(teacher, led, question)
    move(teacher, led, "revealed")
    before = Projection.objects.get()
    assert before.stopped_at is not None
    move(teacher, led, "stopped")
    after = Projection.objects.get()
    assert (after.stopped_at, after.revealed_at) == (before.stopped_at, before.revealed_at)
    move(teacher, led, "nonsense")
    assert Projection.objects.running().exists()


@pytest.mark.parametrize(
    "name", [name for name, kind in kinds.items() if kind.asked and kind.by_rule]
)
def test_every_kind_of_question_goes(teacher, led, name):
    kind = kinds[name]
    question = QuestionFactory(kind=name, spec=kind.example())
    ada = phone(led)
    ask(teacher, led, question)
    running = Projection.objects.get()
    key = kind.key(question.current.spec)
    if kind.drawn:
        key = kind.key_for(question.current.spec, running.seed)
    posted = kind.posted(question.current.spec, key) | {"projection": [running.pk]}
    assert ada.post(page("class_answer", led), posted).status_code == 303
    assert Vote.objects.get().response == key
    for to in ("stopped", "revealed"):
        move(teacher, led, to)
        assert teacher.get(page("class_screen", led)).status_code == 200
        assert ada.get(page("class_answer", led)).status_code == 200


def test_values_of_another_draw_are_refused(teacher, led):
    kind = kinds["calculated"]
    question = QuestionFactory(kind="calculated", spec=kind.example())
    ada = phone(led)
    ask(teacher, led, question)
    running = Projection.objects.get()
    other = kind.key_for(question.current.spec, running.seed + 1)
    posted = kind.posted(question.current.spec, other) | {"projection": [running.pk]}
    assert ada.post(page("class_answer", led), posted).status_code == 422


def test_drafts_and_essays_are_not_asked(teacher, led):
    draft = QuestionFactory(status="draft")
    essay = QuestionFactory(kind="essay", spec=kinds["essay"].example())
    for question in (draft, essay):
        assert ask(teacher, led, question).status_code == 404
    assert not Projection.objects.exists()


def test_a_phone_gets_the_next_thing_only_when_there_is_one(teacher, led, question):
    ada = phone(led)
    address = page("class_answer", led)
    assert ada.get(address, {"seen": "none"}, headers=HTMX).status_code == 204
    ask(teacher, led, question)
    fresh = ada.get(address, {"seen": "none"}, headers=HTMX)
    assert text(fresh).strip().startswith('<div id="asked"')
    seen = f"{Projection.objects.get().pk}-asking"
    assert ada.get(address, {"seen": seen}, headers=HTMX).status_code == 204
    move(teacher, led, "stopped")
    assert ada.get(address, {"seen": seen}, headers=HTMX).status_code == 200


def test_a_guest_with_a_name_takes_part_and_keeps_it_with_an_account(teacher, led, question):
    led.joining = "name"
    led.save()
    guest = Client()
    guest.post(f"/join/{led.code}/", {"name": "Ben"})
    ask(teacher, led, question)
    send(guest, led, "a")
    mine = LearnerFactory()
    adopt(Vote.objects.get().learner_id, mine.user, now=NOW)
    assert Vote.objects.get().learner == mine


def test_of_two_answers_of_one_person_the_accounts_stays(teacher, led, question):
    ask(teacher, led, question)
    running = Projection.objects.get()
    guest, mine = LearnerFactory(user=None, guest_key="k"), LearnerFactory()
    for learner, response in ((guest, "a"), (mine, "b")):
        Vote.objects.create(projection=running, learner=learner, response=response, voted_at=NOW)
    LearnerFactory()
    adopt(guest.pk, mine.user, now=NOW)
    assert [(each.learner, each.response) for each in Vote.objects.all()] == [(mine, "b")]


@pytest.mark.parametrize("size", [2, 12])
def test_queries_do_not_grow_with_the_class(teacher, led, question, size):
    ask(teacher, led, question)
    phones = [phone(led, f"Learner {at}") for at in range(size)]
    for each in phones:
        send(each, led, "a")
    with counted() as found:
        teacher.get(page("class_screen", led), headers=HTMX)
    assert len(found) == 6
    with counted() as found:
        phones[0].get(page("class_answer", led), {"seen": "none"}, headers=HTMX)
    assert len(found) == 5
    move(teacher, led, "stopped")
    with counted() as found:
        screen(teacher, led)
    assert len(found) == 9


@pytest.mark.parametrize("name", ["class_screen", "class_answer"])
def test_they_are_for_those_in_the_class(teacher, led, question, name):
    ask(teacher, led, question)
    may = {"class_screen": ("assistant", "teacher"), "class_answer": ("learner",)}[name]
    for role, client in {**roles(led), "teacher": teacher}.items():
        response = client.get(page(name, led))
        assert response.status_code == 200 if role in may else response.status_code in (302, 404)
        assert ("What turns?" in text(response)) is (role in may), role


def test_nobody_else_asks_or_answers(led, question):
    for role, client in roles(led).items():
        asked = ask(client, led, question).status_code
        assert asked == 303 if role == "assistant" else asked in (302, 404), role
    for role, client in roles(ClassroomFactory()).items():
        assert send(client, led, "a").status_code == 404, role
    assert Projection.objects.count() == 1
    assert not Vote.objects.exists()


def test_the_screen_of_another_class_is_not_moved(teacher, led, question):
    other = Projection.objects.create(
        classroom=ClassroomFactory(), version=question.current, seed=1, started_at=NOW
    )
    teacher.post(page("class_screen", led), {"to": "ended", "projection": other.pk})
    other.refresh_from_db()
    assert other.ended_at is None
