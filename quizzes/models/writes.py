"""Two plain statements, written down once, for the moment in which an answer is kept.

SQLite lets one writer in at a time. What the ORM needs to put a statement together would be
time in which everybody else waits, so here the statement is ready and only the values go in.
Signals are not sent, and no defaults are filled in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Field, Model


class Statement(NamedTuple):
    """What goes to the database's driver."""

    sql: str
    parameters: list[Any]

    def run(self) -> int:
        """Run it, and return how many rows it met."""
        with connection.cursor() as cursor:
            cursor.execute(self.sql, self.parameters)
            rows: int = cursor.rowcount
        return rows


def insertion(model: type[Model], values: Mapping[str, object]) -> Statement:
    """Adds a row with ``values`` by field name, foreign keys by attname."""
    return Statement(_insert(model, tuple(values)), _prepare(model, values))


def change(
    model: type[Model], where: Mapping[str, object], values: Mapping[str, object]
) -> Statement:
    """Changes the rows for which each of ``where`` holds."""
    return Statement(
        _update(model, tuple(where), tuple(values)),
        [*_prepare(model, values), *_prepare(model, where)],
    )


def _prepare(model: type[Model], values: Mapping[str, object]) -> list[Any]:
    """As the database's driver takes them."""
    fields = _fields(model)
    return [fields[name].get_db_prep_save(value, connection) for name, value in values.items()]


@lru_cache
def _fields(model: type[Model]) -> dict[str, Field[Any, Any]]:
    return {field.attname: field for field in model._meta.concrete_fields}


@lru_cache
def _insert(model: type[Model], names: tuple[str, ...]) -> str:
    marks = ", ".join("%s" for _name in names)
    columns = ", ".join(_columns(model, names))
    return f"INSERT INTO {_quote(model._meta.db_table)} ({columns}) VALUES ({marks})"  # noqa: S608


@lru_cache
def _update(model: type[Model], where: tuple[str, ...], names: tuple[str, ...]) -> str:
    sets = ", ".join(f"{column} = %s" for column in _columns(model, names))
    tests = " AND ".join(f"{column} = %s" for column in _columns(model, where))
    return f"UPDATE {_quote(model._meta.db_table)} SET {sets} WHERE {tests}"  # noqa: S608


def _columns(model: type[Model], names: Iterable[str]) -> list[str]:
    fields = _fields(model)
    return [_quote(fields[name].column) for name in names]


def _quote(name: str | None) -> str:
    assert name is not None  # of concrete fields and tables
    return connection.ops.quote_name(name)
