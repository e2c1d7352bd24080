"""Traffic that runs beside what is done meanwhile, in a thread of its own."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Protocol


class Traffic(Protocol):
    """Goes on until it is told that it `ended`; then what is under way is waited for."""

    ended: bool

    async def run(self) -> object: ...


@contextmanager
def beside(traffic: Traffic) -> Iterator[None]:
    """It runs for the length of the block. What it raised is raised here."""
    with ThreadPoolExecutor(1, thread_name_prefix=type(traffic).__name__.lower()) as pool:
        running = pool.submit(lambda: asyncio.run(traffic.run()))
        try:
            yield
        finally:
            traffic.ended = True
            running.result()
