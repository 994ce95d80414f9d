"""A headless client of Streamlit's websocket protocol, with the state of a browser tab.

A tab requests a run with a ``BackMsg`` and receives ``ForwardMsg`` s until the one that reports the end of the script.
Widgets are found in the elements that the server sends; one inside a fragment has the fragment's id, and using it
reruns that fragment alone. Large messages are cached by hash, and the server then sends the hash only.
"""

import http.client
import time
from contextlib import ExitStack
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.sync.client import ClientConnection, connect

Finished = ForwardMsg.ScriptFinishedStatus
RERUNS = {Finished.Value("FINISHED_EARLY_FOR_RERUN")}  # another run follows automatically
FAILED = {Finished.Value("FINISHED_WITH_COMPILE_ERROR")}
FIELDS = {
    "text_input": "string_value",
    "text_area": "string_value",
    "selectbox": "string_value",
    "radio": "string_value",
    "checkbox": "bool_value",
    "number_input": "double_value",
    "button_group": "string_array_value",
    "multiselect": "string_array_value",
    "slider": "double_array_value",
    "bidi_component": "json_value",
}
LISTS = {"string_array_value", "double_array_value"}


class PageFailed(RuntimeError):
    """The server sent an exception or an error instead of a page."""


@dataclass
class Widget:
    """A widget as described by the server, and the value that was set, if any."""

    id: str
    kind: str
    label: str
    fragment: str
    options: tuple[str, ...]
    data: bytes = b""  # input of a custom component, as JSON
    value: Any = None

    def write(self, state: WidgetState) -> None:
        """Write the value into a message, as a browser does."""
        state.id = self.id
        name = FIELDS[self.kind]
        if name in LISTS:
            getattr(state, name).data.extend(self.value)
        else:
            setattr(state, name, self.value)


@dataclass
class Run:
    """The result of one run."""

    seconds: float = 0.0
    bytes: int = 0
    kinds: list[str] = field(default_factory=list)  # of the elements, in order
    alerts: list[str] = field(default_factory=list)  # the texts of notes and warnings


