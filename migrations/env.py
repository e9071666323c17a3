"""Runs the migrations on the connection that is given, or on the database of the settings."""

from collections.abc import Iterable

from alembic import command, context
from alembic.operations import MigrationScript
from alembic.runtime.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import Connection

from journal import clock
from journal.config import Settings
from journal.store.db.models import Base
from journal.store.db.preparing import REFUSALS, opened
from journal.store.db.upgrade import migrating, prepare_upgrade, reach, revisions
from journal.words import hosting


def number(_context: MigrationContext, _head: object, scripts: Iterable[MigrationScript]) -> None:
    """Give a new migration the next number: the journal knows migrations by it."""
    for script in scripts:
        script.rev_id = f"{int(revisions()[-1]) + 1:04}"


def run(connection: Connection) -> None:
    """Do what the command asks, on a connection.

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
        engine = opened(settings)
        try:
            reach(engine, settings)
            if typed is command.upgrade:
                prepare_upgrade(engine, settings.data_dir / "backups", clock.now())
            with migrating(engine) as connection:
                run(connection)
        finally:
            engine.dispose()
    except REFUSALS as reason:
        raise CommandError(str(reason)) from reason


if "connection" in context.config.attributes:
    run(context.config.attributes["connection"])
else:
    run_command(getattr(context.config.cmd_opts, "cmd", [None])[0])
