"""A mail server on this machine: it keeps what it takes, and refuses whom it is told to."""

from __future__ import annotations

import socket
from contextlib import contextmanager
from email import message_from_bytes, policy

from aiosmtpd.controller import Controller
from django.test import override_settings


class Mailbox:
    """Handles mail as the server gets it."""

    def __init__(self):
        self.mails, self.replies = [], {}

    async def handle_RCPT(self, _server, _session, envelope, address, _options):
        if address in self.replies:
            return self.replies[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):
        self.mails.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 taken"

    def to(self, address):
        return [mail for mail in self.mails if mail["To"] == address]


@contextmanager
def mail_server():
    """A running server; the site sends its mail there."""
    box = Mailbox()
    port = _free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    settings = {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": port,
        "EMAIL_USE_TLS": False,
        "EMAIL_USE_SSL": False,
        "EMAIL_HOST_USER": "",
    }
    try:
        with override_settings(**settings):
            yield box
    finally:
        controller.stop()


def _free_port():
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return probe.getsockname()[1]
