"""Django's sessions in the database, read by a query that is compiled once.

Every page of someone signed in begins with it.
"""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends.db import SessionStore as DatabaseSessions
from django.contrib.sessions.models import Session
from django.utils import timezone

from quizzes.models import Prepared

_SESSION = Prepared(
    lambda key: Session.objects.filter(session_key=key).values_list("session_data", "expire_date"),
    str,
)


class SessionStore(DatabaseSessions):
    """Differs from its base in the way of reading only."""

    def load(self) -> dict[str, Any]:
        """What is kept; nothing for an unknown or expired key, which is then forgotten."""
        found = _SESSION.row(self.session_key)
        if found is None or found[1] <= timezone.now():
            self._session_key = None
            return {}
        return self.decode(found[0])
