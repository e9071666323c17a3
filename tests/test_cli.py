"""The commands, as a host types them."""

import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from secrets import token_bytes

import pytest
import time_machine
from sqlalchemy import Engine, select, text

from journal.access.passkeys import NewPasskey
from journal.access.passwords import is_right
from journal.cli import TYPED, main, parser
from journal.config import ROOT, Settings
from journal.core.account.reminders import FIRST_REMINDER
from journal.core.account.sharing import NewInvitation
from journal.core.insight.schedule import insight_from_day_1
from journal.core.model import records as r
from journal.core.model.moments import local_day
from journal.core.model.vocabulary import WEEKDAYS
from journal.exchange.out.verdict_text import as_dict
from journal.store.accounts import (
    accounts,
    audit,
    care,
    passkeys,
    reminders,
    second_factors,
    teams,
)
from journal.store.db import models as m
from journal.store.db.engine import SQLITE, open_database
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.sessions import session
from journal.store.diary import actions, experiments, queries, series
from journal.store.imports.account_data import HOLDINGS
from journal.words.commands import command_text
from tests.databases import lay_migrated
from tests.evidence.families import Family, base
from tests.exchange.sample_files import SAMPLES
from tests.journals import security_lines
from tests.posts import web_server
from tests.store.imports.test_archives import live_in, of_a_newer_journal
from tests.store.making import (
    DAY,
    EXAMPLES,
    EXPERIMENT,
    NOW,
    SECRET,
    ZONE,
    account,
    bring_in,
    exercise,
    kept,
    pain,
    sent,
)
from tests.web.test_exports import EVERYTHING
from tests.zone_rules import older_rules

PASSWORD = "a long enough password"
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Runs a command on a journal that nobody has started yet: status, output, complaints."""
    for name in Settings.__dataclass_fields__:
        monkeypatch.delenv(f"JOURNAL_{name.upper()}", raising=False)
    monkeypatch.setenv("JOURNAL_DATA_DIR", str(tmp_path / "instance"))

    def command(*words: object, typed: str = f"{PASSWORD}\n") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        status = main([str(word) for word in words])
        output = capsys.readouterr()
        return status, output.out, output.err

    return command


@pytest.fixture
def run(shell: Run, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The same on a database that is there, either of the two."""
    monkeypatch.setenv("JOURNAL_DATABASE_URL", database_url)
    monkeypatch.setenv("JOURNAL_SECRET_KEY", "0123456789abcdef0123456789abcdef")
    return shell


@pytest.fixture
def new(tmp_path: Path) -> Path:
    """The folder of the journal that nobody has started yet."""
    return tmp_path / "instance"


def ada(engine: Engine) -> m.Account:
    with session(engine, writes=False) as db:
        account = accounts.account_named(db, "ada")
        assert account is not None
        return account


def test_a_reader_that_has_had_enough_ends_a_command_in_peace(
    sqlite_template: Path, tmp_path: Path
) -> None:
    lay_migrated(sqlite_template, tmp_path)
    reading, writing = os.pipe()
    os.close(reading)
    ended = subprocess.run(
        [sys.executable, "-m", "journal", "doctor"],
        cwd=ROOT,
        env=os.environ | {"JOURNAL_DATA_DIR": str(tmp_path)},
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=120,
        check=False,
    )
    os.close(writing)
    assert (ended.returncode, ended.stderr.decode()) == (0, "")


def one_sentence(text: str) -> bool:
    return text.strip().count("\n") == 0 and "Traceback" not in text and len(text) > 10


# init


def test_init_makes_the_database_and_the_key_for_their_owner_only(shell: Run, new: Path) -> None:
    for _ in range(2):
        assert shell("init") == (0, "The database is ready.\n", "")
    assert {file.name for file in new.iterdir()} >= {"journal.sqlite3", "secret_key"}
    assert [(new / name).stat().st_mode & 0o777 for name in ("journal.sqlite3", "secret_key")] == [
        0o600,
        0o600,
    ]
    assert new.stat().st_mode & 0o777 == 0o700


# Accounts


def test_an_account_is_made_and_its_password_is_right(run: Run, engine: Engine) -> None:
    status, out, err = run("add-user", "ada", "--zone", "Europe/Lisbon", "--password-stdin")
    assert (status, out, err) == (0, "The account “ada” is created.\n", "")
    account = ada(engine)
    assert account.zone == "Europe/Lisbon"
    assert is_right(account.password_hash, PASSWORD)
    assert len(kept(engine, r.Prescription, account.id)) == 4


