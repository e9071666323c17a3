"""Opening the database of a journal that is to be used: found, made only where none was, upgraded.

A journal that was set up has a marker beside its key. Where the marker is and the database is
not, something is wrong: nobody begins with an empty journal, open to whoever comes first.
"""

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Engine, event, text
from sqlalchemy.engine import make_url

from journal.config import Settings, WrongSetting
from journal.store.db import owner_wall
from journal.store.db.database_files import finish, is_cut_off, new_file
from journal.store.db.database_lock import DatabaseLock, InUse
from journal.store.db.engine import engine_of, open_database
from journal.store.db.inspection import (
    APPLICATION_ID,
    Damaged,
    WrongDatabase,
    application_id,
    is_a_journal,
    reading,
    refuse_damage,
    refuse_missing_parts,
    tables,
)
from journal.store.db.upgrade import NewerDatabase, RowsLost, current, reach, upgrade
from journal.words import hosting
from journal.words.settings import setting_text

MARKER: Final = "set-up"
REFUSALS: Final = (WrongSetting, WrongDatabase, InUse, NewerDatabase, RowsLost)
"""Why a database is not opened: each says in a sentence what is wrong, and what to do."""


def marker(settings: Settings) -> Path:
    """The file that says that the journal was set up."""
    return settings.data_dir / MARKER


def prepared(
    settings: Settings, now: datetime, *, create: bool = False, check: bool = False
) -> Engine:
    """The engine of the database, created or upgraded first; others may use it, nobody replace it.

    With ``create`` an empty one is made even where there was one before; with ``check`` a damaged
    file is refused. Raises WrongSetting, WrongDatabase, InUse, NewerDatabase and RowsLost.
    """
    engine = opened(settings, create=create, check=check)
    try:
        bring_up_to_date(engine, settings, now, create=create)
    except BaseException:
        engine.dispose()
        raise
    return engine


def opened(settings: Settings, *, create: bool = False, check: bool = False) -> Engine:
    """The engine of a database that is not asked anything yet; a file is looked at and locked.

    Its arguments, and what it raises, are those of ``prepared``.
    """
    file = settings.sqlite_file
    if file is None:
        return engine_of(settings)
    try:
        lock = _locked(file)
    except OSError as wrong:
        raise WrongSetting(hosting.cannot_be_used(file, wrong.strerror)) from wrong
    try:
        _look_at(file, check=check)
        if not create:
            refuse_missing(settings)
    except BaseException:
        lock.close()
        raise
    engine = engine_of(settings)
    event.listen(engine, "engine_disposed", lambda _engine: lock.close())
    return engine


def bring_up_to_date(
    engine: Engine, settings: Settings, now: datetime, *, create: bool = False
) -> None:
    """Create or upgrade what an engine opens. Raises what ``prepared`` does."""
    reach(engine, settings)
    had_one = settings.sqlite_file is None and was_set_up(settings)
    if had_one and not create and current(engine) is None:
        raise WrongDatabase(hosting.database_missing(shown(settings), marker(settings)))
    upgrade(engine, settings.data_dir / "backups", now)
    with engine.connect() as connection:
        refuse_missing_parts(connection, shown(settings))
    _stamp(engine)
    mark(settings, now)


def put_up_wall(engine: Engine, settings: Settings) -> None:
    """Have PostgreSQL hide the rows of others from the role of the pages, where they have one.

    Raises WrongSetting where that role would see them all the same.
    """
    if not settings.database_pages_url:
        return
    owner_wall.put_up(engine, make_url(settings.database_pages_url).username or "")
    pages = open_database(settings.database_pages_url, connections=1, prepares=False)
    try:
        with engine.connect() as own, pages.connect() as connection:
            if not owner_wall.stops(connection, own):
                raise WrongSetting(setting_text("no_wall"))
    finally:
        pages.dispose()


def shown(settings: Settings) -> object:
    """The database as a message names it."""
    return settings.sqlite_file or settings.database_url.rpartition("@")[2]


def was_set_up(settings: Settings) -> bool:
    """Whether there was a journal here before: its marker says so, or the key that it made."""
    own_key = settings.secret_key_file == settings.data_dir / "secret_key"
    return marker(settings).exists() or (own_key and settings.secret_key_file.exists())


def refuse_missing(settings: Settings) -> None:
    """Raise WrongDatabase where a journal was set up and its SQLite file is missing or empty."""
    file = settings.sqlite_file
    if file is None or not was_set_up(settings) or _holds_tables(file):
        return
    raise WrongDatabase(hosting.database_missing(file, marker(settings)))


def _holds_tables(file: Path) -> bool:
    if not file.exists():
        return False
    with reading(file) as connection:
        return bool(tables(connection))


def _locked(file: Path) -> DatabaseLock:
    if is_cut_off(file):
        with DatabaseLock(file, alone=True):
            finish(file)
    return DatabaseLock(file, alone=False)


def _look_at(file: Path, *, check: bool) -> None:
    """Raise WrongDatabase where a file is another program's, or, with ``check``, damaged."""
    if not file.exists():
        return
    with reading(file) as connection:
        foreign = tables(connection) and not is_a_journal(connection)
        if foreign or application_id(connection) not in (0, APPLICATION_ID):
            raise WrongDatabase(hosting.not_a_journal(file))
        if check:
            try:
                refuse_damage(file, connection)
            except Damaged as wrong:
                raise Damaged(hosting.serving_damaged(str(wrong))) from wrong


def _stamp(engine: Engine) -> None:
    """Let the header of an SQLite file say that it is a journal's."""
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection:
        if connection.execute(text("PRAGMA application_id")).scalar() != APPLICATION_ID:
            driver: Any = connection.connection.driver_connection  # of either SQLite module
            connection.rollback()
            driver.execute(f"PRAGMA application_id={APPLICATION_ID}")


def mark(settings: Settings, now: datetime) -> None:
    """Remember that a journal was set up here."""
    file = marker(settings)
    if not file.exists():
        with suppress(OSError):  # on PostgreSQL the folder may not be ours to write
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with os.fdopen(new_file(file), "w") as marker_file:
                marker_file.write(hosting.marker_text(now.date()) + "\n")
            os.utime(file, (now.timestamp(), now.timestamp()))  # nightly work counts from here
