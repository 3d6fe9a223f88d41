"""What every kind's form says of itself; that it holds any content, the tests of the forms say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from django.utils.functional import Promise

from quizzes.kinds import kinds
from quizzes.kinds.authoring import Cases, Field, Group, OneOf, Several

each_kind = pytest.mark.parametrize("kind", kinds.values(), ids=kinds)


def inner(field: Field) -> Iterator[tuple[str, Sequence[Field]]]:
    """The sets of fields in a field."""
    if isinstance(field, Group | Several):
        yield field.name, field.fields
    if isinstance(field, Cases):
        for name, case in field.cases.items():
            yield name, case.fields


def sets(fields: Sequence[Field]) -> Iterator[Sequence[Field]]:
    """All sets of fields of a form, however deep."""
    yield fields
    for field in fields:
        for _name, more in inner(field):
            yield from sets(more)


@each_kind
def test_the_form_has_exactly_the_kinds_own_fields(kind):
    names = [field.name for field in kind.layout]
    assert sorted(names) == sorted(kind.own_fields)


@each_kind
def test_everything_an_author_reads_can_be_translated(kind):
    for fields in sets(kind.form):
        for field in fields:
            assert isinstance(field.label, Promise)
            assert str(field.label)
            assert isinstance(field.help, Promise) or field.help == ""
            if isinstance(field, Several):
                assert isinstance(field.entry, Promise)


@each_kind
def test_names_are_plain_so_that_ways_to_them_can_be_joined_by_hyphens(kind):
    for fields in sets(kind.form):
        assert all(field.name.isidentifier() for field in fields)
        assert all(
            case.isidentifier() for each in fields if isinstance(each, Cases) for case in each.cases
        )


@each_kind
def test_a_reference_is_to_a_list_beside_its_own(kind):
    for fields in sets(kind.form):
        lists = {field.name: field for field in fields if isinstance(field, Several)}
        for each in lists.values():
            for reference in each.fields:
                if isinstance(reference, OneOf):
                    assert lists[reference.of].ids
                    assert "text" in [field.name for field in lists[reference.of].fields]


@each_kind
def test_lists_begin_with_no_more_than_they_hold(kind):
    for fields in sets(kind.form):
        for field in fields:
            if isinstance(field, Several):
                assert 0 <= field.least <= field.most
                assert not (field.optional and field.least)
