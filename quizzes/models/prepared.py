"""Queries that every request makes, compiled once.

Building a query and turning it into SQL takes the ORM ten times as long as SQLite needs to
answer it. A Prepared query does that work once per thread and then only puts in the values.
"""

from __future__ import annotations

from collections.abc import Callable
from threading import local
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet

Row = tuple[Any, ...]
_STAND_INS: dict[type, Callable[[int], object]] = {
    int: lambda at: 7_310_000_000_017 + at,
    str: lambda at: f"\N{SECTION SIGN}stand-in {at}",
}


class Prepared:
    """A query of ``values_list`` that is asked time and again with other values.

    ``build`` gets one argument for each of ``types`` (int or str) and returns the QuerySet; it
    must use each as it comes, in a filter, and not decide anything by it. Rows come back as
    the ORM would give them.
    """

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], *types: type) -> None:
        self._build = build
        self._types = types
        self._kept = local()

    def rows(self, *values: object, using: str = DEFAULT_DB_ALIAS) -> list[Row]:
        """All rows. One query."""
        connection = connections[using]
        kept = self._kept.__dict__
        # A connection object belongs to one thread and lives as long as that.
        if kept.get(using, (None,))[0] is not connection:
            kept[using] = (connection, *self._compile(using))
        _connection, sql, parameters, convert = kept[using]
        with connection.cursor() as cursor:
            cursor.execute(sql, [values[at] if found else at for found, at in parameters])
            rows: list[Row] = cursor.fetchall()
        return convert(rows) if convert and rows else rows

    def row(self, *values: object) -> Row | None:
        """The first row; None where there is none. One query."""
        rows = self.rows(*values)
        return rows[0] if rows else None

    def _compile(self, using: str) -> tuple[str, list[tuple[bool, Any]], Any]:
        """The SQL; per parameter whether it is a value, and which, or the constant; converters.

        Raises ValueError where a value did not arrive in the SQL as it was given.
        """
        stand_ins = [_STAND_INS[each](at) for at, each in enumerate(self._types)]
        query = self._build(*stand_ins).using(using).query
        compiler = query.get_compiler(using)
        sql, parameters = compiler.as_sql()
        places = [
            (True, stand_ins.index(each)) if each in stand_ins else (False, each)
            for each in parameters
        ]
        if {at for is_value, at in places if is_value} != set(range(len(stand_ins))):
            raise ValueError("a value of a prepared query does not stand in its SQL")
        fields = [column[0] for column in compiler.select]
        converters = compiler.get_converters(fields)
        if not converters:
            return sql, places, None

        def convert(rows: list[Row]) -> list[Row]:
            return [tuple(row) for row in compiler.apply_converters(rows, converters)]

        return sql, places, convert
