"""What every test shares."""

from __future__ import annotations

import pytest
from hypothesis import settings

from quizzes.reports import kept

# No time limit for each example: a busy machine is no failure.
# The same examples at each run: a failure can be seen again, and is of the change at hand.
settings.register_profile("patient", deadline=None, derandomize=True)
settings.load_profile("patient")


@pytest.fixture(autouse=True)
def nothing_kept():
    """Rolled-back rows leave their keys behind, so what a process keeps is dropped."""
    kept.forget()
