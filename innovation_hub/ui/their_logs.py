"""Streamlit's loggers speak through the hub's: by themselves each writes to a handler of its own."""

import logging

from streamlit import logger as theirs

# What this one tells is told by `ui.errors.unexpected`, with a number and in one line.
TWICE = "streamlit.error_util"


def take_over() -> None:
    """Let Streamlit's loggers, those to come included, hand their records on."""
    theirs.setup_formatter = _hand_on  # type: ignore[assignment]
    for one in theirs._loggers.values():
        _hand_on(one)
    logging.getLogger(TWICE).addFilter(lambda record: record.getMessage() != "Uncaught app execution")


def _hand_on(one: logging.Logger) -> None:
    for handler in list(one.handlers):
        one.removeHandler(handler)
    one.propagate = True
