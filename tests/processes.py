"""Processes of the service for tests: the real program with the settings of a test."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields
from datetime import timedelta
from pathlib import Path

import httpx2

from creditai.settings import Secret, Settings, variable

PROGRAM = [sys.executable, "-c", "from entry import main; main()"]


def environ(settings: Settings) -> dict[str, str]:
    """The settings as a process is told them."""
    told = {variable(each.name): _text(getattr(settings, each.name)) for each in fields(settings)}
    return {**{n: v for n, v in os.environ.items() if not n.startswith("CREDITAI_")}, **told}


def _text(value: object) -> str:
    if isinstance(value, Secret):
        return value.reveal()
    if isinstance(value, timedelta):
        return str(value.days)
    if isinstance(value, tuple):
        return ",".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)


@contextmanager
def process(settings: Settings, *words: str, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    """`creditai WORDS` until the block ends; killed if it still lives then."""
    with log.open("ab") as output:
        made = subprocess.Popen([*PROGRAM, *words], stdout=output, stderr=output, env=environ(settings))
    try:
        yield made
    finally:
        if made.poll() is None:
            made.kill()
        made.wait()


def ready(port: int, made: subprocess.Popen[bytes], log: Path, seconds: float = 60) -> None:
    """Wait until it says that it is ready."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert made.poll() is None, log.read_text()
        try:
            if (
                httpx2.get(f"http://127.0.0.1:{port}/api/health/ready", timeout=5, verify=False).status_code
                == 200
            ):
                return
        except httpx2.HTTPError:
            time.sleep(0.1)
    raise AssertionError(f"not ready: {log.read_text()[-2000:]}")
