"""``python -m journal doctor``: whether everything is as it should be."""

import platform
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sqlalchemy import Engine, text
from sqlalchemy.exc import SQLAlchemyError

from journal.config import Settings
from journal.store.db.engine import SQLITE, open_database, wal_is_safe
from journal.store.db.upgrade import current, revisions

MEGABYTE: Final = 1024 * 1024
LEAST_FREE: Final = 200 * MEGABYTE


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, and whether it is fine."""

    fine: bool
    text: str


def examine(settings: Settings) -> list[Finding]:
    """Everything that was looked at. Changes nothing."""
    found = [Finding(True, f"Python {platform.python_version()} on {platform.platform()}")]
    file = settings.sqlite_file
    if file is not None and not file.exists():
        return [*found, Finding(True, f"There is no database yet at {file}; serve makes it.")]
    try:
        engine = open_database(settings.database_url)
        found += _database(engine)
        if file is not None:
            found += _sqlite(engine, file)
    except SQLAlchemyError as error:
        found.append(Finding(False, f"The database cannot be opened: {error}"))
    return [*found, _secret_key(settings), _disk(settings.data_dir), *_reminders(settings)]


def _database(engine: Engine) -> list[Finding]:
    version, newest = current(engine), revisions()[-1]
    return [
        Finding(
            version == newest,
            f"The database is at version {version}"
            + ("." if version == newest else f"; this journal needs {newest}: type init."),
        )
    ]


def _sqlite(engine: Engine, file: Path) -> list[Finding]:
    safe = wal_is_safe(SQLITE.sqlite_version_info)
    with engine.connect() as connection:
        mode = connection.execute(text("PRAGMA journal_mode")).scalar()
        whole = connection.execute(text("PRAGMA integrity_check")).scalar()
        dangling = len(connection.execute(text("PRAGMA foreign_key_check")).all())
    private = not file.stat().st_mode & 0o077
    return [
        Finding(
            True,
            f"SQLite {SQLITE.sqlite_version}, journal {mode}"
            + ("." if safe else ": the slower, safer mode, as this version can damage WAL files."),
        ),
        Finding(whole == "ok", f"Integrity of the database file: {whole}."),
        Finding(not dangling, f"References that lead nowhere: {dangling}."),
        Finding(
            private,
            f"Only its owner can read {file}."
            if private
            else f"Others can read the database. Type: chmod 600 {file}",
        ),
        Finding(True, f"The database is {file.stat().st_size / MEGABYTE:.1f} MB."),
    ]


def _secret_key(settings: Settings) -> Finding:
    if settings.secret_key:
        return Finding(True, "The secret key comes from JOURNAL_SECRET_KEY.")
    file = settings.secret_key_file
    if not file.exists():
        return Finding(False, f"The secret key {file} is missing. Put it back from a backup.")
    private = not file.stat().st_mode & 0o077
    return Finding(
        private,
        "Only its owner can read the secret key."
        if private
        else f"Others can read the secret key. Type: chmod 600 {file}",
    )


def _disk(folder: Path) -> Finding:
    place = next(place for place in (folder, *folder.parents) if place.exists())
    free = shutil.disk_usage(place).free
    return Finding(free > LEAST_FREE, f"{free / MEGABYTE:,.0f} MB are free where the data lies.")


def _reminders(settings: Settings) -> list[Finding]:
    mail, hosts = settings.mail, ", ".join(settings.reminder_hosts) or "nowhere"
    ways = f"by e-mail through {mail.host}" if mail else "not by e-mail, which is not set up"
    link = settings.public_url or "none, as JOURNAL_PUBLIC_URL is not set"
    sender = "serve" if settings.reminders else "the command remind only"
    return [
        Finding(True, f"Reminders go {ways}; by web to {hosts}. They are sent by {sender}."),
        Finding(True, f"The link in reminders: {link}."),
    ]
