"""Rows that are written once and never changed."""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)


class FrozenRow(TypeError):
    """Someone tried to change or delete a row that is kept as it was written."""


class FrozenQuerySet(models.QuerySet[M]):
    """A QuerySet that reads and appends."""

    def update(self, **values: Any) -> NoReturn:
        """Refused."""
        raise FrozenRow(f"{self.model.__name__} rows are never changed")

    def bulk_update(self, *args: Any, **options: Any) -> NoReturn:
        """Refused."""
        raise FrozenRow(f"{self.model.__name__} rows are never changed")

    def delete(self) -> NoReturn:
        """Refused."""
        raise FrozenRow(f"{self.model.__name__} rows are never deleted")


class Frozen(models.Model):
    """Base of models whose rows are appended only."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        """Insert. Raises FrozenRow for a row that is already in the database."""
        if not self._state.adding:
            raise FrozenRow(f"{type(self).__name__} {self.pk} is never changed")
        super().save(*args, **options)

    def delete(
        self, using: str | None = None, keep_parents: bool = False
    ) -> tuple[int, dict[str, int]]:
        """Refused."""
        raise FrozenRow(f"{type(self).__name__} {self.pk} is never deleted")
