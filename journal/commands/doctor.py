"""``python -m journal doctor``: whether everything is as it should be. Changes nothing."""

import platform
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import SQLAlchemyError

from journal import clock, zone_data
from journal.config import Settings, WrongSetting
from journal.core.account.audit import first_break
from journal.store.accounts import audit
from journal.store.db import rehearsal
from journal.store.db.database_files import is_cut_off
from journal.store.db.engine import SQLITE, engine_of, wal_is_safe
from journal.store.db.inspection import (
    COLUMNS,
    WrongDatabase,
    faults,
    is_a_journal,
    missing_parts,
    reading,
    side_files,
    tables,
    version,
)
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.preparing import marker, was_set_up
from journal.store.db.replica import replica_of
from journal.store.db.sessions import session
from journal.store.db.upgrade import current, revisions
from journal.store.diary import zone_rules
from journal.store.notices import FOREIGN_NAME, OTHER_KEY, UNNAMED_PROXY, key_digest, noticed
from journal.words import doctor as words
from journal.words import hosting

Columns = set[tuple[str, str]]
"""The table and the name of each column of a database."""

MEGABYTE: Final = 1024 * 1024
LEAST_FREE: Final = 200 * MEGABYTE
CATCHING_UP_SECONDS: Final = 5.0
"""How long a replica may take to get what was written when it was asked."""

PROOF_LASTS: Final = timedelta(days=3)
"""A computer that is off at night and at the weekend is no fault."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at, and whether it is fine."""

    fine: bool
    text: str


def examine(settings: Settings) -> list[Finding]:
    """Everything that was looked at."""
    runs_on = words.python(platform.python_version(), platform.platform())
    return [
        Finding(True, runs_on),
        Finding(True, _zones()),
        *_database(settings),
        *_backups(settings),
        *_secret_key(settings),
        _disk(settings.data_dir),
        *_names(settings),
        *_reminders(settings),
    ]


def _zones() -> str:
    versions = zone_data.use_newer()
    return words.zones(versions.package, versions.system, from_package=versions.from_package)


def _database(settings: Settings) -> Iterator[Finding]:
    file = settings.sqlite_file
    if file is None:
        yield from _postgresql(settings)
        return
    if is_cut_off(file):
        yield Finding(False, words.cut_off(file))
        return
    if not file.exists():
        missing = was_set_up(settings)
        sentence = hosting.database_missing(file, marker(settings)) if missing else ""
        yield Finding(not missing, sentence or words.no_database(file))
        return
    try:
        with reading(file) as connection:
            yield from _sqlite(settings, file, connection)
    except WrongDatabase as wrong:
        yield Finding(False, str(wrong))


def _sqlite(
    settings: Settings,
    file: Path,
    connection: Any,  # a connection of either SQLite module
) -> Iterator[Finding]:
    if not tables(connection):
        yield Finding(False, hosting.database_missing(file, marker(settings)))
        return
    if not is_a_journal(connection):
        yield Finding(False, hosting.not_a_journal(file))
        return
    revision = version(connection)
    columns = {(table, column) for table, column in connection.execute(COLUMNS["sqlite"])}
    yield from _version(revision, columns, file)
    safe = wal_is_safe(SQLITE.sqlite_version_info)
    mode = connection.execute("PRAGMA journal_mode").fetchone()[0]
    yield Finding(True, words.sqlite(SQLITE.sqlite_version, mode, safe=safe))
    if _fits(revision, columns):
        yield _zone_rules(connection.execute(zone_rules.written_by_all()))
    damage = faults(connection)
    yield Finding(not damage, words.faults(damage) if damage else words.whole())
    if audit.TABLE in tables(connection):
        yield _looks(connection.execute(audit.ALL))
    yield _privacy(file)
    wal = side_files(file)[0]
    wal_size = wal.stat().st_size if wal.exists() else 0
    yield Finding(True, words.size(file.stat().st_size / MEGABYTE, wal_size / MEGABYTE))


def _postgresql(settings: Settings) -> Iterator[Finding]:
    try:
        engine = engine_of(settings)
        revision = current(engine)
        with engine.connect() as connection:
            rows = connection.execute(text(COLUMNS["postgresql"]))
            columns = {(table, column) for table, column in rows}
            looked = _looked(connection, revision, columns)
        replica_found = _replica(settings, engine)
        engine.dispose()
    except SQLAlchemyError as wrong:
        reason = str(getattr(wrong, "orig", wrong)).splitlines()[0]
        yield Finding(False, hosting.cannot_be_opened(reason))
        return
    yield from _version(revision, columns, settings.database_url.rpartition("@")[2])
    yield from looked
    yield from replica_found


def _replica(settings: Settings, engine: Engine) -> list[Finding]:
    """Whether the replica, where there is one, gets what was written until now."""
    replica = replica_of(settings, engine)
    if replica is None:
        return []
    with session(engine, writes=False) as reading:
        state = replica.caught_up(reading, CATCHING_UP_SECONDS)
    fine = state.word == "ok" and not state.bytes_behind
    return [Finding(fine, words.replica(state.word, state.bytes_behind))]


