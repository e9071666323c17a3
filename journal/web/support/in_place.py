"""Taps that are answered in place: with the parts of the page that changed, in one round trip.

A script sends a form with ``HX-Request: true``; where the answer would lead back to the page it
stands on, that page's door fills the answer with its parts instead. Without scripts nothing of
this happens.
"""

from typing import Final
from urllib.parse import parse_qsl, urlsplit

from flask import Response, request, url_for

SAVED: Final = "Journal-Saved"
"""The header that tells a script that an answer of 200 means saved."""

LEADING: Final = (204, 303)


def leads_to(response: Response, endpoint: str) -> dict[str, str] | None:
    """The query of the address an answer leads to, if a script asks and that is this page."""
    if request.method != "POST" or request.headers.get("HX-Request") != "true":
        return None
    if response.status_code not in LEADING or "Location" not in response.headers:
        return None
    where = urlsplit(response.headers["Location"])
    matches = where.path == url_for(endpoint) and not where.netloc
    return dict(parse_qsl(where.query)) if matches else None


def put_in(response: Response, parts: str) -> Response:
    """The answer with the parts of the page, each to take the place of what has its id."""
    del response.headers["Location"]
    response.status_code = 200
    response.content_type = "text/html; charset=utf-8"
    response.headers[SAVED] = "yes"
    response.set_data(parts)
    return response
