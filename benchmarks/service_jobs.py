"""A job, from the commit that makes it to its start in a waiting worker, beside a bare NOTIFY; goal 3.

    python -m benchmarks.service_jobs [--rounds 200]

Both on one PostgreSQL, in turns, listener and worker in one event loop with nothing else to do.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import sys
import time
from queue import Queue
from statistics import median
from uuid import uuid4

import psycopg

from benchmarks import verdict
from creditai import worker
from creditai.flows import Job
from creditai.store.jobs import defer
from creditai.wiring import Wiring, wire
from tests.town import town

GOAL = 3.0
STARTED: Queue[float] = Queue()
HEARD: Queue[float] = Queue()


def note_start(wiring: Wiring, number: str) -> None:
    STARTED.put(time.perf_counter())


async def listen(dsn: str) -> None:
    async with await psycopg.AsyncConnection.connect(dsn, autocommit=True) as connection:
        await connection.execute("LISTEN bench")
        HEARD.put(0.0)
        async for _ in connection.notifies():
            HEARD.put(time.perf_counter())


def job(wiring: Wiring) -> float:
    with wiring.database.purpose("system") as connection:
        defer(connection, "note_start", {"number": str(uuid4())})
        began = time.perf_counter()  # the commit follows
    return STARTED.get(timeout=20) - began


def notify(wiring: Wiring) -> float:
    with wiring.database.purpose("system") as connection:
        connection.exec_driver_sql("NOTIFY bench")
        began = time.perf_counter()
    return HEARD.get(timeout=20) - began


async def measured(wiring: Wiring, rounds: int) -> list[tuple[float, float]]:
    """Listener and worker wait in this loop; another thread commits. SIGTERM ends the worker, as it does in life."""
    listening = asyncio.create_task(listen(wiring.settings.database.reveal()))
    working = asyncio.create_task(worker.work(wiring))
    pairs = await asyncio.to_thread(_pairs, wiring, rounds)
    os.kill(os.getpid(), signal.SIGTERM)
    await working
    listening.cancel()
    return pairs


def _pairs(wiring: Wiring, rounds: int) -> list[tuple[float, float]]:
    HEARD.get(timeout=20)
    job(wiring)
    pairs = []
    for _ in range(rounds):
        pairs.append((notify(wiring), job(wiring)))
        time.sleep(0.02)
    return pairs


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=200)
    rounds = parser.parse_args().rounds
    vars(worker)["every_job"] = lambda: (Job(note_start, "default", 0, None),)
    with town() as place:
        wiring = wire(place.settings())
        pairs = asyncio.run(measured(wiring, rounds))
        wiring.close()
    bare, started = (median(column) for column in zip(*pairs, strict=True))
    print(f"  NOTIFY heard {bare * 1000:6.2f} ms   job started {started * 1000:6.2f} ms, from the commit")
    return 0 if verdict("a job from commit to start", started / bare, GOAL, "x a bare NOTIFY") else 1


if __name__ == "__main__":
    sys.exit(main())
