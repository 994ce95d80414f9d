"""The one mapping from a refusal to a sentence on screen."""

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
    """The refusal in the reader's language, its instants and amounts written as people write them."""
    data: dict[str, Any] = {
        name: formats.instant(t, value, seconds=True) if isinstance(value, datetime) else value
        for name, value in error.data.items()
    }
    return t(error.key, **data)


@contextmanager
def shown() -> Iterator[None]:
    """Show a refusal raised inside as a sentence where it happened; the run goes on, nothing is lost."""
    try:
        yield
    except HubError as error:
        _noted(error)
        st.error(sentence(context.t(), error), icon=":material/error:")


def unexpected(error: BaseException) -> bool:
    """Streamlit's hook for an error nobody expected: log it, show a sentence, never a traceback."""
    if isinstance(error, HubError):
        _noted(error)
        st.error(sentence(context.t(), error), icon=":material/error:")
        return True
    number = logs.new_number()  # a run of a page is no request of its own
    log.error("unexpected error while drawing a page", exc_info=error)
    t = context.t()
    st.error(f"{t('errors.unexpected')} {t('errors.number', number=number)}", icon=":material/error:")
    return True


def _noted(error: HubError) -> None:
    """Leave a trace of what somebody may not do."""
    if isinstance(error, Forbidden):
        trail.note(TrailEvent.REFUSED, account_id=context.actor().account_id)
