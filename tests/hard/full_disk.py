"""What a service does whose PostgreSQL has no byte left: `python -m tests.hard.full_disk FOLDER`, FOLDER a small disk of its own.

Uploads go on while it is full of data, then while there is no room for the write-ahead log either, which ends the
server; then the room is back. Prints what was seen, as JSON.
"""

from __future__ import annotations

import base64
import json
import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
from starlette.testclient import TestClient

from creditai.parts import postgresql, valkey
from creditai.parts.postgresql import create_database
from creditai.settings import Secret, Settings
from creditai.store import keys, migrating
from creditai.web.application import application
from creditai.wiring import Wiring, wire
from tests.cast import member, work_off
from tests.creditai.flows.paper import sample

UPLOADS = 60
"""In each of the two distresses."""


def main(disk: Path) -> int:
    disk.chmod(0o711)
    with tempfile.TemporaryDirectory(prefix="full-disk-") as made:
        elsewhere = Path(made)
        elsewhere.chmod(0o755)
        cache = valkey.start(elsewhere / "valkey", durable=False)
        server = postgresql.start(disk / "postgresql")
        try:
            wiring = wire(_settings(server, cache.url, elsewhere))
            print(json.dumps(_seen(wiring, disk, server)))
            wiring.close()
        finally:
            valkey.stop(elsewhere / "valkey")
            postgresql.stop(disk / "postgresql")
    return 0


def _settings(server: postgresql.PostgreSQL, redis: str, elsewhere: Path) -> Settings:
    with psycopg.connect(server.admin, autocommit=True) as admin:
        for name in ("creditai", "creditai_keys"):
            create_database(admin, name)
    migrating.migrate(server.dsn("creditai_owner"))
    keys.create(server.dsn("creditai_owner", "creditai_keys"))
    key = base64.b64encode(bytes(range(32))).decode()
    return Settings(
        environment="test", address="http://127.0.0.1:8000", data=elsewhere / "data",
        database=Secret(server.dsn("creditai_app")), keys=Secret(server.dsn("creditai_app", "creditai_keys")),
        key_ring=Secret(f"test-1:{key}"), pepper=Secret(key), redis=Secret(redis),
        mail=Secret((elsewhere / "mail").as_uri()), password_memory=64, limits_times=100_000,
        objects=(elsewhere / "objects").as_uri(), database_pool=4,
    )  # fmt: skip


def _seen(wiring: Wiring, disk: Path, server: postgresql.PostgreSQL) -> dict[str, Any]:
    alice = member(wiring, "alice").headers
    with TestClient(
        application(wiring), base_url=wiring.settings.address, raise_server_exceptions=False
    ) as web:
        before = _sent(web, alice, "before", 5)
        fill = _filled(disk)
        data = _sent(web, alice, "data", UPLOADS)
        ready = web.get("/api/health/ready").status_code
        ended = _log_exhausted(server)
        log = _sent(web, alice, "log", UPLOADS)
        fill.unlink()
        if not postgresql.running(disk / "postgresql"):
            postgresql.start(disk / "postgresql")
        after = _sent(web, alice, "after", 5)
    for _ in range(3):
        work_off(wiring)
    with TestClient(application(wiring), base_url=wiring.settings.address) as web:
        papers = _all(web, alice)
    return {
        "before": before,
        "data": data,
        "ready": ready,
        "ended": ended,
        "log": log,
        "after": after,
        "papers": papers,
    }


def _sent(web: TestClient, headers: dict[str, str], when: str, times: int) -> list[tuple[int, str]]:
    """(status, the paper's id or the problem's sentence) of so many uploads."""
    told = []
    for number in range(times):
        got = web.post("/api/v1/papers", content=sample() + f"%{when} {number}".encode(), headers=headers)
        said = got.json()
        told.append((got.status_code, said["paper"]["id"] if got.status_code == 201 else said["detail"]))
    return told


def _filled(disk: Path) -> Path:
    """Every byte of the disk."""
    fill = disk / "fill"
    handle = os.open(fill, os.O_CREAT | os.O_WRONLY)
    for size in (1 << 20, 4096, 1):
        with suppress(OSError):
            while True:
                os.write(handle, bytes(size))
    os.close(handle)
    return fill


def _log_exhausted(server: postgresql.PostgreSQL) -> bool:
    """Whether the server ended for want of room for its log: one file of it after another is begun."""
    try:
        with psycopg.connect(server.admin, autocommit=True) as admin:
            for _ in range(200):
                admin.execute(
                    "SELECT pg_logical_emit_message(false, 'full', repeat('x', 1000)), pg_switch_wal()"
                )
    except psycopg.OperationalError:
        return True
    return False


def _all(web: TestClient, headers: dict[str, str]) -> dict[str, str]:
    """Paper -> state."""
    found: dict[str, str] = {}
    cursor = ""
    while True:
        page = web.get(f"/api/v1/papers?limit=100{cursor}", headers=headers).json()
        found |= {each["id"]: each["state"] for each in page["items"]}
        if not page["next"]:
            return found
        cursor = f"&cursor={page['next']}"


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
