"""The whole service on this machine: PostgreSQL, Valkey, the application and a worker, all data in one folder.

    folder/postgresql  folder/valkey   the parts            folder/service.env   settings, for other verbs too (0600)
    folder/objects     folder/mail     papers, mails        folder/run           pid, port   folder/logs

`up` may be called again: what runs is left running, what ended is started, what was told otherwise is started anew.
Nothing supervises here; for a machine that serves people, `creditai release` does.
"""

from __future__ import annotations

import base64
import fcntl
import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from creditai.errors import Unavailable
from creditai.parts import ports, postgresql, valkey
from creditai.store import keys, migrating

READY_SECONDS = 90
DRAIN_SECONDS = 3
_PROGRAM = [sys.executable, "-c", "from entry import main; main()"]
_DAEMONS: Mapping[str, tuple[str, ...]] = {"web": ("serve",), "worker": ("work",)}
Say = Callable[[str], None]


def up(folder: Path, *, say: Say, clock: int = 0) -> str:
    """Start what does not run; the address, once it is ready. Unavailable, with the end of a log, when it fails."""
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        say("PostgreSQL and Valkey ...")
        database, cache = postgresql.start(folder / "postgresql"), valkey.start(folder / "valkey")
        say("the schema ...")
        migrating.migrate(database.dsn("creditai_owner"))
        keys.create(database.dsn("creditai_owner", "creditai_keys"))
        port = _port(folder)
        told = _settings(folder, database, cache, port, clock)
        say("the application and a worker ...")
        for name, words in _DAEMONS.items():
            _start(folder, name, [*words, *(["--port", str(port)] if name == "web" else [])], told)
        address = told["CREDITAI_ADDRESS"]
        _ready(folder, address)
        return address


def down(folder: Path, *, say: Say) -> None:
    """Stop it all politely; everything is kept."""
    folder = folder.resolve()
    if not folder.exists():
        return
    with _alone(folder):
        say("the application and the worker ...")
        for name in _DAEMONS:
            _signal(folder, name, signal.SIGTERM)
        for name in _DAEMONS:
            _gone(folder, name)
        say("Valkey and PostgreSQL ...")
        if (folder / "valkey").exists():
            valkey.stop(folder / "valkey")
        if (folder / "postgresql").exists():
            postgresql.stop(folder / "postgresql")


