"""Mail handed to the site's mail server, and what came of it."""

from __future__ import annotations

import logging
import smtplib
from enum import StrEnum
from typing import Any

from django.core.mail import EmailMessage, get_connection

logger = logging.getLogger(__name__)
PERMANENT = 500
"""Replies from here on mean that trying again makes no difference (RFC 5321, 4.2.1)."""


class Delivery(StrEnum):
    """What became of a mail."""

    SENT = "sent"
    LATER = "later"
    """Not this time; another mail may go."""
    REFUSED = "refused"
    """There is no such address, or none that takes mail from here."""
    NO_SERVER = "no server"
    """None goes at the moment: the mail server does not answer, or does not want this site."""


class Post:
    """One connection to the mail server, opened at the first mail. A context manager."""

    def __init__(self) -> None:
        self._connection: Any = get_connection()

    def __enter__(self) -> Post:
        return self

    def __exit__(self, *_error: object) -> None:
        self._close()

    def send(self, mail: EmailMessage) -> Delivery:
        """Hand over one mail to one recipient."""
        try:
            self._connection.open()
        except (OSError, smtplib.SMTPException) as error:
            logger.warning("The mail server cannot be reached: %s", error)
            self._close()
            return Delivery.NO_SERVER
        try:
            self._connection.send_messages([mail])
        except Exception as error:
            # Whatever it is, it must not keep others from their mail.
            delivery = judge(error)
            logger.warning("A mail was not sent (%s): %s", delivery, error)
            self._close()
            return delivery
        return Delivery.SENT

    def _close(self) -> None:
        try:
            self._connection.close()
        except (OSError, smtplib.SMTPException) as error:
            # It was of no more use: the next mail opens another.
            logger.info("The connection to the mail server was broken: %s", error)
            self._connection = get_connection()


def judge(error: Exception) -> Delivery:
    """What an error in handing over one mail means."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        codes = [code for code, _words in error.recipients.values()]
        return Delivery.REFUSED if codes and min(codes) >= PERMANENT else Delivery.LATER
    if isinstance(error, smtplib.SMTPSenderRefused | smtplib.SMTPAuthenticationError):
        return Delivery.NO_SERVER
    # An address that cannot be written in a mail's head, or not for this server.
    if isinstance(error, ValueError | smtplib.SMTPNotSupportedError):
        return Delivery.REFUSED
    return Delivery.LATER
