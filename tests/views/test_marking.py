"""Marking in a class: by those who teach it, one answer after the other, with or without names."""

import html
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from quizzes.actions.enrolment import give_back, take_out
from quizzes.actions.progress import recompute_progress
from quizzes.actions.roles import AUTHORS
from quizzes.models import Assignment, Attempt, AttemptItem, Learner, Mark, Reading
from tests.factories import (
    NOW,
    AssignmentFactory,
    ClassroomFactory,
    EnrolmentFactory,
    LearnerFactory,
    QuestionFactory,
    SittingFactory,
    UserFactory,
)
from tests.marking import essay, handed_in, written
from tests.queries import counted

pytestmark = pytest.mark.django_db


def browser(user):
    client = Client()
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def teacher():
    return browser(UserFactory(name="Marie Curie"))


@pytest.fixture
def led(teacher):
    return ClassroomFactory(led_by=teacher.user)


@pytest.fixture
def helper(led):
    user = UserFactory(name="Jules Verne")
    led.teachers.create(user=user, role="assistant")
    return browser(user)


@pytest.fixture
def second(led):
    user = UserFactory(name="Emmy Noether")
    led.teachers.create(user=user, role="teacher")
    return browser(user)


@pytest.fixture
def question():
    return essay()


@pytest.fixture
def assignment(led, question):
    return AssignmentFactory(classroom=led, asks=[question])


def pages(assignment, question):
    return {
        "class_marking": reverse("class_marking", args=[assignment.classroom_id]),
        "assignment_marking": reverse("assignment_marking", args=[assignment.pk]),
        "assignment_mark": reverse("assignment_mark", args=[assignment.pk, question.pk]),
    }


def page_of(assignment, question):
    return pages(assignment, question)["assignment_mark"]


def text(response):
    return html.unescape(response.content.decode())


def words(response):
    """The page's own text, in one line."""
    main = text(response).split("<main")[1]
    return " ".join(re.sub(r"<[^>]*>", " ", main).split())


def hidden(response):
    """What the form carries unseen: the answer, and the mark that it was drawn with."""
    return {
        name: re.search(rf'name="{name}" value="([^"]*)"', text(response))[1]
        for name in ("answer", "seen")
    }


def points(*given, comment="Well put.", do="mark"):
    fields = {f"points_{number}": each for number, each in enumerate(given)}
    return fields | {"comment": comment, "do": do}


def give(client, address, *given, follow=True, **fields):
    """Open the page and fill in its form, as it stands."""
    drawn = client.get(address)
    button = re.search(r'name="do" value="(\w+)"', text(drawn))[1]
    fields = hidden(drawn) | points(*given, do=button) | fields
    return client.post(address.split("?")[0], fields, follow=follow)


def tokens(client, address):
    """The tokens of what waits, in their order."""
    found, after = [], ""
    while True:
        token = hidden(client.get(f"{address}?after={after}"))["answer"]
        if token in found:
            return found
        found.append(token)
        after = token


def test_the_class_says_what_waits_the_oldest_first(teacher, led, question, assignment):
    other = AssignmentFactory(classroom=led, title="Know the stator")
    handed_in(assignment, question, at=NOW)
    handed_in(other, question, at=NOW - timedelta(days=1))
    handed_in(other, question)
    shown = words(teacher.get(pages(assignment, question)["class_marking"]))
    assert "Know the stator 2 0 Know the motor 1 0" in shown
    give(teacher, page_of(other, question), 2, 2, 1)
    shown = words(teacher.get(pages(assignment, question)["class_marking"]))
    assert "Know the stator 1 1" in shown


def test_an_assignment_lists_the_questions_that_people_mark(teacher, led, assignment, question):
    other = essay(stem="What else?")
    handed_in(assignment, question)
    handed_in(assignment, other, at=NOW - timedelta(days=1))
    handed_in(assignment, QuestionFactory(), text="a")
    shown = words(teacher.get(pages(assignment, question)["assignment_marking"]))
    assert shown.index("What else? 1 0") < shown.index("Why may Renault")
    assert "What turns?" not in shown


