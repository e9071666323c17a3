"""What an app is told when something does not work: problem documents (RFC 9457)."""

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Final

from flask import Response, request

from journal.core.model.fields import Problem
from journal.words.problems import sentence

PREFIX: Final = "/api/"
MIMETYPE: Final = "application/problem+json"
DETAILS: Final = {
    400: "This could not be read. Send one JSON object, in UTF-8.",
    404: "There is nothing here, or what was here is gone.",
    405: "This address does not take that method.",
    413: "This is more than the journal takes at once.",
    503: "The journal is busy. Nothing was saved; send it again in a moment.",
}
OUR_FAULT: Final = "Something broke. That is our fault, and nothing was half-saved."


class Refused(Exception):
    """A request that is answered with a problem document."""

    def __init__(
        self,
        status: int,
        detail: str = "",
        problems: Iterable[Problem] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.answer = problem(status, detail, problems, headers)


def are_wanted() -> bool:
    """Whether this request is an app's, which is answered without pages."""
    return request.path.startswith(PREFIX)


def problem(
    status: int,
    detail: str = "",
    problems: Iterable[Problem] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer that says what does not work; ``problems``: in which fields, in sentences."""
    told: dict[str, object] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or DETAILS.get(status, OUR_FAULT),
    }
    if errors := [{"field": it.field, "message": sentence(it)} for it in problems]:
        told["errors"] = errors
    return Response(json.dumps(told) + "\n", status, headers, mimetype=MIMETYPE)
