"""Taking out everything of an account, as one archive."""

from collections.abc import Generator, Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from journal.core.model import records as r
from journal.core.model.kinds import RECORDS
from journal.exchange.own import archive
from journal.store.db import models as m
from journal.store.db.upgrade import revisions
from journal.store.diary import queries
from journal.store.diary.export_rows import EXPORT_BATCH, export_rows
from journal.store.imports.account_data import held
from journal.store.imports.apply import IMPORT
from journal.store.imports.holding import account_of


def pieces(session: Session, owner: str, made_at: datetime) -> Generator[bytes, None, None]:
    """The archive of an account, in pieces; ``session`` reads all of it at one moment."""
    rows = {kind: _Rows(session, kind, owner) for kind in RECORDS.values()}
    past = history(session, owner)
    made_up = account_of(session, owner).demo
    rest = (held(session, owner), exercises(session, owner), past, made_up)
    account_rest = archive.AccountRest(*rest)
    try:
        revision = revisions()[-1]
        yield from archive.pieces(rows, account_rest, made_at=made_at, revision=revision)
    finally:
        past.close()
        for records in rows.values():
            records.close()


class _Rows:
    """The rows of a kind, asked for anew each time one goes through them."""

    def __init__(self, session: Session, kind: type[r.Record], owner: str) -> None:
        self._of = session, kind, owner
        self._open: list[Generator[tuple[Any, ...], None, None]] = []

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        rows = export_rows(*self._of)
        self._open.append(rows)
        return rows

    def close(self) -> None:
        """End what was begun and not gone through."""
        for rows in self._open:
            rows.close()


def exercises(session: Session, owner: str) -> list[archive.Plain]:
    """The owner's list of exercises, the retired ones too, as plain values."""
    listed = queries.exercises(session, owner, retired=True)
    return [plain(exercise) for exercise in sorted(listed, key=lambda exercise: exercise.name_key)]


def plain(exercise: m.Exercise) -> dict[str, Any]:
    """An exercise of a list as an archive holds it."""
    retired_at = exercise.retired_at and exercise.retired_at.isoformat()
    return {"name": exercise.name, "built_in": exercise.built_in, "retired_at": retired_at}


def history(session: Session, owner: str) -> Generator[archive.Plain, None, None]:
    """What was changed when, without what was there before: that is gone after a day anyway.

    Imports are left out: they are of this journal only.
    """
    row = m.Change
    columns = (row.id, row.client_key, row.digest, row.made_at, row.kind, row.record_key)
    question = select(*columns, row.action).where(row.owner_id == owner, row.kind != IMPORT)
    question = question.order_by(row.made_at, row.id)
    batches = {"yield_per": EXPORT_BATCH}
    result = session.connection().execute(question, execution_options=batches)
    try:
        for change in result.mappings():
            yield dict(change) | {"made_at": change["made_at"].isoformat()}
    finally:
        result.close()