def test_without_anything_to_mark_that_is_said(teacher, assignment, question):
    for name in ("class_marking", "assignment_marking"):
        shown = words(teacher.get(pages(assignment, question)[name]))
        assert "Nothing has been handed in yet that a person marks." in shown
    assert teacher.get(page_of(assignment, question)).status_code == 404


def test_one_answer_is_shown_with_all_that_is_needed(teacher, assignment, question):
    handed_in(assignment, question, "Ada Lovelace", text="It decides by itself.")
    shown = words(teacher.get(page_of(assignment, question)))
    for each in (
        "Answer 1 of 1",
        "Ada Lovelace",
        "1 waits for you",
        "Why may Renault",
        "It decides by itself.",
        "Names a gain and a fact for it",
        "Alone, Renault decides",
        "Save and go on to the next",
    ):
        assert each in shown


def test_points_by_the_rubric_become_the_mark_and_the_next_follows(teacher, assignment, question):
    for name in ("Ada", "Ben"):
        handed_in(assignment, question, name)
    first = hidden(teacher.get(page_of(assignment, question)))["answer"]
    response = give(teacher, page_of(assignment, question), 2, 1, 0)
    assert response.redirect_chain[0][1] == 303
    assert re.search(r"(Ada|Ben): marked with 60%\.", text(response))
    assert 'tabindex="-1" autofocus' in text(response).split("<main")[0]
    assert hidden(response)["answer"] != first
    mark = Mark.objects.get()
    assert (mark.fraction, mark.points, mark.marked_by) == (0.6, [2, 1, 0], teacher.user)
    assert mark.answer.item.mark == 0.6
    assert list(recompute_progress(save=False)) == []


def test_what_cannot_be_meant_is_said_and_nothing_is_lost(teacher, assignment, question):
    handed_in(assignment, question)
    drawn = hidden(teacher.get(page_of(assignment, question)))
    fields = drawn | {"points_0": 2, "points_1": 7, "comment": "Well put."}
    response = teacher.post(page_of(assignment, question), fields)
    assert response.status_code == 422
    assert "Choose how many points" in text(response)
    assert "Well put." in text(response)
    assert not Mark.objects.exists()


def test_one_left_for_later_comes_again(teacher, assignment, question):
    for _number in range(3):
        handed_in(assignment, question)
    address = page_of(assignment, question)
    found = tokens(teacher, address)
    assert len(found) == 3
    assert f"?after={found[0]}" in text(teacher.get(address))


def test_when_all_are_marked_they_are_listed_and_opened_again(
    teacher, helper, assignment, question
):
    handed_in(assignment, question, "Ada")
    response = give(teacher, page_of(assignment, question), 2, 2, 1)
    assert "No answer to this question waits" in text(response)
    again = re.search(r"\?answer=\w+", text(response))[0]
    opened = helper.get(page_of(assignment, question) + again)
    assert "100%, Marie Curie" in words(opened)
    give(helper, page_of(assignment, question) + again, 0, 0, 1)
    assert [mark.marked_by for mark in Mark.objects.order_by("pk")] == [teacher.user, helper.user]
    assert AttemptItem.objects.get().mark == 0.2
    assert "20% · Jules Verne" in words(teacher.get(page_of(assignment, question)))
    assert "100%, Marie Curie" in words(teacher.get(page_of(assignment, question) + again))


def test_the_same_post_twice_is_one_mark(teacher, assignment, question):
    handed_in(assignment, question)
    fields = hidden(teacher.get(page_of(assignment, question))) | points(2, 2, 1)
    for _time in range(3):
        response = teacher.post(page_of(assignment, question), fields)
        assert response.status_code == 303
    assert Mark.objects.count() == 1


def test_who_comes_later_is_told_and_loses_nothing(teacher, helper, assignment, question):
    handed_in(assignment, question)
    address = page_of(assignment, question)
    late = hidden(helper.get(address)) | points(0, 0, 1, comment="Name a source.")
    give(teacher, address, 2, 2, 1)
    response = helper.post(address, late)
    assert response.status_code == 409
    shown = words(response)
    assert "Marie Curie marked it meanwhile" in shown
    assert "2 of 2 0 of 2 ≠ 2 apart" in shown
    assert "1 of 1 1 of 1 = the same" in shown
    assert "100% 20%" in shown
    assert text(response).count("Name a source.") == 2
    assert Mark.objects.count() == 1
    response = helper.post(address, late | hidden(response))
    assert response.status_code == 303
    assert AttemptItem.objects.get().mark == 0.2


