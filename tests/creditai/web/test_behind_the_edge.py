"""The real nginx with the release's configuration before the real application: both see the same requests.

A request is smuggled where two that read the same bytes count otherwise. So what nginx says it passed on is held against
what the application was asked, for everything that ever made two servers differ.
"""

from __future__ import annotations

import re
import socket
import subprocess
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingUnixStreamServer
from typing import Any

import pytest
import uvicorn

from creditai.serving import configuration
from creditai.web.application import application
from creditai.wiring import Wiring
from runbook.environments import Environment
from runbook.judge.people import FORMAT
from runbook.targets.host import edge
from runbook.targets.host.places import Places
from tests.creditai.web.test_sockets import HIDDEN, HOST, SMUGGLED
from tests.listening import listening

SEEN = "$upstream_addr $request_method $request_uri"
CHUNKS = b"Transfer-Encoding: chunked\r\n\r\n"
NAMES = {
    "a tab": b"Transfer-Encoding:\tchunked\r\n",
    "a vertical tab": b"Transfer-Encoding:\x0bchunked\r\n",
    "a form feed": b"Transfer-Encoding: chunked\x0c\r\n",
    "a space before": b" Transfer-Encoding: chunked\r\n",
    "a space before the colon": b"Transfer-Encoding : chunked\r\n",
    "a line before": b"X: y\nTransfer-Encoding: chunked\r\n",
    "a return before": b"X: y\rTransfer-Encoding: chunked\r\n",
    "a fold": b"Transfer-Encoding:\r\n chunked\r\n",
    "capitals": b"tRANSFER-eNCODING: CHUNKED\r\n",
    "quotes": b'Transfer-Encoding: "chunked"\r\n',
    "a second": b"Transfer-Encoding: chunked\r\nTransfer-Encoding: x\r\n",
    "a list": b"Transfer-Encoding: x, chunked\r\n",
    "identity first": b"Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n",
    "a letter more": b"Transfer-Encoding: chunkedx\r\n",
    "a NUL": b"Transfer-Encoding: chunked\x00\r\n",
    "an underscore": b"Transfer_Encoding: chunked\r\n",
    "a letter that is none": b"Transfer-Encoding: chun\xe2\x84\xaaed\r\n",
}
TOLD: dict[str, bytes] = {
    **SMUGGLED,
    **{f"{name}, length": told + b"Content-Length: 4\r\n\r\n1\r\nZ\r\nQ" for name, told in NAMES.items()},
    **{f"length, {name}": b"Content-Length: 6\r\n" + told + b"\r\n0\r\n\r\nX" for name, told in NAMES.items()},
    "an extension": CHUNKS + b"4;a=b\r\nabcd\r\n0\r\n\r\n",
    "an extension with a line": CHUNKS + b"4;a\nabcd\r\n0\r\n\r\n",
    "an extension with a return": CHUNKS + b"2;\rxx\r\nab\r\n0\r\n\r\n",
    "a long extension": CHUNKS + b"4;" + b"a" * 60_000 + b"\r\nabcd\r\n0\r\n\r\n",
    "a bare line after a size": CHUNKS + b"4\nabcd\r\n0\r\n\r\n",
    "a bare line after a chunk": CHUNKS + b"4\r\nabcd\n0\r\n\r\n",
    "no line after a chunk": CHUNKS + b"4\r\nabcd0\r\n\r\n",
    "a line too many": CHUNKS + b"4\r\nabcd\r\n\r\n0\r\n\r\n",
    "a size of seventeen digits": CHUNKS + b"10000000000000004\r\nabcd\r\n0\r\n\r\n",
    "a size with a sign": CHUNKS + b"+4\r\nabcd\r\n0\r\n\r\n",
    "a size in words": CHUNKS + b"0x4\r\nabcd\r\n0\r\n\r\n",
    "a size with noughts": CHUNKS + b"0" * 5_000 + b"4\r\nabcd\r\n0\r\n\r\n",
    "no size": CHUNKS + b"\r\nabcd\r\n0\r\n\r\n",
    "a trailer that tells a length": CHUNKS + b"0\r\nContent-Length: 44\r\n\r\n",
    "a trailer without an end": CHUNKS + b"0\r\nX: y\r\n",
    "a length on a method without a body": b"Content-Length: %d\r\n\r\n" % len(HIDDEN),
    "a length of another spelling": b"Content_Length: 44\r\n\r\n",
    "a length that a hop takes off": b"Connection: close, Content-Length\r\nContent-Length: 4\r\n\r\nabcd",
    "an upgrade": b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n\r\n",
    "a web socket": b"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: eA==\r\n\r\n",
    "an expectation": b"Expect: 100-continue\r\nContent-Length: 4\r\n\r\nabcd",
    "an expectation that is none": b"Expect: y 100-continue\r\nContent-Length: 4\r\n\r\nabcd",
    "another method told": b"X-HTTP-Method-Override: PUT\r\nContent-Length: 0\r\n\r\n",
}  # fmt: skip
LINES = (
    b" /api/v1/first HTTP/1.1\r\n",
    b" http://127.0.0.1/api/v1/first HTTP/1.1\r\n",
    b" /api/v1/first HTTP/1.0\r\n",
)


