"""A request's headers, chunk marks and trailers have a bound of bytes; its body has another."""

import socket
import threading
import time

import pytest
import uvicorn
from starlette.requests import Request
from starlette.responses import PlainTextResponse

from innovation_hub.web import heads


async def count(scope, receive, send):
    """Answer with the size of the body."""
    body = await Request(scope, receive).body()
    await PlainTextResponse(str(len(body)))(scope, receive, send)


@pytest.fixture(scope="module")
def port():
    """A server that reads requests as the hub's does."""
    heads.bound()
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        server = uvicorn.Server(uvicorn.Config(count, lifespan="off", log_config=None, log_level=None))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield listening.getsockname()[1]
        server.should_exit = True
        thread.join(10)


def answer(port, *pieces):
    """What comes back for the pieces, until the server hangs up; it need not read them all."""
    with socket.create_connection(("127.0.0.1", port), 10) as connection:
        got = b""
        try:
            for piece in pieces:
                connection.sendall(piece)
            while more := connection.recv(65536):
                got += more
        except ConnectionError:
            pass
        return got


START = b"POST / HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n"
CHUNKED = START + b"Transfer-Encoding: chunked\r\n\r\n"
PIECE = b"x" * 8_000


def test_a_long_body_is_no_matter_of_heads(port):
    size = 40 * len(PIECE)
    got = answer(port, START + b"Content-Length: %d\r\n\r\n" % size, *[PIECE] * 40)
    assert got.startswith(b"HTTP/1.1 200")
    assert got.endswith(b"%d" % size)


def test_a_long_body_in_large_chunks_is_taken(port):
    chunk = b"%x\r\n%b\r\n" % (len(PIECE), PIECE)
    assert answer(port, CHUNKED, *[chunk] * 40, b"0\r\n\r\n").endswith(b"320000")


def test_headers_of_an_ordinary_length_are_taken(port):
    assert answer(port, START, b"Cookie: " + PIECE + b"\r\nContent-Length: 0\r\n\r\n").startswith(
        b"HTTP/1.1 200"
    )


@pytest.mark.parametrize(
    "pieces",
    [
        pytest.param([START, *[b"X-%d: %b\r\n" % (n, PIECE) for n in range(40)]], id="many headers"),
        pytest.param([START, b"X-One: ", *[PIECE] * 40], id="one endless header"),
        pytest.param([b"GET /", *[PIECE] * 40], id="an endless address"),
    ],
)
def test_headers_without_an_end_are_refused(port, pieces):
    assert b"200 OK" not in answer(port, *pieces, b"\r\nContent-Length: 0\r\n\r\n")


def test_trailers_without_an_end_are_refused(port):
    trailers = [b"X-%d: %b\r\n" % (n, PIECE) for n in range(40)]
    assert b"200 OK" not in answer(port, CHUNKED, b"1\r\nx\r\n0\r\n", *trailers, b"\r\n")


def test_each_request_of_a_connection_has_a_bound_of_its_own(port):
    one = b"GET / HTTP/1.1\r\nHost: hub\r\nX-Long: " + PIECE * 2 + b"\r\n\r\n"
    last = one.replace(b"Host: hub", b"Host: hub\r\nConnection: close")
    assert answer(port, *[one] * 5, last).count(b"200 OK") == 6
