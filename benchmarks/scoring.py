"""One score after the other, by the requests that the script of the score sheet sends."""

import http.client
import json
from collections.abc import Callable
from itertools import chain, cycle, pairwise
from typing import Any

from benchmarks.protocol import PageFailed, Tab

# As Chromium sends them from the page of a review.
HEADERS = {
    "Content-Type": "application/json",
    "Accept-Language": "sw",
    "Accept": "*/*",
    "Accept-Encoding": "gzip, deflate, br, zstd",
    "Sec-Fetch-Dest": "empty",
    "Sec-Fetch-Mode": "cors",
    "Sec-Fetch-Site": "same-origin",
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0",
}


def scoring(tab: Tab, drawn: dict[str, Any]) -> Callable[[], object]:
    """Give the first criterion of a drawn sheet another score each time; fails unless it is saved."""
    criterion = str(drawn["criteria"][0]["id"])
    turns = pairwise(chain([drawn["answers"].get(criterion)], cycle(drawn["scores"])))
    connection = http.client.HTTPConnection(tab.host, tab.port or 80, timeout=tab.patience)
    headers = HEADERS | {"Origin": tab.origin, "Referer": f"{tab.origin}/{tab.page}", "Cookie": tab.cookie}

    def score() -> None:
        was, answer = next(turns)
        body = json.dumps({"answer": answer, "was": was, "since": None})
        connection.request("PUT", drawn["address"] + criterion, body, headers)
        response = connection.getresponse()
        said = json.loads(response.read())
        if response.status != http.client.OK or said["answers"][criterion] != answer:
            raise PageFailed(f"a score was not kept: {said}")

    return score
