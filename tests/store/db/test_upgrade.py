"""Creating and upgrading the database: whole or not at all, with a copy put aside first."""

import re
import shutil
import stat
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, Engine, MetaData, Table, create_engine, inspect, select, text

from journal.config import ROOT
from journal.store.accounts.accounts import account_named
from journal.store.db import models as m
from journal.store.db import upgrade as upgrade_module
from journal.store.db.engine import SQLITE, open_database
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.sessions import session
from journal.store.db.upgrade import NewerDatabase, RowsLost, current, revisions, upgrade
from journal.store.diary.former_exercise_names import exercise_called
from journal.store.diary.row_writing import exercise_named
from tests.golden import pairs
from tests.partitions import is_partition
from tests.store.making import EXAMPLES, NOW, account, kept, one_of_everything, rows_of

pytestmark = pytest.mark.both_databases

NEWEST = revisions()[-1]
NEXT = f"{int(NEWEST) + 1:04}"
HEAD = f'''"""A later version."""

import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{NEWEST}"


def upgrade() -> None:
    op.create_table("later", sa.Column("id", sa.Integer(), primary_key=True))
    with op.batch_alter_table("day_notes") as batch:
        batch.add_column(sa.Column("mood", sa.SmallInteger()))
        batch.create_check_constraint("mood", "mood BETWEEN 0 AND 10")
'''
BREAKS = '    raise RuntimeError("half-way")\n'
STARTS = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from journal.store.db import engine, upgrade
url, backups, migrations = sys.argv[1:]
upgrade.MIGRATIONS = Path(migrations)
upgrade.upgrade(engine.open_database(url), Path(backups), datetime.now(UTC))
"""
DIES = "    __import__('os')._exit(9)\n"


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    """A database of this test's own."""
    database = open_database(database_url)
    yield database
    database.dispose()


