"""JSON that is kept must be readable wherever it is needed, however many calls are open there."""

import pytest

from quizzes.exchange.strict_json import DEEPEST, loads


def nested(depth, opening="[", closing="]"):
    return opening * depth + closing * depth


@pytest.mark.parametrize("depth", [DEEPEST + 1, 900, 100_000])
def test_what_nests_too_deep_is_refused(depth):
    with pytest.raises(ValueError, match="it nests too deep"):
        loads(nested(depth))
    with pytest.raises(ValueError, match="it nests too deep"):
        loads(nested(depth, '{"a":', "}").replace(":}", ":1}"))


def test_what_nests_less_is_taken():
    assert loads(nested(3)) == [[[]]]
    assert loads('{"a": [{"b": null}]}') == {"a": [{"b": None}]}


def test_characters_are_looked_at_at_any_depth():
    with pytest.raises(ValueError, match="no page can show"):
        loads('[{"a": [{"b\\u0000": 1}]}]')
