"""Runs the migrations on the connection that is given, or on the database of the settings."""

from alembic import context
from alembic.util import CommandError
from sqlalchemy import Connection

from journal.config import Settings, WrongSetting
from journal.store.db.models import Base
from journal.store.db.upgrade import migrating, settings_database


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
    )
    with context.begin_transaction():
        context.run_migrations()


if "connection" in context.config.attributes:
    run(context.config.attributes["connection"])
else:
    try:
        engine = settings_database(Settings.from_env())
    except WrongSetting as reason:
        raise CommandError(str(reason)) from reason
    with migrating(engine) as opened:
        run(opened)
    engine.dispose()
