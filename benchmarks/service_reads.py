"""A signed-in read of fifty accounts beside a bare endpoint on the same server, by rate; goal 2 (half the rate).

    python -m benchmarks.service_reads [--rounds 5]

Both are real uvicorn processes on loopback, asked in turns over eight kept connections. The bare one answers the same
bytes from memory; the service recognises a token, counts limits, reads fifty rows under row-level security, opens each,
and logs. In the end the same process is asked once more, kept on one core: what its threads lose by handing CPython's lock
from core to core.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import fields, replace
from pathlib import Path
from statistics import median
from typing import Any

import httpx2
import psycopg

from benchmarks import verdict
from benchmarks.service_pages import _sealed
from creditai.parts import ports
from creditai.settings import Settings
from creditai.store.ids import new_id
from creditai.wiring import Wiring, wire
from tests.cast import Member, member
from tests.processes import process, ready
from tests.town import Town, town

GOAL = 2.0
"""Half of the bare rate is twice the time of one."""
PATH = "/api/v1/accounts?limit=50"
AT_ONCE = 8
POOL: Any = next(each.default for each in fields(Settings) if each.name == "database_pool")
"""Connections of a service as it comes; a town's has fewer."""
SECONDS = 3.0

_BARE = """
import json, sys, uvicorn
from fastapi import FastAPI
app, told = FastAPI(), json.loads(open(sys.argv[2]).read())
@app.get("/api/health/ready")
@app.get("/api/v1/accounts")
def bare():
    return told
uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_config=None, access_log=False, http="httptools")
"""


def fill(place: Town, wiring: Wiring, who: Member) -> None:
    """Fifty accounts of one report."""
    key, report = wiring.keys.of(who.id), new_id()
    name = wiring.settings.database.reveal().rpartition("/")[2]
    with (
        psycopg.connect(place.postgresql.admin.rpartition("/")[0] + f"/{name}") as connection,
        connection.cursor() as cursor,
        cursor.copy("COPY account (person, report, place, summary) FROM STDIN") as copy,
    ):
        for number in range(50):
            copy.write_row((who.id, report, number, _sealed(key, report, number)))


async def rate(port: int, headers: dict[str, str]) -> float:
    """Answers a second."""
    until, done = time.monotonic() + SECONDS, 0

    async def ask() -> None:
        nonlocal done
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        sent = f"GET {PATH} HTTP/1.1\r\nHost: 127.0.0.1\r\n{lines}\r\n".encode()
        while time.monotonic() < until:
            writer.write(sent)
            head = (await reader.readuntil(b"\r\n\r\n")).lower()
            assert head.startswith(b"http/1.1 200"), head
            await reader.readexactly(int(head.partition(b"content-length:")[2].split(b"\r\n")[0]))
            done += 1
        writer.close()

    began = time.monotonic()
    await asyncio.gather(*(ask() for _ in range(AT_ONCE)))
    return done / (time.monotonic() - began)


def on_one_core(pid: int) -> None:
    """Every thread that the process has."""
    core = {min(os.sched_getaffinity(pid))}
    for task in Path(f"/proc/{pid}/task").iterdir():
        os.sched_setaffinity(int(task.name), core)


@contextmanager
def bare(port: int, body: Path) -> Iterator[subprocess.Popen[bytes]]:
    made = subprocess.Popen([sys.executable, "-c", _BARE, str(port), str(body)])
    try:
        yield made
    finally:
        made.kill()
        made.wait()


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args(argv).rounds
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        place = stack.enter_context(town())
        settings = replace(place.settings(), database_pool=POOL)
        wiring = wire(settings)
        alice = member(wiring, "alice")
        fill(place, wiring, alice)
        served, plain = ports.free(), ports.free()
        words = ("serve", "--port", str(served))
        serving = stack.enter_context(process(settings, *words, log=folder / "log"))
        ready(served, serving, folder / "log")
        told = httpx2.get(f"http://127.0.0.1:{served}{PATH}", headers=alice.headers)
        (folder / "body").write_bytes(told.content)
        ready(plain, stack.enter_context(bare(plain, folder / "body")), folder / "body")
        pairs = [
            (asyncio.run(rate(plain, {})), asyncio.run(rate(served, alice.headers))) for _ in range(rounds)
        ]
        on_one_core(serving.pid)
        alone = median(asyncio.run(rate(served, alice.headers)) for _ in range(rounds))
        wiring.close()
    ratio = median(theirs / mine for theirs, mine in pairs)
    for theirs, mine in pairs:
        print(
            f"  bare {theirs:7.0f} a second   fifty accounts {mine:7.0f} a second   {len(told.content)} bytes"
        )
    print(
        f"  the same on one core: {alone:.0f} a second, {median(theirs for theirs, _ in pairs) / alone:.2f} x"
    )
    return 0 if verdict("fifty accounts, signed in", ratio, GOAL, "x a bare endpoint") else 1


if __name__ == "__main__":
    sys.exit(main())
