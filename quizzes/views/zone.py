"""The time zone in which somebody sees times: their own, else the class's, else the site's."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

COOKIE = "zone"
"""Set by a script: no browser tells its zone by itself."""


@cache
def known() -> frozenset[str]:
    """The names of all zones; to look them up takes long."""
    return frozenset(available_timezones())


class ZoneMiddleware:
    """Shows all times of a request in the zone of the browser, where it has told it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Only for this request: the next one may be somebody else's."""
        own = own_zone(request)
        if own is not None:
            timezone.activate(ZoneInfo(own))
        try:
            return self.get_response(request)
        finally:
            timezone.deactivate()


def own_zone(request: HttpRequest) -> str | None:
    """The zone that the browser has told; None where it has not."""
    told = request.COOKIES.get(COOKIE, "")
    return told if told in known() else None


def show_times_of(request: HttpRequest, zone: str) -> None:
    """Show the times of the request in a class's zone, unless the browser has its own."""
    if own_zone(request) is None:
        timezone.activate(ZoneInfo(zone))


def other_zone(zone: str) -> str:
    """The place of a class's zone where times are shown in another one; "" where not."""
    shown = timezone.get_current_timezone_name()
    return "" if zone == shown else zone.rpartition("/")[2].replace("_", " ")
