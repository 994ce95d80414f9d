"""Logging of the server: one line for each event of any logger, with a number that users can report.

A line has time (UTC), level, logger, the request's number and the message, and for an exception its class, the first
line of its message and where it was raised. Further lines of its message are omitted: they may quote user input.
"""

import logging
import secrets
import sys
import threading
import traceback
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

UVICORN = ("uvicorn", "uvicorn.error", "uvicorn.asgi", "uvicorn.access")
PLACES, LONGEST = 6, 300
_number: ContextVar[str] = ContextVar("hub_request", default="")


def new_number() -> str:
    """Generate a number for the current request or run of a page, used in all log lines of this thread or task."""
    number = secrets.token_hex(4)
    _number.set(number)
    return number


def number() -> str:
    """The number of the current request; a new one if there is none."""
    return _number.get() or new_number()


class LineFormatter(logging.Formatter):
    """Formatter of records as single lines."""

    def format(self, record: logging.LogRecord) -> str:
        """Time, level, logger, number, message, exception."""
        when = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        parts = [f"{when.replace('+00:00', 'Z')} {record.levelname} {record.name}"]
        if asked := _number.get():
            parts.append(f"[{asked}]")
        parts.append(_flat(record.getMessage()))
        if record.exc_info and record.exc_info[1]:
            parts.append(f"| {exception_line(record.exc_info[1])}")
        return " ".join(parts)


def exception_line(error: BaseException) -> str:
    """Return an exception and its causes as one line, each with the places where it was raised."""
    chain: list[str] = []
    one: BaseException | None = error
    while one is not None and len(chain) < 4:
        frames = [f for f in traceback.extract_tb(one.__traceback__) if "contextlib" not in f.filename][
            -PLACES:
        ]
        places = " < ".join(f"{_short(frame.filename)}:{frame.lineno}" for frame in reversed(frames))
        said = _flat(str(one).split("\n", 1)[0])[:LONGEST]
        chain.append(f"{type(one).__name__}: {said}" + (f" ({places})" if places else ""))
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return " | from ".join(chain)


def _short(path: str) -> str:
    return "/".join(path.replace("\\", "/").split("/")[-2:])


def _flat(text: str) -> str:
    # Messages may quote user input: no line breaks or control characters of it may get into the log.
    return "".join(sign if sign.isprintable() else " " for sign in text)


class _ToRoot(logging.Filter):
    """Passes a logger's records to the root's handlers and not to its own, which libraries may install again."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Reject the record for the logger's own handlers."""
        root = logging.getLogger()
        if record.levelno >= root.level:
            root.handle(record)
        return False


def configure(level: str) -> None:
    """Log every event of this process from ``level`` on as one line on standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(LineFormatter())
    handler.setLevel(level.upper())
    logging.basicConfig(handlers=[handler], level=level.upper(), force=True)
    logging.captureWarnings(True)
    logging.getLogger("alembic").setLevel(logging.WARNING)  # it logs each check at INFO
    for name in UVICORN:  # uvicorn configures its loggers when it starts, but keeps filters
        logging.getLogger(name).addFilter(_ToRoot())
    sys.excepthook = _uncaught
    threading.excepthook = _uncaught_in_thread
    sys.unraisablehook = _unraisable


def _uncaught(kind: type[BaseException], error: BaseException, trace: Any) -> None:
    if issubclass(kind, KeyboardInterrupt):
        return
    logging.getLogger("innovation_hub").critical("the process ends", exc_info=(kind, error, trace))


def _uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
        name = args.thread.name if args.thread else "?"
        logging.getLogger("innovation_hub").error("the thread %s ends", name, exc_info=args.exc_value)


def _unraisable(args: Any) -> None:
    if args.exc_value is not None:
        logging.getLogger("innovation_hub").warning("ignored: %s", args.err_msg, exc_info=args.exc_value)