def test_running_attempts_and_trials_are_not_marked(teacher, assignment, question):
    place = EnrolmentFactory(classroom=assignment.classroom)
    written(SittingFactory(assignment=assignment, learner=place.learner), question, "SECRET")
    trial = SittingFactory(
        assignment=assignment,
        learner=EnrolmentFactory(classroom=assignment.classroom).learner,
        mode=Attempt.Mode.PREVIEW,
        finished_at=NOW,
    )
    written(trial, question, "SECRET")
    assert teacher.get(page_of(assignment, question)).status_code == 404
    shown = words(teacher.get(pages(assignment, question)["class_marking"]))
    assert "Nothing has been handed in" in shown


def test_what_ran_out_of_time_is_handed_in_and_waits(teacher, assignment, question):
    place = EnrolmentFactory(classroom=assignment.classroom)
    over = SittingFactory(
        assignment=assignment,
        learner=place.learner,
        ends_at=timezone.now() - timedelta(minutes=1),
    )
    written(over, question)
    shown = words(teacher.get(pages(assignment, question)["assignment_marking"]))
    assert "Why may Renault" in shown


def test_who_was_taken_out_is_not_in_the_queue_and_comes_back(teacher, assignment, question):
    handed_in(assignment, question, "Ada")
    place = assignment.classroom.enrolments.get()
    take_out(place, now=NOW)
    assert teacher.get(page_of(assignment, question)).status_code == 404
    give_back(place)
    assert "Ada" in words(teacher.get(page_of(assignment, question)))


def test_who_went_over_to_another_is_not_in_the_queue(teacher, assignment, question):
    handed_in(assignment, question)
    Learner.objects.filter(enrolments__isnull=False).update(merged_into=LearnerFactory())
    assert teacher.get(page_of(assignment, question)).status_code == 404


def test_what_was_left_blank_waits_for_nobody(teacher, assignment, question):
    handed_in(assignment, question, text=" ")
    assert teacher.get(page_of(assignment, question)).status_code == 404


def test_an_answer_is_opened_through_its_own_pile_only(teacher, led, assignment, question):
    handed_in(assignment, question)
    elsewhere = AssignmentFactory(asks=[question], classroom=led)
    handed_in(elsewhere, question, text="SECRET")
    token = hidden(teacher.get(page_of(elsewhere, question)))["answer"]
    address = page_of(assignment, question)
    assert teacher.get(f"{address}?answer={token}").status_code == 404
    assert teacher.post(address, points(2, 2, 1) | {"answer": token}).status_code == 404
    assert teacher.post(address, points(2, 2, 1)).status_code == 404
    assert teacher.get(f"{address}?answer=%00").status_code == 404
    assert not Mark.objects.exists()


# Without names


@pytest.fixture
def nameless(assignment):
    Assignment.objects.filter(pk=assignment.pk).update(anonymous=True)
    return assignment


def test_without_names_nothing_on_any_page_tells_whose_it_is(teacher, nameless, question):
    for at, name in enumerate(["Zoe PRIVATE", "Ada PRIVATE", "Max PRIVATE"]):
        handed_in(
            nameless,
            question,
            name,
            email=f"private{at}@example.com",
            number=f"PRIVATE{at}",
            at=NOW + timedelta(hours=at),
        )
    address = page_of(nameless, question)
    seen = [teacher.get(each) for each in pages(nameless, question).values()]
    seen.append(give(teacher, address, 2, 2, 1))
    seen.append(teacher.post(address, hidden(seen[-1]) | {"comment": "x"}))
    late = hidden(seen[-1]) | points(0, 0, 0)
    give(teacher, address + f"?answer={late['answer']}", 2, 0, 0)
    seen.append(teacher.post(address, late))
    seen.append(give(teacher, address, 1, 0, 0))
    assert [each.status_code for each in seen] == [200, 200, 200, 200, 422, 409, 200]
    for response in seen:
        page = text(response)
        assert "private" not in page.lower()
        assert "23 Nov" not in page.split("Marked lately")[0]
    assert "Answer 1: marked with 100%." in text(seen[3])
    assert Mark.objects.count() == 3


