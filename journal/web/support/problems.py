"""What an app is told when something does not work: problem documents (RFC 9457)."""

import json
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Final

from flask import Response, request

from journal.core.model.faults import Problem
from journal.words.api import detail as api_detail
from journal.words.problems import sentence

PREFIX: Final = "/api/"
MIMETYPE: Final = "application/problem+json"
DETAILS: Final = {
    400: "not_read",
    404: "not_found",
    405: "wrong_method",
    413: "too_large",
    503: "busy",
    507: "disk_full",
}


class RequestRefused(Exception):
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
    body: dict[str, object] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail or api_detail(DETAILS.get(status, "our_fault")),
    }
    if errors := [{"field": fault.field, "message": sentence(fault)} for fault in problems]:
        body["errors"] = errors
    return Response(json.dumps(body) + "\n", status, headers, mimetype=MIMETYPE)
