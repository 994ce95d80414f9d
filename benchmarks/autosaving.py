"""One field of a form sheet after the other, by the requests that its script sends while somebody writes."""

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
    """Write the first text of a drawn sheet anew each time; fails unless it is saved."""
    field = next(field for field in drawn["fields"] if field["kind"] == "text")
    stands, texts = field["version"], cycle(TEXTS)
    address = f"/api/{drawn['kind']}/{drawn['id']}/fields/{field['name']}"
    put = putting(tab)

    def save() -> None:
        nonlocal stands
        text = next(texts)
        body = json.dumps({"value": text, "over": stands, "account": drawn["account"]})
        status, said = put(address, body)
        if status != http.client.OK or said["value"] != text:
            raise PageFailed(f"a text was not kept: {said}")
        stands = said["version"]

    return save
