"""A calendar as programs subscribe to it (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

REFRESH = timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Entry:
    """A deadline."""

    uid: str
    title: str
    at: datetime
    changed_at: datetime
    description: str
    url: str


def feed(name: str, entries: Iterable[Entry]) -> bytes:
    """The calendar's file. Equal entries give equal files."""
    made = Calendar()
    made.add("prodid", "-//evlearn//deadlines//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", name)
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    for entry in entries:
        made.add_component(_event(entry))
    return made.to_ical()


def _event(entry: Entry) -> Event:
    made, changed = Event(), entry.changed_at.astimezone(UTC).replace(microsecond=0)
    made.add("uid", entry.uid)
    made.add("summary", entry.title)
    made.add("dtstart", entry.at.astimezone(UTC).replace(microsecond=0))
    made.add("dtend", entry.at.astimezone(UTC).replace(microsecond=0))
    # Whoever reads it twice sees by these which is the later one.
    made.add("dtstamp", changed)
    made.add("last-modified", changed)
    made.add("sequence", int(changed.timestamp()) % 2**31)
    made.add("description", entry.description)
    made.add("url", entry.url)
    made.add("transp", "TRANSPARENT")
    return made
