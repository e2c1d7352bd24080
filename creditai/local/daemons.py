"""The processes that `up` started in a folder: each known by its number and the moment it began. Other accounts of this
machine read nothing of what they write: papers, mails with links, logs.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from creditai.errors import Unavailable
from creditai.parts import ports

PROGRAM = (sys.executable, "-c", "from entry import main; main()")
READY_SECONDS = 90
DRAIN_SECONDS = 3


@dataclass(frozen=True, slots=True)
class Daemon:
    """`told`: its part of the environment; another one, or another command, starts it anew. `below`: its folder."""

    name: str
    command: tuple[str, ...]
    told: Mapping[str, str] = field(default_factory=dict)
    below: Path | None = None

    @property
    def mark(self) -> dict[str, Any]:
        return {"command": list(self.command), "told": dict(self.told)}


def start(folder: Path, wanted: Sequence[Daemon]) -> None:
    """Start those that do not run as they are wanted. All that run otherwise end before one of them begins: no two are
    ever told differently."""
    new = [each for each in wanted if not _runs(folder, each)]
    stop(folder, [each.name for each in new])
    for each in new:
        _begin(folder, each)


def stop(folder: Path, names: Sequence[str]) -> None:
    """Politely; who does not end in time is killed, and its work is found by the next one."""
    for name in names:
        found = process(folder, name)
        if found is not None:
            found.send_signal(signal.SIGTERM)
    for name in names:
        _gone(folder, name)


def process(folder: Path, name: str) -> psutil.Process | None:
    """The process that `up` started, if it is that one and lives."""
    known = _known(folder, name)
    try:
        found = psutil.Process(int(known["pid"]))
        if abs(found.create_time() - float(known["started"])) < 1 and found.status() != psutil.STATUS_ZOMBIE:
            return found
    except (KeyError, ValueError, psutil.NoSuchProcess):
        return None
    return None


def port(folder: Path, name: str) -> int:
    """The port of the last time if nobody else has it, so that the address stays."""
    kept = _run(folder) / f"{name}.port"
    try:
        found = int(kept.read_text("utf-8"))
        if process(folder, name) is None:
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(("127.0.0.1", found))
    except (OSError, ValueError):
        found = ports.free()
        kept.write_text(str(found), "utf-8")
    return found


def ready(folder: Path, name: str, url: str, beside: Sequence[str] = ()) -> None:
    """Wait until it answers 200 there. Unavailable, with the end of a log, when it or one `beside` it ended."""
    deadline = time.monotonic() + READY_SECONDS
    while not _answers(url):
        ended = [each for each in (name, *beside) if process(folder, each) is None]
        if ended or time.monotonic() > deadline:
            told = ended[0] if ended else name
            raise Unavailable(f"The {told} process did not become ready: {_tail(folder, told)}")
        time.sleep(0.1)
    for each in beside:
        if process(folder, each) is None:
            raise Unavailable(f"The {each} process ended: {_tail(folder, each)}")


def _runs(folder: Path, wanted: Daemon) -> bool:
    known = _known(folder, wanted.name)
    return process(folder, wanted.name) is not None and {n: known.get(n) for n in wanted.mark} == wanted.mark


def _begin(folder: Path, wanted: Daemon) -> None:
    (folder / "logs").mkdir(exist_ok=True, mode=0o700)
    others = {name: value for name, value in os.environ.items() if not name.startswith("CREDITAI_")}
    with (folder / "logs" / f"{wanted.name}.log").open("ab") as output:
        made = subprocess.Popen(
            wanted.command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True,
            env={**others, **wanted.told}, cwd=wanted.below, umask=0o077,
        )  # fmt: skip
    known = {"pid": made.pid, "started": psutil.Process(made.pid).create_time(), **wanted.mark}
    part = _run(folder) / f"{wanted.name}.part"
    part.touch(mode=0o600)
    part.write_text(json.dumps(known), "utf-8")
    part.replace(_run(folder) / f"{wanted.name}.json")


def _gone(folder: Path, name: str) -> None:
    deadline = time.monotonic() + DRAIN_SECONDS + 35
    while (found := process(folder, name)) is not None:
        if time.monotonic() > deadline:
            found.kill()
        time.sleep(0.05)
    (_run(folder) / f"{name}.json").unlink(missing_ok=True)


def _run(folder: Path) -> Path:
    made = folder / "run"
    made.mkdir(exist_ok=True)
    return made


def _known(folder: Path, name: str) -> dict[str, Any]:
    try:
        told = json.loads((folder / "run" / f"{name}.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _tail(folder: Path, name: str) -> str:
    path = folder / "logs" / f"{name}.log"
    return path.read_text("utf-8", "replace")[-800:] if path.exists() else "no log"