class Tab:
    """One tab on one page; use it as a context manager."""

    def __init__(
        self, url: str, *, page: str = "", query: str = "", cookie: str = "", patience: float = 60
    ) -> None:
        parts = urlsplit(url)
        if parts.hostname != "127.0.0.1":
            raise ValueError("measurements go to this machine alone")
        self.origin, self.host, self.port = f"http://{parts.netloc}", parts.hostname, parts.port
        self.page, self.query, self.cookie, self.patience = page, query, cookie, patience
        self.page_hash = ""
        self.widgets: dict[str, Widget] = {}
        self._cached: dict[str, ForwardMsg] = {}
        self._open = ExitStack()
        self._socket: ClientConnection

    def __enter__(self) -> Self:
        token = self._xsrf_token()
        cookies = "; ".join(part for part in (self.cookie, f"_streamlit_xsrf={token}") if part)
        opening = connect(
            f"ws://{self.host}:{self.port}/_stcore/stream",
            origin=self.origin,  # type: ignore[arg-type]
            additional_headers={"Cookie": cookies, "Accept-Language": "sw"},
            subprotocols=["streamlit", token],  # type: ignore[list-item]
            compression=None,
            max_size=64 * 2**20,
            proxy=None,
        )
        self._socket = self._open.enter_context(opening)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.close()

    def _xsrf_token(self) -> str:
        connection = http.client.HTTPConnection(self.host, self.port or 80, timeout=self.patience)
        try:
            connection.request("GET", "/_stcore/health")
            answer = connection.getresponse()
            answer.read()
            cookies = [value for name, value in answer.getheaders() if name.lower() == "set-cookie"]
        finally:
            connection.close()
        found = [c.split(";")[0].partition("=")[2] for c in cookies if c.startswith("_streamlit_xsrf=")]
        return found[0].strip('"') if found else "none"

    def find(self, label: str = "", *, kind: str = "", in_fragment: bool | None = None) -> Widget:
        """The first widget that matches all criteria given; raises ``LookupError`` when there is none."""
        for widget in self.widgets.values():
            fits = (not label or widget.label == label) and (not kind or widget.kind == kind)
            if fits and (in_fragment is None or bool(widget.fragment) == in_fragment):
                return widget
        raise LookupError(f"no widget {label or kind or 'in a fragment'} on page {self.page!r}")

    def rerun(self) -> Run:
        """Run the whole page."""
        return self._ask()

    def set(self, widget: Widget, value: Any) -> Run:
        """Set a widget's value and rerun its fragment, or the page when it is in none."""
        self.widgets[widget.id].value = value  # of the widget's latest version
        return self._ask(fragment=widget.fragment)

    def press(self, widget: Widget) -> Run:
        """Press a button and rerun its fragment, or the page when it is in none."""
        return self._ask(fragment=widget.fragment, pressed=widget.id)

    def _ask(self, *, fragment: str = "", pressed: str = "") -> Run:
        message = BackMsg()
        asked = message.rerun_script
        asked.query_string = self.query
        asked.page_script_hash = self.page_hash
        asked.page_name = self.page
        asked.fragment_id = fragment
        asked.context_info.timezone = "Africa/Dar_es_Salaam"
        asked.context_info.locale = "sw"
        asked.context_info.url = f"{self.origin}/{self.page}"
        asked.cached_message_hashes.extend(self._cached)
        for widget in self.widgets.values():
            if widget.value is not None:
                widget.write(asked.widget_states.widgets.add())
        if pressed:
            state = asked.widget_states.widgets.add()
            state.id, state.trigger_value = pressed, True
        begun = time.perf_counter()
        self._socket.send(message.SerializeToString())
        run = self._listen()
        run.seconds = time.perf_counter() - begun
        return run

    def _listen(self) -> Run:
        run = Run()
        while True:
            raw = self._socket.recv(timeout=self.patience, decode=False)
            run.bytes += len(raw)
            message = ForwardMsg.FromString(raw)
            kind = message.WhichOneof("type")
            if kind == "ref_hash":
                message = self._cached[message.ref_hash]
                kind = message.WhichOneof("type")
            elif message.metadata.cacheable and message.hash:
                self._cached[message.hash] = message
            if kind == "delta":
                self._element(message.delta, run)
            elif kind in ("new_session", "navigation"):
                self.page_hash = getattr(message, kind).page_script_hash
            elif kind == "page_info_changed":
                self.query = message.page_info_changed.query_string  # as in the address bar
            elif kind == "page_not_found":
                raise PageFailed(f"there is no page {self.page!r}")
            elif kind == "script_finished" and message.script_finished in FAILED:
                raise PageFailed(f"page {self.page!r} cannot be compiled")
            elif kind == "script_finished" and message.script_finished not in RERUNS:
                return run

    def _element(self, delta: Any, run: Run) -> None:
        if delta.WhichOneof("type") != "new_element":
            return
        element = delta.new_element
        kind = str(element.WhichOneof("type"))
        run.kinds.append(kind)
        if kind == "exception":
            raise PageFailed(f"page {self.page!r}: {element.exception.type}: {element.exception.message}")
        if kind == "alert" and element.alert.format == element.alert.ERROR:
            raise PageFailed(f"page {self.page!r} says: {element.alert.body}")
        if kind == "alert":
            run.alerts.append(element.alert.body)
        waits = getattr(
            getattr(element, kind), "ignore_rerun", False
        )  # nothing is sent when its value changes
        if (kind == "button" or kind in FIELDS) and not waits:
            self._widget(getattr(element, kind), kind, delta.fragment_id)

    def _widget(self, proto: Any, kind: str, fragment: str) -> None:
        known = self.widgets.get(proto.id)
        options = tuple(str(getattr(o, "content", o)) for o in getattr(proto, "options", ()))
        value = known.value if known else None
        label, data = getattr(proto, "label", ""), getattr(proto, "bytes", b"")
        self.widgets[proto.id] = Widget(proto.id, kind, label, fragment, options, data, value)
