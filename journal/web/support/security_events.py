"""What of a request goes into the security log, and into the list of who looked at a diary."""

import secrets

from flask import g, request

from journal.access import security_log
from journal.store.accounts import audit
from journal.web.support.request import db, noted, now, settings


def request_id() -> str:
    """What this request is called in logs, and in its answer."""
    if "request_id" not in g:
        g.request_id = secrets.token_hex(8)
    return str(g.request_id)


def record(event: str, account_id: str = "", about: str = "") -> None:
    """Put an event of this request into the security log."""
    address = request.remote_addr or ""
    line = security_log.line(
        event, now(), account=account_id, about=about, address=address, request=request_id()
    )
    security_log.write(settings().data_dir, line)


def look(what: str, owner_id: str) -> None:
    """Put a look at a diary into its list and the log before anything of it is given out."""
    noted(lambda noting: audit.add(noting, owner_id, what, now()))
    db().commit()
    record(what, owner_id)
