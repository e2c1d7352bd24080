"""A child is watched from outside: each limit ends it and only it, whatever it was doing."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import psutil
import pytest

from creditai.errors import NotRead, TimedOut, TooLarge, Unreadable
from creditai.reading.children import Child
from creditai.reading.limits import LIMITS, Limits
from tests.creditai.reading.papers import bomb, letter

HEAD = {"do": "report", "file": "a.pdf", "sha256": "0" * 64, "cache": None}


@pytest.fixture
def children() -> Iterator[list[Child]]:
    made: list[Child] = []
    yield made
    for child in made:
        child.end()


def start(children: list[Child], limits: Limits = LIMITS) -> Child:
    children.append(Child(limits))
    return children[-1]


def nothing(told: Any) -> None:
    """Nobody listens."""


def test_one_child_answers_many_requests(children: list[Child]) -> None:
    child = start(children)
    for _ in range(3):
        told, _ = child.do(HEAD, b"no report", nothing)
        assert (told["done"], told["code"]) == ("failure", "not_pdf")
    assert child.fit()


def test_pages_are_told_as_they_are_read(children: list[Child]) -> None:
    heard: list[Any] = []
    start(children).do(HEAD, letter(copies=3), heard.append)
    assert [told["page"] for told in heard if told["at"] == "page"] == [1, 2, 3]
    assert {told["of"] for told in heard if told["at"] == "page"} == {3}


def test_a_text_that_takes_too_long_is_stopped(children: list[Child]) -> None:
    child = start(children, replace(LIMITS, text_seconds=0.3))
    began = time.monotonic()
    with pytest.raises(TimedOut, match="stopped"):
        child.do(HEAD, letter(copies=1500), nothing)
    assert time.monotonic() - began < 60
    assert not child.fit()


def test_a_file_that_eats_memory_is_stopped(children: list[Child]) -> None:
    child = start(children, replace(LIMITS, text_memory=200 * 2**20))
    with pytest.raises(TooLarge, match="200 MiB"):
        child.do(HEAD, bomb(700), nothing)
    assert not child.fit()


def test_a_child_that_crashes_is_one_unreadable_file(children: list[Child]) -> None:
    child = start(children)
    child.do(HEAD, b"no report", nothing)
    pid = child.pid
    killer = threading.Timer(0.1, os.kill, (pid, signal.SIGSEGV))
    killer.start()
    with pytest.raises(Unreadable, match="SIGSEGV"):
        child.do(HEAD, letter(copies=1900), nothing)
    killer.join()
    assert not psutil.pid_exists(pid)


def test_an_orphan_ends_itself(tmp_path: Any) -> None:
    """A parent that is killed cannot end its child; the child looks."""
    import subprocess
    import sys

    program = (
        "import os, time\n"
        "from creditai.reading.children import Child\n"
        "from creditai.reading.limits import LIMITS\n"
        "print(Child(LIMITS).pid, flush=True)\n"
        "time.sleep(60)\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    child = psutil.Process(int(parent.stdout.readline()))
    parent.kill()
    parent.wait()
    parent.stdout.close()
    _, alive = psutil.wait_procs([child], timeout=120)
    assert not alive or alive[0].status() == psutil.STATUS_ZOMBIE


def test_a_child_that_asks_for_ever_is_stopped(children: list[Child]) -> None:
    """A file that has taken the child over could claim to read pictures and so escape the clock of text."""
    from creditai.reading.children import Watch

    watch = Watch(LIMITS, psutil.Process())
    assert watch.note({"at": "picture", "page": 1})
    watch.note({"at": "recognised", "page": 1})
    with pytest.raises(NotRead):
        watch.note({"at": "picture", "page": 1})
    watch.rest()
