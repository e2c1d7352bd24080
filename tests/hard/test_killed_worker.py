"""A worker killed with -9 at random points while uploads run: none lost, none doubled, none half-visible.

Short here; whole under `make hard`: HARD_KILLS=200 HARD_UPLOADS=500, in shards SHARD=i/n.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from creditai.flows.papers_of import papers_of
from creditai.papers import analysis, reports, uploads
from creditai.settings import PREFIX, Secret, Settings
from creditai.who import Who
from creditai.wiring import Wiring
from tests.creditai.flows.paper import person_of, sample, somebody, upload

ROOT = Path(__file__).parents[2]
SHARD, SHARDS = (int(part) for part in os.environ.get("SHARD", "1/1").split("/"))


def share(whole: int, shard: int = SHARD, shards: int = SHARDS) -> int:
    """What falls to this shard; those of all shards sum up to the whole."""
    return whole * shard // shards - whole * (shard - 1) // shards


KILLS = share(int(os.environ.get("HARD_KILLS", "2")))
UPLOADS = share(int(os.environ.get("HARD_UPLOADS", "8")))
PEOPLE = max(2, UPLOADS // 12)
END_SECONDS = 60 + 2.0 * UPLOADS
BILL = (
    b"<!DOCTYPE html><html><head><title>Bill</title></head><body><p>Electricity, number %d</p></body></html>"
)


def environment(settings: Settings) -> dict[str, str]:
    """The settings as the environment of a process has them."""
    told = {
        PREFIX + f.name.upper(): _word(value)
        for f in fields(settings)
        if (value := getattr(settings, f.name))
    }
    return {**os.environ, **told}


def _word(value: object) -> str:
    if isinstance(value, Secret):
        return value.reveal()
    if isinstance(value, timedelta):
        return str(value.days)
    return ",".join(value) if isinstance(value, tuple) else str(value)


def started(settings: Settings) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.hard.working"], cwd=ROOT, env=environment(settings), start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def killed(process: subprocess.Popen[bytes]) -> None:
    os.kill(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def worked(settings: Settings) -> Iterator[subprocess.Popen[bytes]]:
    process = started(settings)
    try:
        yield process
    finally:
        killed(process)


def content(number: int) -> bytes:
    """Each another file: every fourth a report, the others web pages that are none."""
    return sample() + b"\n%% %d\n" % number if number % 4 == 0 else BILL % number


_DOING = "procrastinate_jobs WHERE status = 'doing' AND task_name = 'analyze_report'"


def _count(wiring: Wiring, what: str) -> int:
    with wiring.database.purpose("system") as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {what}")).scalar_one())


def under_way(wiring: Wiring) -> int:
    asked = "SELECT count(*) FROM paper WHERE state IN ('received', 'reading')"
    with wiring.database.purpose("system") as connection:
        return int(connection.execute(text(asked)).scalar_one())


def test_shards_leave_nothing_out() -> None:
    for whole, shards in ((200, 8), (500, 8), (500, 3), (2, 1), (7, 9)):
        assert sum(share(whole, number, shards) for number in range(1, shards + 1)) == whole


@pytest.mark.long
@pytest.mark.timeout(3600)
@pytest.mark.skipif(KILLS < 1, reason="this shard has none")
def test_nothing_is_lost_doubled_or_half_there(wiring: Wiring, settings: Settings) -> None:
    chance = random.Random(SHARD)
    people = [somebody(wiring) for _ in range(PEOPLE)]
    sending = threading.Thread(target=_send, args=(wiring, people))
    sending.start()
    hits = sum(_killed_at_work(wiring, settings, chance) for _ in range(KILLS))
    sending.join()
    with worked(settings):
        until = time.monotonic() + END_SECONDS
        while under_way(wiring):
            assert time.monotonic() < until, f"{under_way(wiring)} papers did not end"
            time.sleep(0.5)
    states: Counter[str] = Counter()
    for who in people:
        states.update(_whole(wiring, who))
    reports_sent = len([n for n in range(UPLOADS) if n % 4 == 0])
    assert states == {"done": reports_sent, "failed": UPLOADS - reports_sent}
    assert len(list(wiring.objects.names("papers"))) == UPLOADS
    assert hits >= max(1, KILLS // 3), "too few workers had a job when they were killed to show anything"


def _killed_at_work(wiring: Wiring, settings: Settings, chance: random.Random) -> bool:
    """Start a worker, let it begin a job, kill it a moment later; whether a job was under way then."""
    before = _count(wiring, "procrastinate_events WHERE type = 'started'")
    with worked(settings):
        until = time.monotonic() + 60
        while (
            _count(wiring, "procrastinate_events WHERE type = 'started'") <= before
            and time.monotonic() < until
        ):
            time.sleep(0.02)
        time.sleep(chance.uniform(0.0, 1.5))
    return _count(wiring, _DOING) > 0


def _send(wiring: Wiring, people: list[Who]) -> None:
    for number in range(UPLOADS):
        upload(wiring, people[number % len(people)], content(number))
        time.sleep(0.05)


def _whole(wiring: Wiring, who: Who) -> Iterator[str]:
    """What became of each paper of this person; all that belongs to a report is there, once, and nothing else."""
    with papers_of(wiring, person_of(who)) as at:
        papers = uploads.page(at, (), 10_000)
        kept = reports.every(at)
        accounts = Counter(str(line.report) for line in reports.accounts(at, (), 100_000))
        findings = analysis.findings(at, (), 10_000)
    assert {each.paper for each in kept} == {each.id for each in papers if each.state == "done"}
    assert len({each.paper for each in kept}) == len(kept)
    assert accounts == {str(each.id): len(each.report.accounts) for each in kept}
    assert all((each.error is None) == (each.state == "done") for each in papers)
    pointed = {str(analysis.split(p)[0]) for finding in findings for p in finding["subject"]}
    assert pointed <= {str(each.id) for each in kept}
    assert bool(findings) == bool(kept)
    return iter([each.state for each in papers])
