"""Notices: one calm sentence to an e-mail address, an ntfy topic or a webhook.

A notice names neither the journal nor anything that is in it: it may be read by whoever sees
the phone.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from journal.config import Settings
from journal.core.account import addresses
from journal.mail_server import MailServer
from journal.words.messages import message as message_text
from journal.words.problems import sentence as problem_sentence

if TYPE_CHECKING:
    from email.message import EmailMessage
    from smtplib import SMTP

TIMEOUT_SECONDS: Final = 10
"""Seconds a server has for each of its answers."""

SETTINGS_PATH: Final = "/account/reminders"


class NotSent(Exception):
    """A notice that was not sent; the message is a sentence that names no address."""

    certain = True
    """Whether nothing can have arrived, so that it may be sent again."""


class PerhapsSent(NotSent):
    """A notice of which nobody knows whether it arrived."""

    certain = False


@dataclass(frozen=True, slots=True)
class Notice:
    """A sentence, when it is sent (aware UTC), and how to stop more; empty: as of reminders."""

    sentence: str
    at: datetime
    ending: str = ""


def send(settings: Settings, address: str, notice: Notice) -> None:
    """Send a notice, or raise NotSent. Takes up to a minute: commit before."""
    fault = addresses.address_fault(
        address, mail=settings.mail is not None, hosts=settings.reminder_hosts
    )
    if fault:
        raise NotSent(problem_sentence(fault))
    if settings.mail is not None and addresses.is_mail(address):
        _mail(settings.mail, message(settings, settings.mail.sender, address, notice))
    else:
        _post(address, text(settings, notice), settings.public_url)


def text(settings: Settings, notice: Notice) -> str:
    """What a notice says: the sentence, the way to the diary if it is known, how to stop."""
    link = f"\n{settings.public_url}/\n" if settings.public_url else ""
    return f"{notice.sentence}\n{link}\n{notice.ending or message_text('reminder_stop')}\n"


def message(settings: Settings, sender: str, address: str, notice: Notice) -> "EmailMessage":
    """A notice as an e-mail."""
    from email.message import EmailMessage  # noqa: PLC0415 (loaded only where e-mail is sent)
    from email.utils import format_datetime, make_msgid  # noqa: PLC0415 (the same)

    email = EmailMessage()
    email["From"] = sender
    email["To"] = address
    email["Subject"] = message_text("reminder_title")
    email["Date"] = format_datetime(notice.at)
    email["Message-ID"] = make_msgid(domain=sender.rstrip(">").rpartition("@")[2])
    email["Auto-Submitted"] = "auto-generated"
    if settings.public_url:
        email["List-Unsubscribe"] = f"<{settings.public_url}{SETTINGS_PATH}>"
    email.set_content(text(settings, notice))
    return email


def _mail(server: MailServer, mail: "EmailMessage") -> None:
    import smtplib  # noqa: PLC0415 (loaded only where e-mail is sent)

    try:
        connection = _entered(server)
    except (OSError, UnicodeError, smtplib.SMTPException) as wrong:
        raise NotSent(message_text("mail_sign_in", why=type(wrong).__name__)) from wrong
    try:
        connection.send_message(mail)
    except (
        smtplib.SMTPResponseException,
        smtplib.SMTPRecipientsRefused,
        smtplib.SMTPNotSupportedError,
    ) as wrong:
        raise NotSent(message_text("mail_refused", why=type(wrong).__name__)) from wrong
    except (OSError, smtplib.SMTPException) as wrong:
        raise PerhapsSent(message_text("mail_unknown")) from wrong
    finally:
        with suppress(OSError, smtplib.SMTPException):
            connection.quit()


def _entered(server: MailServer) -> "SMTP":
    """A connection to the mail server: encrypted, but for one on this machine that cannot."""
    import smtplib  # noqa: PLC0415 (loaded only where e-mail is sent)
    import ssl  # noqa: PLC0415 (the same)

    trusted = ssl.create_default_context()
    if server.encrypted:
        connection: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=TIMEOUT_SECONDS, context=trusted
        )
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)
    try:
        connection.ehlo()
        if not server.encrypted and not (
            addresses.is_loopback(server.host) and not connection.has_extn("starttls")
        ):
            connection.starttls(context=trusted)
            connection.ehlo()
        if server.user:
            connection.login(server.user, server.password)
    except BaseException:
        connection.close()
        raise
    return connection


def _post(address: str, body: str, link: str) -> None:
    """POST a text to a web address that was looked at; where it redirects to is not followed."""
    from http.client import (  # noqa: PLC0415 (loaded only where something is sent)
        HTTPConnection,
        HTTPException,
        HTTPSConnection,
    )

    parts = addresses.parts_to_post(address)
    if parts is None:
        raise NotSent(message_text("not_a_web_address"))
    connect = HTTPSConnection if parts.scheme == "https" else HTTPConnection
    connection = connect(parts.hostname or "", parts.port, timeout=TIMEOUT_SECONDS)
    headers = {
        "Content-Type": "text/plain; charset=utf-8",
        "Title": message_text("reminder_title"),
    }
    headers |= {"Click": f"{link}/"} if link else {}
    path = f"{parts.path}?{parts.query}" if parts.query else parts.path
    try:
        try:
            connection.connect()
        except (OSError, UnicodeError) as wrong:
            raise NotSent(message_text("not_reached", why=type(wrong).__name__)) from wrong
        connection.request("POST", path, body.encode(), headers)
        status = connection.getresponse().status
    except (OSError, HTTPException) as wrong:
        raise PerhapsSent(message_text("no_answer")) from wrong
    finally:
        connection.close()
    if not 200 <= status < 300:  # noqa: PLR2004 (the statuses that mean yes)
        raise NotSent(message_text("not_accepted", status=status))
