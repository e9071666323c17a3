"""The record that an address names, and its row."""

from typing import TypeVar

from journal.core.model import records as r
from journal.store.db.models import Versioned
from journal.store.diary import queries, row_writing
from journal.web.support.request import db, or_404, owner

R = TypeVar("R", bound=r.Record)


def row_and_record(kind: type[R], key: str, diary_of: str | None = None) -> tuple[Versioned, R]:
    """The row and the record of that kind and key, or 404.

    ``diary_of``: the account whose they are, if that is not the one signed in.
    """
    row = or_404(queries.row(db(), kind, diary_of or owner(), key))
    return row, row_writing.stored(db(), kind, row)
