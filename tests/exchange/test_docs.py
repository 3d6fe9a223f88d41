"""The examples of docs/exchange.md are what they are said to be."""

import re

import pytest
from django.conf import settings

from quizzes.exchange.registry import formats

TEXT = (settings.BASE_DIR / "docs" / "exchange.md").read_text()


@pytest.mark.parametrize(("name", "heading"), [("gift", "GIFT"), ("aiken", "Aiken")])
def test_an_example_is_read_and_written_as_it_stands(name, heading):
    text = re.search(r"^```\n(.*?)^```", TEXT.split(f"## {heading}\n")[1], re.DOTALL | re.M)[1]
    batch = formats()[name].read(text.encode())
    assert (batch.faults, batch.remarks) == ([], [])
    assert b"".join(formats()[name].write(batch.questions)).decode().strip() == text.strip()
