"""The file behind an SQLite address, beside which writers wait in line."""

from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from db.engine import sqlite_file


@pytest.mark.parametrize(
    ("address", "file"),
    [
        ("sqlite:////srv/hub.sqlite3", "/srv/hub.sqlite3"),
        ("sqlite:////srv/a%23b/hub.sqlite3?uri=false", "/srv/a#b/hub.sqlite3"),
        ("sqlite:///file:/srv/hub.sqlite3?mode=ro&uri=true", "/srv/hub.sqlite3"),
        ("sqlite:///file:/srv/a%20b.sqlite3?uri=true", "/srv/a b.sqlite3"),
        ("sqlite:///file:m?mode=memory&cache=shared&uri=true", None),
        ("sqlite:///file:/m?vfs=memdb&uri=true", None),
        ("sqlite:///:memory:", None),
        ("sqlite://", None),
    ],
)
def test_the_file_is_told_from_a_database_in_memory(address, file):
    assert sqlite_file(make_url(address)) == (file and Path(file))
