"""The log: one line for each event, without colours, with a number that the page of an error shows too."""

import io
import logging
import re
import sys
import threading

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route

from innovation_hub import logs
from innovation_hub.i18n import translator
from innovation_hub.web.account_forms import _safe
from innovation_hub.web.numbers import HEADER, Numbers
from innovation_hub.web.problem import with_problems
from tests.web.conftest import TestClient


@pytest.fixture
def log(monkeypatch):
    """What a process that serves would write."""
    root = logging.getLogger()
    handlers, level, hooks = (
        root.handlers[:],
        root.level,
        (sys.excepthook, threading.excepthook, sys.unraisablehook),
    )
    written = io.StringIO()
    monkeypatch.setattr(sys, "stderr", written)
    logs.configure("info")
    yield written
    root.handlers[:], root.level = handlers, level
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks
    logging.captureWarnings(False)
    for name in logs.UVICORN:
        logging.getLogger(name).filters.clear()


def fail(request):
    raise RuntimeError("a name in the second line\nNeema Mfano") from OSError("the\x1b[31m cause")


@pytest.mark.parametrize("wrap", [_safe, with_problems])
def test_an_unexpected_error_is_one_line_with_the_number_that_the_reader_sees(log, wrap):
    async def answer(request):
        fail(request)

    app = Starlette(routes=[Route("/", wrap(answer))], middleware=[Middleware(Numbers)])
    with TestClient(app) as browser:
        got = browser.get("/", headers={"accept-language": "en"})
    assert got.status_code == 500
    number = got.headers[HEADER]
    assert translator("en")("errors.number", number=number) in got.text
    (line,) = [line for line in log.getvalue().splitlines() if "unexpected" in line]
    assert re.match(r"20\d\d-\d\d-\d\dT[\d:.]+Z ERROR innovation_hub\.web ", line)
    assert f"[{number}]" in line
    assert "RuntimeError: a name in the second line (web/test_log.py:" in line
    assert "from OSError: the [31m cause" in line
    assert "Neema" not in log.getvalue()


def test_others_loggers_are_led_into_the_same_lines(log):
    logging.getLogger("uvicorn.error").info("Started\nserver")
    logging.getLogger("sqlalchemy.pool").error("lost")
    logging.getLogger("sqlalchemy.pool").debug("not asked for")
    lines = log.getvalue().splitlines()
    assert [line.split(" ", 1)[1] for line in lines] == [
        "INFO uvicorn.error Started server",
        "ERROR sqlalchemy.pool lost",
    ]


def test_a_thread_that_dies_says_so_in_one_line(log):
    def die():
        raise ValueError("first\nsecond")

    thread = threading.Thread(target=die, name="hub-mail")
    thread.start()
    thread.join()
    assert log.getvalue().count("\n") == 1
    assert "ValueError: first" in log.getvalue()


def test_a_client_cannot_choose_its_number():
    app = Starlette(routes=[Route("/", _safe(fail))], middleware=[Middleware(Numbers)])
    with TestClient(app) as browser:
        assert browser.get("/", headers={HEADER: "mine"}).headers[HEADER] != "mine"
