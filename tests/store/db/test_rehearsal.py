"""Backups by night: made, brought back for a try, counted, and told of where they fail."""

import errno
import os
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from sqlalchemy import Engine

from journal.config import Settings
from journal.hosting import nightly
from journal.store.db import rehearsal
from journal.store.db.database_files import backup
from journal.store.db.preparing import prepared
from journal.store.db.rehearsal import RECORDS, is_due, kept_days, latest, rehearse
from journal.store.db.upgrade import migrating, row_counts
from tests.posts import web_server
from tests.store.db.test_backups import names_in
from tests.store.db.test_database_files import overwritten
from tests.store.making import EXAMPLES, NOW, account, one_of_everything

A_DAY = timedelta(days=1)


def test_a_backup_is_proven_by_bringing_it_back(
    sqlite: Engine, sqlite_file: Path, tmp_path: Path
) -> None:
    one_of_everything(sqlite, account(sqlite, "ada"))
    before = sqlite_file.read_bytes()
    report = rehearse(sqlite, tmp_path / "backups", NOW)
    assert report == latest(tmp_path / "backups")
    assert report
    with migrating(sqlite) as connection:
        counts = row_counts(connection)
    entries = sum(counts[name] for name in RECORDS)
    assert entries >= len(EXAMPLES)
    assert (report.problem, report.entries, report.file) == (
        "",
        entries,
        "nightly-20260520.sqlite3",
    )
    assert names_in(tmp_path / "backups" / report.file) == ["ada"]
    names = {file.name for file in (tmp_path / "backups").iterdir()}
    assert names == {report.file, "rehearsal.json", "rehearsal.sqlite3.lock"}
    assert sqlite_file.read_bytes() == before


def test_a_damaged_database_is_told_of_and_older_backups_stay(
    sqlite: Engine, sqlite_file: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    account(sqlite, "ada")
    rehearse(sqlite, folder, NOW)
    sqlite.dispose()
    overwritten(sqlite_file)
    report = rehearse(sqlite, folder, NOW + A_DAY)
    assert report
    assert report.problem
    assert names_in(folder / "nightly-20260520.sqlite3") == ["ada"]
    assert not (folder / "nightly-20260521.sqlite3").exists()


def test_a_full_disk_is_told_of(
    sqlite: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(rehearsal, "backup", full)
    report = rehearse(sqlite, tmp_path / "backups", NOW)
    assert report
    assert "is full" in report.problem


def test_one_flipped_byte_of_a_backup_is_noticed(
    sqlite: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one_of_everything(sqlite, account(sqlite, "ada"))

    def flipped(engine: Engine, file: Path) -> None:
        backup(engine, file)
        content = bytearray(file.read_bytes())
        content[100] ^= 0xFF  # the kind of a page
        file.write_bytes(content)

    monkeypatch.setattr(rehearsal, "backup", flipped)
    report = rehearse(sqlite, tmp_path / "backups", NOW)
    assert report
    assert report.problem


def test_it_is_due_once_a_night() -> None:
    folder, begun = Path("/nowhere"), datetime(2026, 5, 20, 12, tzinfo=UTC)
    assert not is_due(folder, begun, begun + timedelta(hours=14))  # 02:00
    assert is_due(folder, begun, begun + timedelta(hours=16))
    late = begun + timedelta(hours=16)
    assert not is_due(folder, late, late + timedelta(hours=1))
    assert is_due(folder, late, late + timedelta(hours=24))
    assert is_due(folder, late + timedelta(days=400), late)  # the clock was far ahead


def test_days_weeks_and_months_are_kept() -> None:
    days = [date(2026, 11, 28) - A_DAY * number for number in range(300)]
    selection = kept_days(days)
    assert set(days[:7]) <= selection
    assert {date(2026, 11, 22), date(2026, 11, 15), date(2026, 11, 8)} <= selection
    assert {date(2026, 10, 31), date(2026, 9, 30), date(2026, 6, 30)} <= selection
    assert len(selection) <= 7 + 4 + 6


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_host_is_told_of_a_failure_within_a_night(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failed(*_: object) -> rehearsal.Rehearsal:
        return rehearsal.Rehearsal(NOW.isoformat(), "x", 0, "it broke")

    with web_server() as web:
        own = replace(settings, host_address=f"http://{web.at}/topic", reminder_hosts=(web.at,))
        with time_machine.travel(NOW, tick=False):
            engine = prepared(own, NOW)
        os.utime(own.data_dir / "set-up", (NOW.timestamp(), NOW.timestamp()))
        monkeypatch.setattr(rehearsal, "rehearse", failed)
        for day, count in ((timedelta(hours=1), 0), (A_DAY, 1)):
            with time_machine.travel(NOW + day, tick=False):
                nightly.back_up_when_due(engine, own)
            assert len(web.posts) == count
        engine.dispose()