def test_addresses_and_forms_hold_no_key_of_an_answer(teacher, nameless, question):
    for _number in range(8):
        handed_in(nameless, question)
    address = page_of(nameless, question)
    give(teacher, address, 2, 2, 1)
    found = tokens(teacher, address)
    named = re.findall(r"[?&;](\w+)=(\w+)", text(teacher.get(address)).split("<main")[1])
    assert {name for name, _value in named} == {"answer", "after"}
    for token in [*found, *(value for _name, value in named)]:
        assert re.fullmatch(r"[0-9a-f]{16}", token)


def test_the_order_is_neither_that_of_handing_in_nor_of_names(teacher, nameless, question):
    for number in range(8):
        handed_in(nameless, question, f"{number} learner", text=f"Text {number}.")
    address = page_of(nameless, question)
    shown = [words(teacher.get(f"{address}?answer={each}")) for each in tokens(teacher, address)]
    order = [int(re.search(r"Text (\d)\.", page)[1]) for page in shown]
    assert sorted(order) == list(range(8))
    assert order not in (list(range(8)), list(reversed(range(8))))
    assert [f"Answer {at} of 8" in page for at, page in enumerate(shown, start=1)] == [True] * 8


# By two


@pytest.fixture
def double(assignment, question):
    Assignment.objects.filter(pk=assignment.pk).update(double=True)
    handed_in(assignment, question, "Ada")
    return page_of(assignment, question)


def test_the_second_does_not_see_what_the_first_gave(teacher, helper, double):
    told = give(helper, double, 2, 2, 1, comment="SECRET praise.")
    assert "A second person marks it, too." in text(told)
    for address in (double, *pages(*_of(double)).values()):
        shown = text(teacher.get(address)).split("<main")[1]
        assert "SECRET" not in shown
        assert "Jules" not in shown
        assert "100%" not in shown
        assert " checked" not in shown


def _of(address):
    assignment = Assignment.objects.get(pk=address.split("/")[2])
    return assignment, AttemptItem.objects.first().question


def test_what_one_gave_is_theirs_to_change_until_the_other_is_in(teacher, helper, double):
    given = give(helper, double, 0, 0, 0)
    assert "Marked by you, waiting for a second person" in words(given)
    again = re.search(r"\?answer=\w+", text(given))[0]
    assert "you can change what you gave" in words(helper.get(double + again))
    give(helper, double + again, 2, 2, 1)
    told = give(teacher, double, 2, 2, 1)
    assert "It is marked." in text(told)
    assert AttemptItem.objects.get().mark == 1.0


def test_nobody_marks_the_same_answer_as_both(teacher, double):
    give(teacher, double, 2, 2, 1)
    assert "No answer to this question waits" in text(teacher.get(double))
    assert not Mark.objects.exists()


def test_two_that_differ_are_settled_by_a_teacher(teacher, helper, second, double):
    give(helper, double, 2, 2, 1, comment="Praise.")
    told = give(teacher, double, 0, 1, 1, comment="Blame.")
    assert "A teacher settles it." in text(told)
    assert AttemptItem.objects.get().mark is None
    listed = words(second.get(double))
    assert "To settle" in listed
    assert "100% · Jules Verne 40% · Marie Curie" in listed
    again = re.search(r"\?answer=\w+", text(second.get(double)))[0]
    opened = words(second.get(double + again))
    assert "2 of 2 0 of 2 ≠ 2 apart" in opened
    assert "1 of 1 1 of 1 = the same" in opened
    assert "Praise." in opened
    assert "Blame." in opened
    form = text(second.get(double + again)).split("<form")[1]
    assert " checked" not in form
    assert "Praise.\n\nBlame." in form
    give(second, double + again, 1, 1, 1)
    assert Mark.objects.get().marked_by == second.user
    assert AttemptItem.objects.get().mark == 0.6


