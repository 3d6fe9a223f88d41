"""A page of the admin as a browser without JavaScript has it."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from lxml import html

OPTIONS = "content-options-several"
"""What the content's form calls the list of options."""


def controls(response: Any) -> dict[str, Any]:
    """What the page's main form sends when it is submitted as it is, but for its buttons."""
    assert response.status_code == 200
    page = html.fromstring(response.content.decode())
    form = page.xpath("//form[@method='post'][@id and not(@id='logout-form')]")[0]
    for area in form.iter("textarea"):
        # Browsers leave the first line break of a text area out.
        area.text = (area.text or "").removeprefix("\n")
    sent: dict[str, Any] = {}
    for name, value in form.form_values():
        if name != "csrfmiddlewaretoken":
            sent.setdefault(name, []).append(value)
    return sent


def words(response: Any) -> str:
    """The words of the page, blanks folded."""
    page = html.fromstring(response.content.decode())
    return " ".join(page.text_content().split())


def address(question: Any) -> str:
    """The question's page."""
    return reverse("admin:quizzes_question_change", args=[question.pk])


def shown(author: Any, question: Any) -> dict[str, Any]:
    """What the question's page sends as it is."""
    return controls(author.get(address(question)))


def pressed(author: Any, question: Any, do: str, **changes: Any) -> dict[str, Any]:
    """What the page sends after one of the content's buttons."""
    sent = shown(author, question) | changes | {"do": do}
    return controls(author.post(address(question), sent))
