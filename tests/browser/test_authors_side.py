"""The authors' side: no fault of a script or of the policy on any of its pages."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import LearnerFactory

WIDTHS = [(1280, 800), (390, 844)]


@pytest.fixture
def admin(live_server):
    return LearnerFactory(
        user__email="root@example.com", user__is_staff=True, user__is_superuser=True
    )


def addresses(walk):
    """Every page of the admin that an author's work leads through."""
    question = walk.first["single_choice"]
    rows = {"course": question.course, "lesson": question.lesson, "question": question}
    yield reverse("admin:index")
    for name, row in rows.items():
        yield reverse(f"admin:quizzes_{name}_changelist")
        yield reverse(f"admin:quizzes_{name}_add")
        for page in ("change", "history", "delete"):
            yield reverse(f"admin:quizzes_{name}_{page}", args=[row.pk])
    yield reverse("admin:quizzes_user_changelist")


@pytest.mark.parametrize(("width", "height"), WIDTHS)
def test_pages_load_without_a_fault(open_page, walk, admin, width, height):
    page = open_page(admin)
    page.set_viewport_size({"width": width, "height": height})
    for address in addresses(walk):
        page.goto(address)
        assert page.locator("#content h1").count() == 1, address
