"""What an author has written and not saved."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.factories import LearnerFactory, QuestionFactory


@pytest.fixture
def staff(live_server):
    return LearnerFactory(
        user__email="root@example.com", user__is_staff=True, user__is_superuser=True
    )


def test_it_is_there_after_the_window_was_closed(open_page, staff, no_fault):
    question = QuestionFactory(status="in_review")
    address = reverse("admin:quizzes_question_change", args=[question.pk])
    page = open_page(staff)
    page.goto(address)
    page.get_by_label("Stem").fill("What spins?")
    expect(page.get_by_text("Kept, not saved yet")).to_be_visible()
    page.goto(address)
    expect(page.get_by_label("Stem")).to_have_value("What turns?")
    no_fault(page)
    page.get_by_role("button", name="Go on with it").click()
    expect(page.get_by_label("Stem")).to_have_value("What spins?")
    page.get_by_role("textbox", name="Comment").fill("Is this better?")
    page.get_by_role("button", name="Comment", exact=True).click()
    expect(page.get_by_text("Is this better?")).to_be_visible()
