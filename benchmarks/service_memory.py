"""Two hundred uploads at one time hold the memory of the service, however large the files are; goal 1.3.

    python -m benchmarks.service_memory [--uploads 200] [--megabytes 2]

The application on uvicorn in a process of its own, real PostgreSQL and objects in a folder; each upload comes in
pieces, all of them half there before the first one goes on. What counts is the most that the process held (resident)
over what it held before: for files three times as large beside the smaller ones. What the application logs goes into a
file, of which the end is shown when an upload was not taken.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import psutil

from benchmarks import verdict
from creditai.flows.make_token import make_token
from creditai.parts import ports
from creditai.people import scopes
from creditai.settings import Settings
from creditai.wiring import Wiring, wire
from tests.creditai.flows.paper import somebody
from tests.hard.test_killed_worker import environment
from tests.town import town

GOAL = 1.3
TIMES = 3
MB = 1_000_000
PEOPLE = 10
SERVE = (
    "import os, sys, uvicorn; from creditai.settings import Settings; from creditai.wiring import wire; "
    "from creditai.web.application import application; "
    "uvicorn.run(application(wire(Settings.read(os.environ))), port=int(sys.argv[1]), log_level='warning')"
)


@contextmanager
def served(settings: Settings, log: Path) -> Iterator[tuple[str, psutil.Process]]:
    port = ports.free()
    command = [sys.executable, "-c", SERVE, str(port)]
    with log.open("wb") as file:
        process = subprocess.Popen(
            command, env=environment(settings), cwd=Path(__file__).parents[1], stdout=file, stderr=file
        )
    address = f"http://127.0.0.1:{port}"
    try:
        for _ in range(300):
            try:
                httpx2.get(f"{address}/api/docs")
                break
            except httpx2.HTTPError:
                time.sleep(0.1)
        yield address, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait()


class Peak:
    """The most that a process holds while the block runs."""

    def __init__(self, process: psutil.Process) -> None:
        self._process, self.most, self._over = process, 0, threading.Event()
        self._thread = threading.Thread(target=self._look)

    def _look(self) -> None:
        while not self._over.wait(0.02):
            self.most = max(self.most, self._process.memory_info().rss)

    def __enter__(self) -> Peak:
        self._thread.start()
        return self

    def __exit__(self, *told: object) -> None:
        self._over.set()
        self._thread.join()


async def upload_all(address: str, tokens: list[str], uploads: int, size: int) -> list[int]:
    limits = httpx2.Limits(max_connections=uploads)
    gate = asyncio.Barrier(uploads)
    async with httpx2.AsyncClient(base_url=address, timeout=300, limits=limits) as client:
        tasks = [_upload(client, tokens[n % len(tokens)], n, size, gate) for n in range(uploads)]
        return await asyncio.gather(*tasks)


async def _upload(
    client: httpx2.AsyncClient, token: str, number: int, size: int, gate: asyncio.Barrier
) -> int:
    async def body() -> AsyncIterator[bytes]:
        yield b"%%PDF-1.7 %d\n" % number
        piece = os.urandom(100_000)
        for sent in range(0, size, len(piece)):
            if sent == size // len(piece) // 2 * len(piece):
                await gate.wait()  # half of every file is there before any goes on
            yield piece

    headers = {"Authorization": f"Bearer {token}", "Content-Length": "", "Transfer-Encoding": "chunked"}
    del headers["Content-Length"]
    answer = await client.post("/api/v1/papers", content=body(), headers=headers)
    return answer.status_code


def token_of(wiring: Wiring) -> str:
    who = somebody(wiring)
    return make_token(wiring, who, "bench", scopes.OF_ROLE["consumer"] - {"security"}, 30).secret


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--uploads", type=int, default=200)
    parser.add_argument("--megabytes", type=int, default=2)
    asked = parser.parse_args()
    with town() as place, tempfile.TemporaryDirectory() as folder:
        settings = place.settings()
        wiring = wire(settings)
        tokens = [token_of(wiring) for _ in range(PEOPLE)]
        log = Path(folder) / "log"
        grown = [
            _grown(settings, tokens, asked.uploads, asked.megabytes * times, log) for times in (1, TIMES)
        ]
        wiring.close()
    return 0 if verdict(f"memory of {asked.uploads} larger uploads", grown[1] / grown[0], GOAL, "x") else 1


def _grown(settings: Settings, tokens: list[str], uploads: int, megabytes: int, log: Path) -> float:
    """Megabytes held for so many uploads; SystemExit when one of them was not taken."""
    with served(settings, log) as (address, process):
        asyncio.run(upload_all(address, tokens, 10, MB))  # everything imported, threads begun
        before = process.memory_info().rss
        began = time.perf_counter()
        with Peak(process) as peak:
            codes = asyncio.run(upload_all(address, tokens, uploads, megabytes * MB))
        spent = time.perf_counter() - began
    grown = float(peak.most - before) / MB
    print(
        f"  {uploads} uploads of {megabytes} MB in {spent:5.1f} s: {before / MB:.0f} MB before, {grown:.0f} MB more, {grown / uploads:.1f} MB each"
    )
    if codes.count(201) != uploads:
        told = log.read_text("utf-8", "replace")[-2000:]
        counted = ", ".join(f"{codes.count(c)} x {c}" for c in sorted(set(codes)))
        sys.exit(f"{told}\n  not taken: {counted}")
    return grown


if __name__ == "__main__":
    sys.exit(main())
