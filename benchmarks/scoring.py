"""Scores saved by the same requests as the script of the score sheet sends."""

import http.client
import json
import socket
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
    """A function that saves another score of the first criterion of a sheet; it raises `PageFailed` unless saved."""
    criterion = str(drawn["criteria"][0]["id"])
    turns = pairwise(chain([drawn["answers"].get(criterion)], cycle(drawn["scores"])))
    put = putting(tab)

    def score() -> None:
        was, answer = next(turns)
        body = json.dumps({"answer": answer, "was": was, "since": None})
        status, reply = put(drawn["address"] + criterion, body)
        if status != http.client.OK or reply["answers"][criterion] != answer:
            raise PageFailed(f"a score was not saved: {reply}")

    return score


def putting(tab: Tab) -> Callable[[str, str], tuple[int, Any]]:
    """A function that sends PUT requests as the tab's browser does: head and body in one segment, over one connection.

    `http.client` sends them in two, unlike Chromium, and each costs the server an iteration of its event loop.
    """
    connection = socket.create_connection((tab.host, tab.port or 80), tab.patience)
    own = {"Host": f"{tab.host}:{tab.port}", "Origin": tab.origin, "Referer": f"{tab.origin}/{tab.page}"}
    fixed = "".join(
        f"{name}: {value}\r\n" for name, value in (HEADERS | own | {"Cookie": tab.cookie}).items()
    )

    def put(address: str, body: str) -> tuple[int, Any]:
        content = body.encode()
        head = f"PUT {address} HTTP/1.1\r\n{fixed}Content-Length: {len(content)}\r\n\r\n"
        connection.sendall(head.encode() + content)
        response = http.client.HTTPResponse(connection, method="PUT")
        response.begin()
        return response.status, json.loads(response.read())

    return put
