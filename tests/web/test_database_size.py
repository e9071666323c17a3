"""The files of the database: what is deleted leaves them, and no slow download lets them grow."""

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask

from journal.config import Settings
from journal.store.db.database_files import settle
from tests.people import PASSWORD, Person
from tests.web.conftest import newcomer
from tests.web.reading import listed

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
EXPORTS = ("/export/pain.csv", "/export/journal.zip", "/export/journal.xlsx", "/export/fhir.json")


@pytest.fixture
def app(journal_of: Callable[..., Flask]) -> Flask:
    """A journal of this test's own."""
    return journal_of()


def files_of(app: Flask) -> tuple[Path, Path]:
    """The database of a journal, and the file of its newest writes."""
    settings: Settings = app.extensions["journal_settings"]
    assert settings.sqlite_file is not None
    return settings.sqlite_file, settings.sqlite_file.with_name("journal.sqlite3-wal")


@pytest.mark.parametrize("path", EXPORTS)
def test_a_stalled_download_does_not_hold_the_newest_writes(app: Flask, path: str) -> None:
    ada = newcomer(app).registered("ada")
    for _ in range(20):
        ada.log("relief", method="warmth", note="words " * 200)
    listed(ada, "relief")  # says who it is, where that is asked
    answer = ada.browser.get(path, buffered=False)
    assert answer.status_code == 200
    pieces = answer.iter_encoded()
    first = next(iter(pieces))  # and no more is taken
    assert first
    for _ in range(20):
        ada.log("relief", method="rest", note="words " * 200)
    _, wal = files_of(app)
    assert wal.stat().st_size > 0
    settle(app.extensions["journal_engine"])
    assert wal.stat().st_size == 0
    answer.close()


def test_a_deleted_accounts_words_leave_the_disk_with_the_answer(app: Flask) -> None:
    ada: Person = newcomer(app).registered("ada")
    secret = f"a note that nobody shall find {uuid4()}"
    ada.log("relief", method="warmth", note=secret)
    database, wal = files_of(app)
    assert secret.encode() in database.read_bytes() + wal.read_bytes()
    typed = {"confirm": "ada", "own_password": PASSWORD}
    assert ada.send("/account/", "/account/delete", **typed).status_code == 303
    assert secret.encode() not in database.read_bytes()
    assert wal.stat().st_size == 0
