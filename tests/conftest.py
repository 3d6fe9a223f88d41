"""What every test shares."""

from __future__ import annotations

import pytest

from quizzes.reports import outline
from quizzes.views import around, cards


@pytest.fixture(autouse=True)
def nothing_kept():
    """Rolled-back rows leave their keys behind, so what a process keeps is dropped."""
    outline.forget()
    cards.forget()
    around.forget()
