"""Runs the migrations on the connection that is given, or on the database of the settings."""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from alembic import command, context
from alembic.operations import MigrationScript
from alembic.runtime.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import Connection, create_engine

from journal import clock
from journal.config import Settings
from journal.store.db.models import Base
from journal.store.db.owner_guard import ALL_OWNERS
from journal.store.db.preparing import REFUSALS, opened, shown, was_set_up
from journal.store.db.upgrade import current, migrating, prepare_upgrade, reach, revisions
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
    except REFUSALS as reason:
        raise CommandError(str(reason)) from reason


WRITING: Final = {command.upgrade, command.stamp, command.ensure_version}
"""The commands that change the database."""


def write(settings: Settings, typed: object) -> None:
    """Run a command that changes the database; an upgrade says what it did."""
    engine = opened(settings)
    try:
        reach(engine, settings)
        before, copy = None, None
        if typed is command.upgrade:
            before, copy = prepare_upgrade(engine, settings.data_dir / "backups", clock.now())
        with migrating(engine) as connection:
            run(connection)
        if typed is command.upgrade:
            context.config.print_stdout(
                "%s", upgrade_text(settings, before, current(engine), copy)
            )
    finally:
        engine.dispose()


def upgrade_text(
    settings: Settings, before: str | None, after: str | None, copy: Path | None
) -> str:
    """What an upgrade did, in words."""
    if before is None:
        return hosting.made_database(after, shown(settings))
    return hosting.upgraded(before, after, copy)


def read(settings: Settings) -> None:
    """Run a command that only reads the database: an empty one in memory where there is none."""
    file = settings.sqlite_file
    is_made = file is None or was_set_up(settings) or (file.exists() and file.stat().st_size > 0)
    engine = opened(settings) if is_made else create_engine("sqlite://")
    try:
        if is_made:
            reach(engine, settings)
        with engine.execution_options(**{ALL_OWNERS: True}).connect() as connection:
            run(connection, writes=False)
    finally:
        engine.dispose()


if "connection" in context.config.attributes:
    run(context.config.attributes["connection"])
else:
    run_command(getattr(context.config.cmd_opts, "cmd", [None])[0])
