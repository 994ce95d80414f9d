"""``innovation-hub export``."""

import errno
import os
import tempfile
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from innovation_hub.cli.outcome import put
from innovation_hub.cli.words import t


class ExportName(StrEnum):
    """What can be exported."""

    RESOLUTIONS = "resolutions"
    CALLS = "calls"
    PROPOSALS = "proposals"
    BUDGETS = "budgets"
    INDICATORS = "indicators"


class ExportFormat(StrEnum):
    """Output format."""

    JSON = "json"
    CSV = "csv"


def export(
    name: Annotated[ExportName, typer.Argument(help=t("cli.export.name"), show_default=False)],
    format: Annotated[ExportFormat, typer.Option(help=t("cli.export.format"))] = ExportFormat.JSON,
    out: Annotated[Path | None, typer.Option(help=t("cli.export.out"), show_default=False)] = None,
) -> None:
    """Write public records to standard output, or to a file, which is complete or not written at all."""
    from innovation_hub.services import exports, health

    health.readiness()
    sheet = exports.SHEETS[name.value]()
    text = sheet.json() if format is ExportFormat.JSON else sheet.csv()
    if out is None:
        put(text.encode())
    else:
        try:
            _write(out, text.encode())
        except OSError as error:
            raise OSError(error.errno, error.strerror, str(out)) from error
        typer.echo(t("cli.export.done", n=len(sheet.rows), path=out), err=True)


def _write(path: Path, data: bytes) -> None:
    """Write a whole file; a device or a pipe is written to directly."""
    if path.exists() and not path.is_file():
        path.write_bytes(data)
    elif path.exists() and not os.access(path, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    else:
        _write_whole(path.resolve(), data)  # keep a symbolic link


def _write_whole(path: Path, data: bytes) -> None:
    """Write a temporary file and rename it: a reader never sees half of it, and a failure leaves the old one."""
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        umask = os.umask(0)
        os.umask(umask)
        Path(beside).chmod(0o666 & ~umask)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
