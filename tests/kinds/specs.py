"""Specs and values that the tests of the kinds share."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from quizzes.kinds import Grade, Kind, kinds

any_text = st.text(st.characters(codec=None, exclude_categories=()), max_size=20)
"""Lone surrogates and NUL included."""

any_number = st.integers() | st.floats() | st.sampled_from([10**400, 0, 1, -1, True, 1e300])

any_json = st.recursive(
    st.none() | st.booleans() | any_number | any_text,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(any_text, inner, max_size=4),
    max_leaves=12,
)

LIKE: dict[type, st.SearchStrategy[Any]] = {
    str: st.text(max_size=20) | st.sampled_from(["*", "*a*", " ", "a", "rotor", "W", "relative"]),
    bool: st.booleans(),
    int: st.integers(-3, 100),
    float: st.floats(0, 100),
}

Path = tuple[str | int, ...]


def example(name: str, **changes: Any) -> dict[str, Any]:
    """The example of a kind, with some fields set; ``None`` takes the field out."""
    spec = kinds[name].example() | changes
    return {field: value for field, value in spec.items() if value is not None}


def problems(name: str, **changes: Any) -> str:
    """What is wrong with the changed example, one problem a line."""
    return "\n".join(kinds[name].problems(example(name, **changes)))


def grade_typed(name: str, typed: str, **changes: Any) -> Grade:
    """The grade of what was typed, read as from a form, on the changed example."""
    spec = example(name, **changes)
    return kinds[name].grade(spec, kinds[name].read(spec, {"response": [typed]}))


def paths(value: Any, here: Path = ()) -> Iterator[Path]:
    """Where the fields and entries of a JSON value are, however deep."""
    pairs: Any = ()
    if isinstance(value, dict):
        pairs = value.items()
    elif isinstance(value, list):
        pairs = enumerate(value)
    for key, inner in pairs:
        yield (*here, key)
        yield from paths(inner, (*here, key))


@st.composite
def damaged(draw: st.DrawFn, kind: Kind) -> dict[str, Any]:
    """The kind's example with one to three of its fields or entries replaced or taken out.

    Half of the new values are of the old one's type, so that some specs stay valid.
    """
    spec = deepcopy(kind.example())
    for _ in range(draw(st.integers(1, 3))):
        left = list(paths(spec))
        if not left:
            break
        *way, last = draw(st.sampled_from(left))
        target: Any = spec
        for key in way:
            target = target[key]
        change = draw(st.sampled_from(["alike", "alike", "anything", "gone"]))
        if change == "gone":
            del target[last]
        else:
            alike = LIKE.get(type(target[last]), any_json)
            target[last] = draw(alike if change == "alike" else any_json)
    return spec
