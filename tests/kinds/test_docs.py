"""The guide to the kinds."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from quizzes.kinds import kinds

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "kinds.md"


@pytest.mark.parametrize("name", list(kinds))
def test_the_guide_has_full_and_valid_examples(name):
    section = GUIDE.read_text("utf-8").split(f"(`{name}`)\n", 1)[1].split("\n## ", 1)[0]
    specs = [json.loads(text) for text in re.findall("```json\n(.*?)```", section, re.DOTALL)]
    assert specs
    assert [kinds[name].problems(spec) for spec in specs] == [[] for _spec in specs]
    assert kinds[name].own_fields <= set().union(*specs)
