"""Exit of commands: one line on stderr and an exit code, never a traceback."""

import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

import typer
from typer._click.exceptions import NoArgsIsHelpError, UsageError
from typer.core import TyperGroup

from innovation_hub.cli.words import spoken
from innovation_hub.errors import DatabaseTrouble, HubError

REFUSED, USAGE, DATABASE = 1, 2, 3


class HubGroup(TyperGroup):
    """The outermost group, which turns exceptions of commands into one line and an exit code."""

    def make_context(self, *given: Any, **more: Any) -> Any:
        """Parse the command line up to the command's name."""
        with errors_as_exit_codes():
            return super().make_context(*given, **more)

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        with errors_as_exit_codes():
            return super().invoke(ctx)


@contextmanager
def errors_as_exit_codes() -> Iterator[None]:
    """Turn refusals, usage errors, wrong settings and errors of the machine into a line on stderr and an exit code.

    In Python's development mode (``python -X dev -m innovation_hub …``) unexpected errors are raised.
    """
    try:
        yield
    except HubError as error:
        exit_with(
            spoken()(error.key, **error.data), DATABASE if isinstance(error, DatabaseTrouble) else REFUSED
        )
    except BrokenPipeError:
        # The reader of our output is gone; the interpreter must not report an error when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise typer.Exit(0) from None
    except OSError as error:
        exit_with(spoken()("cli.file_trouble", why=_reason(error)), REFUSED)
    except NoArgsIsHelpError:
        raise
    except UsageError as error:
        exit_with(_usage(error), USAGE)
    except Exception as error:
        if _of_typer(error) or sys.flags.dev_mode:
            raise
        exit_with(*_unexpected(error))


def exit_with(line: str, code: int) -> NoReturn:
    """Print one line on stderr and exit with the code."""
    typer.echo(" ".join(line.split()), err=True)
    raise typer.Exit(code)


def put(data: bytes) -> None:
    """Write to standard output, which may be closed."""
    if sys.stdout is None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()


def _of_typer(error: Exception) -> bool:
    return isinstance(error, typer.Exit | typer.Abort) or type(error).__module__.startswith("typer")


def _usage(error: UsageError) -> str:
    why = error.format_message().replace("Value error, ", "").rstrip(".")
    command = error.ctx.command_path if error.ctx else "innovation-hub"
    return spoken()("cli.usage", why=why, help=f"{command} --help")


def _reason(error: OSError) -> str:
    return f"{error.filename}: {error.strerror}" if error.filename else str(error.strerror or error)


def _unexpected(error: Exception) -> tuple[str, int]:
    from pydantic import ValidationError
    from sqlalchemy.exc import DBAPIError, SQLAlchemyError

    t = spoken()
    if isinstance(error, ValidationError) and error.title == "Settings":
        first = error.errors()[0]
        name = "HUB_" + "_".join(map(str, first["loc"])).upper()
        why = first.get("ctx", {}).get("error", first["msg"])  # our own text, or else pydantic's
        return t("cli.bad_setting", name=name, why=why), USAGE
    if isinstance(error, DBAPIError):
        return t("cli.database_trouble", why=str(error.orig).splitlines()[0]), DATABASE
    if isinstance(error, SQLAlchemyError):
        return t("cli.database_trouble", why=str(error).splitlines()[0]), DATABASE
    return t("cli.unexpected", kind=type(error).__name__, why=str(error).split("\n")[0]), REFUSED
