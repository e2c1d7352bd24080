"""An open-loop load on loopback: requests at their times whether or not earlier ones were answered, on kept connections.

`Pool` stands for what is in front of an instance: it keeps connections, opens new ones to where traffic goes at that
time, and never sends a request twice. A request without a whole answer is lost.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Told:
    """What came of the load. `by`: answers of each port; `last`: when each port last answered."""

    lost: int = 0
    answered: int = 0
    by: dict[int, int] = field(default_factory=dict)
    last: dict[int, float] = field(default_factory=dict)


class Pool:
    """`where` tells the port that a new connection goes to at this moment."""

    def __init__(self, where: Callable[[], int], path: str) -> None:
        self._where, self._path = where, path
        self._idle: list[tuple[int, asyncio.StreamReader, asyncio.StreamWriter]] = []
        self.told = Told()

    async def load(self, rate: float, seconds: float) -> Told:
        """`rate` requests a second, each at its own time."""
        start, tasks = time.monotonic(), []
        for number in range(int(rate * seconds)):
            await asyncio.sleep(max(0.0, start + number / rate - time.monotonic()))
            tasks.append(asyncio.create_task(self._one()))
        await asyncio.gather(*tasks)
        for _, _, writer in self._idle:
            writer.close()
        return self.told

    async def _one(self) -> None:
        try:
            async with asyncio.timeout(20):
                port, reader, writer = await self._connection()
                writer.write(f"GET {self._path} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".encode())
                await writer.drain()
                kept = await _answer(reader)
        except (OSError, EOFError, ValueError, TimeoutError):
            self.told.lost += 1
            return
        self.told.answered += 1
        self.told.by[port] = self.told.by.get(port, 0) + 1
        self.told.last[port] = time.monotonic()
        if kept:
            self._idle.append((port, reader, writer))
        else:
            writer.close()

    async def _connection(self) -> tuple[int, asyncio.StreamReader, asyncio.StreamWriter]:
        """A kept one that the other side has not ended, else a new one."""
        while self._idle:
            port, reader, writer = self._idle.pop()
            if not reader.at_eof():
                return port, reader, writer
            writer.close()
        port = self._where()
        return port, *await asyncio.open_connection("127.0.0.1", port)


async def _answer(reader: asyncio.StreamReader) -> bool:
    """Read one whole answer; whether the connection is kept."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    lengths = [line.partition(":")[2] for line in head.split("\r\n") if line.startswith("content-length:")]
    await reader.readexactly(int(lengths[0]))
    return "connection: close" not in head
