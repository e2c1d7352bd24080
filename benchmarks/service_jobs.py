"""A job, from the commit that makes it to its start in a waiting worker, beside a bare NOTIFY; goal 3.

    python -m benchmarks.service_jobs [--rounds 200]

All on one PostgreSQL, in turns, with nothing else to do. The bare NOTIFY is heard by a listener in the event loop that the
worker runs in, as it was since this was first measured; the goal is for that. Beside it a second one, which waits in a
thread as the worker's do and hears sooner: the ratio to it is printed as well. And what no worker can be quicker than: a
job that this thread takes itself, by the queue's own function on a connection kept for that alone, prepared, with nothing
around it.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import select
import signal
import sys
import threading
import time
from queue import Queue
from statistics import median
from typing import NamedTuple
from uuid import uuid4

import psycopg
from procrastinate import sql

from benchmarks import verdict
from creditai import logs, worker
from creditai.flows import Job
from creditai.store.jobs import defer
from creditai.wiring import Wiring, wire
from creditai.worker import tasks
from tests.town import town

GOAL = 3.0
WARM = 30
"""Rounds that do not count: until each connection has its plans."""
STARTED: Queue[float] = Queue()
HEARD: Queue[float] = Queue()
HEARD_IN_THREAD: Queue[float] = Queue()
TAKEN: Queue[float] = Queue()
BARE_QUEUE = "bench"
"""No worker listens to it."""


def note_start(wiring: Wiring, number: str) -> None:
    STARTED.put(time.perf_counter())


async def listen(dsn: str) -> None:
    """A bare listener in this loop."""
    async with await psycopg.AsyncConnection.connect(dsn, autocommit=True) as connection:
        await connection.execute("LISTEN bench")
        HEARD.put(0.0)
        async for _ in connection.notifies():
            HEARD.put(time.perf_counter())


def listen_in_thread(dsn: str) -> None:
    """A bare listener that blocks its thread, and takes jobs itself; until it is told of nothing."""
    with psycopg.connect(dsn, autocommit=True, prepare_threshold=0) as connection:
        connection.execute(
            f'LISTEN bench_thread; LISTEN "procrastinate_queue_v1#{BARE_QUEUE}"', prepare=False
        )
        taking = {"queues": [BARE_QUEUE], "worker_id": None}
        HEARD_IN_THREAD.put(0.0)
        while not (told := _told(connection)) & {"bench_thread end"}:
            if "bench_thread " in told:
                HEARD_IN_THREAD.put(time.perf_counter())
                continue
            row = connection.execute(sql.queries["fetch_job"], taking).fetchone()
            assert row is not None
            if row[0] is not None:
                TAKEN.put(time.perf_counter())


def _told(connection: psycopg.Connection) -> set[str]:
    select.select([connection.pgconn.socket], [], [])
    connection.pgconn.consume_input()
    told = set()
    while (each := connection.pgconn.notifies()) is not None:
        told.add(f"{each.relname.decode()} {'end' if each.extra == b'end' else ''}")
    return told


def job(wiring: Wiring, queue: str = "default", seen: Queue[float] = STARTED) -> float:
    with wiring.database.purpose("system") as connection:
        defer(connection, "note_start", {"number": str(uuid4())}, queue=queue)
        began = time.perf_counter()  # the commit follows
    return seen.get(timeout=20) - began


def notify(wiring: Wiring, channel: str, seen: Queue[float]) -> float:
    with wiring.database.purpose("system") as connection:
        connection.exec_driver_sql(f"NOTIFY {channel}")
        began = time.perf_counter()
    return seen.get(timeout=20) - began


async def measured(wiring: Wiring, rounds: int) -> list[Round]:
    """Listener and worker wait in this loop; another thread commits. SIGTERM ends the worker, as it does in life."""
    dsn = wiring.settings.database.reveal()
    listening = asyncio.create_task(listen(dsn))
    blocking = threading.Thread(target=listen_in_thread, args=(dsn,))
    blocking.start()
    working = asyncio.create_task(worker.work(wiring))
    found = await asyncio.to_thread(_rounds, wiring, rounds)
    os.kill(os.getpid(), signal.SIGTERM)
    await working
    listening.cancel()
    blocking.join()
    return found


def _rounds(wiring: Wiring, rounds: int) -> list[Round]:
    HEARD.get(timeout=20)
    HEARD_IN_THREAD.get(timeout=20)
    found = []
    for _ in range(rounds + WARM):
        bare, blocking = notify(wiring, "bench", HEARD), notify(wiring, "bench_thread", HEARD_IN_THREAD)
        found.append(Round(bare, blocking, job(wiring, BARE_QUEUE, TAKEN), job(wiring)))
        time.sleep(0.02)
    with wiring.database.purpose("system") as connection:
        connection.exec_driver_sql("NOTIFY bench_thread, 'end'")
    return found[WARM:]


class Round(NamedTuple):
    """Seconds from the commit."""

    bare: float
    blocking: float
    taken: float
    started: float


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=200)
    rounds = parser.parse_args().rounds
    vars(tasks)["every_job"] = lambda: (Job(note_start, "default", 0, None),)
    with town() as place, open(os.devnull, "w") as lines:
        logs.set_up(lines, release="r", colour="blue", environment="test")  # written as in life, not shown
        wiring = wire(place.settings())
        found = asyncio.run(measured(wiring, rounds))
        wiring.close()
    at = Round(*(median(column) for column in zip(*found, strict=True)))
    print(
        f"  from the commit, ms: NOTIFY heard in a loop {at.bare * 1000:.2f}, in a thread {at.blocking * 1000:.2f};"
        f" a job taken by that thread {at.taken * 1000:.2f}, started by the worker {at.started * 1000:.2f}\n"
        f"  beside a NOTIFY heard in a thread: taken {at.taken / at.blocking:.2f} x, started {at.started / at.blocking:.2f} x;"
        f" in a loop: taken {at.taken / at.bare:.2f} x"
    )
    return 0 if verdict("a job from commit to start", at.started / at.bare, GOAL, "x a bare NOTIFY") else 1


if __name__ == "__main__":
    sys.exit(main())
