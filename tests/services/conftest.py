"""Every test here has a fresh database, once on SQLite and once on PostgreSQL, and cheap passwords."""

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from innovation_hub.services.accounts import passwords

CHEAP = PasswordHash((Argon2Hasher(time_cost=1, memory_cost=64, parallelism=1),))


@pytest.fixture(autouse=True)
def _database(database_url: str) -> None:
    """Ask for the database on behalf of each test."""


@pytest.fixture(autouse=True)
def _cheap_passwords(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same algorithm at the least cost: a fifth of a second for each try would add up."""
    monkeypatch.setattr(passwords, "_hasher", lambda: CHEAP)
