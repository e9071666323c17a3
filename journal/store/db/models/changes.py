"""The tables of what was sent and imported, and of what undoing it takes."""

from datetime import datetime

from sqlalchemy import Index, LargeBinary, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from journal.store.db.models.base import Key, Owned, Token


class Change(Owned):
    """What one submission did: sent again it is found here; undone, it is put back from here."""

    __tablename__ = "changes"
    __table_args__ = (
        UniqueConstraint("owner_id", "client_key"),
        Index("ix_changes_made_at", "made_at"),
        Index("ix_changes_undoable", "made_at", sqlite_where=text("before IS NOT NULL")),
    )

    id: Mapped[Key] = mapped_column(primary_key=True)
    client_key: Mapped[Key]
    digest: Mapped[str] = mapped_column(String(64))
    """Of what was sent, to tell the same again from something else under the same key."""
    made_at: Mapped[datetime]
    kind: Mapped[Token]
    record_key: Mapped[Key]
    action: Mapped[Token]
    before: Mapped[str | None] = mapped_column(Text)
    """The records as they were (JSON); None once it is undone or can no longer be; of spasms
    that were made one, which became part of which is kept, and of an exercise that is off the
    list, what the programme asked of it."""


class Upload(Owned):
    """A piece of a file somebody is about to import, kept while they look at what it would do."""

    __tablename__ = "uploads"
    __table_args__ = (Index("ix_uploads_made_at", "made_at"),)

    id: Mapped[Key] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    piece: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    name: Mapped[str] = mapped_column(String(200))
    content: Mapped[bytes] = mapped_column(LargeBinary)


class Mapping(Owned):
    """What was answered about files of one sort, to begin with the next time one comes."""

    __tablename__ = "mappings"

    about: Mapped[str] = mapped_column(String(64), primary_key=True)
    """The word of a tracker, or the digest of a table's header."""
    answers: Mapped[str] = mapped_column(Text)
    """JSON."""


class Import(Owned):
    """An import that went in, under the id of its change: its files and what they did."""

    __tablename__ = "imports"
    __table_args__ = (Index("ix_imports_made_at", "made_at"),)

    id: Mapped[Key] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    names: Mapped[str] = mapped_column(Text)
    new: Mapped[int]
    changed: Mapped[int]
    holdings: Mapped[str | None] = mapped_column(Text)
    """What it changed beside records (JSON): each by name, before and after."""
    undone_at: Mapped[datetime | None]


class ImportStep(Owned):
    """Some hundred things that an import did, and what undoing them takes."""

    __tablename__ = "import_steps"
    __table_args__ = (Index("ix_import_steps_made_at", "made_at"),)

    import_id: Mapped[Key] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    made_at: Mapped[datetime]
    what: Mapped[Token]
    word: Mapped[Token]
    """The slug of the kind of record; empty where it is about something else."""
    entries: Mapped[str] = mapped_column(Text)
    """JSON."""
