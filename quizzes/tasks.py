"""Work behind the pages. Each job is due again and again; any number of workers may run.

``manage.py work`` puts what is due into the queue and does what is in it. Who moves a job's time on
in the database is the one that queues it, so no job is queued twice.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from .actions import assignment, job, message
from .outside.mail import Delivery, Post
from .reports.digest import Digest, outbox
from .reports.message import news, since
from .views.digest import mail_of


@task()
def close_overdue() -> int:
    """End attempts whose time is over; how many."""
    now = timezone.now()
    count = assignment.close_overdue(now=now)
    if count >= assignment.AT_ONCE:
        job.hurry("close_overdue", now=now)
    return count


@task()
def look_for_news() -> None:
    """Note what happened in classes and learners are to hear of."""
    now = timezone.now()
    start = since(job.looked("look_for_news"), now)
    message.note(news(start, now))
    job.note_look("look_for_news", now)


@task()
def send_mail() -> int:
    """Send everybody the mail of their day, if it is time and there is something; how many."""
    now = timezone.now()
    found = outbox(now)
    message.drop(found.dropped, now=now)
    count = 0
    with Post() as post:
        for digest in found.digests:
            delivery = _send(post, digest)
            count += delivery is Delivery.SENT
            if delivery is Delivery.NO_SERVER:
                break  # nor will it take the others; they wait for the next time
    return count


def _send(post: Post, digest: Digest) -> Delivery | None:
    """Send one mail; None where another worker has it."""
    now = timezone.now()
    learner, before = digest.learner, digest.mailing.mailed_on
    if not message.claim(learner, digest.day, now=now):
        return None
    wanted = [item for item in digest.items if digest.mailing.wants(item.kind)]
    if not wanted:
        message.drop(digest.message_ids, now=now)
        message.release(learner, before)
        return None
    delivery = post.send(mail_of(digest, wanted))
    if delivery is Delivery.SENT:
        message.sent(learner, digest.message_ids, digest.day, now=now)
    elif delivery is Delivery.REFUSED:
        message.refuse(learner, before, digest.address)
    elif delivery is Delivery.LATER:
        message.put_off(learner, before, digest.message_ids, now=now)
    else:
        message.release(learner, before)
    return delivery


@task()
def tidy() -> None:
    """Forget messages and tasks that are long over."""
    now = timezone.now()
    message.forget_messages(now=now)
    job.forget_tasks(now=now)


JOBS: Mapping[str, tuple] = {
    "close_overdue": (close_overdue, timedelta(seconds=30)),
    "look_for_news": (look_for_news, timedelta(minutes=10)),
    "send_mail": (send_mail, timedelta(minutes=5)),
    "tidy": (tidy, timedelta(days=1)),
}
"""What is done again and again, and how often."""


def queue_what_is_due(now: datetime) -> list[str]:
    """Put every job that is due into the queue; which."""
    found = []
    for name, (work, every) in JOBS.items():
        with transaction.atomic():
            if job.claim(name, every, now=now):
                work.enqueue()
                found.append(name)
    return found
