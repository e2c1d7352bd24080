"""The edge's logs turn over under load, and no line of them is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from rehearsal.machine import machine
from runbook import answered
from runbook.actions import Address, People
from runbook.environments import Environment
from runbook.judge.people import served_by
from runbook.perform import _people, closing_line, exchange
from runbook.targets.host import logs
from runbook.targets.host.places import Places

SENT, TURNS = 600, 4


def numbers(folder: Path) -> list[int] | None:
    """Of the marked requests that the log and its turns tell; None where they turned over while they were read."""
    try:
        told = [path.read_text("ascii") for path in folder.glob("edge-answered.log*")]
    except FileNotFoundError:
        return None
    said = [line.split()[-1] for text in told for line in text.splitlines() if "number-" in line]
    return sorted(int(each.removeprefix("number-")) for each in said)


@pytest.mark.long
def test_a_log_that_turns_over_loses_no_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "EVERY_SECONDS", 0.1)
    with machine(log_megabytes=0.002, keep_logs=500) as made:
        made.deploy("one")
        folder, sent = made.environment.state / "logs", 0
        until = time.monotonic() + 240
        with closing_line(Address(made.environment.address), 10.0) as line:
            while sent < SENT or len(list(folder.glob("edge-answered.log.*"))) < TURNS:
                assert time.monotonic() < until, "it was to turn over meanwhile"
                told = {"X-CreditAI-Probe": f"number-{sent}"}
                assert exchange(line, "GET", "/api/health", told).status == 200
                sent += 1
        while (found := numbers(folder)) != list(range(sent)):
            assert time.monotonic() < until, f"{len(found or ())} of {sent}"
            time.sleep(0.1)


def test_only_so_many_stay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logs, "EVERY_SECONDS", 0.02)
    environment = Environment("test", tmp_path, "http://127.0.0.1:1", log_megabytes=0.001, keep_logs=2)
    places = Places(tmp_path)
    places.logs.mkdir()
    program = tmp_path / "logs.sh"
    program.write_text(logs.turning(environment, places), "utf-8")
    running = subprocess.Popen(["sh", str(program)], stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        for number in range(4):
            places.answered.write_text(f"{number}\n" * 600, "ascii")
            until = time.monotonic() + 60
            while places.answered.exists():
                assert time.monotonic() < until
                time.sleep(0.01)
        found = {path.name: path.read_text("ascii")[0] for path in places.logs.iterdir()}
        assert found == {"edge-answered.log.1": "3", "edge-answered.log.2": "2"}
    finally:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()


def test_people_are_read_over_a_log_that_was_turned_over(tmp_path: Path) -> None:
    log = tmp_path / "edge-answered.log"
    by = served_by("green", "b" * 64)
    log.write_text("".join(f"{n} 200 0.010 {by} -\n" for n in range(100, 130)))
    place = answered.end(log)
    with log.open("a") as more:
        more.writelines(f"{n} 500 0.010 {by} -\n" for n in range(130, 160))
    log.rename(tmp_path / "edge-answered.log.1")
    asked = People("people", "people", log, by)
    found = _people(asked, place)
    assert (found.answered, found.failed) == (30, 30), "nginx has not made the new one yet"
    log.write_text("".join(f"{n} 200 0.010 {by} -\n" for n in range(160, 180)))
    found = _people(asked, place)
    assert (found.answered, found.failed) == (50, 30)
    assert _people(asked, None).answered == 80, "the last hour reaches into the one before"
