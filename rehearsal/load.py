"""People's traffic for rehearsals and proofs, open loop: kept and new connections, posts, uploads, event streams.

Each request is sent when it is due, whatever became of the others; none is tried twice, so every one that a switch
drops is counted. A kept connection is given up only when the answer on it said `Connection: close`, or when it was idle
for half a minute: the edge may end it after 75 seconds, and every client knows such a bound.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from uuid import uuid4

from rehearsal.beside import beside

_TIMEOUT = 20.0
_IDLE = 30.0
_UPLOAD = 64 * 1024
Connection = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@dataclass(slots=True)
class Seen:
    """What came of it. Times are monotonic. `answers`: when, and which colour; `dropped`: when no whole answer came;
    `refused`: when a colour answered, but not as it should, and with which status. Both are in `lost`, by kind."""

    sent: int = 0
    lost: Counter[str] = field(default_factory=Counter)
    doubled: int = 0
    answers: list[tuple[float, str]] = field(default_factory=list)
    dropped: list[float] = field(default_factory=list)
    refused: list[tuple[float, str, int]] = field(default_factory=list)
    streams: int = 0

    @property
    def lost_count(self) -> int:
        return sum(self.lost.values())

    def drop(self, what: str) -> None:
        self.lost[what] += 1
        self.dropped.append(time.monotonic())

    def answer(self, what: str, colour: str, status: int) -> None:
        at = time.monotonic()
        self.answers.append((at, colour))
        if status == 409:
            self.doubled += 1
        elif status not in (200, 201):
            self.lost[f"{what}: {status}"] += 1
            self.refused.append((at, colour, status))


class Load:
    """Traffic against one edge, until told to end. `trust`: whom an edge that speaks TLS is believed by. `asks`: a path
    that is only asked for, where the application is the real one; the stub's people post, upload and hear events."""

    def __init__(
        self, port: int, rate: float, streams: int = 4, trust: ssl.SSLContext | None = None, asks: str = ""
    ) -> None:
        self._port, self._rate, self._trust, self._asks = port, rate, trust, asks
        self._streams = 0 if asks else streams
        self._kept: list[tuple[float, Connection]] = []
        self.seen = Seen()
        self.ended = False

    async def run(self) -> Seen:
        first, number = time.monotonic(), 0
        streams = [asyncio.create_task(self._stream()) for _ in range(self._streams)]
        waiting: set[asyncio.Task[None]] = set()
        while not self.ended:
            await asyncio.sleep(max(0.0, first + number / self._rate - time.monotonic()))
            task = asyncio.create_task(self._one(kept=number % 2 == 0, upload=number % 10 == 5))
            waiting.add(task)
            task.add_done_callback(waiting.discard)
            number += 1
        if waiting:
            await asyncio.wait(waiting)
        await asyncio.gather(*streams)
        for _, (_, writer) in self._kept:
            writer.close()
        return self.seen

    async def _one(self, *, kept: bool, upload: bool) -> None:
        self.seen.sent += 1
        sort = "question" if self._asks else "upload" if upload else "post"
        what = f"{sort} on a {'kept' if kept else 'new'} connection"
        try:
            async with asyncio.timeout(_TIMEOUT):
                connection = (self._idle() if kept else None) or await self._open()
                send = self._get if self._asks else self._post
                status, headers = await send(connection, upload, close=not kept)
        except (OSError, EOFError, ValueError, TimeoutError) as error:
            self.seen.drop(f"{what}: {type(error).__name__}")
            return
        self.seen.answer(what, _colour(headers), status)
        if kept and headers.get("connection", "") != "close":
            self._kept.append((time.monotonic(), connection))
        else:
            connection[1].close()

    def _idle(self) -> Connection | None:
        """A kept connection that was used within the bound; older ones are closed by us."""
        bound = time.monotonic() - _IDLE
        for _, (_, writer) in [each for each in self._kept if each[0] < bound]:
            writer.close()
        self._kept = [each for each in self._kept if each[0] >= bound]
        return self._kept.pop()[1] if self._kept else None

    async def _open(self) -> Connection:
        return await asyncio.open_connection("127.0.0.1", self._port, ssl=self._trust)

    async def _get(self, connection: Connection, upload: bool, *, close: bool) -> tuple[int, dict[str, str]]:
        reader, writer = connection
        end = "Connection: close\r\n\r\n" if close else "\r\n"
        writer.write(f"GET {self._asks} HTTP/1.1\r\nHost: 127.0.0.1\r\n{end}".encode())
        await writer.drain()
        return await _answer(reader)

    async def _post(self, connection: Connection, upload: bool, *, close: bool) -> tuple[int, dict[str, str]]:
        reader, writer = connection
        size = _UPLOAD if upload else 16
        head = f"POST /api/posts HTTP/1.1\r\nHost: edge\r\nIdempotency-Key: {uuid4()}\r\nContent-Length: {size}\r\n"
        writer.write((head + ("Connection: close\r\n" if close else "") + "\r\n").encode())
        for _ in range(8 if upload else 1):
            writer.write(b"x" * (size // (8 if upload else 1)))
            await writer.drain()
            if upload:
                await asyncio.sleep(0.05)
        return await _answer(reader)

    async def _stream(self) -> None:
        """An event stream that is opened again whenever it ended politely; another end is a loss."""
        while not self.ended:
            text = b""
            try:
                reader, writer = await self._open()
                writer.write(b"GET /api/events HTTP/1.1\r\nHost: edge\r\nConnection: close\r\n\r\n")
                while not self.ended:
                    try:
                        piece = await asyncio.wait_for(reader.read(65536), 0.5)
                    except TimeoutError:
                        continue
                    if not piece:
                        break
                    text = (text + piece)[-400:]
                writer.close()
            except OSError as error:
                self.seen.drop(f"event stream: {type(error).__name__}")
                await asyncio.sleep(0.1)
                continue
            self.seen.streams += 1
            if not self.ended and b"event: bye" not in text:
                self.seen.drop("event stream: cut off")
                await asyncio.sleep(0.1)


def _colour(headers: dict[str, str]) -> str:
    """Who answered, as the stub and as the real application say it."""
    return headers.get("x-creditai-colour", "") or headers.get("x-creditai-served-by", "").partition("/")[0]


async def _answer(reader: asyncio.StreamReader) -> tuple[int, dict[str, str]]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {k.lower(): v for k, _, v in (line.partition(": ") for line in head[1:] if line)}
    if headers.get("transfer-encoding") == "chunked":
        while size := int(await reader.readline(), 16):
            await reader.readexactly(size + 2)
        await reader.readline()
    else:
        await reader.readexactly(int(headers.get("content-length", "0")))
    return int(head[0].split(" ", 2)[1]), headers


@contextmanager
def flowing(
    port: int, rate: float, trust: ssl.SSLContext | None = None, seen: Seen | None = None, asks: str = ""
) -> Iterator[Seen]:
    """The load, in a thread of its own, for the length of the block; its books grow while it runs."""
    load = Load(port, rate, trust=trust, asks=asks)
    load.seen = seen or load.seen
    with beside(load):
        yield load.seen


def under_load(port: int, rate: float, work: Callable[[], None]) -> Seen:
    """Do `work` while the load runs, with a second of load before and after it."""
    with flowing(port, rate) as seen:
        time.sleep(1.0)
        work()
        time.sleep(1.0)
    return seen