def test_a_password_is_asked_for_twice(
    run: Run, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter([PASSWORD, PASSWORD, "one password", "another one"])
    monkeypatch.setattr("getpass.getpass", lambda _prompt: next(answers))
    assert run("add-user", "ada")[0] == 0
    assert is_right(ada(engine).password_hash, PASSWORD)
    status, _, err = run("add-user", "charlie")
    assert (status, err) == (1, "The two passwords are not the same.\n")


@pytest.mark.parametrize(
    ("words", "typed", "sentence"),
    [
        (("add-user", "ADA", "--password-stdin"), PASSWORD, "already"),
        (("add-user", "  ", "--password-stdin"), PASSWORD, "Choose a name"),
        (("add-user", "x" * 65, "--password-stdin"), PASSWORD, "the limit is 64"),
        (("add-user", "a\nb", "--password-stdin"), PASSWORD, "invisible characters"),
        (("add-user", "new", "--zone", "Mars", "--password-stdin"), PASSWORD, "Mars"),
        (("add-user", "new", "--password-stdin"), "short", "8 characters"),
        (("add-user", "new", "--password-stdin"), "", "8 characters"),
        (("add-user", "new", "--password-stdin"), "x" * 1001, "1,000 characters"),
        (("set-password", "nobody", "--password-stdin"), PASSWORD, "no account “nobody”"),
        (("set-password", "ada", "--password-stdin"), "short", "8 characters"),
        (("set-password", "ada", "--password-stdin"), "password1", "Many people use"),
        (("add-user", "new", "--password-stdin"), "Qwertyuiop", "Many people use"),
        (("add-user", "newcomer", "--password-stdin"), "Newcomer", "can’t be your name"),
        (("demo", "ada"), "", "is a real account"),
        (("demo", "a\nb"), "", "invisible characters"),
        (("demo", "  "), "", "Choose a name"),
        (("demo", "x" * 65), "", "the limit is 64"),
        (("import", "nobody", "x.csv"), "", "no account “nobody”"),
        (("import", "ada", "missing.csv"), "", "no file missing.csv"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else "",
)
def test_what_cannot_be_done_says_why_and_ends_with_1(
    run: Run, engine: Engine, words: tuple[str, ...], typed: str, sentence: str
) -> None:
    owner = account(engine, "ada")
    status, out, err = run(*words, typed=f"{typed}\n")
    assert (status, out) == (1, "")
    assert sentence in err
    assert one_sentence(err)
    with session(engine, writes=False) as db:
        assert db.scalars(select(m.Account.id)).all() == [owner]


def test_a_new_password_signs_every_browser_out(run: Run, engine: Engine) -> None:
    owner = account(engine, "ada")
    with session(engine, writes=True) as db:
        row = db.get(m.Account, owner)
        assert row is not None
        accounts.sign_in(db, row, "Firefox", row.created_at)
        db.commit()
    status, out, _ = run("set-password", "ADA", "--password-stdin", typed="another password\n")
    assert (status, out) == (0, "The password is set. All devices are signed out.\n")
    assert is_right(ada(engine).password_hash, "another password")
    with session(engine, writes=False) as db:
        assert accounts.logins(db, owner) == []


def test_whoever_lost_their_phone_is_let_in_by_the_host(run: Run, engine: Engine) -> None:
    owner = account(engine, "grace")
    with session(engine, writes=True) as db:
        second_factors.turn_on(db, owner, "A" * 32, 1, ["a code"], NOW)
        db.commit()
    command = ("set-password", "grace", "--password-stdin")
    assert run(*command, typed="another password\n")[0] == 0
    with session(engine, writes=False) as db:
        assert second_factors.secret_of(db, owner) == "A" * 32
    assert run(*command, "--forget-second-factor", typed="another password\n")[0] == 0
    with session(engine, writes=False) as db:
        assert second_factors.secret_of(db, owner) is None
        assert second_factors.codes_left(db, owner) == 0


def test_browsers_are_signed_out_of_one_account_or_of_all(run: Run, engine: Engine) -> None:
    owners = [account(engine, name) for name in ("grace", "emmy")]
    with session(engine, writes=True) as db:
        for owner in (*owners, owners[0]):
            row = db.get(m.Account, owner)
            assert row is not None
            accounts.sign_in(db, row, "a browser", NOW)
        db.commit()
    assert run("sign-out", "grace")[:2] == (0, "Browsers that are signed out now: 2.\n")
    with session(engine, writes=False) as db:
        assert [len(accounts.logins(db, owner)) for owner in owners] == [0, 1]
    assert run("sign-out")[0] == 0
    with session(engine, writes=False) as db:
        assert [len(accounts.logins(db, owner)) for owner in owners] == [0, 0]
    status, _, err = run("sign-out", "nobody")
    assert (status, "no account" in err) == (1, True)


# demo


@pytest.mark.usefixtures("migrated")
def test_whatever_is_done_on_the_server_is_in_the_owners_list_and_the_log(
    shell: Run, new: Path, tmp_path: Path
) -> None:
    for name in ("ada", "bea"):
        shell("add-user", name, "--password-stdin")
    file, copy = tmp_path / "ada.zip", tmp_path / "copy.sqlite3"
    with opened(new) as engine, session(engine, writes=True) as writing:
        for name in ("ada", "bea"):
            mine = accounts.account_named(writing, name)
            assert mine
            accounts.sign_in(writing, mine, "Firefox", NOW)
        writing.commit()
    for command in (
        ("export", "ada", file),
        ("import", "ada", file),
        ("insight", "ada"),
        ("sign-out",),  # of all
        ("sign-out", "ada"),
        ("set-password", "ada", "--password-stdin"),
        ("backup", copy),
    ):
        status, _, err = shell(*command)
        assert (status, err) == (0, ""), command
    with opened(new) as engine, session(engine, writes=False) as reading:
        looks = {}
        for name in ("ada", "bea"):
            mine = accounts.account_named(reading, name)
            assert mine
            looks[name] = [look.what for look in reversed(audit.looks(reading, mine.id))]
    assert looks == {
        "ada": ["host_exported", "host_imported", "host_looked", "host_signed_out",
                "host_signed_out", "host_set_password"],
        "bea": ["host_signed_out"],
    }  # fmt: skip
    assert shell("restore", copy)[0] == 0
    events = [line["event"] for line in security_lines(new)]
    assert events == [
        "registered", "registered", "host_exported", "host_imported", "host_looked",
        "host_signed_out", "host_signed_out", "host_signed_out", "host_set_password",
        "host_backed_up", "host_restored",
    ]  # fmt: skip


@contextmanager
def opened(folder: Path) -> Iterator[Engine]:
    """The database of a journal that nobody serves."""
    engine = open_database(f"sqlite:///{folder / 'journal.sqlite3'}")
    yield engine
    engine.dispose()


def test_a_demonstration_tells_its_password(run: Run, engine: Engine) -> None:
    status, out, err = run("demo")
    assert (status, err) == (0, "")
    with session(engine, writes=False) as db:
        account = accounts.account_named(db, "demo")
        assert account is not None
        assert account.demo
        assert is_right(account.password_hash, out.split()[-1])
        assert queries.counts(db, account.id)["pain"] > 250
    assert run("demo", "--password-stdin")[0] == 0
    with session(engine, writes=False) as db:
        assert list(db.scalars(select(m.Account.username))) == ["demo"]


# move


@pytest.mark.usefixtures("migrated")
def test_a_moved_journal_is_served_with_the_same_key_and_password(
    shell: Run, new: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "moved.sqlite3"
    assert shell("add-user", "ada", "--password-stdin")[0] == 0
    key = (new / "secret_key").read_bytes()
    status, out, err = shell("move", new / "journal.sqlite3", target)
    assert (status, err) == (0, "")
    assert "all are the same" in out
    assert f"JOURNAL_DATABASE_URL=sqlite:///{target} " in out
    status, out, err = shell("move", f"sqlite:///{new / 'journal.sqlite3'}", target)
    assert (status, out) == (1, "")
    assert one_sentence(err)
    assert security_lines(new)[-1]["event"] == "host_moved"
    monkeypatch.setenv("JOURNAL_DATABASE_URL", f"sqlite:///{target}")
    assert "ada" in shell("accounts")[1]
    assert (new / "secret_key").read_bytes() == key


@pytest.mark.usefixtures("migrated")
@pytest.mark.parametrize("address", ["mysql://localhost/journal", "postgresql+psycopg://[", ""])
def test_a_move_to_no_database_is_refused_in_a_sentence(
    shell: Run, new: Path, address: str
) -> None:
    shell("init")
    status, out, err = shell("move", new / "journal.sqlite3", address)
    assert (status, out) == (1, "")
    assert one_sentence(err)


# import


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """A file of each kind, under names that say nothing."""
    paths = []
    for number, (_, content) in enumerate(EVERYTHING):
        file = tmp_path / f"file {number}"
        file.write_bytes(content)
        paths.append(file)
    return paths


def test_files_are_imported_without_asking_and_once(
    run: Run, engine: Engine, files: list[Path]
) -> None:
    owner = account(engine, "ada")
    status, out, err = run("import", "ada", *files)
    assert (status, err) == (0, "")
    assert out.count("1 new, 0 changed, 0 the same") == len(EXAMPLES)
    for example in EXAMPLES:
        assert example in kept(engine, type(example), owner)
    assert run("import", "ada", *files)[1].count("0 new, 0 changed, 1 the same") == len(EXAMPLES)


def test_a_dry_run_only_prints(run: Run, engine: Engine, files: list[Path]) -> None:
    owner = account(engine, "ada")
    status, out, _ = run("import", "ada", "--dry-run", *files)
    assert status == 0
    assert out.count("1 new") == len(EXAMPLES)
    assert kept(engine, r.PainLevel, owner) == []


@pytest.mark.parametrize("dry", [(), ("--dry-run",)])
def test_a_refused_file_names_its_line_and_column_and_writes_nothing(
    run: Run, engine: Engine, files: list[Path], tmp_path: Path, dry: tuple[str, ...]
) -> None:
    owner = account(engine, "ada")
    bad = tmp_path / "bad.csv"
    bad.write_text(
        'day,kind,level,note\n2026-05-01,day_average,4,"two\nlines"\n2026-05-02,day_average,x,\n'
    )
    status, out, err = run("import", "ada", *dry, *files, bad)
    assert (status, out) == (1, "")
    assert "bad.csv, line 4, column level: Choose a whole number from 0 to 10. (found: x)" in err
    assert "Nothing was imported." in err
    assert all(example not in kept(engine, type(example), owner) for example in EXAMPLES)


MIXED = """Date,Time,Pain,Exercise,Comment
2026-05-01,08:00,4,Walking,fine
2026-05-02,,5,Walking,no time
2026-05-03,10:00,2,,only pain
2026-05-04,09:30,awful beyond words,Bridge,
"""
GUESSED = ("--guess", "--leave-bad-rows", "--answer", "kind=exercises")


def test_a_dry_run_lists_what_would_come_in_what_was_guessed_and_each_row_left_out(
    run: Run, engine: Engine, tmp_path: Path
) -> None:
    account(engine, "ada")
    file = tmp_path / "mixed.csv"
    file.write_text(MIXED)
    status, out, err = run("import", "ada", "--dry-run", *GUESSED, file)
    assert (status, err) == (0, "")
    assert "guessed: What is in the column “Exercise”?" in out
    assert "guessed: What does a row stand for?" not in out  # that was typed
    new = [line for line in out.splitlines() if line.startswith("new: ")]
    assert [line.partition(": ")[2].partition(":")[0] for line in new] == [
        f"mixed.csv, line {line}" for line in (2, 3, 5)
    ]
    assert "exercise: 2026-05-01 08:00, Walking, " in new[0]
    assert "note fine" in new[0]
    assert "1 row with nothing in the columns for an entry (line 4)" in out
    assert "the time of 1 row, which gives none: it comes in at about noon (line 3)" in out
    assert "not imported: the cell “comment: only pain” (line 4), column “Pain” (4)" in out


def test_a_dry_run_lists_every_entry_where_that_is_wanted(
    run: Run, engine: Engine, tmp_path: Path
) -> None:
    account(engine, "ada")
    file = tmp_path / "pain.csv"
    days = [date(2026, 5, 1) + timedelta(days=number) for number in range(25)]

    def written(level: int) -> None:
        rows = "".join(f"{day},day_average,{level}\n" for day in days)
        file.write_text("day,kind,level\n" + rows)

    for level, start in ((4, "new: "), (5, "would change: ")):
        written(level)
        out = run("import", "ada", "--dry-run", file)[1]
        assert len([line for line in out.splitlines() if line.startswith(start)]) == 20
        assert "and 5 more" in out
        out = run("import", "ada", "--dry-run", "--list-all", file)[1]
        lines = [line for line in out.splitlines() if line.startswith(start)]
        assert [line.partition("line ")[2].partition(":")[0] for line in lines] == [
            str(number) for number in range(2, 27)
        ]
        assert "and 5 more" not in out
        assert run("import", "ada", file)[0] == 0
    assert "2026-05-25" in lines[-1]


def test_a_dry_run_says_how_much_more_it_leaves_out_and_lists_all_where_that_is_wanted(
    run: Run, engine: Engine, tmp_path: Path
) -> None:
    account(engine, "ada")
    file = tmp_path / "table.csv"
    rows = "".join(f"2026-05-{day:02},,word {day}\n" for day in range(1, 31))
    file.write_text(f"Date,Pain,Comment\n2026-04-30,4,fine\n{rows}")
    out = run("import", "ada", "--guess", "--dry-run", file)[1]
    assert "lines 23, 24, 25, 26, 27, 28, 29, 30, 31, 32)" in out
    assert "30 rows with nothing in the columns for an entry (lines 3, 4" in out
    assert "12 and 20 more)" in out
    assert "--dry-run --list-all names every line and cell that is not imported" in out
    out = run("import", "ada", "--guess", "--dry-run", "--list-all", file)[1]
    words = [line for line in out.splitlines() if "the cell “comment: word" in line]
    assert len(words) == 30
    assert "more)" not in out
    assert "names every line" not in out


def test_entries_at_the_time_of_those_there_are_told_of_before_and_after(
    run: Run, engine: Engine, tmp_path: Path
) -> None:
    account(engine, "ada")
    mixed, other = tmp_path / "mixed.csv", tmp_path / "other.csv"
    mixed.write_text(MIXED)
    assert "at the same time" not in run("import", "ada", *GUESSED, mixed)[1]
    header, first, *more = MIXED.splitlines()
    other.write_text("\n".join([header.replace("Comment", "Remark"), first, *more]))
    for words in (("--dry-run",), ()):
        out = run("import", "ada", *words, *GUESSED, other)[1]
        assert "3 new entries are at the same time as ones in your diary" in out, words
        assert "(lines 2, 3, 5)." in out


def test_an_unknown_column_is_named(run: Run, engine: Engine, tmp_path: Path) -> None:
    account(engine, "ada")
    file = tmp_path / "pain.csv"
    file.write_text("day,kind,level,weather\n2026-05-01,day_average,4,rain\n")
    assert "not imported: column “weather”" in run("import", "ada", file)[1]


def test_what_is_left_open_is_listed_and_nothing_is_imported(run: Run, engine: Engine) -> None:
    owner = account(engine, "ada")
    file = SAMPLES / "daylio.csv"
    status, out, err = run("import", "ada", file)
    assert (status, out) == (1, "")
    assert "These questions are still open:\n  --answer 'zone=…'" in err
    assert "  --answer 'activity:walk=…'  What is the activity “walk”?" in err
    assert "(nothing), exercise, relief:nsaid_cream" in err
    assert kept(engine, r.DayNote, owner) == []


def test_answers_and_guesses_bring_a_trackers_file_in(run: Run, engine: Engine) -> None:
    owner = account(engine, "ada")
    file = SAMPLES / "daylio.csv"
    words = ("import", "ada", file, "--guess", "--answer", "mood=now", "--answer", "mood:rad=2")
    status, out, err = run(*words, "--dry-run")
    assert (status, err) == (0, "")
    assert "not imported: activity “friends”" in out
    assert kept(engine, r.PainLevel, owner) == []
    assert run(*words)[0] == 0
    assert len(kept(engine, r.PainLevel, owner)) == 1
    status, out, _ = run("import", "ada", file)  # the answers are those of last time
    assert (status, "0 new, 0 changed" in out) == (0, True)


@pytest.mark.parametrize("wrong", ["weather=rain", "mood=sideways", "mood"])
def test_an_answer_to_nothing_is_refused(run: Run, engine: Engine, wrong: str) -> None:
    account(engine, "ada")
    status, _, err = run("import", "ada", SAMPLES / "daylio.csv", "--guess", "--answer", wrong)
    assert (status, one_sentence(err)) == (1, True)


def test_any_table_is_told_by_answers(run: Run, engine: Engine, tmp_path: Path) -> None:
    owner = account(engine, "ada")
    file = tmp_path / "mine.csv"
    file.write_text("When,Ouch,Sky\n2026-05-01,4,rain\n")
    mapping = {"kind": "pain", "column:when": "day", "column:ouch": "level", "column:sky": "words"}
    mapping |= {"zone": ZONE, "constant:kind": "day_average", "scale:ouch": "0-10"}
    answers = [word for item in mapping.items() for word in ("--answer", "=".join(item))]
    assert run("import", "ada", file, *answers)[0] == 0
    (level,) = kept(engine, r.PainLevel, owner)
    assert isinstance(level, r.PainLevel)
    assert (level.level, level.note) == (4, "sky: rain")


# export


def test_an_account_goes_out_and_into_another(
    run: Run, engine: Engine, files: list[Path], tmp_path: Path
) -> None:
    for name in ("ada", "bea"):
        account(engine, name)
    run("import", "ada", *files)
    first, second = tmp_path / "ada.zip", tmp_path / "bea.zip"
    assert run("export", "ada", first)[0] == 0
    assert first.stat().st_mode & 0o777 == 0o600
    assert not list(tmp_path.glob("*.part"))
    status, out, err = run("import", "bea", "--dry-run", first)
    assert (status, err) == (0, "")
    assert out.count("1 new") == len(EXAMPLES)
    assert run("import", "bea", first)[0] == 0
    assert run("export", "bea", second)[0] == 0
    with zipfile.ZipFile(first) as first_archive, zipfile.ZipFile(second) as other:
        for name in first_archive.namelist():
            assert first_archive.read(name) == other.read(name) or name == "manifest.json", name
    assert "1 the same" in run("import", "bea", first)[1]


def test_what_an_archive_changes_beside_entries_is_told_in_words(
    run: Run, engine: Engine, tmp_path: Path
) -> None:
    live_in(engine, account(engine, "ada"))
    account(engine, "bea")
    file = tmp_path / "ada.zip"
    run("export", "ada", file)
    lines = run("import", "bea", "--dry-run", file)[1].splitlines()
    assert [line for line in lines if line.startswith("your settings")] == [
        "your settings: changed (zone, clock, first_weekday, theme, paused_on)"
    ]
    assert "your experiments: 1 new, 0 changed" in lines
    for holding in HOLDINGS.values():
        assert any(line.startswith(f"{holding.words}: ") for line in lines), holding.name


def test_an_archive_of_a_newer_journal_is_told_as_newer(
    run: Run, engine: Engine, tmp_path: Path
) -> None:
    live_in(engine, account(engine, "ada"))
    account(engine, "bea")
    file = tmp_path / "ada.zip"
    run("export", "ada", file)
    sentence = "A newer journal made this archive. What this one doesn’t know is left out."
    assert sentence not in run("import", "bea", "--dry-run", file)[1].splitlines()
    file.write_bytes(of_a_newer_journal(file.read_bytes()))
    assert sentence in run("import", "bea", "--dry-run", file)[1].splitlines()


def test_an_archive_is_never_written_into_what_lay_in_its_way(run: Run, tmp_path: Path) -> None:
    run("add-user", "ada", "--password-stdin")
    theirs, file = tmp_path / "theirs", tmp_path / "everything.zip"
    theirs.write_text("of somebody else")
    (tmp_path / "everything.zip.part").symlink_to(theirs)
    assert run("export", "ada", file)[0] == 0
    assert not file.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o600
    assert theirs.read_text() == "of somebody else"


def test_an_archive_moves_from_one_database_to_the_other(
    run: Run, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_in(engine, account(engine, "ada"), EXAMPLES)
    first_file, back = tmp_path / "there.zip", tmp_path / "back.zip"
    assert run("export", "ada", first_file)[0] == 0
    monkeypatch.setenv("JOURNAL_DATABASE_URL", f"sqlite:///{tmp_path}/other.sqlite3")
    assert run("add-user", "ada", "--password-stdin")[0] == 1  # is this meant? init says so
    assert run("init")[0] == 0
    assert run("add-user", "ada", "--password-stdin")[0] == 0
    assert run("import", "ada", first_file)[0] == 0
    assert run("export", "ada", back)[0] == 0
    with zipfile.ZipFile(first_file) as first_archive, zipfile.ZipFile(back) as other:
        for name in set(first_archive.namelist()) - {"manifest.json"}:
            assert first_archive.read(name) == other.read(name), name


def test_a_damaged_archive_is_refused_and_a_folder_not_written_to(
    run: Run, engine: Engine, tmp_path: Path
) -> None:
    account(engine, "ada")
    file = tmp_path / "ada.zip"
    run("export", "ada", file)
    file.write_bytes(file.read_bytes()[:-100])
    status, _, err = run("import", "ada", file)
    assert (status, one_sentence(err)) == (1, True)
    status, _, err = run("export", "ada", tmp_path)
    assert (status, one_sentence(err)) == (1, True)
    assert not list(tmp_path.parent.glob("*.part"))


def test_an_archive_with_a_second_experiment_under_way_is_refused(
    run: Run, engine: Engine, tmp_path: Path
) -> None:
    file = tmp_path / "ada.zip"
    for name, key in (("ada", EXPERIMENT.id), ("bea", EXPERIMENT.id[:-1] + "8")):
        owner = account(engine, name)
        with session(engine, writes=True) as db:
            experiments.put(db, owner, replace(EXPERIMENT, id=key))
            db.commit()
    run("export", "ada", file)
    for more in ((), ("--dry-run",)):
        status, out, err = run("import", "bea", file, *more)
        assert (status, out, one_sentence(err)) == (1, "", True)
        assert "You have an experiment running" in err


def test_a_folder_is_no_file(run: Run, engine: Engine, tmp_path: Path) -> None:
    account(engine, "ada")
    status, _, err = run("import", "ada", tmp_path)
    assert (status, one_sentence(err)) == (1, True)


# backup and restore


@pytest.mark.usefixtures("migrated")
def test_a_backup_brings_the_journal_back(shell: Run, new: Path, tmp_path: Path) -> None:
    shell("add-user", "ada", "--password-stdin")
    copy = tmp_path / "copy.sqlite3"
    status, out, err = shell("backup", copy)
    assert (status, err) == (0, "")
    assert str(copy) in out
    assert copy.stat().st_mode & 0o777 == 0o600
    shell("add-user", "charlie", "--password-stdin")
    status, out, err = shell("restore", copy)
    assert (status, err) == (0, "")
    assert names(new / "journal.sqlite3") == ["ada"]
    (before,) = new.glob("*.before-restore-*")
    assert str(before) in out
    assert "Everybody signs in again" in out
    assert names(before) == ["ada", "charlie"]


def names(file: Path) -> list[str]:
    connection = SQLITE.connect(file)
    usernames = [
        name for (name,) in connection.execute("SELECT username FROM accounts ORDER BY 1")
    ]
    connection.close()
    return usernames


@pytest.mark.usefixtures("migrated")
def test_a_backup_comes_back_on_a_new_machine(
    shell: Run, new: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell("add-user", "ada", "--password-stdin")
    copy = tmp_path / "copy.sqlite3"
    shell("backup", copy)
    shutil.rmtree(new)
    monkeypatch.setenv("JOURNAL_DATA_DIR", str(tmp_path / "another machine"))
    assert shell("restore", copy)[0] == 0
    assert names(tmp_path / "another machine" / "journal.sqlite3") == ["ada"]


def missing(_copy: Path) -> None:
    """Make nothing."""


def a_text(copy: Path) -> None:
    copy.write_text("not a database, but long enough to look into " * 50)


def of_another_program(copy: Path) -> None:
    with sqlite3.connect(copy) as other:
        other.execute("CREATE TABLE alembic_version (version_num)")
        other.execute("INSERT INTO alembic_version VALUES ('cafe01234567')")
    other.close()


@pytest.mark.usefixtures("migrated")
@pytest.mark.parametrize("make", [missing, a_text, of_another_program])
def test_what_is_no_backup_changes_nothing(
    shell: Run, new: Path, tmp_path: Path, make: Callable[[Path], None]
) -> None:
    shell("add-user", "ada", "--password-stdin")
    copy = tmp_path / "copy.sqlite3"
    make(copy)
    status, out, err = shell("restore", copy)
    assert (status, out) == (1, "")
    assert one_sentence(err)
    assert names(new / "journal.sqlite3") == ["ada"]


def test_a_backup_of_nothing_is_refused(shell: Run, new: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.sqlite3"
    status, _, err = shell("backup", copy)
    assert (status, one_sentence(err)) == (1, True)
    assert not copy.exists()
    assert not new.exists()


@pytest.mark.usefixtures("migrated")
@pytest.mark.parametrize("words", [("backup",), ("export", "ada")])
def test_no_command_writes_over_a_file_or_makes_a_folder(
    shell: Run, tmp_path: Path, words: tuple[str, ...]
) -> None:
    shell("add-user", "ada", "--password-stdin")
    file = tmp_path / "last year's only copy"
    file.write_text("precious")
    status, _, err = shell(*words, file)
    assert (status, one_sentence(err)) == (1, True)
    assert str(file) in err
    assert file.read_text() == "precious"
    link = tmp_path / "link"
    link.symlink_to(tmp_path / "nowhere")
    assert shell(*words, link)[0] == 1
    status, _, err = shell(*words, tmp_path / "missing" / "copy")
    assert (status, one_sentence(err)) == (1, True)
    assert not (tmp_path / "missing").exists()
    assert shell(*words, tmp_path / "copy")[0] == 0


def test_accounts_are_listed_with_how_they_sign_in_and_nothing_of_their_diaries(
    run: Run, engine: Engine
) -> None:
    ada, bea = account(engine, "ada"), account(engine, "bea")
    bring_in(engine, ada, [pain(DAY, 7)])
    run("demo", "--password-stdin")
    run("add-user", "grace", "--password-stdin")
    with session(engine, writes=True) as writing:
        second_factors.turn_on(writing, ada, SECRET, 1, ["a code"], NOW)
        passkeys.add(writing, ada, "Secret place", NewPasskey("aa", "bb", 0), NOW)
        code = care.invite(
            writing, ada, "x", NewInvitation(label="B", name="A", notes=True), NOW, token_bytes(32)
        )
        clinician = writing.get(m.Account, bea)
        assert clinician
        assert care.join(writing, clinician, code, NOW)
        accounts.sign_in(writing, clinician, "Firefox", NOW)
        writing.commit()
    status, out, _ = run("accounts")
    assert status == 0
    headings, *rows = out.splitlines()
    assert headings.split("  ")[0] == "Name"
    assert [line.split()[0] for line in rows] == ["ada", "bea", "demo", "grace"]
    day = local_day(NOW, ZONE).isoformat()
    assert re.fullmatch(rf"ada +person +{day} +signed out +passkey, app", rows[0])
    assert re.fullmatch(rf"bea +clinician +{day} +{day} +none", rows[1])
    assert re.fullmatch(r"demo +demonstration +\S+ +signed out +none", rows[2])
    assert re.fullmatch(r"grace +person +\S+ +never signed in +none", rows[3])
    assert "Secret" not in out
    with session(engine, writes=False) as reading:
        assert [look.what for look in audit.looks(reading, ada)] == ["passkey_added"]


@pytest.mark.usefixtures("migrated")
def test_a_backup_never_takes_the_place_of_the_database(shell: Run, new: Path) -> None:
    shell("add-user", "ada", "--password-stdin")
    file = new / "journal.sqlite3"
    inode = file.stat().st_ino
    status, _, err = shell("backup", file)
    assert (status, one_sentence(err)) == (1, True)
    assert file.stat().st_ino == inode


@pytest.mark.usefixtures("migrated")
def test_a_backup_that_cannot_be_written_says_so(shell: Run, new: Path, tmp_path: Path) -> None:
    shell("init")
    for place in (tmp_path, new / "secret_key" / "copy.sqlite3"):
        status, _, err = shell("backup", place)
        assert (status, one_sentence(err)) == (1, True)


def test_postgresql_has_tools_of_its_own(
    shell: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JOURNAL_DATABASE_URL", "postgresql+psycopg://ada@localhost:1/journal")
    for command, tool in (("backup", "pg_dump"), ("restore", "pg_restore")):
        status, _, err = shell(command, tmp_path / "copy")
        assert (status, one_sentence(err), tool in err) == (1, True, True)


def test_an_sqlite_file_is_moved_to_postgresql_not_restored(
    shell: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.sqlite3"
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA user_version = 1")
    monkeypatch.setenv("JOURNAL_DATABASE_URL", "postgresql+psycopg://ada@localhost:1/journal")
    status, _, err = shell("restore", copy)
    assert (status, one_sentence(err), f"move {copy} " in err) == (1, True, True)


def test_a_teams_last_clinician_becomes_a_host_only_where_that_is_said(
    run: Run, engine: Engine
) -> None:
    ada, bea, grace = (account(engine, name) for name in ("ada", "bea", "grace"))
    with session(engine, writes=True) as writing:
        teams.make(writing, "team", "Back", NOW)
        team = teams.one(writing, "team")
        assert team
        for key in (bea, grace):
            clinician = writing.get(m.Account, key)
            assert clinician
            clinician.clinician = True
            teams.add_member(writing, team, clinician, NOW)
        access = m.CareRow(owner_id=ada, id="access", label="Back", name="Ada", notes=False,
                           created_at=NOW, code_until=NOW, accepted_at=NOW,
                           team_id="team")  # fmt: skip
        writing.add(access)
        writing.commit()
    assert run("make-host", "grace")[0] == 0
    status, _, err = run("make-host", "bea")
    assert (status, one_sentence(err)) == (1, True)
    assert "nobody looks after 1 patient of “bea”" in err
    assert run("make-host", "bea", "--leave-alone")[0] == 0


# doctor


# Reminders


def test_reminders_that_are_due_are_sent_by_command(
    run: Run, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = account(engine, "ada")
    with web_server() as web:
        reminder = replace(
            FIRST_REMINDER, active=True, weekdays=WEEKDAYS, address=f"http://{web.at}/topic"
        )
        with session(engine, writes=True) as db:
            reminders.save(db, owner, reminder, NOW, ZONE)
            db.commit()
        monkeypatch.setenv("JOURNAL_REMINDER_HOSTS", web.at)
        with time_machine.travel(datetime(2026, 5, 20, 17, 5, tzinfo=UTC), tick=False):
            web.status = 500
            failed = (1, "Reminders: 0 sent, 0 not needed, 1 failed.\n")
            assert run("remind")[:2] == failed
            web.status = 200
            assert run("remind") == (0, "Reminders: 1 sent, 0 not needed, 0 failed.\n", "")
            assert run("remind") == (0, "Reminders: 0 sent, 0 not needed, 0 failed.\n", "")
    assert len(web.posts) == 2


def test_the_doctor_says_how_reminders_go(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("init")
    out = run("doctor")[1]
    assert "Email is not set up." in out
    assert "JOURNAL_PUBLIC_URL is not set" in out
    monkeypatch.setenv("JOURNAL_SMTP_URL", "smtp://ada:hunter22@mail.example")
    monkeypatch.setenv("JOURNAL_MAIL_FROM", "diary@example.org")
    monkeypatch.setenv("JOURNAL_PUBLIC_URL", "https://journal.example")
    out = run("doctor")[1]
    assert "by email through mail.example" in out
    assert "https://journal.example" in out
    assert "hunter22" not in out


@pytest.mark.usefixtures("migrated")
def test_a_healthy_journal_has_nothing_to_look_at(shell: Run, new: Path) -> None:
    shell("init")
    status, out, err = shell("doctor")
    assert (status, err) == (0, "")
    assert "LOOK" not in out
    assert "Integrity of the database file: ok." in out
    assert str(new) in out


def test_a_journal_on_either_database_is_examined(run: Run) -> None:
    run("init")
    status, out, _ = run("doctor")
    assert status == 0
    assert "The database is at version" in out
    assert "ok    No entry is known to be wrong by today’s time-zone rules." in out


def test_the_doctor_counts_entries_that_newer_zone_rules_make_wrong(
    run: Run, engine: Engine
) -> None:
    level = pain(kind="now", recorded_at=datetime(2026, 5, 20, 22, 30, tzinfo=UTC))
    for name in ("ada", "bea"):
        owner = account(engine, name)
        with older_rules(), session(engine, writes=True) as db:
            actions.add(db, owner, level, sent(at=level.recorded_at))
            db.commit()
    assert "ok    2 entries may have a wrong time" in run("doctor")[1]


def open_to_others(folder: Path) -> None:
    (folder / "journal.sqlite3").chmod(0o644)


def key_open_to_others(folder: Path) -> None:
    (folder / "secret_key").chmod(0o644)


def without_its_key(folder: Path) -> None:
    (folder / "secret_key").unlink()


def damaged(folder: Path) -> None:
    file = folder / "journal.sqlite3"
    content = bytearray(file.read_bytes())
    content[8192:40960] = b"\xff" * (40960 - 8192)
    file.write_bytes(content)


def no_database(folder: Path) -> None:
    (folder / "journal.sqlite3").write_text("no database at all " * 500)


def older(folder: Path) -> None:
    connection = SQLITE.connect(folder / "journal.sqlite3")
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '0000'")
    connection.close()


def gone(folder: Path) -> None:
    (folder / "journal.sqlite3").unlink()


def emptied(folder: Path) -> None:
    (folder / "journal.sqlite3").write_text("")


def anothers(folder: Path) -> None:
    emptied(folder)
    with sqlite3.connect(folder / "journal.sqlite3") as other:
        other.execute("CREATE TABLE songs (title)")
    other.close()


def newer(folder: Path) -> None:
    connection = SQLITE.connect(folder / "journal.sqlite3")
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()


def a_table_gone(folder: Path) -> None:
    connection = SQLITE.connect(folder / "journal.sqlite3")
    with connection:
        connection.execute("DROP TABLE checkins")
    connection.close()


def a_column_gone(folder: Path) -> None:
    connection = SQLITE.connect(folder / "journal.sqlite3")
    with connection:
        connection.execute("ALTER TABLE checkins DROP COLUMN note")
    connection.close()


def with_an_empty_key(folder: Path) -> None:
    (folder / "secret_key").write_text("")


SPOILT: dict[Callable[[Path], None], str] = {
    open_to_others: "Others can read the database",
    key_open_to_others: "Others can read the secret key",
    without_its_key: "is missing. Put it back",
    with_an_empty_key: "is too short",
    damaged: "damaged|Integrity of the database file",
    no_database: "can’t be read as a database",
    older: "at version 0000",
    newer: "Install the newer journal again",
    gone: "although this journal was set up before",
    emptied: "although this journal was set up before",
    anothers: "is not a database of the journal",
    a_table_gone: "should have: checkins.",
    a_column_gone: "should have: checkins.note.",
}


@pytest.mark.usefixtures("migrated")
@pytest.mark.parametrize("spoil", SPOILT, ids=lambda spoil: spoil.__name__)
def test_what_is_wrong_is_found_and_named(
    shell: Run, new: Path, spoil: Callable[[Path], None]
) -> None:
    shell("init")
    spoil(new)
    status, out, err = shell("doctor")
    assert (status, err) == (1, "")
    assert len([line for line in out.splitlines() if line.startswith("LOOK")]) == 1
    assert re.search(f"LOOK .*({SPOILT[spoil]})", out)


REFUSED = (damaged, no_database, newer, gone, emptied, anothers, a_table_gone, a_column_gone)


@pytest.mark.usefixtures("migrated")
@pytest.mark.parametrize("spoil", REFUSED, ids=lambda spoil: spoil.__name__)
def test_what_is_wrong_with_a_database_is_not_served_and_left_as_it_is(
    shell: Run, new: Path, spoil: Callable[[Path], None]
) -> None:
    shell("add-user", "ada", "--password-stdin")
    spoil(new)
    before = contents(new)
    for command in (["serve", "--port", "1"], ["add-user", "eve", "--password-stdin"]):
        status, _, err = shell(*command)
        if spoil is damaged and command[0] == "add-user":
            continue  # looked through by serve, which goes on for long
        assert (status, err.count("\n")) == (1, 1)
        assert re.search(SPOILT[spoil], err)
        assert contents(new) == before


def contents(folder: Path) -> dict[str, bytes]:
    """What lies in a folder, but for locks and what SQLite puts beside a database in use."""
    beside = (".lock", "-wal", "-shm")
    return {
        file.name: file.read_bytes()
        for file in folder.iterdir()
        if file.is_file() and not file.name.endswith(beside)
    }


def test_only_init_begins_again_where_a_journal_was(shell: Run, new: Path) -> None:
    shell("add-user", "ada", "--password-stdin")
    (new / "journal.sqlite3").unlink()
    status, out, _ = shell("init")
    assert (status, out) == (0, "The database is ready.\n")
    assert names(new / "journal.sqlite3") == []
    assert shell("doctor")[0] == 0


def test_on_postgresql_too_an_empty_database_is_none_where_a_journal_was(
    run: Run, engine: Engine
) -> None:
    run("init")
    with engine.execution_options(**{ALL_OWNERS: True}).begin() as connection:
        m.Base.metadata.drop_all(connection)
        connection.execute(text("DROP TABLE alembic_version"))
    status, _, err = run("add-user", "eve", "--password-stdin")
    assert status == 1
    assert "although this journal was set up before" in err
    assert run("init")[0] == 0


@pytest.mark.usefixtures("migrated")
def test_the_doctor_leaves_every_byte_and_every_file(shell: Run, new: Path) -> None:
    shell("add-user", "ada", "--password-stdin")
    before = {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in new.iterdir()}
    assert shell("doctor")[0] == 0
    after = {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in new.iterdir()}
    assert after == before


def test_a_public_journal_that_answers_to_any_name_is_told_of(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("init")
    monkeypatch.setenv("JOURNAL_PUBLIC_URL", "https://journal.example")
    assert "LOOK  The journal answers to any host name" in run("doctor")[1]
    monkeypatch.setenv("JOURNAL_TRUSTED_HOSTS", "journal.example")
    assert "ok    It answers to: journal.example." in run("doctor")[1]


def test_the_doctor_changes_nothing(shell: Run, new: Path) -> None:
    status, out, _ = shell("doctor")
    assert status == 0
    assert "no database yet" in out
    assert not new.exists()


def test_the_doctor_looks_wherever_the_folder_is_to_be(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JOURNAL_DATA_DIR", str(tmp_path / "not" / "yet" / "there"))
    status, out, _ = run("doctor")
    assert status == 0
    assert "MB are free" in out


# Wrong settings


def a_file_in_the_way(folder: Path) -> dict[str, str]:
    folder.write_text("in the way")
    return {}


def a_database_that_is_none(folder: Path) -> dict[str, str]:
    folder.mkdir()
    (folder / "journal.sqlite3").write_text("no database at all " * 500)
    return {}


def a_database_that_does_not_answer(_folder: Path) -> dict[str, str]:
    return {"JOURNAL_DATABASE_URL": "postgresql+psycopg://ada:hunter22@127.0.0.1:1/journal"}


def a_wrong_word(_folder: Path) -> dict[str, str]:
    return {"JOURNAL_REGISTRATION": "perhaps"}


def a_short_key(_folder: Path) -> dict[str, str]:
    return {"JOURNAL_SECRET_KEY": "short"}


def a_key_that_others_read(folder: Path) -> dict[str, str]:
    folder.mkdir()
    (folder / "secret_key").write_text("0" * 64)
    (folder / "secret_key").chmod(0o644)
    return {}


def a_database_of_a_newer_journal(folder: Path) -> dict[str, str]:
    main(["init"])
    connection = SQLITE.connect(folder / "journal.sqlite3")
    with connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    return {}


WRONG = (
    a_file_in_the_way,
    a_database_that_is_none,
    a_database_that_does_not_answer,
    a_wrong_word,
    a_short_key,
    a_key_that_others_read,
    a_database_of_a_newer_journal,
)


@pytest.mark.parametrize(
    ("command", "wrong"),
    # A database that does not answer is waited for: see test_nodes.
    [("init", wrong) for wrong in WRONG]
    + [("serve", wrong) for wrong in WRONG if wrong is not a_database_that_does_not_answer],
)
def test_a_wrong_setting_is_one_sentence_and_ends_with_1(
    shell: Run,
    new: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    wrong: Callable[[Path], dict[str, str]],
    command: str,
) -> None:
    for name, setting in wrong(new).items():
        monkeypatch.setenv(name, setting)
    capsys.readouterr()
    status, out, err = shell(command)
    assert (status, out) == (1, "")
    assert one_sentence(err)
    assert "hunter22" not in err


@pytest.mark.usefixtures("migrated")
def test_accounts_without_their_key_are_not_served(shell: Run, new: Path) -> None:
    shell("add-user", "ada", "--password-stdin")
    (new / "secret_key").unlink()
    for command in (("init",), ("serve",), ("demo",), ("set-password", "ada", "--password-stdin")):
        status, _, err = shell(*command)
        assert (status, one_sentence(err)) == (1, True)
        assert "secret key" in err
    assert not (new / "secret_key").exists()


@pytest.mark.parametrize(
    "words", [(), ("nothing",), ("import",), ("backup",), ("serve", "--port", "x")]
)
def test_what_is_no_command_shows_how_it_is_typed(
    capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(list(words))
    assert ended.value.code == 2
    assert "usage: python -m journal" in capsys.readouterr().err


def test_every_command_says_what_it_is_for(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    output = capsys.readouterr().out
    for command in ("accounts", "serve", "init", "add-user", "set-password", "sign-out", "demo",
                    "export", "import", "backup", "restore", "doctor"):  # fmt: skip
        assert command in output


def test_each_argument_says_what_its_command_does_with_it(
    capsys: pytest.CaptureFixture[str],
) -> None:
    helps = {}
    for name in TYPED:
        with pytest.raises(SystemExit):
            main([name, "--help"])
        _, _, section = capsys.readouterr().out.partition("positional arguments:\n")
        for line in re.split("\n  (?=[A-Z])", "\n" + section.partition("\n\n")[0]):
            argument, _, words = " ".join(line.split()).partition(" ")
            if argument:
                helps[name, argument] = words
    assert len(set(helps.values())) == len(helps) >= 11
    assert all(helps.values())
    for command, verb in {"backup": "write", "export": "write", "restore": "read"}.items():
        assert f" to {verb}" in helps[command, "FILE"]
    assert " to read" in helps["import", "FILE"]


@pytest.mark.parametrize("name", sorted(TYPED))
def test_the_help_of_a_command_says_what_it_does_and_shows_one_that_works(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    text = " ".join(capsys.readouterr().out.split())
    assert command_text(name.replace("-", "_")) in text
    assert f"For example: python -m journal {TYPED[name]}" in text
    options = parser().parse_args(TYPED[name].split())
    assert options.command


def test_every_command_has_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    names = re.findall(r"^    ([a-z-]+)", capsys.readouterr().out, re.MULTILINE)
    assert set(names) == set(TYPED)


def test_a_diary_that_was_brought_in_by_command_is_the_accounts(
    run: Run, engine: Engine, files: list[Path]
) -> None:
    mine, theirs = account(engine, "ada"), account(engine, "charlie")
    bring_in(engine, theirs, EXAMPLES)
    assert run("import", "ada", *files)[0] == 0
    assert kept(engine, r.PainLevel, mine) == kept(engine, r.PainLevel, theirs)


# insight


@pytest.fixture
def year(engine: Engine) -> str:
    """The account of a year in which pain is lower the day after exercise, up to 20 May 2026."""
    owner = account(engine, "ada")
    diary = Family("lower the day after", base(0.3, day_after=-2.0)).days(1, 1)
    records: list[r.Record] = []
    for number, (level, did) in enumerate(zip(diary.pain, diary.exercise, strict=True)):
        day = DAY - timedelta(days=364 - number)
        if level is not None:
            records.append(pain(day, int(level)))
        records.append(exercise(day) if did else r.DayNote(day=day, no_exercise=True))
    bring_in(engine, owner, records)
    return owner


@pytest.mark.usefixtures("year")
def test_insight_prints_the_verdicts_with_their_numbers(run: Run) -> None:
    with time_machine.travel(NOW):
        status, out, err = run("insight", "ada")
    assert (status, err) == (0, "")
    assert "On the " in out
    assert "status: difference" in out
    assert re.search(r"E: beta .*, nu 19, se .* T 343", out)
    assert "Checked on 2026-04-29; next check on 2026-05-27." in out


@pytest.mark.usefixtures("year")
def test_insight_as_json_has_every_number_by_name(run: Run, engine: Engine) -> None:
    with time_machine.travel(NOW):
        document = json.loads(run("insight", "ada", "--json")[1])
    assert list(document) == ["day_after", "week_before", "trend"]
    assert {"status", "T", "n", "n1", "n0", "mean_after", "mean_other", "E", "L", "G"} <= set(
        document["day_after"]
    )
    assert {"beta", "se", "nu", "t", "p", "low", "high"} <= set(document["day_after"]["E"])
    assert {"slope_per_week", "se", "p", "low", "high", "n_eff"} <= set(document["trend"])
    with session(engine, writes=False) as db:
        days = series.diary_days(db, ada(engine).id, DAY)
    assert document == json.loads(json.dumps(as_dict(insight_from_day_1(days))))


@pytest.mark.usefixtures("year")
def test_insight_on_a_day_knows_nothing_of_what_came_later(run: Run) -> None:
    verdicts = []
    with time_machine.travel(NOW):
        for day in ("2025-07-22", "2025-07-23", "2025-08-19", "2025-08-20", "2024-01-01"):
            status, out, _ = run("insight", "ada", "--on", day, "--json")
            assert status == 0
            verdicts.append(json.loads(out)["day_after"])
    assert [each["looked_on"] for each in verdicts] == [
        None,
        "2025-07-23",
        "2025-07-23",
        "2025-08-20",
        None,
    ]
    assert verdicts[1] == verdicts[2]
    assert verdicts[1]["T"] <= 64
    assert verdicts[4]["n"] == 0


def test_an_empty_diary_has_no_verdict_and_says_what_is_missing(run: Run, engine: Engine) -> None:
    account(engine, "ada")
    status, out, _ = run("insight", "ada")
    assert status == 0
    assert out.count("status: not_enough") == 3
    assert "40 more days with an average needed" in out


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("charlie",), "There is no account “charlie”."),
        (("ada", "--on", "2026-02-30"), "“2026-02-30” is not a day: Give a day"),
        (("ada", "--on", "yesterday"), "“yesterday” is not a day: Give a day"),
        (("ada", "--on", "2026-05-21"), "2026-05-21 is in the future"),
    ],
)
def test_insight_of_nobody_or_no_day_is_refused(
    run: Run, engine: Engine, words: tuple[str, ...], sentence: str
) -> None:
    account(engine, "ada")
    with time_machine.travel(NOW):
        status, out, err = run("insight", *words)
    assert (status, out) == (1, "")
    assert err.startswith(sentence)
    assert one_sentence(err)


@pytest.mark.usefixtures("year")
def test_the_zone_of_the_server_changes_no_verdict(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    outputs = []
    with time_machine.travel(NOW):
        for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"):
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            outputs.append(run("insight", "ada", "--json")[1])
    assert outputs[0] == outputs[1] == outputs[2]
