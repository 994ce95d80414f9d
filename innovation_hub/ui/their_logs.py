"""Redirection of Streamlit's loggers, which have handlers of their own, to the hub's logging."""

import logging

from streamlit import logger as theirs

# `ui.errors.unexpected` logs the same errors, with a number.
DUPLICATE = "streamlit.error_util"


def take_over() -> None:
    """Let Streamlit's loggers, also those created later, propagate their records to the root logger."""
    theirs.setup_formatter = _propagate  # type: ignore[assignment]
    for one in theirs._loggers.values():
        _propagate(one)
    logging.getLogger(DUPLICATE).addFilter(lambda record: record.getMessage() != "Uncaught app execution")


def _propagate(one: logging.Logger) -> None:
    for handler in list(one.handlers):
        one.removeHandler(handler)
    one.propagate = True
