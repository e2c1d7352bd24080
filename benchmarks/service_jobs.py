"""A job, from the commit that makes it to its start in a waiting worker, beside a bare NOTIFY; goal 3.

    python -m benchmarks.service_jobs [--rounds 200]

Both on one PostgreSQL, in turns, listener and worker in one event loop with nothing else to do. Beside them what no worker
can be quicker than: a job that the listener itself takes, by the queue's own function on a connection kept for that
alone, prepared, with no transaction around it, no pool, no worker's loop and no thread.
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
from procrastinate import sql

from benchmarks import verdict
from creditai import worker
from creditai.flows import Job
from creditai.store.jobs import defer
from creditai.wiring import Wiring, wire
from tests.town import town

GOAL = 3.0
WARM = 30
"""Rounds that do not count: until each connection of the pool has its plans."""
STARTED: Queue[float] = Queue()
HEARD: Queue[float] = Queue()
TAKEN: Queue[float] = Queue()
BARE_QUEUE = "bench"
"""No worker listens to it."""


def note_start(wiring: Wiring, number: str) -> None:
    STARTED.put(time.perf_counter())


async def listen(dsn: str) -> None:
    connected = psycopg.AsyncConnection.connect
    async with (
        await connected(dsn, autocommit=True) as connection,
        await connected(dsn, autocommit=True, prepare_threshold=0) as kept,
    ):
        await connection.execute("LISTEN bench")
        await connection.execute(f'LISTEN "procrastinate_queue_v1#{BARE_QUEUE}"')
        taking = {"queues": [BARE_QUEUE], "worker_id": None}
        HEARD.put(0.0)
        async for told in connection.notifies():
            if told.channel == "bench":
                HEARD.put(time.perf_counter())
                continue
            row = await (await kept.execute(sql.queries["fetch_job"], taking)).fetchone()
            assert row is not None
            assert row[0] is not None, "the queue told of a job that it does not hand out"
            TAKEN.put(time.perf_counter())


def job(wiring: Wiring, queue: str = "default", seen: Queue[float] = STARTED) -> float:
    with wiring.database.purpose("system") as connection:
        defer(connection, "note_start", {"number": str(uuid4())}, queue=queue)
        began = time.perf_counter()  # the commit follows
    return seen.get(timeout=20) - began


def notify(wiring: Wiring) -> float:
    with wiring.database.purpose("system") as connection:
        connection.exec_driver_sql("NOTIFY bench")
        began = time.perf_counter()
    return HEARD.get(timeout=20) - began


async def measured(wiring: Wiring, rounds: int) -> list[tuple[float, float, float]]:
    """Listener and worker wait in this loop; another thread commits. SIGTERM ends the worker, as it does in life."""
    listening = asyncio.create_task(listen(wiring.settings.database.reveal()))
    working = asyncio.create_task(worker.work(wiring))
    found = await asyncio.to_thread(_rounds, wiring, rounds)
    os.kill(os.getpid(), signal.SIGTERM)
    await working
    listening.cancel()
    return found


def _rounds(wiring: Wiring, rounds: int) -> list[tuple[float, float, float]]:
    HEARD.get(timeout=20)
    found = []
    for _ in range(rounds + WARM):
        found.append((notify(wiring), job(wiring, BARE_QUEUE, TAKEN), job(wiring)))
        time.sleep(0.02)
    return found[WARM:]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=200)
    rounds = parser.parse_args().rounds
    vars(worker)["every_job"] = lambda: (Job(note_start, "default", 0, None),)
    with town() as place:
        wiring = wire(place.settings())
        found = asyncio.run(measured(wiring, rounds))
        wiring.close()
    bare, taken, started = (median(column) for column in zip(*found, strict=True))
    print(
        f"  NOTIFY heard {bare * 1000:6.2f} ms   job taken by the listener itself {taken * 1000:6.2f} ms, {taken / bare:.2f} x"
        f"   job started by the worker {started * 1000:6.2f} ms, from the commit"
    )
    return 0 if verdict("a job from commit to start", started / bare, GOAL, "x a bare NOTIFY") else 1


if __name__ == "__main__":
    sys.exit(main())
