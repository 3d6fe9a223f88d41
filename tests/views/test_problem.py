"""Reporting a problem from a question's card, and reading what came of it."""

import html
import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from quizzes.actions.problem import MOST_OPEN, reply, report
from quizzes.actions.question import revise
from quizzes.models import Answer, Learner, Problem, Status
from tests.factories import NOW, LearnerFactory, QuestionFactory, UserFactory, choice_spec
from tests.queries import counted

from .conftest import form, post

pytestmark = pytest.mark.django_db
NOTE = "Both the rotor and the fan turn."
SENT = "Reported on 23 November. The author has been told."


@pytest.fixture(autouse=True)
def _on_that_day():
    with time_machine.travel(NOW):
        yield


def report_url(question):
    return reverse("report", args=[question.course.slug, question.lesson.slug, question.pk])


def send(browser, question, note=NOTE, *, response=None, answered=False, htmx=True, **options):
    """Post a note the way the card does: an answered one's form has only the version."""
    fields = form(question, response, **options) | {"note": note}
    if answered:
        del fields["after"]
    headers = {"HX-Request": "true"} if htmx else {}
    return browser.post(report_url(question), fields, headers=headers)


def text(response):
    return html.unescape(response.content.decode())


def lesson_of(browser, question):
    return text(browser.get(question.lesson.get_absolute_url()))


def reports_of(browser):
    return text(browser.get(reverse("reports")))


def answer_it(problem, words="Mended, thank you.", state="accepted"):
    reply(problem, state, words, by=UserFactory(name="Jules Secret"), now=NOW)


def test_each_card_offers_to_report_a_problem(signed_in, question):
    assert "Report a problem" in lesson_of(signed_in, question)
    post(signed_in, question, "b")
    assert "Report a problem" in lesson_of(signed_in, question)


def test_an_answered_question_is_reported_with_its_answer(signed_in, ada, question):
    post(signed_in, question, "b")
    card = text(send(signed_in, question, answered=True))
    assert SENT in card
    assert "Not quite." in card
    problem = Problem.objects.get()
    assert (problem.learner, problem.note, problem.answer) == (ada, NOTE, Answer.objects.get())


def test_the_card_still_says_so_later(signed_in, question):
    send(signed_in, question)
    assert SENT in lesson_of(signed_in, question)
    assert SENT in text(post(signed_in, question, "b"))
    assert SENT in lesson_of(signed_in, question)


def test_a_card_reported_last_year_names_the_year(client, question):
    lesson_of(client, question)
    send(client, question)
    with time_machine.travel(NOW + timedelta(days=60)):
        assert "Reported on 23 November 2026." in lesson_of(client, question)


def test_the_focus_goes_to_what_was_sent(signed_in, question):
    card = text(send(signed_in, question))
    assert re.findall(r"<(\w+)[^>]* data-focus", card) == ["p"]


def test_without_javascript_it_leads_back_to_the_question(signed_in, question):
    response = send(signed_in, question, htmx=False)
    assert response.status_code == 303
    assert response["Location"] == f"{question.lesson.get_absolute_url()}#q-{question.pk}"


def test_without_javascript_the_unchecked_choice_stays(signed_in, question):
    response = send(signed_in, question, response="c", htmx=False)
    page = text(signed_in.get(response["Location"]))
    assert 'value="c" checked' in page
    assert SENT in page


def test_an_unchecked_choice_stays_in_the_card(signed_in, question):
    assert 'value="c" checked' in text(send(signed_in, question, response="c"))
    assert not Answer.objects.exists()


def test_a_question_opened_again_stays_open(signed_in, question):
    post(signed_in, question, "b")
    assert "Check answer" in text(send(signed_in, question, after=1))


def test_a_guest_without_any_row_gets_one(client, question):
    lesson_of(client, question)
    assert SENT in text(send(client, question))
    assert Problem.objects.get().learner == Learner.objects.get(user=None)
    assert SENT in lesson_of(client, question)


def test_a_guest_whose_browser_had_no_cookie_yet_sees_it_too(client, question):
    assert SENT in text(send(client, question))


