"""The processes: draining under load loses nothing, and without it something is lost."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import httpx2
import psycopg
import pytest

from creditai import exposition, logs, metrics, serving
from creditai.parts import ports
from creditai.settings import Secret, Settings
from tests.load import Pool, Told
from tests.processes import process, ready

TOKEN = "an operator's token of this test"
LIVE = "/api/health/live"
PROPAGATION = 1.0
"""Seconds until what divides traffic has heard of the switch: new connections go to blue as long."""


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as made:
        yield made


def start(
    stack: ExitStack, settings: Settings, log: Path, colour: str
) -> tuple[int, subprocess.Popen[bytes]]:
    port = ports.free()
    made = stack.enter_context(
        process(settings, "serve", "--port", str(port), "--colour", colour, "--release", "r1", log=log)
    )
    ready(port, made, log)
    return port, made


async def switched(blue: int, green: int, act: object, rate: float, seconds: float) -> Told:
    """Load on blue; in the middle traffic is switched to green, which is heard late, and `act` is done to blue."""
    moment = time.monotonic() + seconds / 3
    pool = Pool(lambda: green if time.monotonic() > moment + PROPAGATION else blue, LIVE)

    async def switch() -> None:
        await asyncio.sleep(moment - time.monotonic())
        assert callable(act)
        await asyncio.to_thread(act)

    told, _ = await asyncio.gather(pool.load(rate, seconds), switch())
    return told


@pytest.mark.long
@pytest.mark.parametrize(("seconds", "drained"), [(8, True), pytest.param(0, False, marks=pytest.mark.slow)])
def test_a_stop_under_load_loses_nothing_because_it_drains(
    settings: Settings, stack: ExitStack, tmp_path: Path, seconds: int, drained: bool
) -> None:
    settings = replace(settings, drain_seconds=seconds)
    blue, dying = start(stack, settings, tmp_path / "blue.log", "blue")
    green, _ = start(stack, settings, tmp_path / "green.log", "green")
    told = asyncio.run(switched(blue, green, lambda: dying.send_signal(signal.SIGTERM), rate=40, seconds=6))
    assert dying.wait(30) == 0
    assert told.by[green] > 0
    if drained:
        assert told.lost == 0, told
        assert told.answered == 240
        last = [json.loads(line) for line in (tmp_path / "blue.log").read_text().splitlines()][-1]
        assert (last["event"], last["lost"]) == ("instance.stopped", 0)
    else:
        assert told.lost > 0, "without draining nothing was lost: the load proves nothing"


@pytest.mark.slow
def test_the_operators_drain_moves_kept_connections_and_it_comes_back_warm(
    settings: Settings, stack: ExitStack, tmp_path: Path
) -> None:
    settings = replace(settings, operator_token=Secret(TOKEN))
    blue, living = start(stack, settings, tmp_path / "blue.log", "blue")
    green, _ = start(stack, settings, tmp_path / "green.log", "green")
    at, headers = f"http://127.0.0.1:{blue}/api/system/drain", {"Authorization": f"Bearer {TOKEN}"}
    told = asyncio.run(
        switched(blue, green, lambda: httpx2.post(at, headers=headers).raise_for_status(), 40, 6)
    )
    assert told.lost == 0, told
    assert told.last[blue] - told.last[green] < 0
    assert living.poll() is None, "it was to stay warm"
    state = httpx2.get(at, headers=headers).json()
    assert (state["draining"], state["leaving"]) == (True, False)
    assert state["connections"] <= 2, "kept connections are gone; this request has its own"
    assert httpx2.get(f"http://127.0.0.1:{blue}/api/health/ready").status_code == 503
    assert httpx2.delete(at, headers=headers).json()["draining"] is False
    assert httpx2.get(f"http://127.0.0.1:{blue}/api/health/ready").status_code == 200


def _listens(path: Path) -> None:
    until = time.monotonic() + 60
    while True:
        with socket.socket(socket.AF_UNIX) as tried:
            if tried.connect_ex(str(path)) == 0:
                return
        assert time.monotonic() < until
        time.sleep(0.1)


def test_it_serves_on_a_unix_socket_and_leaves_none_behind(
    settings: Settings, stack: ExitStack, tmp_path: Path
) -> None:
    path = tmp_path / "blue.sock"
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(path))  # as a killed process leaves it
    made = stack.enter_context(process(settings, "serve", "--socket", str(path), log=tmp_path / "log"))
    _listens(path)
    client = httpx2.Client(transport=httpx2.HTTPTransport(uds=str(path)), base_url="http://127.0.0.1:8000")
    told = client.get("/api/health/live")
    assert told.json()["status"] == "healthy"
    assert client.get("/metrics").status_code == 403, "who comes through a socket comes through a proxy"
    client.close()
    made.send_signal(signal.SIGTERM)
    assert made.wait(30) == 0
    assert not path.exists()


def test_the_worker_ends_when_told(settings: Settings, stack: ExitStack, tmp_path: Path) -> None:
    port, log, folder = ports.free(), tmp_path / "log", tmp_path / "m"
    settings = replace(settings, metrics_folder=str(folder))
    made = stack.enter_context(process(settings, "work", "--metrics-port", str(port), log=log))
    until = time.monotonic() + 60
    while True:
        try:
            told = httpx2.get(f"http://127.0.0.1:{port}/metrics", verify=False).text
            break
        except httpx2.HTTPError:
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.1)
    assert "machine_cpu_seconds_total" in told
    while "instance.started" not in log.read_text():
        time.sleep(0.05)
    while not re.search(
        rb'^db_pool_size\{process="work-0"\} [1-9]', exposition.gathered(folder), re.MULTILINE
    ):
        assert time.monotonic() < until, log.read_text()
    with psycopg.connect(
        settings.database.reveal(), autocommit=True
    ) as connection:  # told before it listens, it dies of it
        while not connection.execute("SELECT 1 FROM procrastinate_workers").fetchone():
            assert time.monotonic() < until, log.read_text()
            time.sleep(0.05)
    made.send_signal(signal.SIGTERM)
    assert made.wait(40) == 0
    assert not (folder / "work-0.sock").exists()


def test_an_event_that_could_not_be_proven_clean_is_measured(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(metrics.MACHINE, "folder", metrics.MACHINE.folder)
    serving.measured(settings)

    def replaced() -> float:
        return float(metrics.REGISTRY.get_sample_value("log_events_replaced") or 0.0)

    before = replaced()
    logs.REDACTION(None, "info", {"event": "of which nothing is known"})
    assert replaced() == before + 1
