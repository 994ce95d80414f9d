"""Migrating an empty database gives exactly the tables of the models, on both engines."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

import db.models  # noqa: F401  (fills the metadata)
from db import engine, fulltext
from db.types import metadata


@pytest.mark.databases
def test_migrations_match_models(database_url):
    with engine.engine().connect() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": fulltext.ours}
        )
        assert compare_metadata(context, metadata) == []
