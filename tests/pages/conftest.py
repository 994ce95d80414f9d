"""Every page test has a fresh database, and the full story of an error in place of its polite sentence."""

import logging

import pytest
from streamlit import config


@pytest.fixture(autouse=True)
def _database(database_url: str) -> None:
    """Ask for the database on behalf of each test."""


@pytest.fixture(autouse=True, scope="session")
def _full_story() -> None:
    config.set_option("client.showErrorDetails", "full")
    # Streamlit warns of a run without a browser, which is what these tests are.
    logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").setLevel(logging.ERROR)
