"""Backups of the whole database, their restoration, and copying to another database; each result is checked.

A backup is a ZIP file: ``manifest.json`` with the revision, the time, and for each table the number of rows and their
hash, and ``tables/<name>.jsonl`` with the rows. Attachments are rows like any other.
"""

import json
import os
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from alembic import command
from sqlalchemy import Connection, Engine, Table, update
from sqlalchemy.engine import make_url
from sqlmodel import col

from db import archive, engine, migrate
from db.error_translation import translated_errors
from db.models.messages import OutboxMessage
from innovation_hub.config import settings
from innovation_hub.domain.clock import now
from innovation_hub.domain.messages import MessageState
from innovation_hub.errors import Conflict, Invalid
from innovation_hub.services import budgets, journal
from innovation_hub.services.accounts import erasures
from innovation_hub.services.my_account import erasing_again

FORMAT = 1
MANIFEST, FOLDER = "manifest.json", "tables/"
PATTERN = "hub-*.zip"
Progress = Callable[[str], None]
"""Called with the name of each table when it is begun."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was written and checked: the file, how many rows, and the hash of the last journal entry."""

    path: Path
    rows: int
    journal_head: str


def back_up(folder: Path, *, keep: int | None = None, progress: Progress | None = None) -> Backup:
    """Write a backup into a new file of the folder, check it by restoring it elsewhere, and return it.

    ``keep`` is how many backups stay in the folder; older ones are deleted. Raises `Conflict` and removes the new file
    when the check fails.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = folder / f"hub-{now():%Y%m%dT%H%M%SZ}.zip"
    part = path.with_suffix(".part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            _write(file, progress)
            file.flush()
            os.fsync(file.fileno())
        with TemporaryDirectory(prefix="hub-backup-") as elsewhere:
            head = _proven(part, f"sqlite:///{elsewhere}/hub.sqlite3", progress)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    erasures.keep()
    erasures.keep(folder)
    rows = sum(count for count, _ in _manifest(path)["tables"].values())
    for old in sorted(folder.glob(PATTERN), reverse=True)[keep:] if keep else ():
        old.unlink()
    return Backup(path, rows, head)


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: the number of rows, and of accounts closed since the backup that were erased again.

    ``listed``: whether there was a list of closed accounts.
    """

    rows: int
    erased: int
    listed: bool


def restore(path: Path, *, send_messages: bool = False, progress: Progress | None = None) -> Restored:
    """Restore a backup into the database of the settings, which must be empty.

    Accounts that were closed since, by the list in the folder of the settings and the one beside the backup, are
    erased again. E-mails that waited to be sent are held, for they may have gone out since, unless ``send_messages``.
    Raises `Invalid` for what is no backup, `Conflict` for a database that holds something or when the check fails.
    """
    url = settings().database
    _manifest(path)
    _ensure_empty(url)
    lists = [each / erasures.NAME for each in (settings().var_dir, path.parent)]
    closed = erasures.read(*lists)
    file = engine.sqlite_file(make_url(url))
    if file is None:
        _proven(path, url, progress)
        erased = _settled(url, closed, send_messages)
    else:  # the file gets its name only when it is complete
        beside = file.with_name(f"{file.name}.restoring")
        beside.unlink(missing_ok=True)
        _proven(path, f"sqlite:///{beside}", progress)
        erased = _settled(f"sqlite:///{beside}", closed, send_messages)
        engine.dispose()
        beside.chmod(0o600)
        beside.replace(file)
    engine.use(url)
    rows = sum(count for count, _ in _manifest(path)["tables"].values())
    return Restored(rows, erased, any(each.is_file() for each in lists))


def _settled(url: str, closed: tuple[erasures.Erasure, ...], send_messages: bool) -> int:
    """Migrate a restored database and erase closed accounts again; returns how many were erased."""
    current = engine.use(url)
    migrate.upgrade(current)
    journal.anchor()  # a backup of an older release
    erased = erasing_again.redo(closed)
    if not send_messages:
        _hold_messages(current)
    return erased


