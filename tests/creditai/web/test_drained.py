"""Draining the real server: whoever says nothing is let go, whoever is being answered is answered."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from creditai import serving
from creditai.serving import Server, configuration
from creditai.web.application import application
from creditai.wiring import Wiring
from tests.listening import listening

ASKED = b"GET /api/health/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
PATIENCE = 60
"""Less than connections are kept otherwise (75 seconds), so that waiting for that is no answer."""


@pytest.fixture
def server(wiring: Wiring, monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(serving, "QUIET_SECONDS", 0.3)
    app = application(wiring)
    made = Server(configuration(app, None), app.state.drain, 20.0)
    door = socket.create_server(("127.0.0.1", 0))
    with listening(made, [door]):
        yield made


@pytest.fixture
def line(server: Server) -> Iterator[Callable[[], socket.socket]]:
    """Makes connections to it; they are closed by us at the end, whatever it did."""
    with ExitStack() as made:
        at = server.servers[0].sockets[0].getsockname()
        yield lambda: made.enter_context(socket.create_connection(at, timeout=PATIENCE))


def answered(client: socket.socket) -> bytes:
    """One answer, head and body."""
    told = b""
    while b"\r\n\r\n" not in told:
        told += _some(client)
    head, _, body = told.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].split(b"\r\n")[0])
    while len(body) < length:
        body += _some(client)
    return head


def _some(client: socket.socket) -> bytes:
    piece = client.recv(65_536)
    assert piece, "ended before its answer was whole"
    return piece


def test_a_drain_ends_who_says_nothing(server: Server, line: Callable[[], socket.socket]) -> None:
    kept, silent, half = (line() for _ in range(3))
    kept.sendall(ASKED)
    assert answered(kept).startswith(b"HTTP/1.1 200")
    half.sendall(ASKED[:20])
    while server.connections() < 3:
        time.sleep(0.01)
    server._drain.begin(leave=False)
    assert [client.recv(100) for client in (kept, silent, half)] == [b""] * 3
    assert server.connections() == 0
    assert not server.should_exit, "it was to stay warm"


def test_it_answers_who_asks_meanwhile_and_keeps_who_is_quiet_otherwise(
    server: Server, line: Callable[[], socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = line()
    for _ in range(2):
        kept.sendall(ASKED)
        assert b"connection: close" not in answered(kept).lower()
        time.sleep(0.6)  # twice as long as a drain would let it say nothing
    monkeypatch.setattr(serving, "QUIET_SECONDS", 60.0)  # however long a busy machine takes to ask
    server._drain.begin(leave=False)
    late = line()
    late.sendall(ASKED)
    assert b"connection: close" in answered(late).lower()
    assert late.recv(100) == b""
