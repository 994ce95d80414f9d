"""A process that is told to stop: not ready first, what is under way ends, pages are told why, and it ends in time."""

import fcntl
import signal
import sys
import threading
import time
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from websockets.sync.client import connect

from tests.e2e.server import serving

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a supervisor of Windows sends no signal")


def status(url: str) -> tuple[int, str]:
    try:
        with urlopen(url, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except HTTPError as refusal:
        return refusal.code, refusal.read().decode()


@pytest.mark.long
def test_it_is_not_ready_first_and_ends_what_is_under_way(tmp_path, prepared):
    with serving(tmp_path, prepared=prepared, forked=False, HUB_STOP_SECONDS="1") as server:
        answered: list[int] = []

        def sign_in() -> None:
            form = b"email=a%40example.org&password=maji-ya-mto-7"
            answered.append(status(Request(f"{server.url}/account/sign-in", data=form, method="POST"))[0])

        posting = threading.Thread(target=sign_in)
        with (
            connect(server.url.replace("http", "ws") + "/_stcore/stream", origin=server.url) as page,
            (server.var / "hub.sqlite3-writers").open("ab") as line,
        ):
            fcntl.flock(line, fcntl.LOCK_EX)  # whoever wants to write waits
            posting.start()
            time.sleep(0.5)
            server.process.send_signal(signal.SIGTERM)
            begun = time.monotonic()
            time.sleep(0.3)
            assert status(f"{server.url}/healthz")[0] == 200
            code, body = status(f"{server.url}/readyz")
            assert (code, "errors.stopping" in body) == (503, True)
            code, body = status(f"{server.url}/calls")
            assert (code, "again." in body) == (
                503,
                True,
            )  # a proxy takes the next process; alone, the page waits
            time.sleep(1.5)
            assert server.process.poll() is None
            fcntl.flock(line, fcntl.LOCK_UN)
            server.process.wait(15)
        posting.join(30)
        assert answered == [200]  # the form again, with what was refused: the request was not cut
        assert time.monotonic() - begun < 20
        assert page.close_code == 1012  # "service restart": the browser says so
    assert Path(server.log).read_text().count("Traceback") == 0
