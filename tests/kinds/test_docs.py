"""The guide to the kinds."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from quizzes.kinds import kinds

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "kinds.md"


@pytest.mark.parametrize("name", list(kinds))
def test_the_guide_has_a_full_and_valid_example(name):
    section = GUIDE.read_text("utf-8").split(f"(`{name}`)\n", 1)[1]
    found = re.search("```json\n(.*?)```", section, re.DOTALL)
    assert found
    spec = json.loads(found[1])
    assert kinds[name].problems(spec) == []
    assert kinds[name].own_fields <= set(spec)
