"""The list of who looked at a diary: each line is bound to the one before it.

A line that is changed, left out or put in later no longer fits what comes after it.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

LOOKS: Final = (
    "link_opened",
    "code_opened",
    "clinician_looked",
    "clinician_printed",
    "clinician_copied",
    "token_used",
    "exported",
    "host_exported",
    "host_imported",
    "host_looked",
    "host_set_password",
    "host_signed_out",
    "host_made_password_link",
    "password_link_used",
    "host_switched_off",
    "host_switched_on",
    "host_handed_over",
    "host_added_member",
    "passkey_added",
    "passkey_removed",
    "provider_connected",
    "provider_disconnected",
)
"""Who may look at a diary, or change who can: by a link, a token, a file, or as its host."""


@dataclass(frozen=True, slots=True)
class Look:
    """One look. ``about`` is the id of the link, the token or the access; ``mark`` binds it."""

    owner: str
    number: int
    at: datetime
    what: str
    about: str
    mark: str = ""


def mark_of(look: Look, before: str) -> str:
    """What binds a look to the mark of the one before it, which is empty for the first."""
    at = look.at.astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
    parts = (before, look.owner, str(look.number), at, look.what, look.about)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def first_break(looks: Iterable[Look]) -> Look | None:
    """The first look that does not fit; None: all do. They come by owner and number."""
    owner, number, mark = "", 0, ""
    for look in looks:
        if look.owner != owner:
            owner, number, mark = look.owner, 0, ""
        if look.number != number + 1 or look.mark != mark_of(look, mark):
            return look
        number, mark = look.number, look.mark
    return None