def copy(url: str, *, progress: Progress | None = None) -> int:
    """Copy the database of the settings into another, empty one, and check it; returns how many rows there are.

    Nothing else may write meanwhile. Raises `Conflict` for a database that holds something or when the check fails.
    """
    _ensure_empty(url)
    with TemporaryDirectory(prefix="hub-copy-") as folder:
        path = Path(folder) / "hub.zip"
        with path.open("wb") as file:
            _write(file, progress)
        _proven(path, url, progress)
        return sum(count for count, _ in _manifest(path)["tables"].values())


def _write(file: Any, progress: Progress | None) -> None:
    counted: dict[str, tuple[int, str]] = {}
    with _one_view() as connection, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as made:
        for table in archive.tables(connection):
            _report(progress, table.name)
            with made.open(f"{FOLDER}{table.name}.jsonl", "w", force_zip64=True) as member:
                counted[table.name] = archive.digest(_passed(archive.lines(connection, table), member.write))
        manifest = {
            "format": FORMAT,
            "made_at": now().isoformat(),
            "revision": migrate.current(engine.engine()),
            "tables": counted,
        }
        made.writestr(MANIFEST, json.dumps(manifest, indent=2))


def _passed(lines: Iterator[bytes], write: Callable[[bytes], Any]) -> Iterator[bytes]:
    for line in lines:
        write(line)
        yield line


@contextmanager
def _one_view() -> Iterator[Connection]:
    """A connection with one consistent snapshot of the database."""
    migrate.check(engine.engine())
    with translated_errors(), engine.engine().connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        with connection.begin():
            yield connection


def _manifest(path: Path) -> Mapping[str, Any]:
    try:
        with zipfile.ZipFile(path) as made:
            manifest: dict[str, Any] = json.loads(made.read(MANIFEST))
    except (zipfile.BadZipFile, KeyError, json.JSONDecodeError):
        raise Invalid("backups.errors.not_one", path=str(path)) from None
    if manifest.get("format") != FORMAT:
        raise Invalid("backups.errors.not_one", path=str(path))
    return manifest


def _ensure_empty(url: str) -> None:
    file = engine.sqlite_file(make_url(url))
    if file is not None and not file.exists():
        return
    made = engine.make_engine(url)
    try:
        with translated_errors(), made.connect() as connection:
            if archive.tables(connection):
                raise Conflict("backups.errors.not_empty")
    finally:
        made.dispose()


def _proven(path: Path, url: str, progress: Progress | None) -> str:
    """Restore a backup into ``url`` and verify tables, journal and ledger; returns the journal's last hash."""
    manifest = _manifest(path)
    made = engine.make_engine(url)
    try:
        with translated_errors():
            command.upgrade(migrate.alembic_config(made), manifest["revision"])
            writing = made.execution_options(hub_writes=True)
            with zipfile.ZipFile(path) as source, writing.begin() as connection:
                for table in archive.tables(connection):
                    _report(progress, table.name)
                    _enter(connection, table, source, manifest["tables"])
    finally:
        made.dispose()
    return _sound(url)


def _enter(
    connection: Connection, table: Table, source: zipfile.ZipFile, counted: Mapping[str, tuple[int, str]]
) -> None:
    name = table.name
    try:
        with source.open(f"{FOLDER}{name}.jsonl") as member:
            archive.enter(connection, table, member)
    except (KeyError, zipfile.BadZipFile, ValueError):
        raise Invalid("backups.errors.damaged", table=name) from None
    archive.count_on(connection, table)
    if archive.digest(archive.lines(connection, table)) != tuple(counted.get(name, ())):
        raise Conflict("backups.errors.differs", table=name)


def _sound(url: str) -> str:
    """Verify journal and ledger of the database at ``url``; returns the hash of the last journal entry."""
    before = engine.engine().url.render_as_string(hide_password=False)
    try:
        migrate.upgrade(engine.use(url))
        verdict = journal.verify()
        if verdict.broken_at is not None:
            raise Conflict("backups.errors.journal", entry=verdict.broken_at)
        budgets.verify_ledger()
        return verdict.head
    finally:
        engine.use(before)


def _hold_messages(current: Engine) -> None:
    waiting = update(OutboxMessage).where(col(OutboxMessage.state) == MessageState.PENDING)
    with current.execution_options(hub_writes=True).begin() as connection:
        connection.execute(waiting.values(state=MessageState.FAILED, last_error="restored from a backup"))


def _report(progress: Progress | None, name: str) -> None:
    if progress is not None:
        progress(name)
