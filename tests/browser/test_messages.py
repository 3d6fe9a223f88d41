"""What is sent by mail, and the calendar's link, in a browser."""

from __future__ import annotations

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from quizzes.models import Mailing
from tests.factories import EnrolmentFactory

from .sight import no_sideways_scroll


@pytest.mark.parametrize("scripts", [True, False])
def test_kinds_are_switched_off_and_a_calendar_is_made(open_page, ada, no_fault, scripts):
    EnrolmentFactory(learner=ada)
    page = open_page(ada, java_script_enabled=scripts)
    page.goto(reverse("classes"))
    page.get_by_role("link", name="Messages and calendar").click()
    page.get_by_label("Corrected").uncheck()
    page.get_by_role("button", name="Save").press("Enter")
    expect(page.get_by_text("Saved.")).to_be_visible()
    expect(page.get_by_label("Corrected")).not_to_be_checked()
    page.get_by_role("button", name="Make a link").press("Enter")
    expect(page.get_by_role("link", name=".ics")).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 568})
    no_sideways_scroll(page)
    if scripts:
        no_fault(page)
    kept = Mailing.objects.get()
    assert (kept.due, kept.corrected, kept.hour) == (True, False, 17)