@pytest.fixture
def empty(engine: Engine) -> Engine:
    """A database in which there is nothing yet."""
    with engine.execution_options(**{ALL_OWNERS: True}).begin() as connection:
        m.Base.metadata.drop_all(connection)
        connection.execute(text("DROP TABLE alembic_version"))
    return engine


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The migrations of a journal that is one version further; its last one, to be rewritten."""
    folder = tmp_path / "migrations"
    shutil.copytree(ROOT / "migrations", folder, ignore=shutil.ignore_patterns("__pycache__"))
    last = folder / "versions" / f"{NEXT}_later.py"
    last.write_text(HEAD)
    monkeypatch.setattr(upgrade_module, "MIGRATIONS", folder)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    return last


def differences(connection: Connection, models: MetaData = m.Base.metadata) -> list[object]:
    """What the database and the models do not have alike; partitions are parts of their tables."""
    options = {
        "compare_type": True,
        "include_name": lambda name, kind, _: kind != "table" or not is_partition(name),
        # PostgreSQL has a key to each partition beside the one to its table.
        "include_object": lambda key, _name, kind, *_: (
            kind != "foreign_key_constraint" or not is_partition(key.elements[0].column.table.name)
        ),
    }
    context = MigrationContext.configure(connection, opts=options)
    operations: list[object] = compare_metadata(context, models)
    return operations


def tables(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names())


def test_the_migrations_make_exactly_the_tables_of_the_models(
    empty: Engine, tmp_path: Path
) -> None:
    assert upgrade(empty, tmp_path, NOW) is None
    assert tables(empty) == {*m.Base.metadata.tables, "alembic_version"}
    with empty.connect() as connection:
        assert differences(connection) == []


def test_the_migrations_make_the_checks_that_alembic_does_not_compare(sqlite: Engine) -> None:
    model_engine = create_engine("sqlite://")
    m.Base.metadata.create_all(model_engine)
    assert checks(sqlite) == checks(model_engine)


def checks(engine: Engine) -> dict[str, set[tuple[str, str]]]:
    return {
        table: {
            (str(check["name"]), re.sub(r"\s+", " ", check["sqltext"]))
            for check in inspect(engine).get_check_constraints(table)
        }
        for table in m.Base.metadata.tables
    }


SHARING = ("shares", "care", "care_events")
ADDED_LATER = {
    "shares": ("code_until",),
    "care": ("looked_at", "looked_revision", "team_id"),
    "care_events": ("read_at", "answered_at", "answer"),
}
LATER_TABLES = ("teams",)
"""What columns that are added later refer to."""
INDEXED_LATER = {
    "care": ("ix_care_team_id",),
    "care_events": ("ix_care_events_unread", "ix_care_events_answered"),
}


def as_it_was_then(connection: Connection, name: str) -> None:
    """Take from a table what later migrations add to it."""
    for index in INDEXED_LATER.get(name, ()):
        connection.execute(text(f"DROP INDEX {index}"))
    operations = Operations(MigrationContext.configure(connection))
    with operations.batch_alter_table(name) as batch:  # as one of them refers to a later table
        for column in ADDED_LATER[name]:
            batch.drop_column(column)


@pytest.mark.parametrize("names", [(), SHARING[:1], SHARING])
def test_tables_that_the_first_version_made_for_a_while_are_made_once(
    empty: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...]
) -> None:
    folder = tmp_path / "migrations"
    shutil.copytree(
        ROOT / "migrations", folder, ignore=shutil.ignore_patterns("000[4-9]_*", "00[1-9]?_*")
    )
    with monkeypatch.context() as then:
        then.setattr(upgrade_module, "MIGRATIONS", folder)
        upgrade(empty, tmp_path, NOW)
    assert current(empty) == "0003"
    assert not tables(empty) & set(SHARING)
    with empty.execution_options(**{ALL_OWNERS: True}).begin() as connection:
        tables_then = [m.Base.metadata.tables[name] for name in (*names, *LATER_TABLES)]
        m.Base.metadata.create_all(connection, tables=tables_then)
        for name in names:
            as_it_was_then(connection, name)
        for name in LATER_TABLES:
            connection.execute(text(f"DROP TABLE {name}"))
    assert upgrade(empty, tmp_path, NOW) == "0003"
    assert tables(empty) == {*m.Base.metadata.tables, "alembic_version"}
    with empty.connect() as connection:
        assert differences(connection) == []


def test_a_table_more_or_less_is_noticed(engine: Engine) -> None:
    more = MetaData(naming_convention=m.NAMING)
    for table in m.Base.metadata.sorted_tables:
        table.to_metadata(more)
    Table("more", more)
    with engine.connect() as connection:
        assert len(differences(connection, more)) == 1


def test_a_second_upgrade_changes_nothing(engine: Engine, owner: str, tmp_path: Path) -> None:
    one_of_everything(engine, owner)
    before = rows_of(engine, owner)
    assert upgrade(engine, tmp_path / "backups", NOW) == NEWEST
    assert rows_of(engine, owner) == before
    assert not (tmp_path / "backups").exists()


def test_two_that_start_at_once_upgrade_it_once(
    database_url: str, empty: Engine, tmp_path: Path
) -> None:
    empty.dispose()
    program = [sys.executable, "-c", STARTS, database_url, str(tmp_path), str(ROOT / "migrations")]
    running = [
        subprocess.Popen(program, cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    outputs = [started.communicate(timeout=60)[1] for started in running]
    assert [started.returncode for started in running] == [0, 0], outputs
    assert current(empty) == NEWEST


def test_an_upgrade_keeps_every_record(
    engine: Engine, owner: str, tmp_path: Path, later: Path
) -> None:
    one_of_everything(engine, owner)
    assert upgrade(engine, tmp_path, NOW) == NEWEST
    assert current(engine) == later.stem[:4]
    assert "later" in tables(engine)
    for example in EXAMPLES:
        assert example in kept(engine, type(example), owner)


def test_a_file_is_copied_before_it_is_upgraded(
    sqlite: Engine, tmp_path: Path, later: Path
) -> None:
    folder = tmp_path / "backups"
    upgrade(sqlite, folder, NOW)
    (copy,) = folder.iterdir()
    assert copy.name == f"before-{later.stem[:4]}-20260520T120000Z.sqlite3"
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    connection = SQLITE.connect(copy)
    assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(NEWEST,)]
    connection.close()


def test_a_new_file_needs_no_copy(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'new.sqlite3'}")
    upgrade(database, tmp_path / "backups", NOW)
    assert not (tmp_path / "backups").exists()
    database.dispose()


def test_five_copies_are_kept_and_the_newest_is_one_of_them(
    sqlite: Engine, tmp_path: Path, later: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for number in range(6):
        (folder / f"before-{NEWEST}-2025010{number}T000000Z.sqlite3").touch()
    upgrade(sqlite, folder, NOW)
    names = sorted(file.name for file in folder.iterdir())
    assert len(names) == 5
    assert names[-1] == f"before-{later.stem[:4]}-20260520T120000Z.sqlite3"
    assert names[0] == f"before-{NEWEST}-20250102T000000Z.sqlite3"


@pytest.mark.usefixtures("later")
def test_copies_of_a_restore_do_not_push_the_newest_out(sqlite: Engine, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    for number in range(5):
        (folder / f"before-restore-2025010{number}T000000Z.sqlite3").touch()
    upgrade(sqlite, folder, NOW)
    assert (folder / f"before-{NEXT}-20260520T120000Z.sqlite3").exists()


def test_a_migration_that_fails_half_way_leaves_the_old_version(
    engine: Engine, owner: str, tmp_path: Path, later: Path
) -> None:
    one_of_everything(engine, owner)
    before = tables(engine)
    later.write_text(HEAD + BREAKS)
    for attempt in range(2):
        with pytest.raises(RuntimeError, match="half-way"):
            upgrade(engine, tmp_path, NOW + timedelta(minutes=attempt))
        assert current(engine) == NEWEST
        assert tables(engine) == before
    with engine.connect() as connection:
        assert differences(connection) == []
    later.write_text(HEAD)
    upgrade(engine, tmp_path, NOW)
    assert current(engine) == NEXT
    assert EXAMPLES[0] in kept(engine, type(EXAMPLES[0]), owner)


def test_a_first_start_that_fails_half_way_starts_again(
    empty: Engine, tmp_path: Path, later: Path
) -> None:
    later.write_text(HEAD + BREAKS)
    with pytest.raises(RuntimeError, match="half-way"):
        upgrade(empty, tmp_path, NOW)
    assert tables(empty) == set()
    later.write_text(HEAD)
    upgrade(empty, tmp_path, NOW)
    assert current(empty) == NEXT


def test_an_upgrade_that_is_killed_starts_again(
    database_url: str, engine: Engine, owner: str, tmp_path: Path, later: Path
) -> None:
    one_of_everything(engine, owner)
    engine.dispose()
    later.write_text(HEAD + DIES)
    program = [sys.executable, "-c", STARTS, database_url, str(tmp_path), str(later.parents[1])]
    process = subprocess.run(program, cwd=ROOT, check=False, timeout=60)
    assert process.returncode == 9
    assert current(engine) == NEWEST
    later.write_text(HEAD)
    upgrade(engine, tmp_path, NOW)
    assert current(engine) == NEXT
    assert EXAMPLES[1] in kept(engine, type(EXAMPLES[1]), owner)


REMAKES = f'''"""A later version."""

import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{NEWEST}"


def upgrade() -> None:
    with op.batch_alter_table("accounts", recreate="auto") as batch:
        batch.add_column(sa.Column("nickname", sa.String(80)))
        batch.create_check_constraint("nickname", "nickname <> ''")
'''
"""A step that makes SQLite re-make the table which every record hangs on."""


def test_re_making_the_accounts_keeps_every_row_of_every_table(
    engine: Engine, owner: str, tmp_path: Path, later: Path
) -> None:
    one_of_everything(engine, owner)
    before = rows_of(engine, owner)
    assert min(before.values()) > 0
    later.write_text(REMAKES)
    upgrade(engine, tmp_path, NOW)
    assert current(engine) == NEXT
    assert rows_of(engine, owner) == before
    with engine.begin() as connection:  # and a deleted account still takes all of it along
        connection.execute(text("DELETE FROM accounts WHERE id = :id"), {"id": owner})
    assert set(rows_of(engine, owner).values()) == {0}


LOSES = '    op.execute("DELETE FROM waved")\n'


def test_an_upgrade_that_loses_rows_is_taken_back_and_named(
    engine: Engine, owner: str, tmp_path: Path, later: Path
) -> None:
    one_of_everything(engine, owner)
    before = rows_of(engine, owner)
    later.write_text(HEAD + LOSES)
    with pytest.raises(RowsLost, match=r"rows of waved \(2 before, 0 after\)"):
        upgrade(engine, tmp_path, NOW)
    assert current(engine) == NEWEST
    assert rows_of(engine, owner) == before
    later.write_text(
        HEAD.replace("revision =", 'deletes_from = ("waved",)\nrevision =', 1) + LOSES
    )
    upgrade(engine, tmp_path, NOW)
    assert current(engine) == NEXT
    assert rows_of(engine, owner) == before | {"waved": 0}


def test_a_reference_that_leads_nowhere_stops_the_upgrade(
    sqlite: Engine, tmp_path: Path, later: Path
) -> None:
    one_of_everything(sqlite, account(sqlite, "ada"))
    later.write_text(
        HEAD.replace("revision =", 'deletes_from = ("exercises",)\nrevision =', 1)
        + LOSES.replace("waved", "exercises")
    )
    with pytest.raises(RowsLost, match="nowhere in completed_exercises, exercise_pictures"):
        upgrade(sqlite, tmp_path, NOW)
    assert current(sqlite) == NEWEST


def test_a_table_may_be_renamed_when_the_migration_says_so(
    engine: Engine, owner: str, tmp_path: Path, later: Path
) -> None:
    one_of_everything(engine, owner)
    step = '    op.rename_table("waved", "dismissed")\n'
    later.write_text(HEAD + step)
    with pytest.raises(RowsLost):
        upgrade(engine, tmp_path, NOW)
    renames = 'renames_tables = {"waved": "dismissed"}\nrevision ='
    later.write_text(HEAD.replace("revision =", renames, 1) + step)
    upgrade(engine, tmp_path, NOW)
    assert {"dismissed"} == tables(engine) & {"waved", "dismissed"}


def test_foreign_keys_hold_again_after_an_upgrade(
    sqlite: Engine, tmp_path: Path, later: Path
) -> None:
    later.write_text(REMAKES)
    upgrade(sqlite, tmp_path, NOW)
    with sqlite.connect() as connection:
        assert connection.execute(text("PRAGMA foreign_keys")).scalar() == 1


def test_a_database_of_a_newer_journal_is_refused_with_a_sentence(
    engine: Engine, owner: str, tmp_path: Path
) -> None:
    one_of_everything(engine, owner)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    before = rows_of(engine, owner)
    with pytest.raises(NewerDatabase) as refusal:
        upgrade(engine, tmp_path / "backups", NOW)
    assert str(refusal.value) == (
        f"The database is at version 9999, which this journal ({NEWEST}) does not know. "
        "Install the newer journal again, or restore a backup made before it."
    )
    assert current(engine) == "9999"
    assert rows_of(engine, owner) == before
    assert not (tmp_path / "backups").exists()


def test_exercises_whose_names_become_one_both_stay(empty: Engine, tmp_path: Path) -> None:
    composed, typed_in_two = "Crème stretch", "Cre\u0300me stretch"
    pairs.fill(empty, "0004", tmp_path)
    with empty.execution_options(**{ALL_OWNERS: True}).begin() as connection:
        connection.execute(
            text(
                "INSERT INTO exercises (owner_id, id, name, name_key, version, created_at) "
                "SELECT owner_id, :id, :name, :key, 1, '2026-05-21 00:00:00' FROM exercises "
                "WHERE name = :there"
            ),
            [
                {"id": "later", "name": typed_in_two, "key": typed_in_two.casefold()}
                | {"there": composed}
            ],
        )
    upgrade(empty, tmp_path, NOW)
    with session(empty, writes=False) as db:
        ada = db.scalars(select(m.Account).where(m.Account.username == "ada")).one().id
        for typed in (composed, typed_in_two, composed.upper()):
            exercise = exercise_named(db, ada, typed)
            assert exercise
            assert exercise.name == composed
        second = exercise_named(db, ada, f"{composed} (2)")
        assert second
        assert second.id == "later"


NAMES_OF_0037 = (
    "UPDATE accounts SET username = 'Dr  May', username_key = 'dr  may' WHERE username = 'ada'",
    "UPDATE accounts SET username = 'dr may', username_key = 'dr may',"
    " created_at = '2026-05-21 00:00:00' WHERE username = 'bea'",
    "UPDATE teams SET name = 'Back  team', name_key = 'back  team'",
    "INSERT INTO teams (id, name, name_key, created_at)"
    " VALUES ('later', 'Back team', 'back team', '2026-05-22 00:00:00')",
    "UPDATE exercises SET name = 'Leg  raise', name_key = 'leg  raise' WHERE name = 'Curl-up'",
    "UPDATE exercises SET name = 'Leg raise', name_key = 'leg raise',"
    " created_at = '2026-05-22 00:00:00' WHERE name = 'Walking'",
    "UPDATE flare_plans SET leave = 'Leg raise|Other'",
    "UPDATE former_names SET name_key = 'going  for a walk' WHERE name_key = 'stroll'",
)


def test_names_that_differ_in_white_space_become_one_and_nothing_is_lost(
    empty: Engine, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    pairs.fill(empty, "0037", tmp_path)
    with empty.execution_options(**{ALL_OWNERS: True}).begin() as connection:
        for statement in NAMES_OF_0037:
            connection.execute(text(statement))
    upgrade(empty, tmp_path, NOW)
    assert caplog.messages == [
        "The account 'dr may' is 'dr may (2)' now: another has its name.",
        "The team 'Back team' is 'Back team (2)' now: another has its name.",
    ]
    with session(empty, writes=False) as db:
        accounts = {account.username: account.id for account in db.scalars(select(m.Account))}
        assert accounts.keys() == {"Dr  May", "dr may (2)"}
        for name, owner in accounts.items():
            assert account_named(db, name.replace("  ", " ").upper()).id == owner  # type: ignore[union-attr]  # it is there
            first, second = (exercise_named(db, owner, f"Leg raise{end}") for end in ("", " (2)"))
            assert (first.name, first.built_in) == ("Leg  raise", "curl_up")  # type: ignore[union-attr]  # both are there
            assert (second.name, second.built_in) == ("Leg raise (2)", "walking")  # type: ignore[union-attr]
            (plan,) = db.scalars(select(m.FlarePlanRow).where(m.FlarePlanRow.owner_id == owner))
            assert plan.leave == ("Leg raise (2)", "Other")
        formers = select(m.FormerNameRow.number, m.FormerNameRow.given_anew_at).where(
            m.FormerNameRow.owner_id == accounts["Dr  May"],
            m.FormerNameRow.name_key == "going for a walk",
        )
        assert list(db.execute(formers.order_by(m.FormerNameRow.number))) == [(1, NOW), (2, None)]


def test_an_exercise_that_was_typed_before_names_became_one_is_the_one_that_was_meant(
    empty: Engine, tmp_path: Path
) -> None:
    pairs.fill(empty, "0037", tmp_path)
    with empty.execution_options(**{ALL_OWNERS: True}).begin() as connection:
        for statement in NAMES_OF_0037:
            connection.execute(text(statement))
    upgrade(empty, tmp_path, NOW)
    before, after = (datetime.now(UTC) + hours * timedelta(hours=1) for hours in (-1, 1))
    with session(empty, writes=False) as db:
        for owner in db.scalars(select(m.Account.id)):
            for name, typed_at, name_now in (
                ("Leg raise", before, "Leg raise (2)"),
                ("leg raise", before, "Leg raise (2)"),
                ("Leg  raise", before, "Leg  raise"),
                ("Leg raise", after, "Leg  raise"),
                ("Leg raise", None, "Leg  raise"),
            ):
                listed = exercise_called(db, owner, name, typed_at)
                assert listed
                assert (name, typed_at, listed.name) == (name, typed_at, name_now)


def test_no_two_migrations_share_a_number() -> None:
    assert len(set(revisions())) == len(revisions())
