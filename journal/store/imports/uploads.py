"""Files somebody is about to import, kept for an hour while they look at what they would do.

They are kept and given back in pieces, so that a large one is never held as a whole.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO, Final

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from journal.store.db import models as m
from journal.store.diary.row_writing import new_id

PIECE: Final = 1024 * 1024
Named = tuple[str, IO[bytes]]
"""The name of a file, and its content, which can be read again from its beginning."""


def keep(session: Session, owner: str, files: Sequence[Named], now: datetime) -> str:
    """Keep files under one new id, which is returned; earlier ones of the owner are dropped."""
    session.execute(delete(m.Upload).where(m.Upload.owner_id == owner))
    batch = new_id()
    for number, (name, content) in enumerate(files):
        content.seek(0)
        piece, bytes_read = 0, content.read(PIECE)
        while bytes_read or not piece:
            values = {"owner_id": owner, "id": batch, "number": number, "piece": piece}
            values |= {"made_at": now, "name": name, "content": bytes_read}
            session.connection().execute(insert(m.Upload), values)
            piece, bytes_read = piece + 1, content.read(PIECE)
    return batch


def kept(session: Session, owner: str, batch: str, closing: ExitStack) -> list[Named]:
    """The files kept under an id, in order; none where there are none such.

    Each is a temporary file that nobody else can open and that is gone once ``closing`` ends.
    """
    row = m.Upload
    of_batch = (row.owner_id == owner, row.id == batch)
    pieces = select(row.number, row.piece, row.name).where(*of_batch)
    named_files: list[Named] = []
    for number, piece, name in session.execute(pieces.order_by(row.number, row.piece)).all():
        if not piece:
            named_files.append((name, TemporaryFile()))  # noqa: SIM115 (closed with the others)
            closing.enter_context(named_files[-1][1])
        content_of_piece = select(row.content).where(
            *of_batch, row.number == number, row.piece == piece
        )
        named_files[-1][1].write(session.execute(content_of_piece).scalar_one())
    for _, content in named_files:
        content.seek(0)
    return named_files


def drop(session: Session, owner: str, batch: str) -> None:
    """Forget the files kept under an id."""
    session.execute(delete(m.Upload).where(m.Upload.owner_id == owner, m.Upload.id == batch))