@pytest.mark.parametrize("note", ["", "   ", "too short", "x" * 1001, "nul \x00 in a note"])
def test_a_note_that_cannot_be_sent_is_kept_with_the_reason(client, question, note):
    response = send(client, question, note, response="c")
    assert response.status_code == 422
    card = text(response)
    assert 'role="alert"' in card
    assert f">{note}</textarea>" in card
    assert 'value="c" checked' in card
    assert not Learner.objects.exists()


def test_a_note_of_a_thousand_characters_over_lines_is_sent(signed_in, question):
    note = "\r\n".join(["x" * 99] * 10)
    assert SENT in text(send(signed_in, question, note))
    assert len(Problem.objects.get().note) == 999


def test_without_javascript_a_refused_note_is_kept_on_the_page(signed_in, question):
    response = send(signed_in, question, "short", htmx=False)
    assert response.status_code == 422
    assert "<details open>" in text(response)
    assert ">short</textarea>" in text(response)


def test_sending_it_twice_is_one_report(signed_in, question):
    send(signed_in, question)
    assert SENT in text(send(signed_in, question))
    assert Problem.objects.count() == 1


def test_too_many_are_refused_in_words(signed_in, ada, question):
    for number in range(MOST_OPEN):
        report(ada, question.lesson_id, question.current, f"Number {number}", now=NOW)
    response = send(signed_in, question)
    assert response.status_code == 422
    assert "20 open reports from the last 24 hours" in text(response)
    assert f">{NOTE}</textarea>" in text(response)


@pytest.mark.parametrize("version", ["", "x", "0", "99999", "9" * 30])
def test_a_version_that_was_never_shown_is_refused(signed_in, question, version):
    fields = {"version": version, "after": 0, "for": "", "note": NOTE}
    response = signed_in.post(report_url(question), fields, headers={"HX-Request": "true"})
    assert response.status_code == 409
    assert f">{NOTE}</textarea>" in text(response)


def test_the_version_shown_is_the_one_reported(signed_in, question):
    old = question.current
    post(signed_in, question, "b")
    revise(question, "single_choice", choice_spec("What revolves?"), by=None, now=NOW)
    assert f'name="version" value="{old.pk}"' in lesson_of(signed_in, question)
    send(signed_in, question, answered=True, version=old)
    assert Problem.objects.get().version == old


def test_a_question_of_another_lesson_is_not_found(signed_in, question):
    other = QuestionFactory()
    url = reverse("report", args=[question.course.slug, question.lesson.slug, other.pk])
    assert signed_in.post(url, form(other) | {"note": NOTE}).status_code == 404


def test_after_signing_out_it_leads_to_sign_in_and_back_with_the_note(client, ada, question):
    response = send(client, question, drawn_for=f"u{ada.user.pk}", response="c", htmx=False)
    assert response["Location"].startswith(reverse("account_login"))
    assert not Problem.objects.exists()
    client.force_login(ada.user)
    found = client.get(client.get(response["Location"])["Location"])
    assert f">{NOTE}</textarea>" in text(found)
    assert 'value="c" checked' in text(found)


def test_under_another_account_it_is_not_sent(client, ada, question):
    client.force_login(LearnerFactory(user__name="Grace").user)
    response = send(client, question, drawn_for=f"u{ada.user.pk}")
    assert response.status_code == 409
    assert "signed in as Grace" in text(response)
    assert f">{NOTE}</textarea>" in text(response)
    assert not Problem.objects.exists()


def test_a_page_open_too_long_keeps_the_note_in_its_link(question):
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(report_url(question), form(question) | {"note": NOTE})
    assert response.status_code == 403
    link = re.search(r'class="button" href="([^"]+)"', response.content.decode())[1]
    assert f">{NOTE}</textarea>" in text(strict.get(html.unescape(link)))


def test_a_note_in_the_address_leaves_an_answered_card_answered(signed_in, question):
    post(signed_in, question, "b")
    page = text(signed_in.get(f"{question.lesson.get_absolute_url()}?keep={question.pk}&note=Hm"))
    assert "Not quite." in page
    assert ">Hm</textarea>" in page


