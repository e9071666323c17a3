"""Runs the migrations on the connection that is given, or on the database of the settings."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from alembic import command, context
from alembic.operations import MigrationScript
from alembic.runtime.migration import MigrationContext
from alembic.script.revision import RevisionError
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine

from journal import clock
from journal.config import Settings
from journal.store.db.models import Base
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.preparing import REFUSALS, opened, shown, was_set_up
from journal.store.db.upgrade import (
    copy_before_upgrade,
    current,
    known_version,
    migrating,
    reach,
    revisions,
)
from journal.words import hosting


def number(_context: MigrationContext, _head: object, scripts: Iterable[MigrationScript]) -> None:
    """Give a new migration the next number: the journal knows migrations by it."""
    for script in scripts:
        script.rev_id = f"{int(revisions()[-1]) + 1:04}"


def run(connection: Connection, *, writes: bool = True) -> None:
    """Do what the command asks, on a connection; ``writes``: whether it may change the database.

    What is cut off in the middle of a migration leaves nothing behind: on SQLite too the whole
    of it is one transaction, because the engine begins it itself.
    """
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        render_as_batch=True,
        transactional_ddl=True,
        compare_type=True,
        user_module_prefix="types.",
        process_revision_directives=number,
        dont_mutate=not writes,
    )
    with context.begin_transaction():
        context.run_migrations()


def run_command(typed: object) -> None:
    """Do what a command of Alembic asks, on the database of the settings."""
    if typed is command.downgrade:
        raise CommandError(hosting.no_way_back())
    if context.is_offline_mode():
        raise CommandError(hosting.online_only())
    try:
        settings = Settings.from_env()
        if typed in WRITING:
            write(settings, typed)
        else:
            read(settings)
    except (*REFUSALS, RevisionError) as reason:
        raise CommandError(str(reason)) from reason


WRITING: Final = {command.upgrade, command.stamp, command.ensure_version}
"""The commands that change the database."""


def write(settings: Settings, typed: object) -> None:
    """Run a command that changes the database; an upgrade says what it did."""
    is_upgrade = typed is command.upgrade
    if is_upgrade and not (is_made(settings) or has_steps(None)):
        context.config.print_stdout("%s", upgrade_text(settings, None, None, None))
        return
    engine = opened(settings)
    try:
        reach(engine, settings)
        if is_upgrade:
            context.config.print_stdout("%s", upgrade(engine, settings))
        else:
            with migrating(engine) as connection:
                run(connection)
    finally:
        engine.dispose()


def is_made(settings: Settings) -> bool:
    """Whether there is a database, or was one: one on a server is made by its host."""
    file = settings.sqlite_file
    return file is None or was_set_up(settings) or (file.exists() and file.stat().st_size > 0)


def has_steps(version: str | None) -> bool:
    """Whether there are migrations from a version to the one that is asked for."""
    target = context.get_revision_argument()
    return any(context.script.iterate_revisions(target, version, implicit_base=True))


def upgrade(engine: Engine, settings: Settings) -> str:
    """What an upgrade did, in words: nothing, or migrations, after a copy was made."""
    before, copy = known_version(engine), None
    if has_steps(before):
        copy = copy_before_upgrade(engine, settings.data_dir / "backups", clock.now())
        with migrating(engine) as connection:
            run(connection)
    return upgrade_text(settings, before, current(engine), copy)


def upgrade_text(
    settings: Settings, before: str | None, after: str | None, copy: Path | None
) -> str:
    """What an upgrade did, in words."""
    if after is None:
        return hosting.no_database_made()
    if before is None:
        return hosting.made_database(after, shown(settings))
    return hosting.upgraded(before, after, copy)


def read(settings: Settings) -> None:
    """Run a command that only reads the database: an empty one in memory where there is none."""
    is_there = is_made(settings)
    engine = opened(settings) if is_there else create_engine("sqlite://")
    try:
        if is_there:
            reach(engine, settings)
        with engine.execution_options(**{ALL_OWNERS: True}).connect() as connection:
            run(connection, writes=False)
    finally:
        engine.dispose()


if "connection" in context.config.attributes:
    run(context.config.attributes["connection"])
else:
    run_command(getattr(context.config.cmd_opts, "cmd", [None])[0])