def test_one_of_the_two_may_settle_where_they_are_a_teacher(teacher, helper, double):
    give(helper, double, 2, 2, 1)
    given = give(teacher, double, 0, 0, 0)
    again = re.search(r"\?answer=\w+", text(given))[0]
    assert " checked" not in text(teacher.get(double + again))
    give(teacher, double + again, 1, 1, 1)
    assert AttemptItem.objects.get().mark == 0.6


def test_an_assistant_settles_nothing(teacher, helper, double):
    give(helper, double, 2, 2, 1)
    given = give(teacher, double, 0, 0, 0)
    again = re.search(r"\?answer=\w+", text(given))[0]
    opened = helper.get(double + again)
    assert "A teacher of the class settles it." in words(opened)
    assert "<form" not in text(opened).split("<main")[1]
    token = again.partition("=")[2]
    forged = points(2, 2, 0, comment="Mine.") | {"answer": token, "seen": 0}
    response = helper.post(double, forged)
    assert response.status_code == 409
    assert "Mine." in text(response)
    assert not Mark.objects.exists()
    assert Reading.objects.count() == 2


def test_a_third_who_had_it_open_is_told_and_settles_knowingly(teacher, helper, second, double):
    late = hidden(second.get(double)) | points(1, 1, 1, comment="Mine.", do="read")
    give(helper, double, 2, 2, 1)
    give(teacher, double, 0, 0, 0)
    response = second.post(double, late)
    assert response.status_code == 409
    assert "Two people have marked it meanwhile" in words(response)
    assert "Mine." in text(response)
    assert not Mark.objects.exists()
    assert second.post(double, late | hidden(response) | {"do": "mark"}).status_code == 303
    assert AttemptItem.objects.get().mark == 0.6


def test_a_form_from_before_marking_twice_gives_no_mark_alone(teacher, assignment, question):
    handed_in(assignment, question)
    drawn = hidden(teacher.get(page_of(assignment, question))) | points(2, 2, 1)
    Assignment.objects.update(double=True)
    told = teacher.post(page_of(assignment, question), drawn, follow=True)
    assert "A second person marks it, too." in text(told)
    assert not Mark.objects.exists()


def test_marks_from_before_marking_twice_stay(teacher, second, assignment, question):
    handed_in(assignment, question)
    give(teacher, page_of(assignment, question), 2, 2, 1)
    Assignment.objects.update(double=True)
    assert "No answer to this question waits" in text(second.get(page_of(assignment, question)))
    assert AttemptItem.objects.get().mark == 1.0


def test_when_marking_twice_ends_what_was_given_is_shown_and_one_mark_does(teacher, helper, double):
    give(helper, double, 2, 2, 1, comment="Praise.")
    Assignment.objects.update(double=False)
    opened = words(teacher.get(double))
    assert "Jules Verne" in opened
    assert "Praise." in opened
    give(teacher, double, 1, 1, 1)
    assert AttemptItem.objects.get().mark == 0.6
    Assignment.objects.update(double=True)
    assert AttemptItem.objects.get().mark == 0.6


def test_what_two_gave_counts_again_when_marking_twice_comes_back(teacher, helper, double):
    give(helper, double, 2, 2, 1)
    Assignment.objects.update(double=False)
    Assignment.objects.update(double=True)
    give(teacher, double, 2, 2, 1)
    assert AttemptItem.objects.get().mark == 1.0


def test_the_assignment_says_what_is_left_for_whom(teacher, helper, second, double):
    assignment, question = _of(double)
    handed_in(assignment, question, "Ben")
    shown = pages(assignment, question)["assignment_marking"]
    assert "2 2 0 0" in words(helper.get(shown))
    give(helper, double, 2, 2, 1)
    assert "2 1 0 0" in words(helper.get(shown))
    token = re.search(r"\?answer=(\w+)", text(helper.get(double)))[1]
    give(teacher, f"{double}?answer={token}", 0, 0, 0)
    assert re.search(r"2 1 1 to settle 0", words(second.get(shown)))


