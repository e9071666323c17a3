"""The commands of Flask and Alembic, as who knows them types them."""

import os
import stat
import subprocess
import sys
import urllib.request
from contextlib import closing
from pathlib import Path

import pytest
from flask import Flask

import journal
from journal.config import WrongSetting
from journal.store.db.engine import SQLITE
from journal.store.db.upgrade import revisions
from tests.browser.conftest import ROOT
from tests.ports import free_port


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of a journal whose folder is not made yet."""
    return os.environ | {"JOURNAL_DATA_DIR": str(tmp_path / "instance")}


def typed(env: dict[str, str], *words: str) -> "subprocess.CompletedProcess[str]":
    """What a command of an installed tool says, in the project's folder."""
    return subprocess.run(
        [sys.executable, "-W", "error", "-m", *words],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def test_flask_finds_the_journal_and_lists_its_routes(environment: dict[str, str]) -> None:
    process = typed(environment, "flask", "--app", "journal", "routes")
    assert (process.returncode, process.stderr) == (0, "")
    assert "/healthz" in process.stdout


def test_flask_serves_the_journal(environment: dict[str, str]) -> None:
    port = free_port()
    words = [sys.executable, "-W", "error", "-m", "flask", "--app", "journal", "run"]
    with subprocess.Popen(
        [*words, "--port", str(port)],
        cwd=ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stderr is not None
        while "Running on" not in (line := process.stderr.readline()):
            assert line, "the server stopped before it answered"
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=10) as answer:
            assert answer.status == 200
        process.terminate()


def test_the_package_makes_the_application_of_the_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("JOURNAL_DATA_DIR", str(tmp_path / "instance"))
    monkeypatch.setenv("JOURNAL_TRUSTED_HOSTS", "journal.example")
    app = journal.create_app()
    assert isinstance(app, Flask)
    assert app.config["TRUSTED_HOSTS"] == ["journal.example"]
    app.extensions["journal_engine"].dispose()


@pytest.mark.parametrize(
    ("word", "variables", "says"),
    [
        ("routes", {"JOURNAL_DATABASE_URL": "mysql://x"}, "JOURNAL_DATABASE_URL starts with my"),
        ("run", {"JOURNAL_DATA_DIR": "/proc/x"}, "/proc/x/journal.sqlite3 can’t be used"),
        ("--help", {"JOURNAL_TRUSTED_PROXIES": "x"}, "JOURNAL_TRUSTED_PROXIES"),
    ],
)
def test_flask_says_in_a_sentence_why_there_is_no_journal(
    environment: dict[str, str], word: str, variables: dict[str, str], says: str
) -> None:
    process = typed(environment | variables, "flask", "--app", "journal", word)
    assert process.returncode == (0 if word == "--help" else 1)
    assert process.stderr.startswith(f"Error: {says}")
    assert len(process.stderr.rstrip().splitlines()) == 1


def test_flask_refuses_the_database_of_a_newer_journal(
    environment: dict[str, str], tmp_path: Path
) -> None:
    assert typed(environment, "alembic", "upgrade", "head").returncode == 0
    with closing(SQLITE.connect(tmp_path / "instance" / "journal.sqlite3")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    process = typed(environment, "flask", "--app", "journal", "routes")
    assert process.returncode == 1
    assert process.stderr.startswith("Error: The database is at version 9999")
    assert len(process.stderr.splitlines()) == 1


def test_a_server_that_asks_for_the_application_sees_what_is_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("JOURNAL_DATABASE_URL", "mysql://x")
    with pytest.raises(WrongSetting):
        journal.create_app()


@pytest.mark.both_databases
def test_alembic_makes_the_database_of_the_settings(
    database_url: str, tmp_path: Path, environment: dict[str, str]
) -> None:
    env = (
        environment
        if "sqlite" in database_url
        else environment | {"JOURNAL_DATABASE_URL": database_url}
    )
    is_new = env is environment
    began = "A new database was made, at" if is_new else "The database is at"
    for words, says in (
        (("upgrade", "head"), f"{began} version {revisions()[-1]}"),
        (("current",), f"{revisions()[-1]} (head)\n"),
        (("check",), "No new upgrade operations detected.\n"),
    ):
        process = typed(env, "alembic", *words)
        assert process.returncode == 0, process.stderr
        assert process.stdout.startswith(says)
        assert process.stdout.count("\n") == 1
    if env is environment:
        file = tmp_path / "instance" / "journal.sqlite3"
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_alembic_says_what_is_wrong_with_a_setting(environment: dict[str, str]) -> None:
    process = typed(environment | {"JOURNAL_DATABASE_URL": "mysql://x"}, "alembic", "current")
    assert process.returncode != 0
    assert "FAILED: JOURNAL_DATABASE_URL starts with mysql://" in process.stdout + process.stderr