def _looked(connection: Connection, revision: str | None, columns: Columns) -> list[Finding]:
    """What is found in the entries and lists of all accounts."""

    def everyones(question: str) -> Any:  # SQLAlchemy's rows
        return connection.execute(text(question), execution_options={ALL_OWNERS: True})

    findings = []
    if _fits(revision, columns):
        findings.append(_zone_rules(everyones(zone_rules.written_by_all())))
    if audit.TABLE in {table for table, _ in columns}:
        findings.append(_looks(everyones(audit.ALL)))
    return findings


def _zone_rules(rows: Iterable[Any]) -> Finding:
    """How many entries newer rules of their zone make wrong: their owners are asked."""
    return Finding(True, words.outdated(sum(1 for _ in zone_rules.concerns_in(rows))))


def _looks(rows: Iterable[Any]) -> Finding:
    """Whether nothing was changed in the lists of who looked at a diary."""
    wrong = first_break(audit.read(*row) for row in rows)
    sentence = words.looks_broken(wrong.owner, wrong.number) if wrong else words.looks_fit()
    return Finding(wrong is None, sentence)


def _version(revision: str | None, columns: Columns, where: object) -> Iterator[Finding]:
    newest = revisions()[-1]
    if revision is None:
        yield Finding(False, words.unversioned())
    elif revision not in revisions():
        yield Finding(False, hosting.newer(revision, newest))
    else:
        yield Finding(revision == newest, words.version(revision, newest))
        if revision == newest:
            missing = missing_parts(columns)
            sentence = hosting.lacks(where, missing) if missing else words.tables_fit()
            yield Finding(not missing, sentence)


def _fits(revision: str | None, columns: Columns) -> bool:
    """Whether the tables and columns are those of this version."""
    return revision == revisions()[-1] and not missing_parts(columns)


def _backups(settings: Settings) -> Iterator[Finding]:
    """Whether the latest backup by night was proven, and lately."""
    if settings.sqlite_file is None or not settings.backups:
        return
    proof = rehearsal.latest(settings.data_dir / "backups")
    if proof is None:
        yield Finding(True, hosting.none_proven())
    elif proof.problem:
        yield Finding(False, hosting.backup_failed(proof.problem))
    else:
        at = datetime.fromisoformat(proof.at)
        late = clock.now() - at > PROOF_LASTS
        yield Finding(not late, hosting.last_proven(f"{at:%Y-%m-%d %H:%M}", proof.entries))


def _privacy(file: Path) -> Finding:
    private = not file.stat().st_mode & 0o077
    sentence_for = words.private if private else words.database_open_to_others
    return Finding(private, sentence_for(file))


def _secret_key(settings: Settings) -> Iterator[Finding]:
    if settings.secret_key:
        yield Finding(True, words.key_from_setting())
        return
    file = settings.secret_key_file
    if not file.exists():
        fresh = not was_set_up(settings) and not (settings.sqlite_file or Path()).is_file()
        if not fresh:
            yield Finding(False, words.key_missing(file))
        return
    try:
        settings.key(accounts_exist=True)
    except WrongSetting as wrong:
        yield Finding(False, str(wrong))
    else:
        yield Finding(True, words.key_private())


def _disk(folder: Path) -> Finding:
    place = next(place for place in (folder, *folder.parents) if place.exists())
    free = shutil.disk_usage(place).free
    return Finding(free > LEAST_FREE, words.free(free / MEGABYTE))


def _names(settings: Settings) -> Iterator[Finding]:
    """Under which names it answers, and whose headers it believes."""
    if settings.trusted_hosts:
        yield Finding(True, words.hosts(settings.trusted_hosts))
    elif settings.public_url:
        yield Finding(False, words.hosts_unset())
    met = noticed(settings.data_dir)
    if met.get(UNNAMED_PROXY) and not settings.trusted_proxies.any:
        yield Finding(False, hosting.proxy_unnamed(met[UNNAMED_PROXY]))
    if OTHER_KEY in met and _is_key(settings, met[OTHER_KEY]):
        yield Finding(False, hosting.key_differs())
    origin, _, host = met.get(FOREIGN_NAME, "").partition(" ")
    if origin and origin not in settings.public_url:
        yield Finding(False, hosting.names_differ(origin, host))


def _is_key(settings: Settings, digest: str) -> bool:
    """Whether the secret key is still the one that was noted."""
    try:
        return key_digest(settings.key(accounts_exist=True)) == digest
    except WrongSetting:
        return False


def _reminders(settings: Settings) -> list[Finding]:
    mail, hosts = settings.mail, ", ".join(settings.reminder_hosts) or words.nowhere()
    how = words.reminders(mail.host if mail else "", hosts, served=settings.reminders)
    return [Finding(True, how), Finding(True, words.link(settings.public_url))]
