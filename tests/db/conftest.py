"""Every test here has a fresh database, once on SQLite and once on PostgreSQL."""

import pytest


@pytest.fixture(autouse=True)
def _database(database_url: str) -> None:
    """Ask for the database on behalf of each test."""