@pytest.mark.parametrize("htmx", [True, False])
def test_a_note_not_yet_sent_stays_when_the_answer_is_checked(signed_in, question, htmx):
    url = reverse("answer", args=[question.course.slug, question.lesson.slug, question.pk])
    headers = {"HX-Request": "true"} if htmx else {}
    fields = form(question, "b") | {"note": "Half a no"}
    page = text(signed_in.post(url, fields, headers=headers, follow=True))
    assert "Not quite." in page
    assert ">Half a no</textarea>" in page


def test_markup_in_a_note_is_only_text(signed_in, question):
    send(signed_in, question, "<script>alert(1)</script>")
    page = signed_in.get(reverse("reports")).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_who_never_reported_is_told_how(client):
    assert "You have not reported anything." in reports_of(client)
    assert not Learner.objects.exists()


def test_the_learner_reads_the_reply(signed_in, question):
    send(signed_in, question)
    assert "None yet." in reports_of(signed_in)
    answer_it(Problem.objects.get())
    page = reports_of(signed_in)
    assert "Mended, thank you." in page
    assert "accepted" in page
    assert f'href="{question.lesson.get_absolute_url()}#q-{question.pk}"' in page
    assert "Jules Secret" not in page


def test_a_reply_is_announced_until_it_was_opened(signed_in, question):
    send(signed_in, question)
    home = reverse("home")
    assert "The author answered" not in text(signed_in.get(home))
    answer_it(Problem.objects.get())
    assert "The author answered your report" in text(signed_in.get(home))
    assert "New reply" in reports_of(signed_in)
    assert "The author answered" not in text(signed_in.get(home))
    assert "New reply" not in reports_of(signed_in)


def test_several_replies_are_counted(signed_in, question):
    for note in ("The first problem", "The second problem"):
        send(signed_in, question, note)
    for problem in Problem.objects.all():
        answer_it(problem)
    assert "Authors answered 2 of your reports" in text(signed_in.get(reverse("home")))


def test_looking_without_loading_the_page_is_no_opening(signed_in, question):
    send(signed_in, question)
    answer_it(Problem.objects.get())
    assert signed_in.post(reverse("reports")).status_code == 405
    assert Problem.objects.unseen().exists()


def test_a_question_no_longer_open_is_named_without_a_link(signed_in, question):
    send(signed_in, question)
    question.status = Status.RETIRED
    question.save(update_fields=["status"])
    page = reports_of(signed_in)
    assert "What turns?" in page
    assert f"#q-{question.pk}" not in page


def test_the_latest_news_comes_first_and_pages_follow(signed_in, ada, question):
    for number in range(30):
        now = NOW + timedelta(days=2 * number)
        report(ada, question.lesson_id, question.current, f"Problem number {number:02}", now=now)
    oldest = Problem.objects.get(note="Problem number 00")
    reply(oldest, "accepted", "Yes.", by=UserFactory(), now=NOW + timedelta(days=90))
    found = re.findall(r"Problem number (\d\d)", reports_of(signed_in))
    assert len(found) == 25
    assert found[:2] == ["00", "29"]
    assert "Page 2 of 2" in text(signed_in.get(reverse("reports") + "?page=2"))
    assert signed_in.get(reverse("reports") + "?page=nonsense").status_code == 200


@pytest.mark.parametrize("size", [1, 20])
def test_the_page_of_reports_takes_as_many_queries_for_many(signed_in, ada, size):
    for _ in range(size):
        question = QuestionFactory()
        report(ada, question.lesson_id, question.current, NOTE, now=NOW)
    with counted() as queries:
        signed_in.get(reverse("reports"))
    assert len(queries) == 4


@pytest.mark.parametrize("size", [1, 20])
def test_opening_replies_takes_one_query_more(signed_in, ada, size):
    for _ in range(size):
        question = QuestionFactory()
        answer_it(report(ada, question.lesson_id, question.current, NOTE, now=NOW))
    with counted() as queries:
        signed_in.get(reverse("reports"))
    assert len(queries) == 5


@pytest.mark.parametrize("size", [1, 20])
def test_reports_cost_the_lesson_page_no_query(signed_in, ada, lesson, size):
    for _ in range(size):
        question = QuestionFactory(lesson=lesson)
        report(ada, lesson.pk, question.current, NOTE, now=NOW)
    signed_in.get(lesson.get_absolute_url())
    with counted() as queries:
        signed_in.get(lesson.get_absolute_url())
    assert len(queries) == 5
