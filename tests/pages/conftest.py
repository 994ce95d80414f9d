"""Every page test has a fresh database, and the full story of an error in place of its polite sentence."""

import pytest
from streamlit import config


@pytest.fixture(autouse=True)
def _database(database_url: str) -> None:
    """Ask for the database on behalf of each test."""


@pytest.fixture(autouse=True, scope="session")
def _full_story() -> None:
    config.set_option("client.showErrorDetails", "full")
