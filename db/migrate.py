"""Migrating a database to this release's tables, and checking its revision."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text

from db.error_translation import translated_errors
from db.write_lock import write_lock
from innovation_hub.errors import DatabaseTrouble

FOLDER = Path(__file__).parent / "migrations"
_KEY = 0x6875620000000001  # "hub", the advisory lock of migrations


def alembic_config(engine: Engine) -> Config:
    """Alembic's configuration for an engine, without an ini file."""
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["engine"] = engine
    return config


def head() -> str:
    """The newest revision this release knows."""
    return str(ScriptDirectory(str(FOLDER)).get_current_head())


def current(engine: Engine) -> str | None:
    """The revision the database is at; None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: Engine) -> bool:
    """Migrate to `head`; returns whether anything was done.

    Raises `DatabaseTrouble` when the file is read-only or damaged, cannot be reached, or belongs to a newer release.
    """
    with translated_errors(), _alone(engine):
        found = current(engine)
        if found == head():
            return False
        if found is not None and found not in _known():
            raise DatabaseTrouble("errors.database.newer", found=found, head=head())
        command.upgrade(alembic_config(engine), "head")
    return True


@contextmanager
def _alone(engine: Engine) -> Iterator[None]:
    """Let one process migrate at a time; others wait, and find it done."""
    if engine.dialect.name != "postgresql":
        with write_lock(engine):
            yield
        return
    with engine.connect() as connection, connection.begin():  # the lock ends with the connection
        connection.execute(text("SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _KEY})
        yield


def check(engine: Engine) -> None:
    """Raise `DatabaseTrouble` unless the database can be read and is at `head`."""
    with translated_errors():
        found = current(engine)
    if found == head():
        return
    if found is not None and found not in _known():
        raise DatabaseTrouble("errors.database.newer", found=found, head=head())
    raise DatabaseTrouble("errors.database.not_migrated")


def _known() -> set[str]:
    return {script.revision for script in ScriptDirectory(str(FOLDER)).walk_revisions()}
