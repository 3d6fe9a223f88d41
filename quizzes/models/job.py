"""Jobs that are done again and again, and when each is next."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Job(models.Model):
    """When a job is next, for all workers together: who moves ``next_at`` on does it."""

    name = models.CharField(max_length=40, unique=True)
    next_at = models.DateTimeField()
    looked_at = models.DateTimeField(null=True)
    """Up to when a job that looks for what happened has seen all; None before its first look."""

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        default_permissions = ()

    def __str__(self) -> str:
        return self.name
