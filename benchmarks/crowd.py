"""A crowd of browsers that speak plain HTTP, each on a connection of its own, all to this machine."""

import http.client
import json
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

PATIENCE = 120  # seconds until a browser gives up
GAVE_UP = 0
"""The status of a request that a browser gave up."""


@dataclass(frozen=True)
class Answer:
    """What came of one request: when it was sent and answered (seconds since 1970), status and body."""

    sent: float
    ended: float
    status: int
    body: bytes

    @property
    def seconds(self) -> float:
        """How long it took."""
        return self.ended - self.sent


def together(work: Sequence[Callable[[], Answer]]) -> list[Answer]:
    """Do it all at once, a thread for each."""
    with ThreadPoolExecutor(len(work)) as pool:
        return [asked.result() for asked in [pool.submit(one) for one in work]]


def submit(url: str, proposal: int, version: int, cookie: str, at: float) -> Answer:
    """Press the button at an instant; the connection stands already, as that of an open page does."""
    body = json.dumps({"version": version})
    headers = {"Cookie": cookie, "Content-Type": "application/json", "Sec-Fetch-Site": "same-origin"}
    return _asked(url, "POST", f"/api/proposals/{proposal}/submission", body, headers, at)


def sign_in(url: str, email: str, password: str, address: str) -> Answer:
    """Send the sign-in form from an address behind the proxy."""
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
