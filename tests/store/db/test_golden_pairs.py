"""Every journal that was released is brought in by this one, with nothing of it lost."""

import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from journal.access.passwords import is_right
from journal.core.model import records as r
from journal.core.model.field_names import FORMER_NAMES
from journal.core.model.kinds import RECORDS, SLUGS
from journal.store.accounts import accounts
from journal.store.db import models as m
from journal.store.db.engine import open_database
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.sessions import session
from journal.store.db.upgrade import current, revisions, row_counts, upgrade
from journal.store.diary import change_undo, changes
from journal.store.diary.rows import key_of
from journal.store.imports import archive_export, import_undo
from journal.store.imports.archive_import import ArchiveImport
from tests.databases import copied_database
from tests.golden import pairs
from tests.golden.making import DELETED, IMPORTED, LATER, PASSWORD
from tests.store.making import DAY, EXAMPLES, NOW, ZONE, account, all_of, sent

pytestmark = pytest.mark.both_databases

R = TypeVar("R", bound=r.Record)


def test_every_schema_that_a_journal_was_left_in_has_its_pair() -> None:
    schemas = {revision for revision in revisions() if revision >= pairs.FIRST}
    assert schemas - pairs.WITH_THE_NEXT == {*pairs.VERSIONS}, "type: python -m tests.golden"
    assert all(pairs.database(version).exists() for version in pairs.VERSIONS)


@dataclass(frozen=True)
class Released:
    """The database of a released version, brought to this one."""

    engine: Engine
    revision: str | None
    """Which it had before."""
    rows: dict[str, int]
    """How many rows its tables had before."""


@pytest.fixture(scope="module", params=pairs.VERSIONS)
def version(request: pytest.FixtureRequest) -> str:
    """A released schema."""
    return str(request.param)


