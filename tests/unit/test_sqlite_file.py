"""The file behind an SQLite address, beside which the write lock lies."""

import sys
from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from db.engine import make_engine, sqlite_file
from db.write_lock import write_lock

FULL = 2


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


def test_a_commit_is_on_the_disk_and_its_files_are_private(tmp_path):
    engine = make_engine(f"sqlite:///{tmp_path}/hub.sqlite3")
    with write_lock(engine), engine.execution_options(hub_writes=True).begin() as connection:
        assert connection.exec_driver_sql("PRAGMA synchronous").scalar() == FULL
        connection.exec_driver_sql("CREATE TABLE t (x)")
        files = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    engine.dispose()
    assert "hub.sqlite3-wal" in files
    if sys.platform != "win32":
        assert set(files.values()) == {0o600}, files
