"""The declared behaviour of docs/faults.md, one test for each line that names one."""

from __future__ import annotations

import gc
import re
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from starlette.testclient import TestClient

from creditai.parts import ports, postgresql
from creditai.settings import Secret, Settings
from creditai.store import keys, migrating
from creditai.web.application import application
from creditai.wiring import wire
from tests.cast import gather
from tests.creditai.mortal import Mortal
from tests.town import Town

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    """A connection that the server ended is closed here too: psycopg warns, as it is collected, of one that is not."""
    yield
    gc.collect()


@pytest.fixture
def folder() -> Iterator[Path]:
    """A PostgreSQL of the test's own."""
    made = Path(tempfile.mkdtemp(prefix="creditai-faults-"))
    made.chmod(0o755)
    yield made
    postgresql.stop(made / "postgresql")


def test_postgresql_restarted_is_answered_503_and_then_as_before(
    settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = postgresql.start(folder / "postgresql", durable=False)
    migrating.migrate(server.dsn("creditai_owner"))
    keys.create(server.dsn("creditai_owner", "creditai_keys"))
    own = replace(
        settings,
        database=Secret(server.dsn("creditai_app")),
        keys=Secret(server.dsn("creditai_app", "creditai_keys")),
    )
    made = wire(own)
    cast = gather(made)
    with TestClient(application(made), base_url=own.address) as web:
        assert web.get("/api/v1/me", headers=cast.alice.headers).status_code == 200
        postgresql.stop(folder / "postgresql")
        gone = web.get("/api/v1/me", headers=cast.alice.headers)
        assert gone.status_code == 503
        assert gone.json()["type"] == "/problems/unavailable"
        assert int(gone.headers["retry-after"]) > 0
        assert web.get("/api/health/live").status_code == 200
        monkeypatch.setattr(ports, "free", lambda: server.port)
        postgresql.start(folder / "postgresql", durable=False)
        assert web.get("/api/v1/me", headers=cast.alice.headers).status_code == 200, (
            "it did not come back by itself"
        )
    made.close()


def test_connections_that_the_server_ended_are_not_a_fault_that_a_person_sees(
    settings: Settings, town: Town
) -> None:
    made = wire(settings)
    cast = gather(made)
    with TestClient(application(made), base_url=settings.address) as web:
        assert web.get("/api/v1/me", headers=cast.alice.headers).status_code == 200
        name = settings.database.reveal().rpartition("/")[2]
        admin = town.postgresql.admin
        with psycopg.connect(admin, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname LIKE %s AND pid <> pg_backend_pid()",
                [f"{name}%"],
            )
        assert web.get("/api/v1/me", headers=cast.alice.headers).status_code == 200
    made.close()


def test_valkey_gone_lets_requests_through_under_the_local_limit(settings: Settings, tmp_path: Path) -> None:
    with Mortal(tmp_path / "valkey") as mortal:
        made = wire(replace(settings, redis=Secret(mortal.url), limits_times=1))
        cast = gather(made)
        with TestClient(application(made), base_url=settings.address) as web:
            assert web.get("/api/v1/me", headers=cast.alice.headers).status_code == 200
            mortal.kill()
            codes = [web.get("/api/v1/me", headers=cast.alice.headers).status_code for _ in range(60)]
            assert codes[0] == 200
            assert 429 in codes, "without Valkey there was no limit"
            assert web.get("/api/health/ready").status_code == 200
            assert web.get("/api/system/health/redis").status_code == 503
        made.close()


def test_every_test_that_the_page_names_is_there() -> None:
    page = (ROOT / "docs/faults.md").read_text("utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", page)
    assert len(named) >= 8
    missing = [
        f"{path}::{name}"
        for path, name in named
        if not re.search(rf"def {name}\b", (ROOT / path).read_text("utf-8"))
    ]
    assert missing == []
