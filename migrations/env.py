"""Alembic's way in: runs the migrations on the connection it is handed."""

from alembic import context

from journal.store.db.models import Base

# A session in the middle of a migration that is cut off leaves nothing behind: on SQLite too the
# whole of it is one transaction, because the engine begins it itself.
context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    transactional_ddl=True,
    compare_type=True,
    user_module_prefix="types.",
)
with context.begin_transaction():
    context.run_migrations()
