"""``manage.py work``: do the work behind the pages, until it is told to stop."""

from __future__ import annotations

import os
import signal
import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import OperationalError, close_old_connections
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django_tasks_db.management.commands.db_worker import Worker

from ...tasks import queue_what_is_due

PAUSE = 1.0
"""Seconds between two looks at the queue."""


class Command(BaseCommand):
    """Queues what is due, and does what is in the queue."""

    going = True

    def add_arguments(self, parser: ArgumentParser) -> None:
        """How long to go on."""
        parser.description = _(
            "Do the work behind the pages: end attempts whose time is over, send mail, tidy up."
            " Any number of these may run."
        )
        parser.add_argument(
            "--once", action="store_true", help=_("do what there is to do now, then stop")
        )
        parser.add_argument(
            "--beside", type=int, default=0, help=_("stop when the process with this number ends")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Go on until a signal says to stop, or the process it belongs to is gone."""
        if not options["once"]:
            for each in (signal.SIGINT, signal.SIGTERM):
                signal.signal(each, self._stop)
        parent = options["beside"]
        worker = _worker()
        while self.going and (not parent or os.getppid() == parent):
            close_old_connections()
            try:
                queue_what_is_due(timezone.now())
                worker.run()
            except OperationalError as error:
                # The database may be busy or away for a moment: nothing is lost by waiting.
                self.stderr.write(_("The database does not answer: %(error)s") % {"error": error})
            if options["once"]:
                return
            time.sleep(PAUSE)

    def _stop(self, *_signal: object) -> None:
        """What is being done is finished first."""
        self.going = False


def _worker() -> Worker:
    """One that does what is in the queue and comes back."""
    return Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
