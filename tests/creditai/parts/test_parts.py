"""The parts start, are found running, stop, and lose nothing."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
import redis

from creditai.parts import postgresql, valkey


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="creditai-parts-"))
    made.chmod(0o755)
    yield made
    valkey.stop(made / "valkey")
    postgresql.stop(made / "postgresql")
    shutil.rmtree(made)


def test_postgresql_comes_back_with_what_it_held(folder: Path) -> None:
    place = folder / "postgresql"
    first = postgresql.start(place)
    with psycopg.connect(first.dsn("creditai_owner")) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 41 + 1 AS answer")
    assert postgresql.start(place) == first
    postgresql.stop(place)
    assert not postgresql.running(place)
    again = postgresql.start(place)
    with psycopg.connect(again.dsn("creditai_owner")) as connection:
        assert connection.execute("SELECT answer FROM kept").fetchone() == (42,)


def test_valkey_comes_back_with_what_it_held(folder: Path) -> None:
    place = folder / "valkey"
    first = valkey.start(place)
    with redis.Redis.from_url(first.url) as client:
        client.set("kept", "42")
    assert valkey.start(place) == first
    valkey.stop(place)
    again = valkey.start(place)
    with redis.Redis.from_url(again.url) as client:
        assert client.get("kept") == b"42"


def test_what_is_secret_is_for_its_owner_alone(folder: Path) -> None:
    postgresql.start(folder / "postgresql")
    valkey.start(folder / "valkey")
    for path in ("postgresql/passwords", "valkey/password", "valkey/valkey.conf"):
        assert (folder / path).stat().st_mode & 0o077 == 0, path
