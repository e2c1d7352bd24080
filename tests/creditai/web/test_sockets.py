"""The real server at its socket: bytes that no library would send, and clients that take their time."""

from __future__ import annotations

import asyncio
import select
import socket
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass

import pytest
import uvicorn
from fastapi.responses import Response, StreamingResponse

from creditai.serving import configuration
from creditai.web import edge, protocol
from creditai.web.application import application
from creditai.wiring import Wiring
from tests.cast import Cast
from tests.listening import listening

HOST = b"Host: 127.0.0.1\r\n"
HIDDEN = b"GET /api/v1/me HTTP/1.1\r\n" + HOST + b"\r\n"
"""What a smuggler hides in a request, to be answered as the next one's."""

LITTLE = 4096
"""What a socket keeps of an answer that is not read; the kernel makes some of it."""
LAST = b"GET /api/v1/me HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"


@dataclass(frozen=True, slots=True)
class Served:
    port: int
    server: uvicorn.Server

    def said(self, *pieces: bytes, pause: float = 0.0) -> bytes:
        """All that is answered until the server ends the connection, as it is to do in time."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as client:
            with suppress(OSError):  # ended while we were sending: what it said is still there
                for piece in pieces:
                    client.sendall(piece)
                    time.sleep(pause)
            return b"".join(_heard(client))

    def unread(self, asked: bytes) -> bool:
        """Whether a client that asks this and reads nothing hears that its connection is gone, kernel's part and all."""
        client = socket.socket()
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, LITTLE)
        with client:
            client.connect(("127.0.0.1", self.port))
            client.sendall(asked)
            gone = select.poll()
            gone.register(client, 0)
            return bool(gone.poll(20_000))


def _heard(client: socket.socket) -> Iterator[bytes]:
    while True:
        try:
            piece = client.recv(65_536)
        except TimeoutError:
            return
        except ConnectionError:
            piece = b""
        if not piece:
            yield b"<end>"
            return
        yield piece


WHOLE = 60_000
"""More than the sockets keep and less than what uvicorn's transport takes without a pause."""


async def _drops() -> AsyncIterator[bytes]:
    while True:
        yield b"event: progress\ndata: " + b"y" * 2_000 + b"\n\n"
        await asyncio.sleep(0.001)


@pytest.fixture
def served(wiring: Wiring) -> Iterator[Served]:
    app = application(wiring)
    app.add_api_route("/whole", lambda: Response(b"y" * WHOLE))
    app.add_api_route("/drops", lambda: StreamingResponse(_drops(), media_type="text/event-stream"))
    server = uvicorn.Server(configuration(app, None))
    door = socket.socket()
    door.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, LITTLE)
    door.bind(("127.0.0.1", 0))
    with listening(server, [door]):
        yield Served(door.getsockname()[1], server)


SMUGGLED = {
    "two lengths": b"Content-Length: 4\r\nContent-Length: 44\r\n\r\nabcd",
    "length and chunks": b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks and length": b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
    "chunks twice": b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
    "chunks not last": b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "chunks misspelt": b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "space before colon": b"Content-Length : 4\r\n\r\nabcd",
    "folded": b"X: y\r\n Content-Length: 4\r\n\r\nabcd",
    "plus": b"Content-Length: +4\r\n\r\nabcd",
    "hexadecimal": b"Content-Length: 0x4\r\n\r\nabcd",
    "a list": b"Content-Length: 4, 4\r\n\r\nabcd",
    "negative": b"Content-Length: -4\r\n\r\n",
    "too long a number": b"Content-Length: 99999999999999999999999\r\n\r\n",
    "too large a chunk": b"Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
    "no number of a chunk": b"Transfer-Encoding: chunked\r\n\r\n-1\r\nabc\r\n0\r\n\r\n",
    "bare line feeds": b"X: y\n\nGET / HTTP/1.1\r\n\r\n",
    "nul": b"X: y\x00z\r\n\r\n",
    "two hosts": b"Host: 127.0.0.2\r\n\r\n",
}


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_what_may_hide_another_request_is_refused_and_ends_the_connection(
    served: Served, method: str
) -> None:
    for name, rest in SMUGGLED.items():
        told = served.said(method.encode() + b" /api/v1/me HTTP/1.1\r\n" + HOST + rest + HIDDEN)
        statuses = [line.split()[1] for line in told.splitlines() if line.startswith(b"HTTP/1.1 ")]
        assert len(statuses) == 1, (name, told)
        assert statuses[0] in (b"400", b"413"), (name, told)
        assert told.endswith(b"<end>"), (name, told)


def test_requests_in_a_row_are_each_answered(served: Served) -> None:
    """The server does keep connections: else the test above would show nothing."""
    assert served.said(HIDDEN * 3 + LAST).count(b"HTTP/1.1 401") == 4


def test_a_head_that_does_not_end_in_time_ends(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "HEAD_SECONDS", 0.5)
    begun = b"GET /api/health HTTP/1.1\r\n"
    assert served.said(b"").startswith(b"HTTP/1.1 408")
    dripped = served.said(begun, *[b"X: y\r\n"] * 12, pause=0.1)
    assert dripped.startswith(b"HTTP/1.1 408")
    assert dripped.endswith(b"<end>")
    later = served.said(HIDDEN + begun)
    assert (later.count(b"HTTP/1.1 401"), later.count(b"HTTP/1.1 408")) == (1, 1)


def test_a_head_that_grows_is_cut(served: Served) -> None:
    begun = b"GET /api/health HTTP/1.1\r\n" + HOST
    for more in (b"X: " + b"y" * 300_000, b"X: y\r\n" * 60_000):
        told = served.said(begun + more)
        assert told.startswith((b"<end>", b"HTTP/1.1 431")), told[:100]
        assert told.endswith(b"<end>")
    many = served.said(begun + b"X: y\r\n" * 101 + b"\r\n")
    assert many.startswith(b"HTTP/1.1 431")
    assert b"/problems/too-large" in many


def test_a_body_that_stands_still_is_given_up(
    served: Served, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edge, "RECEIVE_SECONDS", 0.3)
    token = cast.alice.headers["Authorization"].encode()
    for path in (b"/api/v1/feedback", b"/api/v1/papers"):
        head = b"POST " + path + b" HTTP/1.1\r\n" + HOST + b"Authorization: " + token
        told = served.said(head + b"\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
        assert told.startswith(b"HTTP/1.1 408"), told
        assert told.endswith(b"<end>")
    assert served.said(LAST).startswith(b"HTTP/1.1 401"), "the others are served"


@pytest.mark.parametrize(
    ("path", "times", "more"),
    [
        ("/api/openapi.json", 1, b""),
        ("/api/openapi.json", 50, b""),
        ("/whole", 1, b""),
        ("/whole", 1, b"Connection: close\r\n"),
        ("/drops", 1, b""),
    ],
)
def test_an_answer_that_is_not_read_ends_its_connection(
    served: Served, monkeypatch: pytest.MonkeyPatch, path: str, times: int, more: bytes
) -> None:
    """Too large for what is held, many in a row, one that is held as a whole, and drops that never end."""
    monkeypatch.setattr(protocol, "UNREAD_SECONDS", 0.3)
    asked = b"GET %b HTTP/1.1\r\n%b%b\r\n" % (path.encode(), HOST, more)
    assert served.unread(asked * times)
    assert served.said(LAST).startswith(b"HTTP/1.1 401"), "the others are served"
