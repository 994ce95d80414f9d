"""Concurrent HTTP clients, each on its own connection, to this machine only."""

import http.client
import json
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

PATIENCE = 120  # timeout of a request in seconds
GAVE_UP = 0
"""The status of a request that timed out."""


@dataclass(frozen=True)
class Answer:
    """The result of one request: when it was sent and answered (seconds since 1970), status and body."""

    sent: float
    ended: float
    status: int
    body: bytes

    @property
    def seconds(self) -> float:
        """Duration of the request."""
        return self.ended - self.sent


def together(work: Sequence[Callable[[], Answer]]) -> list[Answer]:
    """Run all requests concurrently, a thread for each; answers are in the order of ``work``."""
    with ThreadPoolExecutor(len(work)) as pool:
        return [asked.result() for asked in [pool.submit(one) for one in work]]


def submit(url: str, proposal: int, version: int, cookie: str, at: float) -> Answer:
    """Submit a proposal at the instant ``at`` over a connection opened before, as an open page does."""
    body = json.dumps({"version": version})
    headers = {"Cookie": cookie, "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
    return _asked(url, "POST", f"/api/proposals/{proposal}/submission", body, headers, at)


def sign_in(url: str, email: str, password: str, address: str) -> Answer:
    """Send the sign-in form, with ``address`` as the client's address reported by a proxy."""
    body = urlencode({"email": email, "password": password})
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Sec-Fetch-Site": "same-origin",
        "X-Forwarded-For": address,
    }
    return _asked(url, "POST", "/account/sign-in", body, headers, time.time())


def _asked(url: str, method: str, path: str, body: str, headers: dict[str, str], at: float) -> Answer:
    parts = urlsplit(url)
    if parts.hostname != "127.0.0.1":
        raise ValueError("measurements go to this machine alone")
    sent = time.time()
    connection = http.client.HTTPConnection(parts.hostname, parts.port or 80, timeout=PATIENCE)
    try:
        connection.connect()
        time.sleep(max(0.0, at - time.time()))
        sent = time.time()
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        read = response.read()
        return Answer(sent, time.time(), response.status, read)
    except TimeoutError:
        return Answer(sent, time.time(), GAVE_UP, b"")
    finally:
        connection.close()
