"""The list of closed accounts, kept outside the database so that they are erased again after a restore.

``erasures.jsonl`` is in the folder of the settings, and beside the backups once one is made. It holds no personal
data: the account by its number and the instant it was made, for a number may be given again after a restore.
"""

import json
import logging
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from db.queries import profile as records
from db.unit_of_work import read_only
from innovation_hub.config import settings
from innovation_hub.errors import Invalid

log = logging.getLogger("innovation_hub.accounts")

NAME = "erasures.jsonl"


@dataclass(frozen=True, slots=True)
class Erasure:
    """A closed account: its number, and when it was made."""

    account_id: int
    created_at: datetime


def keep(folder: Path | None = None) -> int:
    """Add the closed accounts of the database that the list of the folder lacks; returns how many.

    Entries of an earlier database stay on the list. Two processes may call it at once: duplicate lines do no harm.
    """
    path = (folder or settings().var_dir) / NAME
    with read_only() as session:
        closed = [Erasure(*row) for row in records.closed(session)]
    lacking = sorted(set(closed) - set(read(path)), key=lambda one: one.account_id)
    if lacking:
        _append(path, lacking)
    return len(lacking)


def keep_if_possible() -> None:
    """Call `keep`, and log a failure instead of raising it: the worker tries again within a minute."""
    try:
        keep()
    except Exception as error:
        log.warning("accounts.erasures_not_kept why=%s", type(error).__name__)


def read(*paths: Path) -> tuple[Erasure, ...]:
    """The entries of these lists, without duplicates; a missing file is empty. Raises `Invalid` for a bad line."""
    found: dict[Erasure, None] = {}
    for path in paths:
        lines = path.read_text(encoding="utf-8").splitlines() if path.is_file() else ()
        for number, line in enumerate(lines, start=1):
            if line.strip():
                found[_read(path, number, line)] = None
    return tuple(found)


def _read(path: Path, number: int, line: str) -> Erasure:
    try:
        cells = json.loads(line)
        return Erasure(int(cells["account"]), datetime.fromisoformat(cells["made_at"]))
    except (ValueError, KeyError, TypeError):
        raise Invalid("backups.errors.erasures", path=str(path), line=number) from None


def _append(path: Path, lacking: Iterable[Erasure]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [{"account": one.account_id, "made_at": one.created_at.isoformat()} for one in lacking]
    text = "".join(json.dumps(line) + "\n" for line in lines)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    log.info("accounts.erasures_kept n=%s", len(lines))