@pytest.fixture(scope="module")
def shared(
    request: pytest.FixtureRequest, version: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """A database for all that is asked of one version: empty, without a table."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path_factory.mktemp(version) / 'journal.sqlite3'}"
        return
    with copied_database(request.getfixturevalue("postgresql"), "template0") as url:
        yield url


@pytest.fixture(scope="module")
def released(
    shared: str, version: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Released]:
    """What a version has left, in this version; tests of it commit nothing."""
    folder = tmp_path_factory.mktemp(version)
    engine = open_database(shared)
    pairs.fill(engine, version, folder)
    with engine.execution_options(**{ALL_OWNERS: True}).connect() as connection:
        rows = row_counts(connection)
    before = Released(engine, current(engine), rows)
    upgrade(engine, folder / "backups", NOW)
    yield before
    engine.dispose()


def id_of(db: Session, name: str) -> str:
    account = accounts.account_named(db, name)
    assert account is not None
    return account.id


def test_a_released_database_comes_to_this_version_with_every_row(
    released: Released, version: str
) -> None:
    assert min(released.rows.values()) > 0
    assert released.revision == version
    assert current(released.engine) == revisions()[-1]
    with released.engine.execution_options(**{ALL_OWNERS: True}).connect() as connection:
        counts = row_counts(connection)
        assert sum(counts.values()) >= sum(released.rows.values())
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, m.Base.metadata) == []


def test_its_records_are_read_as_they_were_written(released: Released, version: str) -> None:
    with session(released.engine, writes=False) as db:
        ada = id_of(db, "ada")
        for example in EXAMPLES:
            if isinstance(example, r.PainLevel | r.Relief) or not had(version, type(example)):
                continue  # changed by an import since, deleted, or of a kind that came later
            records = {key_of(record): record for record in all_of(db, type(example), ada)}
            if getattr(example, "exercise", "") == "Bridge":
                example = example.with_(exercise="Shoulder bridge")  # noqa: PLW2901 (as it was renamed)
            if isinstance(example, r.DayNote) and version <= "0037":
                example = example.with_(day=DAY)  # noqa: PLW2901 (its day had exercise as well)
            example = as_it_was(example, version)  # noqa: PLW2901 (no column for some yet)
            assert records[key_of(example)] == example
        mine = accounts.account_named(db, "ada")
        assert mine
        assert is_right(mine.password_hash, PASSWORD)


def had(version: str, kind: type[r.Record]) -> bool:
    """Whether a released version knew a kind: its archive has the file of it."""
    with zipfile.ZipFile(io.BytesIO(pairs.archive(version).read_bytes())) as archive:
        return f"{SLUGS[kind]}.csv" in archive.namelist()


def as_it_was(record: R, version: str) -> R:
    """The record without the fields that a released version did not have."""
    with zipfile.ZipFile(io.BytesIO(pairs.archive(version).read_bytes())) as archive:
        header = archive.read(f"{SLUGS[type(record)]}.csv").decode("utf-8-sig").split("\r\n")[0]
    columns = [FORMER_NAMES.get(name, name) for name in header.split(",")]
    later = [field.name for field in fields(record) if field.name not in columns]
    return record.with_(
        **{name: () if isinstance(getattr(record, name), tuple) else None for name in later}
    )


def test_what_it_could_undo_is_still_undone(released: Released, version: str) -> None:
    relief, level = (as_it_was(EXAMPLES[at], version) for at in (3, 0))
    with session(released.engine, writes=True) as db:
        ada, bea = id_of(db, "ada"), id_of(db, "bea")
        deleted, imported = (changes.made_by(db, ada, key) for key in (DELETED, IMPORTED))
        assert deleted
        assert imported
        change_undo.undo(db, deleted, LATER)
        undone = import_undo.undo(db, imported, LATER)
        assert undone
        assert (undone.removed, undone.put_back, dict(undone.left)) == (1, 1, {})
        assert relief in all_of(db, r.Relief, ada)
        assert level in all_of(db, r.PainLevel, ada)
        archive = db.scalars(
            select(m.Change).where(m.Change.owner_id == bea, m.Change.kind == "import")
        ).one()
        undone = import_undo.undo(db, archive, LATER)
        assert undone
        assert (dict(undone.left), undone.not_restored) == ({}, [])
        for kind in RECORDS.values():
            if kind is not r.Prescription:
                assert all_of(db, kind, bea) == []


def test_a_released_archive_comes_into_a_new_account_whole(engine: Engine, version: str) -> None:
    content = pairs.archive(version).read_bytes()
    owner = account(engine, f"new of {version}")
    with session(engine, writes=True) as db:
        archive = ArchiveImport.opened(io.BytesIO(content), now=LATER, zone=ZONE)
        assert archive.apply(db, owner, sent(at=LATER)).change
        db.commit()
    with session(engine, writes=False, one_moment=True) as db:
        again = b"".join(archive_export.pieces(db, owner, NOW))
    before, after = everything(content), everything(again)
    for name, records in before["records"].items():
        assert len(records) > 0
        for old, new in zip(records, after["records"][name], strict=True):
            called_now = {FORMER_NAMES.get(field, field): value for field, value in old.items()}
            assert called_now.items() <= new.items()
    assert before["history"] == after["history"]
    assert named(before["exercises"]) == named(after["exercises"])
    assert before["settings"].items() <= after["settings"].items()


def everything(content: bytes) -> dict[str, Any]:
    journal: dict[str, Any] = json.loads(zipfile.ZipFile(io.BytesIO(content)).read("journal.json"))
    return journal


def named(listed: list[dict[str, Any]]) -> set[str]:
    return {row["name"] for row in listed}


def test_the_newest_pair_leaves_no_table_and_no_column_empty(tmp_path: Path) -> None:
    pairs.as_file(pairs.VERSIONS[-1], tmp_path / "filled.sqlite3")
    database = open_database(f"sqlite:///{tmp_path / 'filled.sqlite3'}")
    upgrade(database, tmp_path, NOW)
    with database.execution_options(**{ALL_OWNERS: True}).connect() as connection:
        unfilled = [
            f"{table.name}.{column.name}"
            for table in m.Base.metadata.sorted_tables
            for column in table.c
            if connection.execute(select(column).where(column.is_not(None)).limit(1)).first()
            is None
        ]
    database.dispose()
    assert unfilled == []