@dataclass
class Standing:
    """nginx at `door`; `log` is what it passed on, `asked` counts what was asked behind it."""

    door: Path
    log: Path
    asked: Counter[str]

    def said(self, sent: bytes) -> bytes:
        """What is answered to that and no more."""
        with socket.socket(socket.AF_UNIX) as client, suppress(OSError):
            client.settimeout(30)
            client.connect(str(self.door))
            client.sendall(sent)
            client.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: client.recv(65_536), b""))
        return b""

    def passed(self) -> Counter[str]:
        """What nginx says it passed on."""
        lines = [line.partition(" ") for line in self.log.read_text("latin-1").splitlines()]
        return Counter(rest for where, _, rest in lines if where != "-")

    def smuggled(self) -> Counter[str]:
        """What was asked behind nginx and never passed on by it; it writes a request down a moment after its answer."""
        until = time.monotonic() + 20
        while found := self.asked - self.passed():
            if time.monotonic() > until:
                return found
            time.sleep(0.02)
        return Counter()


@contextmanager
def nginx(folder: Path, behind: Path, asked: Counter[str]) -> Iterator[Standing]:
    """The release's own configuration, but for where it listens and what it writes down."""
    state = folder / "state"
    environment = Environment("test", state, "http://127.0.0.1:1")
    places = Places(state)
    door, text = folder / "door.sock", edge.configuration(environment, places)
    for old, new in (
        ("listen 127.0.0.1:1;", f"listen unix:{door};"),
        ("daemon on;", "daemon off;"),
        (str(places.upstream), str(behind)),
        (FORMAT, SEEN),
        (
            "proxy_buffering off;",
            "proxy_buffering off; proxy_ignore_client_abort on;",
        ),  # we send no more, and listen
    ):
        assert old in text, old
        text = text.replace(old, new)
    for place in (places.logs, state / "edge" / "temp", places.nginx_pid.parent):
        place.mkdir(parents=True)
    places.nginx.write_text(text)
    run = (
        edge.program(environment),
        "-p",
        str(state / "edge"),
        "-e",
        str(places.logs / "error.log"),
        "-c",
        str(places.nginx),
    )
    process = subprocess.Popen(run, stderr=subprocess.DEVNULL)
    try:
        _until(door.exists)
        yield Standing(door, places.answered, asked)
    finally:
        process.terminate()
        process.wait(30)


def _until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.02)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Short: a socket's path has at most a hundred letters."""
    with tempfile.TemporaryDirectory(prefix="edge-") as made:
        Path(made).chmod(0o711)
        yield Path(made)


@pytest.fixture
def standing(wiring: Wiring, folder: Path) -> Iterator[Standing]:
    asked: Counter[str] = Counter()
    behind = folder / "web.sock"
    config = configuration(application(wiring), behind)
    inner: Any = config.app

    async def counted(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            path, query = scope["raw_path"].decode(), scope["query_string"].decode()
            asked[f"{scope['method']} {path}{'?' if query else ''}{query}"] += 1
        await inner(scope, receive, send)

    config.app = counted
    server = uvicorn.Server(config)
    with listening(server), nginx(folder, behind, asked) as made:
        yield made


def attacks() -> Iterator[tuple[str, bytes]]:
    for name, rest in TOLD.items():
        for method in (b"GET", b"POST"):
            for line in LINES[: 3 if "length" in name else 1]:
                yield f"{method.decode()}, {name}", method + line + HOST + rest + HIDDEN


def test_nginx_and_the_application_count_the_same_requests(standing: Standing) -> None:
    for name, sent in attacks():
        told = standing.said(sent)
        assert not standing.smuggled(), (name, told[:300], standing.smuggled())
    told = standing.said(HIDDEN * 3)
    assert told.count(b"HTTP/1.1 401") == 3, "requests in a row do come through"
    assert not standing.smuggled()
    assert standing.asked["GET /api/v1/me"] >= 3


class _Heedless(BaseRequestHandler):
    """A server that takes every line that looks like one for a request."""

    def handle(self) -> None:
        told = b""
        while HIDDEN not in told and (piece := self.request.recv(65_536)):
            told += piece
        for method, path in re.findall(rb"(GET|POST) (\S+) HTTP/1.1", told):
            self.server.asked[f"{method.decode()} {path.decode()}"] += 1  # type: ignore[attr-defined]
        self.request.sendall(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


def test_a_server_that_reads_otherwise_is_found(folder: Path) -> None:
    """What is held against each other does differ where something is smuggled."""
    behind, asked = folder / "web.sock", Counter[str]()
    server = ThreadingUnixStreamServer(str(behind), _Heedless)
    server.asked = asked  # type: ignore[attr-defined]
    behind.chmod(0o666)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    hidden = CHUNKS + b"%x\r\n" % len(HIDDEN) + HIDDEN + b"\r\n0\r\n\r\n"
    with nginx(folder, behind, asked) as standing:
        standing.said(b"POST /api/v1/first HTTP/1.1\r\n" + HOST + hidden)
        _until(lambda: bool(standing.passed()))
        assert asked - standing.passed() == {"GET /api/v1/me": 1}
    server.shutdown()
    thread.join()
    server.server_close()
