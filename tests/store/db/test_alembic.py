"""Alembic's own commands, in a copy of the folder that holds a journal's migrations."""

import shutil
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.config import CommandLine, Config

from journal.config import ROOT
from journal.store.db import upgrade as upgrade_module
from journal.store.db.engine import SQLITE
from journal.store.db.upgrade import revisions
from tests.golden import pairs

NEWEST = revisions()[-1]
NEXT = f"{int(NEWEST) + 1:04}"
OLDER = "0004"
HEAD = f'''"""A later version."""

from alembic import op

revision = "{NEXT}"
down_revision = "{NEWEST}"


def upgrade() -> None:
'''
LOSES = '    op.execute("DELETE FROM waved")\n'
Alembic = Callable[[str], tuple[int, str]]
"""Types a command of Alembic: its exit status, and all that it prints, in one line."""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The database of the settings, which is not made yet."""
    monkeypatch.delenv("JOURNAL_DATABASE_URL", raising=False)
    monkeypatch.setenv("JOURNAL_DATA_DIR", str(tmp_path / "instance"))
    (tmp_path / "instance").mkdir()
    return tmp_path / "instance" / "journal.sqlite3"


@pytest.fixture
def versions(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The migrations of the copied folder."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "migrations", tmp_path / "migrations", ignore=ignored)
    shutil.copy(ROOT / "alembic.ini", tmp_path)
    monkeypatch.setattr(upgrade_module, "MIGRATIONS", tmp_path / "migrations")
    monkeypatch.setattr(sys, "path", [*sys.path])  # Alembic puts the folder there
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert not file.exists()
    return tmp_path / "migrations" / "versions"


@pytest.fixture
def alembic(versions: Path, capsys: pytest.CaptureFixture[str]) -> Alembic:
    def typed(words: str) -> tuple[int, str]:
        status, commands = 0, CommandLine()
        options = commands.parser.parse_args(words.split())
        ini = versions.parents[1] / "alembic.ini"
        try:
            commands.run_cmd(Config(ini, cmd_opts=options, stdout=sys.stdout), options)
        except SystemExit as end:
            status = int(end.code or 0)
        return status, " ".join(capsys.readouterr().out.split())

    return typed


def version(file: Path) -> str:
    """The version that a database is at."""
    with closing(SQLITE.connect(file)) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


def copies(file: Path) -> list[Path]:
    """The copies that were put aside."""
    return sorted((file.parent / "backups").glob("*"))


@pytest.mark.parametrize("words", ["revision -m new_one", "revision --autogenerate -m new_one"])
def test_a_new_migration_has_the_next_number_and_is_run(
    alembic: Alembic, versions: Path, file: Path, words: str
) -> None:
    assert alembic("upgrade head") == (0, f"A new database was made, at version {NEWEST}: {file}.")
    status, printed = alembic(words)
    assert status == 0, printed
    source = (versions / f"{NEXT}_new_one.py").read_text()
    assert f'revision: str = "{NEXT}"\ndown_revision: str | None = "{NEWEST}"\n' in source
    assert "journal" not in source, "a migration imports of it what it needs, and nothing else"
    assert "#" not in source
    assert revisions()[-2:] == [NEWEST, NEXT]
    upgraded, copy_told = alembic("upgrade head")[1].split(". ", 1)
    assert upgraded == f"Upgraded from version {NEWEST} to version {NEXT}"
    assert copy_told == f"A copy of the database as it was before: {copies(file)[0]}."
    assert version(file) == NEXT


def test_a_first_migration_may_be_written_before_there_is_a_database(
    alembic: Alembic, versions: Path
) -> None:
    assert alembic("revision -m early")[0] == 0
    assert (versions / f"{NEXT}_early.py").exists()


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("history", f"-> {NEWEST} (head)"),
        ("history -i", f"-> {NEWEST} (head)"),
        ("heads", f"{NEWEST} (head)"),
        ("branches", ""),
        ("show head", f"Rev: {NEWEST} (head)"),
        ("current", ""),
        ("check", "FAILED: Target database is not up to date."),
        ("revision -m early", f"{NEXT}_early.py"),
    ],
)
def test_what_only_reads_makes_neither_a_database_nor_a_folder(
    alembic: Alembic, file: Path, words: str, answer: str
) -> None:
    file.parent.rmdir()
    assert answer in alembic(words)[1]
    assert not file.parent.exists()


def test_what_only_reads_leaves_an_empty_database_as_it_is(alembic: Alembic, file: Path) -> None:
    file.touch()
    assert f"-> {NEWEST} (head)" in alembic("history")[1]
    assert alembic("current") == (0, "")
    assert file.read_bytes() == b""
    assert alembic("upgrade head")[0] == 0


def test_the_history_shows_where_a_database_is(alembic: Alembic, file: Path) -> None:
    pairs.as_file(OLDER, file)
    assert f"-> {OLDER} (current)" in alembic("history -i")[1]
    assert version(file) == OLDER


@pytest.mark.parametrize("words", ["downgrade -1", "downgrade base", "downgrade head:base --sql"])
def test_there_is_no_way_back_by_a_migration(alembic: Alembic, file: Path, words: str) -> None:
    alembic("upgrade head")
    status, printed = alembic(words)
    assert status != 0
    assert printed == (
        "FAILED: There is no way back by a migration. Restore the copy made before the upgrade: "
        "python -m journal restore FILE."
    )
    assert version(file) == NEWEST


@pytest.mark.parametrize("url", ["", "postgresql+psycopg://nobody@127.0.0.1:1/nowhere"])
def test_no_upgrade_is_written_down_as_sql(
    alembic: Alembic, file: Path, monkeypatch: pytest.MonkeyPatch, url: str
) -> None:
    monkeypatch.setenv("JOURNAL_DATABASE_URL", url)
    status, printed = alembic("upgrade head --sql")
    assert status != 0
    assert printed == (
        "FAILED: Upgrades run online only, as they count the rows of every table and check every "
        "reference. Type it without --sql."
    )
    assert not file.exists()


def test_an_older_database_is_copied_before_alembic_upgrades_it(
    alembic: Alembic, file: Path
) -> None:
    pairs.as_file(OLDER, file)
    assert alembic("current") == (0, OLDER)
    assert copies(file) == []
    status, printed = alembic("upgrade head")
    (copy,) = copies(file)
    assert (status, printed) == (
        0,
        f"Upgraded from version {OLDER} to version {NEWEST}. "
        f"A copy of the database as it was before: {copy}.",
    )
    assert copy.name.startswith(f"before-{NEWEST}-")
    assert (version(copy), version(file)) == (OLDER, NEWEST)
    assert alembic("upgrade head") == (
        0,
        f"The database is at version {NEWEST} already. Nothing was changed.",
    )
    assert copies(file) == [copy]


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        (OLDER, f"The database is at version {OLDER} already. Nothing was changed."),
        ("0002", f"The database is at version {OLDER} already. Nothing was changed."),
        ("base", f"The database is at version {OLDER} already. Nothing was changed."),
        ("nowhere", "FAILED: No such revision or branch 'nowhere'"),
        ("+99", "FAILED: Relative revision +99 didn't produce 99 migrations"),
    ],
)
def test_a_database_to_which_nothing_is_done_is_not_copied(
    alembic: Alembic, file: Path, words: str, answer: str
) -> None:
    pairs.as_file(OLDER, file)
    assert alembic(f"upgrade {words}")[1] == answer
    assert copies(file) == []
    assert version(file) == OLDER
    assert alembic("upgrade +1")[1].startswith(f"Upgraded from version {OLDER} to version 0005. ")
    assert len(copies(file)) == 1


@pytest.mark.parametrize("words", ["upgrade base", "upgrade nowhere"])
@pytest.mark.parametrize("is_there", [False, True])
def test_an_upgrade_to_no_version_makes_nothing(
    alembic: Alembic, file: Path, words: str, *, is_there: bool
) -> None:
    if is_there:
        file.touch()
    else:
        file.parent.rmdir()
    answers = {
        "upgrade base": "There is no database yet, and none was made. To make one: "
        "alembic upgrade head.",
        "upgrade nowhere": "FAILED: No such revision or branch 'nowhere'",
    }
    assert alembic(words)[1] == answers[words]
    assert file.parent.exists() == is_there
    assert alembic("current") == (0, "")


def test_an_upgrade_by_alembic_that_loses_rows_is_taken_back_and_told(
    alembic: Alembic, file: Path, versions: Path
) -> None:
    pairs.as_file(NEWEST, file)
    (versions / f"{NEXT}_loses.py").write_text(HEAD + LOSES)
    status, printed = alembic("upgrade head")
    assert status != 0
    assert printed.startswith("FAILED: The upgrade would lose rows of waved")
    assert version(file) == NEWEST


def test_alembic_refuses_the_database_of_a_newer_journal(alembic: Alembic, file: Path) -> None:
    pairs.as_file(NEWEST, file)
    with closing(SQLITE.connect(file)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    status, printed = alembic("upgrade head")
    assert status != 0
    assert printed.startswith("FAILED: The database is at version 9999")
    assert copies(file) == []


def test_alembic_leaves_the_database_of_something_else_alone(alembic: Alembic, file: Path) -> None:
    with closing(SQLITE.connect(file)) as connection:
        connection.execute("CREATE TABLE songs (id INTEGER)")
        connection.commit()
    before = file.read_bytes()
    status, printed = alembic("upgrade head")
    assert status != 0
    assert printed.endswith("is not a database of the journal. Nothing was changed.")
    assert file.read_bytes() == before
