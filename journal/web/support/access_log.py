"""The access log: a line of JSON for each request, without anything of a diary.

Not the address that was asked for but the page behind it: no day, no id, no question.
"""

import json
import sys

from flask import Flask, Response, g, request

from journal import clock
from journal.web.support.request import now
from journal.web.support.security_events import request_id


def install(app: Flask) -> None:
    """Let an application write a line for each of its requests."""
    app.before_request(note_beginning)
    app.after_request(_write)


def note_beginning() -> None:
    """Note when a request began."""
    g.begun_at = clock.seconds()


def _write(response: Response) -> Response:
    begun_at = g.get("begun_at")
    line = {
        "at": now().isoformat(),
        "request": request_id(),
        "method": request.method,
        "page": request.endpoint,
        "status": response.status_code,
        "bytes": response.content_length,
        "milliseconds": begun_at and round(1000 * (clock.seconds() - begun_at)),
    }
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()
    return response
