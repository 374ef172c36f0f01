"""Alembic's environment: runs migrations on the connection that ``store.migrate`` hands over."""

from alembic import context

from probatum.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,  # the transaction is that of the connection
)
context.run_migrations()
