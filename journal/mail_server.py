"""The mail server that a host may name, and reading its address."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import unquote, urlsplit

from journal.core.account.addresses import MAIL_SHAPE

MAIL_PORTS: Final = {"smtp": 587, "smtps": 465}
"""The schemes of a mail server's address, and the port each means."""


class WrongMail(Exception):
    """A setting of the mail server that cannot be used."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where e-mail is handed over, and whose it is."""

    host: str
    port: int
    sender: str
    encrypted: bool = False
    """Whether it is encrypted from the first byte; else it changes over (STARTTLS)."""
    user: str = ""
    password: str = field(default="", repr=False)


def mail_server_from(env: Mapping[str, str]) -> MailServer | None:
    """The mail server of the ``JOURNAL_…`` variables; None: there is none. Raises WrongMail."""
    text, sender = env.get("JOURNAL_SMTP_URL", ""), env.get("JOURNAL_MAIL_FROM", "")
    if not text:
        return None
    try:
        parts = urlsplit(text)
        host, port = parts.hostname, parts.port
    except ValueError:
        host = port = None
    if not host or parts.scheme not in MAIL_PORTS or parts.path.strip("/"):
        raise WrongMail("mail_server")
    bare = sender[sender.rfind("<") + 1 : -1] if sender.endswith(">") else sender
    if not MAIL_SHAPE.fullmatch(bare) or not sender.isprintable():
        raise WrongMail("mail_sender")
    return MailServer(
        host=host,
        port=port or MAIL_PORTS[parts.scheme],
        sender=sender,
        encrypted=parts.scheme == "smtps",
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
    )
