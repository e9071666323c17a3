"""The record that an address names, and its row; records as far as they hold."""

from collections.abc import Sequence
from typing import TypeVar

from journal.core.diary.rest_days import says_nothing
from journal.core.model import records as r
from journal.store.db.models import Versioned
from journal.store.diary import queries, rest_marks, row_writing
from journal.web.support.request import db, or_404, owner

R = TypeVar("R", bound=r.Record)


def row_and_record(kind: type[R], key: str, diary_of: str | None = None) -> tuple[Versioned, R]:
    """The row and the record of that kind and key, or 404.

    ``diary_of``: the account whose they are, if that is not the one signed in.
    """
    row = or_404(queries.row(db(), kind, diary_of or owner(), key))
    return row, row_writing.stored(db(), kind, row)


def record_as_it_holds(kind: type[R], key: str) -> R | None:
    """The record of that kind and key as far as it holds; None where there is none."""
    row = queries.row(db(), kind, owner(), key)
    records = [] if row is None else [row_writing.stored(db(), kind, row)]
    return next(iter(rest_marks.held(db(), owner(), records)), None)


def as_they_hold(records: Sequence[R]) -> list[R]:
    """Records as far as they hold, but for days of which nothing is left."""
    return [each for each in rest_marks.held(db(), owner(), records) if not says_nothing(each)]
