"""Mail: hand one message to the SMTP server that the settings name."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from probatum.errors import MailFailed
from probatum.language.interface import filled
from probatum.records.account import Account
from probatum.records.message import Message
from probatum.settings import Mail

#: So long (seconds) is waited for the server.
PATIENCE = 20.0


@contextmanager
def server(settings: Mail) -> Iterator[smtplib.SMTP]:
    """A connection to the server, private and signed in as the settings say. Raises ``MailFailed``."""
    try:
        with _connected(settings) as connection:
            if settings.tls == "starttls":
                connection.starttls(context=ssl.create_default_context())
            if settings.user:
                connection.login(settings.user, settings.password.get_secret_value())
            yield connection
    except (OSError, smtplib.SMTPException) as problem:
        raise MailFailed(
            filled(
                "the mail server {host}:{port} cannot be used ({what}); see [mail] in the settings",
                host=settings.host,
                port=settings.port,
                what=_said(problem),
            )
        ) from None


def _connected(settings: Mail) -> smtplib.SMTP:
    if settings.tls == "tls":
        context = ssl.create_default_context()
        return smtplib.SMTP_SSL(settings.host, settings.port, timeout=PATIENCE, context=context)
    return smtplib.SMTP(settings.host, settings.port, timeout=PATIENCE)


def send(connection: smtplib.SMTP, message: Message, to: Account, settings: Mail) -> None:
    """Send a message to an account. Raises ``MailFailed`` where the server does not take it."""
    try:
        connection.send_message(written(message, to, settings))
    except (smtplib.SMTPException, OSError, MessageError, ValueError) as problem:
        raise MailFailed(
            filled("the message {key} was not taken ({what})", key=message.key[:12], what=_said(problem))
        ) from None


def written(message: Message, to: Account, settings: Mail) -> EmailMessage:
    """The message as it goes out: plain text (RFC 5322), marked as sent by a program (RFC 3834).

    Its Message-ID is made of its key: what is sent twice, where we died in between, can be known by it.
    """
    whole = EmailMessage(policy=SMTP)
    whole["From"] = settings.sender
    whole["To"] = Address(display_name=to.name, addr_spec=to.email)
    whole["Subject"] = " ".join(message.subject.split())
    whole["Message-ID"] = f"<{message.key.replace(':', '.')}@probatum.invalid>"
    whole["Auto-Submitted"] = "auto-generated"
    whole.set_content(message.body)
    return whole


def _said(problem: BaseException) -> str:
    return " ".join(str(problem).split())[:200] or type(problem).__name__
