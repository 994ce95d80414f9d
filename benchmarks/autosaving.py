"""Autosaves of a field of the form sheet, by the same requests as its script sends."""

import http.client
import json
from collections.abc import Callable
from itertools import cycle
from typing import Any

from benchmarks.protocol import PageFailed, Tab
from benchmarks.scoring import putting

TEXTS = (
    "Foleni ya kituo cha afya huonekana kwenye simu.",
    "Foleni huonekana kwenye simu ya mgonjwa, bila malipo.",
)


def autosaving(tab: Tab, drawn: dict[str, Any]) -> Callable[[], object]:
    """A function that saves another text in the first text field of a drawn sheet; raises `PageFailed` on failure."""
    field = next(field for field in drawn["fields"] if field["kind"] == "text")
    version, texts = field["version"], cycle(TEXTS)
    address = f"/api/{drawn['kind']}/{drawn['id']}/fields/{field['name']}"
    put = putting(tab)

    def save() -> None:
        nonlocal version
        text = next(texts)
        body = json.dumps({"value": text, "over": version, "account": drawn["account"]})
        status, answer = put(address, body)
        if status != http.client.OK or answer["value"] != text:
            raise PageFailed(f"a text was not saved: {answer}")
        version = answer["version"]

    return save
