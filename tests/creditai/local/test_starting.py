"""The whole service on this machine: up, used, killed, up again, down; nothing is lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import httpx2
import psutil
import pytest

from creditai.local import environment

PROGRAM = [sys.executable, "-c", "from entry import main; main()"]


@pytest.fixture
def home() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="creditai-up-"))
    folder.chmod(0o755)
    yield folder / "data"
    run("down", folder / "data")


def run(verb: str, folder: Path, *more: str) -> list[str]:
    """The lines that the verb prints as its result."""
    ran = subprocess.run(
        [*PROGRAM, verb, *more, "--folder", str(folder)], capture_output=True, text=True, timeout=300
    )
    assert ran.returncode == 0, ran.stderr
    return ran.stdout.splitlines()


def pid(folder: Path, name: str) -> int:
    return int(json.loads((folder / "run" / f"{name}.json").read_text())["pid"])


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_up_is_ready_when_it_returns_continues_and_down_ends_all(home: Path) -> None:
    address = run("up", home)[-1]
    assert address.startswith("http://127.0.0.1:")
    assert httpx2.get(f"{address}/api/health/ready", timeout=20).status_code == 200
    sent = {"address": "nova@example.com", "password": "a kettle of 12 geese"}
    assert httpx2.post(f"{address}/api/v1/sign-up", json=sent, timeout=20).status_code == 202
    web, worker = pid(home, "web"), pid(home, "worker")

    assert run("up", home) == [address], "a second one changes nothing"
    assert (pid(home, "web"), pid(home, "worker")) == (web, worker)

    os.kill(worker, signal.SIGKILL)
    assert run("up", home) == [address]
    assert (pid(home, "web"), pid(home, "worker") != worker) == (web, True)

    told = httpx2.get(f"{address}/api/stripe/health", timeout=20).json()
    assert told["status"] == "healthy", "the stand-in knows the endpoint, and its secret is known here"
    stripe = pid(home, "stripe")
    assert run("up", home, "--clock", "3") == [address]
    moved = (pid(home, "web"), pid(home, "worker"))
    assert moved[0] != web, "told of another day, it started anew"
    assert pid(home, "stripe") == stripe
    assert environment(home)["CREDITAI_CLOCK"] == "3"
    assert run("up", home) == [address], "nothing said: the clock stays"
    assert (pid(home, "web"), pid(home, "worker")) == moved

    new_web = pid(home, "web")
    run("down", home)
    assert not psutil.pid_exists(new_web) or psutil.Process(new_web).status() == psutil.STATUS_ZOMBIE
    assert run("up", home) == [address], "the address stays"
    told = httpx2.get(f"{address}/api/health", timeout=20).json()
    assert told["schema"] is not None
    for name in ("mail", "objects", "logs"):
        assert (home / name).stat().st_mode & 0o077 == 0, f"others may read {name}"
    secret = (home / "service.env").stat().st_mode & 0o077
    assert secret == 0, "others may read the secrets"
