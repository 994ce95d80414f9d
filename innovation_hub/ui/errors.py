"""Display of errors: the mapping from a `HubError` to a sentence on screen."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import streamlit as st

from innovation_hub import logs
from innovation_hub.domain.trail import TrailEvent
from innovation_hub.errors import Forbidden, HubError
from innovation_hub.i18n import Translator, formats
from innovation_hub.services import trail
from innovation_hub.ui import context

log = logging.getLogger("innovation_hub.ui")


def sentence(t: Translator, error: HubError) -> str:
    """The error as a sentence in the reader's language, with instants formatted."""
    data: dict[str, Any] = {
        name: formats.instant(t, value, seconds=True) if isinstance(value, datetime) else value
        for name, value in error.data.items()
    }
    return t(error.key, **data)


@contextmanager
def shown() -> Iterator[None]:
    """Show a `HubError` raised inside the block as a sentence at this position; the run continues."""
    try:
        yield
    except HubError as error:
        _record(error)
        st.error(sentence(context.t(), error), icon=":material/error:")


def unexpected(error: BaseException) -> bool:
    """Streamlit's hook for uncaught exceptions: log it and show a sentence without a traceback."""
    if isinstance(error, HubError):
        _record(error)
        st.error(sentence(context.t(), error), icon=":material/error:")
        return True
    number = logs.new_number()  # a run has no request number
    log.error("unexpected error while drawing a page", exc_info=error)
    t = context.t()
    st.error(f"{t('errors.unexpected')} {t('errors.number', number=number)}", icon=":material/error:")
    return True


def _record(error: HubError) -> None:
    """Record a missing permission in the trail."""
    if isinstance(error, Forbidden):
        trail.note(TrailEvent.REFUSED, account_id=context.actor().account_id)
