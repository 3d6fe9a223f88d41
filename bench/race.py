"""Two sites in turn, A B A B, so that whatever else the machine does hits both."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from . import load, shots
from .load import Shots
from .servers import BenchError, Server
from .sites import Site

Running = Sequence[tuple[Site, Server]]
WARM_UP = 1.0
"""Seconds per site that are not counted."""


@dataclass(frozen=True, slots=True)
class Round:
    """What one site did in one round."""

    rate: float
    """Requests a second."""
    cpu: float
    """Processor seconds of the server per request."""
    latency: float
    """Median seconds of a request."""


@dataclass(frozen=True, slots=True)
class Race:
    """Every round of both sites, and how many requests each served in all, by name."""

    rounds: Mapping[str, list[Round]]
    served: Mapping[str, int]

    def of(self, name: str) -> Round:
        """The medians of a site."""
        found = self.rounds[name]
        return Round(
            median(each.rate for each in found),
            median(each.cpu for each in found),
            median(each.latency for each in found),
        )


def pages(running: Running, rounds: int, seconds: float) -> Race:
    """The lesson page, signed in."""
    return _race(running, rounds, seconds, _page_shots)


def answers(running: Running, rounds: int, seconds: float) -> Race:
    """Answers with feedback; each must have been kept."""
    before = {site.name: site.kept() for site, _server in running}
    race = _race(running, rounds, seconds, _answer_shots)
    for site, _server in running:
        served, kept = race.served[site.name], site.kept() - before[site.name]
        if kept != served:
            raise BenchError(f"{site.name}: of {served} answers {kept} were kept")
    return race


def _page_shots(site: Site) -> list[Shots]:
    # The last question's text: it stands near the end of both pages.
    marker = b"Lesson 3, question 5"
    return [shots.page(site.data["page"], who, marker) for who in site.data["visitors"]]


def _answer_shots(site: Site) -> list[Shots]:
    return [shots.answers(site.data["questions"], who) for who in site.data["visitors"]]


def _race(
    running: Running, rounds: int, seconds: float, make: Callable[[Site], list[Shots]]
) -> Race:
    streams = {site.name: make(site) for site, _server in running}
    found: dict[str, list[Round]] = {site.name: [] for site, _server in running}
    served = dict.fromkeys(found, 0)
    for number in range(rounds + 1):
        for site, server in running:
            before = server.cpu()
            count = load.run(server.port, streams[site.name], seconds if number else WARM_UP)
            cpu = server.cpu() - before
            served[site.name] += count.requests
            if number:
                rate = count.requests / count.seconds
                found[site.name].append(Round(rate, cpu / count.requests, count.latency))
    return Race(found, served)
