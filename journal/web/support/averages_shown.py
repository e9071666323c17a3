"""Notes, for the recall check, on which days somebody was shown averages of their pain."""

from http import HTTPStatus
from typing import Final

from flask import Response, g, request
from flask_login import current_user

from journal.core.model.kinds import SLUGS
from journal.core.model.records import PainLevel
from journal.store.diary.recall import note_averages_shown
from journal.web.support.request import account, noted_at_the_end, owner, today

SHOWING: Final = frozenset({"charts", "report", "insight", "experiment", "diary"})
"""The groups of pages that show averages, or the levels of many days side by side."""
HARMLESS: Final = frozenset({"insight.method", "diary.search"})
"""The pages among them that show none."""
REFUSALS: Final = (HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.CONFLICT)
"""With these, too, such a page is shown: beside what is wrong with what was chosen or typed."""
WHOLE_FILES: Final = frozenset(
    {"exports.export_archive", "exports.export_spreadsheet", "exports.export_fhir"}
)
BY_KIND: Final = frozenset({"exports.export_csv", "api.records"})
"""What hands out the records of a kind: the levels too, whose average anything may show."""


def note_day(response: Response) -> Response:
    """The answer as it is; that it shows averages today is noted before it is sent.

    Where the note cannot be kept, the page is shown all the same, and the next one is noted.
    """
    if _is_shown(response) and _shows() and _signed_in() and account().recall_from is not None:
        day = today()
        shown_on = account().averages_shown_on
        if shown_on is None or shown_on < day:
            mine = owner()
            noted_at_the_end(lambda noting: note_averages_shown(noting, mine, day))
    return response


def _is_shown(response: Response) -> bool:
    """Whether an answer is the page or file that was asked for, or one around refused words."""
    if request.method == "GET" and response.status_code == HTTPStatus.OK:
        return True
    return request.blueprint in SHOWING and response.status_code in REFUSALS


def _shows() -> bool:
    if request.endpoint in BY_KIND:
        return (request.view_args or {}).get("slug") == SLUGS[PainLevel]
    if request.endpoint in WHOLE_FILES:
        return True
    return request.blueprint in SHOWING and request.endpoint not in HARMLESS


def _signed_in() -> bool:
    return "account" in g or bool(current_user.is_authenticated)