# Who sees it, and what it costs


def roles(led):
    """Everybody who could try, with what the class is to them."""
    helper, learner, gone = UserFactory(), LearnerFactory(), LearnerFactory()
    led.teachers.create(user=helper, role="assistant")
    EnrolmentFactory(classroom=led, learner=learner)
    EnrolmentFactory(classroom=led, learner=gone, removed_at=NOW)
    other = ClassroomFactory(led_by=UserFactory())
    author = UserFactory(is_staff=True)
    author.groups.add(Group.objects.get(name=AUTHORS))
    return {
        "assistant": browser(helper),
        "learner": browser(learner.user),
        "taken out": browser(gone.user),
        "another class's teacher": browser(other.teachers.get().user),
        "another class's learner": browser(EnrolmentFactory(classroom=other).learner.user),
        "author": browser(author),
        "admin": browser(UserFactory(is_staff=True, is_superuser=True)),
        "guest": Client(),
    }


@pytest.mark.parametrize("name", ["class_marking", "assignment_marking", "assignment_mark"])
def test_marking_is_for_those_who_teach_the_class(teacher, led, assignment, question, name):
    Assignment.objects.update(title="SECRET task")
    handed_in(assignment, question, "Ada SECRET", text="SECRET")
    address = pages(assignment, question)[name]
    assert "SECRET" in text(teacher.get(address))
    for role, client in roles(led).items():
        response = client.get(address)
        expected = {"assistant": 200, "guest": 302}.get(role, 404)
        assert response.status_code == expected, role
        assert ("SECRET" in text(response)) is (role == "assistant"), role


def test_nobody_else_marks(teacher, led, assignment, question):
    handed_in(assignment, question)
    address = page_of(assignment, question)
    fields = hidden(teacher.get(address)) | points(2, 2, 1)
    people = roles(led)
    del people["assistant"]
    for role, client in people.items():
        assert client.post(address, fields).status_code in (302, 404), role
    assert not Mark.objects.exists()
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = teacher.cookies
    assert strict.post(address, fields).status_code == 403


@pytest.mark.parametrize("name", ["class_marking", "assignment_marking"])
def test_lists_are_only_looked_at(teacher, assignment, question, name):
    assert teacher.post(pages(assignment, question)[name]).status_code == 405


def test_the_classs_page_and_the_assignments_say_what_waits(teacher, led, assignment, question):
    addresses = [reverse("class", args=[led.pk]), reverse("assignment", args=[assignment.pk])]
    for address in addresses:
        assert "for a mark" not in text(teacher.get(address))
    for _number in range(2):
        handed_in(assignment, question)
    handed_in(AssignmentFactory(classroom=led), question)
    assert "3 answers wait for a mark" in text(teacher.get(addresses[0]))
    assert "2 answers wait for a mark" in text(teacher.get(addresses[1]))
    assert pages(assignment, question)["class_marking"] in text(teacher.get(addresses[0]))
    assert pages(assignment, question)["assignment_marking"] in text(teacher.get(addresses[1]))


@pytest.mark.parametrize("flags", [{}, {"double": True}, {"anonymous": True}])
def test_pages_take_as_many_queries_for_five_answers_as_for_thirty(
    teacher, helper, led, assignment, question, flags
):
    Assignment.objects.update(**flags)
    before = {}
    for size in (5, 30):
        for _number in range(size):
            handed_in(assignment, question)
        handed_in(assignment, essay())
        handed_in(AssignmentFactory(classroom=led, **flags), question)
        given = [(helper, 2), (helper, 2), (teacher, 2), (teacher, 0), (teacher, 1)]
        for who, gain in given if flags.get("double") else given[:2]:
            give(who, page_of(assignment, question), gain, 2, 1)
        addresses = pages(assignment, question) | {"class": reverse("class", args=[led.pk])}
        for name, address in addresses.items():
            teacher.get(address)
            with counted() as found:
                teacher.get(address)
            assert len(found) == before.setdefault(name, len(found)), name
    assert before["assignment_mark"] <= 15
