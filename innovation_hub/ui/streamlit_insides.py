"""Dependencies of the pages on Streamlit's internals; those of the server are in `innovation_hub.web.frontend`.

They are not part of Streamlit's public interface: the version is pinned to the minor release, and
`tests/architecture/test_streamlit.py` checks that all of them exist.
"""

import threading
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Self

import streamlit as st
from streamlit.proto.ClientState_pb2 import ContextInfo
from streamlit.runtime.fragment import MemoryFragmentStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.scriptrunner import RerunData, RerunException, StopException, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.runtime.scriptrunner_utils.script_run_context_attr import SCRIPT_RUN_CONTEXT_ATTR_NAME
from streamlit.runtime.state import SafeSessionState, SessionState

if TYPE_CHECKING:
    from streamlit.proto.ForwardMsg_pb2 import ForwardMsg


def class_of(key: str) -> str:
    """The CSS class of the element with this key."""
    return f"st-key-{key.replace('.', '-')}"


class CheapPage(st.Page):
    """A page with a cached hash and a cheap copy, since every run copies and hashes all pages."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self._hashes: list[str] = []  # shared by all copies of the page
        super().__init__(*args, **kwargs)

    @property
    def _script_hash(self) -> str:
        """Streamlit's identifier of the page; it depends on the address alone."""
        if not self._hashes:
            self._hashes.append(super()._script_hash)
        return self._hashes[0]

    def __copy__(self) -> Self:
        twin = object.__new__(type(self))
        twin.__dict__.update(self.__dict__)
        return twin


def run(page: st.Page, draw: Callable[[], None]) -> None:
    """Run the page that the navigation chose by calling ``draw``, not by executing its file.

    Streamlit supports either. Links and tests identify pages by file, and a function lets the module be imported once.
    """
    page._page = draw
    page.run()


class _Ending(ScriptRequests):
    """Ends a recorded run at once when a stop, a rerun or another page is requested."""

    def request_stop(self) -> None:
        """Raise what ends a run."""
        raise StopException

    def request_rerun(self, new_data: RerunData) -> bool:
        """Raise what begins another run, or a run of another page."""
        raise RerunException(new_data)


class _Recording(ScriptRunContext):
    """The context of a run whose messages are collected, not sent."""

    def enqueue(self, msg: "ForwardMsg") -> None:
        """Collect the message, without the hash that only a browser needs."""
        self._enqueue(msg)


def recording() -> bool:
    """Whether the current run is recorded: it has no browser, so scripts and widgets have no effect."""
    return isinstance(get_script_run_ctx(suppress_warning=True), _Recording)


def record(
    draw: Callable[[], None],
    *,
    script: str,
    url: str,
    query: str,
    state: Mapping[str, Any],
    user: Mapping[str, str],
) -> list["ForwardMsg"]:
    """Run ``draw`` as Streamlit would for a new tab, and return what would be sent to the browser.

    ``url`` is the address of the page without the query, ``state`` is the session state, ``user`` are the values of
    ``st.user``, and ``script`` is the path of the main script. Runs in a context of its own, so several threads can
    record at once. Raises what ``draw`` raises, and Streamlit's exception for a rerun or a change of page.
    """
    messages: list[ForwardMsg] = []
    run = _Recording(
        session_id="",  # no browser: ``st.context`` has no headers and no cookies
        _enqueue=messages.append,
        query_string=query,
        script_requests=_Ending(),
        session_state=SafeSessionState(SessionState(), lambda: None),
        uploaded_file_mgr=MemoryUploadedFileManager("/media"),
        main_script_path=script,
        user_info=dict(user),
        fragment_storage=MemoryFragmentStorage(),
        pages_manager=PagesManager(script),
    )
    thread = threading.current_thread()
    before = getattr(thread, SCRIPT_RUN_CONTEXT_ATTR_NAME, None)
    setattr(thread, SCRIPT_RUN_CONTEXT_ATTR_NAME, run)
    try:
        run.reset(query_string=query, context_info=ContextInfo(url=url))
        st.session_state.update(state)
        draw()
    except StopException:
        pass  # the page ended early, as a refusal does
    finally:
        setattr(thread, SCRIPT_RUN_CONTEXT_ATTR_NAME, before)
    return messages
