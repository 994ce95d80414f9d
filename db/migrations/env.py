"""Alembic's entry: the engine comes from `db.migrate`, the tables from `db.models`."""

import db.models  # noqa: F401  (fills the metadata)
from alembic import context
from db.types import metadata

engine = context.config.attributes["engine"]

with engine.execution_options(hub_writes=True).connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