def environment(folder: Path) -> dict[str, str]:
    """The settings that `up` wrote; none when it never ran there."""
    try:
        lines = (folder / "service.env").read_text("utf-8").splitlines()
    except OSError:
        return {}
    return dict(line.split("=", 1) for line in lines if "=" in line)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """One `up` or `down` at a time; the lock ends with the process."""
    with (folder / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _settings(
    folder: Path, database: postgresql.PostgreSQL, cache: valkey.Valkey, port: int, clock: int
) -> dict[str, str]:
    """What the processes are told. Secrets are made once; addresses are those of the parts as they run now."""
    kept = environment(folder)

    def secret(name: str, made: str) -> str:
        return kept.get(name, made)

    told = {
        "CREDITAI_ENVIRONMENT": "local",
        "CREDITAI_ADDRESS": f"http://127.0.0.1:{port}",
        "CREDITAI_DATA": str(folder),
        "CREDITAI_DATABASE": database.dsn("creditai_app"),
        "CREDITAI_DATABASE_OWNER": database.dsn("creditai_owner"),
        "CREDITAI_DATABASE_BACKUP": database.dsn("creditai_backup"),
        "CREDITAI_KEYS": database.dsn("creditai_app", "creditai_keys"),
        "CREDITAI_KEYS_OWNER": database.dsn("creditai_owner", "creditai_keys"),
        "CREDITAI_REDIS": cache.url,
        "CREDITAI_OBJECTS": (folder / "objects").as_uri(),
        "CREDITAI_MAIL": (folder / "mail").as_uri(),
        "CREDITAI_DRAIN_SECONDS": str(DRAIN_SECONDS),
        "CREDITAI_CLOCK": str(clock),
        "CREDITAI_KEY_RING": secret("CREDITAI_KEY_RING", f"key-{secrets.token_hex(3)}:{_fresh()}"),
        "CREDITAI_PEPPER": secret("CREDITAI_PEPPER", _fresh()),
        "CREDITAI_OPERATOR_TOKEN": secret("CREDITAI_OPERATOR_TOKEN", secrets.token_urlsafe(32)),
    }
    part = folder / "service.env.part"
    part.touch(mode=0o600)
    part.write_text("".join(f"{name}={value}\n" for name, value in told.items()), "utf-8")
    part.replace(folder / "service.env")
    return told


def _fresh() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _port(folder: Path) -> int:
    """The port of the last time if nobody else has it, so that the address stays."""
    run = folder / "run"
    run.mkdir(exist_ok=True)
    kept = run / "web.port"
    try:
        port = int(kept.read_text("utf-8"))
        if _process(folder, "web") is None:
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(("127.0.0.1", port))
    except (OSError, ValueError):
        port = ports.free()
        kept.write_text(str(port), "utf-8")
    return port


def _start(folder: Path, name: str, words: list[str], told: Mapping[str, str]) -> None:
    """Start a process unless it runs with the same settings."""
    known = folder / "run" / f"{name}.json"
    if _process(folder, name) is not None:
        if _read(known).get("told") == dict(told):
            return
        _signal(folder, name, signal.SIGTERM)
        _gone(folder, name)
    (folder / "logs").mkdir(exist_ok=True)
    with (folder / "logs" / f"{name}.log").open("ab") as output:
        made = subprocess.Popen(
            [*_PROGRAM, *words], stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True,
            env={**{n: v for n, v in os.environ.items() if not n.startswith("CREDITAI_")}, **told},
        )  # fmt: skip
    part = known.with_suffix(".part")
    part.touch(mode=0o600)
    started = psutil.Process(made.pid).create_time()
    part.write_text(json.dumps({"pid": made.pid, "started": started, "told": dict(told)}), "utf-8")
    part.replace(known)


def _process(folder: Path, name: str) -> psutil.Process | None:
    """The process that `up` started, if it is that one and lives."""
    known = _read(folder / "run" / f"{name}.json")
    try:
        found = psutil.Process(int(known["pid"]))
        if abs(found.create_time() - float(known["started"])) < 1 and found.status() != psutil.STATUS_ZOMBIE:
            return found
    except (KeyError, ValueError, psutil.NoSuchProcess):
        return None
    return None


def _read(path: Path) -> dict[str, Any]:
    try:
        told = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return told if isinstance(told, dict) else {}


def _signal(folder: Path, name: str, number: int) -> None:
    found = _process(folder, name)
    if found is not None:
        found.send_signal(number)


def _gone(folder: Path, name: str) -> None:
    """Wait until it has ended; after its time it is killed, and its work is found by the next one."""
    deadline = time.monotonic() + DRAIN_SECONDS + 35
    while (found := _process(folder, name)) is not None:
        if time.monotonic() > deadline:
            found.kill()
        time.sleep(0.05)
    (folder / "run" / f"{name}.json").unlink(missing_ok=True)


def _ready(folder: Path, address: str) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not _answers(f"{address}/api/health/ready"):
        ended = [name for name in _DAEMONS if _process(folder, name) is None]
        if ended or time.monotonic() > deadline:
            name = ended[0] if ended else "web"
            raise Unavailable(
                f"The {name} process did not become ready: {_tail(folder / 'logs' / f'{name}.log')}"
            )
        time.sleep(0.1)
    if _process(folder, "worker") is None:
        raise Unavailable(f"The worker ended: {_tail(folder / 'logs' / 'worker.log')}")


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _tail(path: Path) -> str:
    return path.read_text("utf-8", "replace")[-800:] if path.exists() else "no log"
