"""Undoing a large import does not keep others from saving, and is done in whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from journal.core.model import records as r
from journal.store.db import models as m
from journal.store.db.engine import open_database
from journal.store.db.sessions import session
from journal.store.diary import changes
from journal.store.diary.rows import key_of
from journal.store.imports import import_undo, prepared_undo
from journal.store.imports.apply import past
from journal.store.imports.import_steps import CHANGED, NEW, Entries
from journal.store.imports.prepared_undo import PreparedUndo, Undone
from journal.store.imports.row_values import RowChanges
from tests.store.imports.test_import_lock import ROWS, levels, save
from tests.store.imports.test_import_undo import edit
from tests.store.making import DAY, NOW, bring_in, exercise, kept

STEPS = prepared_undo.steps


@pytest.fixture
def before(engine: Engine, owner: str) -> list[r.Record]:
    """A diary, as an import found it that changed each of its levels and added as many days."""
    records = levels()
    bring_in(engine, owner, records, NOW)
    changed = [record.with_(level=(record.level + 1) % 11) for record in records]
    exercises = [exercise(DAY - timedelta(days=at)) for at in range(ROWS)]
    bring_in(engine, owner, [*changed, *exercises], NOW + timedelta(seconds=1))
    return sorted(records, key=key_of)


def undo(engine: Engine, owner: str, prepared: PreparedUndo | None = None) -> Undone:
    with session(engine, writes=True) as db:
        outcome = import_undo.undo(db, change_of(engine, owner), NOW, prepared)
        db.commit()
    assert outcome is not None
    return outcome


def change_of(engine: Engine, owner: str) -> m.Change:
    with session(engine, writes=False) as reading:
        change = changes.change_of(reading, owner, past(reading, owner, 1)[0].id)
        assert change is not None
        return change


def prepare(engine: Engine, owner: str, closing: ExitStack) -> PreparedUndo:
    with session(engine, writes=False) as reading:
        (latest, *_) = past(reading, owner, 1)
        return prepared_undo.prepared_undo(reading, latest, closing)


def test_others_save_while_an_undo_is_found_out(
    engine: Engine,
    owner: str,
    stranger: str,
    before: list[r.Record],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def steps(*words: object) -> Iterator[tuple[str, Entries]]:
        for step in STEPS(*words):  # type: ignore[arg-type]  # what it was called with
            save(engine, stranger, exercise())
            yield step

    monkeypatch.setattr(prepared_undo, "steps", steps)
    with ExitStack() as closing:
        prepared = prepare(engine, owner, closing)
        assert len(kept(engine, r.CompletedExercise, stranger)) >= 2 * ROWS // 500
        undo(engine, owner, prepared)
    assert kept(engine, r.PainLevel, owner) == before


def test_what_is_undone_under_the_lock_was_read_before(
    engine: Engine, owner: str, before: list[r.Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    actions_read: list[str] = []

    def steps(session: object, an_import: object, what: str) -> Iterator[tuple[str, Entries]]:
        actions_read.append(what)
        yield from STEPS(session, an_import, what)  # type: ignore[arg-type]  # as it was called

    monkeypatch.setattr(import_undo, "steps", steps)
    with ExitStack() as closing:
        prepared = prepare(engine, owner, closing)
        outcome = undo(engine, owner, prepared)
    assert actions_read
    assert not {NEW, CHANGED} & {*actions_read}
    assert (outcome.removed, outcome.put_back) == (ROWS, ROWS)
    assert kept(engine, r.PainLevel, owner) == before
    assert kept(engine, r.CompletedExercise, owner) == []


def test_what_was_edited_while_an_undo_was_found_out_stays(
    engine: Engine, owner: str, before: list[r.Record]
) -> None:
    with ExitStack() as closing:
        prepared = prepare(engine, owner, closing)
        mine = kept(engine, r.PainLevel, owner)[7].with_(note="mine by now")
        edit(engine, owner, mine)
        outcome = undo(engine, owner, prepared)
    assert outcome.left == {"pain": 1}
    assert mine in kept(engine, r.PainLevel, owner)
    assert len(kept(engine, r.PainLevel, owner)) == len(before)


def test_an_undo_that_is_killed_half_way_undid_nothing(
    engine: Engine, owner: str, before: list[r.Record]
) -> None:
    after = kept(engine, r.PainLevel, owner), kept(engine, r.CompletedExercise, owner)
    url = engine.url.render_as_string(hide_password=False)
    child = os.fork()
    if not child:
        _die_at_the_second_batch(url, owner)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 7
    assert after == (kept(engine, r.PainLevel, owner), kept(engine, r.CompletedExercise, owner))
    undo(engine, owner)
    assert kept(engine, r.PainLevel, owner) == before
    assert kept(engine, r.CompletedExercise, owner) == []


def _die_at_the_second_batch(url: str, owner: str) -> None:
    """What the child does, which never comes back: by then all that was new is deleted."""
    try:
        original = RowChanges.write
        batches: list[int] = []

        def write(self: RowChanges, *words: object) -> None:
            batches.append(1)
            if len(batches) > 1:
                os._exit(7)
            original(self, *words)  # type: ignore[arg-type]  # what it was called with

        RowChanges.write = write  # type: ignore[assignment,method-assign]  # this process ends
        undo(open_database(url), owner)
    finally:
        os._exit(1)
