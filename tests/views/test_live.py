"""The live view of a class at work, and notices to everybody."""

from datetime import timedelta

import pytest
import time_machine
from lxml import html

from quizzes.models import Notice
from tests.factories import (
    NOW,
    AssignmentFactory,
    ClassroomFactory,
    EnrolmentFactory,
    QuestionFactory,
    UserFactory,
)
from tests.queries import counted

from .assigning import Doer, browser, page, roles, text

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)
HTMX = {"HX-Request": "true"}


@pytest.fixture
def teacher():
    return browser(UserFactory(name="Marie Curie"))


@pytest.fixture
def led(teacher):
    return ClassroomFactory(led_by=teacher.user)


@pytest.fixture
def two():
    first = QuestionFactory()
    return [first, QuestionFactory(lesson=first.lesson)]


@pytest.fixture
def given(led, two):
    return AssignmentFactory(classroom=led, asks=two, way="tries", tries=5, minutes=30)


def doer(led, given, name):
    place = EnrolmentFactory(classroom=led, name=name)
    return Doer(browser(place.learner.user), given)


def seats(client, given, at=NOW, **options):
    with time_machine.travel(at, tick=False):
        shown = text(client.get(page("assignment_live", given), **options))
    rows = html.fromstring(shown).cssselect("table")[0].cssselect("tbody tr")
    return [[" ".join(cell.text_content().split()) for cell in row] for row in rows]


def test_who_is_on_which_question_is_seen(teacher, led, given, two):
    ada, ben = doer(led, given, "Ada"), doer(led, given, "Ben")
    doer(led, given, "Chloe")
    ada.begin()
    ada.choose(two[1], "a", NOW + MINUTE)
    ben.begin()
    ben.hand_in(NOW + MINUTE)
    found = seats(teacher, given, NOW + 2 * MINUTE)
    assert found == [
        ["Ada", "◐ begun", "2", "1 of 2", "10:01", "10:30"],
        ["Chloe", "○ not begun", "–", "–", "–", "–"],
        ["Ben", "✓ handed in", "–", "0 of 2", "10:00", "–"],
    ]


def test_who_is_stuck_comes_first(teacher, led, given, two):
    for name in ("Ada", "Ben", "Chloe"):
        doer(led, given, name).begin()
    ben = Doer(browser(led.enrolments.get(name="Ben").learner.user), given)
    for _ in range(3):
        fields = ben.fields()
        answers = {"b": "c", "c": "b"}
        chosen = answers.get(fields.get(f"q{two[0].pk}-response"), "b")
        ben.choose(two[0], chosen, NOW + MINUTE, do=f"check:{two[0].pk}")
    found = seats(teacher, given, NOW + 3 * MINUTE)
    assert [row[0] for row in found] == ["Ben", "Ada", "Chloe"]
    assert found[0][1] == "! several wrong tries"
    later = seats(teacher, given, NOW + 6 * MINUTE)
    assert {row[1] for row in later} == {"! several wrong tries", "! no change for a while"}


def test_how_each_question_goes_is_counted(teacher, led, given, two):
    for name, response in (("Ada", "a"), ("Ben", "b")):
        one = doer(led, given, name)
        one.begin()
        one.choose(two[0], response, do=f"check:{two[0].pk}")
    shown = text(teacher.get(page("assignment_live", given)))
    (first, second) = html.fromstring(shown).cssselect("table")[1].cssselect("tbody tr")
    assert [cell.text_content() for cell in first][1:] == ["2 of 2", "1", "1"]
    assert [cell.text_content() for cell in second][1:] == ["0 of 2", "0", "0"]


def test_only_the_tables_are_sent_again(teacher, given):
    response = teacher.get(page("assignment_live", given), headers=HTMX)
    assert text(response).strip().startswith('<div id="now"')
    assert "<html" not in text(response)


