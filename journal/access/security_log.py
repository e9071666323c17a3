"""The security log: one JSON object a line, of who came in and what gave access to a diary.

A line holds a moment, a name from ``EVENTS``, ids, the prefix of an address and the id of a
request. Nothing else can enter it: no words of a diary, no names, no secrets.
"""

import json
import logging
import os
import re
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from journal.core.account.addresses import ip_prefix
from journal.core.account.audit import LOOKS
from journal.core.model.fields import is_id

FILE: Final = "security.jsonl"
EARLIER: Final = "security.1.jsonl"
BYTES_MOST: Final = 8 * 1024 * 1024
"""A file that is longer gives way to a new one; the one before it is kept."""

EVENTS: Final = frozenset(
    (
        *LOOKS,
        "access_ended",
        "account_deleted",
        "account_erased",
        "erasure_told",
        "confirmation_failed",
        "confirmed",
        "device_signed_out",
        "foreign_form_refused",
        "host_backed_up",
        "host_ended_team",
        "host_made_team",
        "host_named_clinician",
        "host_named_no_clinician",
        "host_removed_member",
        "host_ended_invitation",
        "host_granted",
        "host_invited",
        "host_moved",
        "host_revoked",
        "host_restored",
        "invitation_accepted",
        "invited",
        "link_ended",
        "link_made",
        "passkey_renamed",
        "passkey_refused",
        "passcode_failed",
        "password_changed",
        "provider_refused",
        "recovery_codes_made",
        "registered",
        "reminder_address_changed",
        "second_factor_failed",
        "second_factor_off",
        "second_factor_on",
        "sign_in_failed",
        "sign_in_limited",
        "signed_in",
        "signed_in_by_passkey",
        "signed_in_by_provider",
        "signed_out",
        "token_made",
        "token_refused",
        "token_revoked",
    )
)
REQUEST_SHAPE: Final = re.compile("[0-9a-f]{16}")
log = logging.getLogger(__name__)


def line(
    event: str,
    at: datetime,
    *,
    account: str = "",
    about: str = "",
    address: str = "",
    request: str = "",
) -> str:
    """The line of an event; what is no id, no address and no known event is left out."""
    if event not in EVENTS:
        raise ValueError(event)
    values = {"at": at.isoformat(), "event": event}
    for name, text in (("account", account), ("about", about)):
        values |= {name: text} if is_id(text) else {}
    values |= {"address": ip_prefix(address)} if address else {}
    values |= {"request": request} if REQUEST_SHAPE.fullmatch(request) else {}
    return json.dumps(values) + "\n"


def write(folder: Path, text: str) -> None:
    """Put a line at the end of the log; where it cannot be written, the work goes on."""
    file = folder / FILE
    try:
        _give_way(file)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            os.write(descriptor, text.encode("ascii"))  # at once, as others write too
        finally:
            os.close(descriptor)
    except OSError as wrong:
        log.warning("The security log could not be written: %s", wrong.strerror)


def _give_way(file: Path) -> None:
    with suppress(FileNotFoundError):
        if file.stat().st_size > BYTES_MOST:
            file.replace(file.with_name(EARLIER))
