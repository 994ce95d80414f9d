"""Alembic's entry: the engine comes from `db.migrate` or the settings, the tables from `db.models`."""

from alembic import context

import db.models  # noqa: F401  (fills the metadata)
from db import fulltext
from db.engine import engine as engine_of_the_settings
from db.types import metadata

# `alembic revision` on the command line passes no engine.
engine = context.config.attributes.get("engine") or engine_of_the_settings()

with engine.execution_options(hub_writes=True).connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        compare_type=True,
        include_name=fulltext.ours,
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