def test_work_of_others_is_not_in_it(teacher, led, given):
    trial = Doer(teacher, given, trial=True)
    trial.begin()
    gone = EnrolmentFactory(classroom=led, name="GONE")
    Doer(browser(gone.learner.user), given).begin()
    gone.removed_at = NOW
    gone.save()
    shown = text(teacher.get(page("assignment_live", given)))
    assert "GONE" not in shown
    assert "0 at it" in shown


@pytest.mark.parametrize("size", [2, 9])
def test_queries_do_not_grow_with_the_class(teacher, led, given, size):
    for at in range(size):
        doer(led, given, f"Learner {at}").begin()
    teacher.get(page("assignment_live", given))
    with counted() as found:
        teacher.get(page("assignment_live", given), headers=HTMX)
    assert len(found) == 6


@pytest.mark.parametrize("name", ["assignment_live", "class_notice"])
def test_it_is_for_those_who_teach_the_class(teacher, led, given, name):
    row = given if name == "assignment_live" else led
    for role, client in {**roles(led), "teacher": teacher}.items():
        posted = {"text": f"From {role}", "token": role}
        post = name == "class_notice"
        response = client.post(page(name, row), posted) if post else client.get(page(name, row))
        if role in ("assistant", "teacher"):
            assert response.status_code == (303 if post else 200), role
        else:
            assert response.status_code in (302, 404), role
            assert "SECRET" not in text(response), role
    said = set(Notice.objects.values_list("text", flat=True))
    assert said == (set() if name == "assignment_live" else {"From assistant", "From teacher"})


def tell(client, led, words, form="t", **more):
    return client.post(page("class_notice", led), {"text": words, "token": form, **more})


def test_the_class_is_told_at_once_also_in_a_test(teacher, led, given):
    ada = doer(led, given, "Ada")
    ada.begin()
    for _ in range(2):
        assert tell(teacher, led, "Question 3 has <b>a slip</b>.").status_code == 303
    assert Notice.objects.count() == 1
    for shown in (
        ada.look(),
        ada.client.get(ada.start),
        ada.client.get(page("class", led)),
        ada.client.get(page("class_notices", led), headers=HTMX),
    ):
        assert "Question 3 has &lt;b&gt;a slip&lt;/b&gt;." in text(shown)


def test_a_notice_is_taken_back(teacher, led, given):
    ada = doer(led, given, "Ada")
    tell(teacher, led, "A slip")
    teacher.post(page("class_notice", led), {"end": Notice.objects.get().pk})
    assert "A slip" not in text(ada.client.get(page("class", led)))
    assert Notice.objects.get().ended_at is not None


def test_another_classes_notice_is_not_taken_back(teacher, led):
    other = Notice.objects.create(classroom=ClassroomFactory(), text="x", token="x", posted_at=NOW)
    teacher.post(page("class_notice", led), {"end": other.pk})
    other.refresh_from_db()
    assert other.ended_at is None


def test_nothing_is_sent_again_while_nothing_changed(teacher, led, given):
    ada = doer(led, given, "Ada")
    tell(teacher, led, "A slip")
    address = page("class_notices", led)
    seen = {"seen": str(Notice.objects.get().pk)}
    assert ada.client.get(address, seen, headers=HTMX).status_code == 204
    tell(teacher, led, "Another", form="u")
    assert "Another" in text(ada.client.get(address, seen, headers=HTMX))


def test_notices_are_for_those_in_the_class(teacher, led):
    tell(teacher, led, "SECRET words")
    for role, client in {**roles(led), "teacher": teacher}.items():
        response = client.get(page("class_notices", led), headers=HTMX)
        may = role in ("learner", "assistant", "teacher")
        assert response.status_code == (200 if may else 404), role
        assert ("SECRET words" in text(response)) is may, role


@pytest.mark.parametrize("words", ["", "   ", "x" * 501])
def test_an_empty_or_endless_notice_is_refused(teacher, led, words):
    response = tell(teacher, led, words)
    assert response.status_code == 422
    assert words.strip() in text(response)
    assert not Notice.objects.exists()
