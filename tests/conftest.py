"""What every test shares."""

from __future__ import annotations

import pytest

from quizzes.reports import kept


@pytest.fixture(autouse=True)
def nothing_kept():
    """Rolled-back rows leave their keys behind, so what a process keeps is dropped."""
    kept.forget()
