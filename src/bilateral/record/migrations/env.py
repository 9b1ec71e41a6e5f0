"""What alembic runs: the connection is handed over by `bilateral.record.upgrade`."""

from alembic import context

from bilateral.record.schema import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
