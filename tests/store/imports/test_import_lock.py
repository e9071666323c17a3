"""A large import does not keep others from saving, and is in whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlalchemy.dialects import sqlite

from journal.core.model import records as r
from journal.exchange.files.read_file import ReadFile
from journal.store.db.engine import open_database
from journal.store.db.sessions import session
from journal.store.db.types import UtcMoment
from journal.store.diary import actions
from journal.store.imports.apply import apply, write
from journal.store.imports.prepared import prepare
from journal.store.imports.preview import Source
from journal.store.imports.row_values import RowValues, sqlite_moment
from tests.store.making import DAY, EXAMPLES, NOW, exercise, kept, pain, sent

ROWS = 1200


def levels(number: int = ROWS) -> list[r.PainLevel]:
    """Average levels of as many days."""
    return [pain(DAY - timedelta(days=at), at % 11) for at in range(number)]


def source(records: list[r.PainLevel], met: list[int] | None = None) -> Source:
    """A file of ours, read as a stream; ``met`` learns how far it was read."""

    def stream(_: ReadFile) -> Iterator[tuple[int, r.Record]]:
        for line, record in enumerate(records, start=2):
            if met is not None:
                met.append(line)
            yield line, record

    return Source("pain.csv", ReadFile(r.PainLevel), stream)


def save(engine: Engine, owner: str, record: r.Record) -> None:
    """Save a record at once, or fail: the lock is not waited for."""
    with session(engine, writes=True, lock_timeout=0) as db:
        actions.add(db, owner, record, sent())
        db.commit()


def test_others_save_while_a_file_is_read_and_compared(
    engine: Engine, owner: str, stranger: str
) -> None:
    records = levels()

    def stream(_: ReadFile) -> Iterator[tuple[int, r.Record]]:
        for line, record in enumerate(records, start=2):
            if line % 400 == 0:
                save(engine, stranger, exercise())
            yield line, record

    with ExitStack() as closing:
        with session(engine, writes=False) as reading:
            upload = replace(source(records), stream=stream)
            prepared = prepare(reading, owner, [upload], NOW, closing)
        with session(engine, writes=True) as db:
            assert not prepared.stale(db, owner)
            outcome = write(db, owner, prepared, sent())
            db.commit()
    assert outcome.preview.files[0].new == ROWS
    assert len(kept(engine, r.PainLevel, owner)) == ROWS
    assert len(kept(engine, r.CompletedExercise, stranger)) >= 3


def test_what_is_written_under_the_lock_reads_no_file(engine: Engine, owner: str) -> None:
    met: list[int] = []
    with ExitStack() as closing:
        with session(engine, writes=False) as reading:
            prepared = prepare(reading, owner, [source(levels(), met)], NOW, closing)
        met.clear()
        with session(engine, writes=True) as db:
            write(db, owner, prepared, sent())
            db.commit()
    assert met == []
    assert len(kept(engine, r.PainLevel, owner)) == ROWS


def test_a_diary_that_changed_since_is_told_apart(engine: Engine, owner: str) -> None:
    with ExitStack() as closing, session(engine, writes=False) as reading:
        prepared = prepare(reading, owner, [source(levels(3))], NOW, closing)
        assert not prepared.stale(reading, owner)
        reading.rollback()
        save(engine, owner, pain(DAY, 9))
        assert prepared.stale(reading, owner)


def test_an_import_that_is_killed_half_way_left_nothing(engine: Engine, owner: str) -> None:
    url = engine.url.render_as_string(hide_password=False)
    child = os.fork()
    if not child:
        _die_at_the_third_batch(url, owner)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 7
    assert kept(engine, r.PainLevel, owner) == []
    with session(engine, writes=True) as db:
        assert apply(db, owner, [source(levels())], sent()).change
        db.commit()
    assert len(kept(engine, r.PainLevel, owner)) == ROWS


def _die_at_the_third_batch(url: str, owner: str) -> None:
    """What the child does, which never comes back."""
    try:
        original = RowValues.insert
        batches: list[int] = []

        def insert(self: RowValues, *words: object) -> None:
            batches.append(1)
            if len(batches) > 2:
                os._exit(7)
            original(self, *words)  # type: ignore[arg-type]  # what it was called with

        RowValues.insert = insert  # type: ignore[assignment,method-assign]  # this process ends
        with session(open_database(url), writes=True) as db:
            apply(db, owner, [source(levels())], sent())
            db.commit()
    finally:
        os._exit(1)


def test_a_moment_lies_as_it_does_in_rows_written_one_by_one() -> None:
    dialect = sqlite.dialect()
    processor = UtcMoment().dialect_impl(dialect).bind_processor(dialect)
    assert processor is not None
    for moment in (NOW, NOW.replace(microsecond=70), NOW.astimezone(ZoneInfo("Asia/Tokyo"))):
        assert sqlite_moment(moment) == processor(moment)
    assert sqlite_moment(None) is None


def test_every_kind_of_record_comes_in_as_it_was(engine: Engine, owner: str) -> None:
    for example in EXAMPLES:
        file = ReadFile(type(example), [example], [2])
        with session(engine, writes=True) as db:
            assert apply(db, owner, [Source("a.csv", file)], sent()).change
            db.commit()
        assert example in kept(engine, type(example), owner)
