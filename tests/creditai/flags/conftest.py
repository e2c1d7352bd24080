"""A real Valkey, once for the module's tests; each test has it empty."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import redis

from creditai.clients.redis import connect
from creditai.parts import valkey


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[valkey.Valkey]:
    folder = tmp_path_factory.mktemp("valkey")
    yield valkey.start(folder, durable=False)
    valkey.stop(folder)


@pytest.fixture
def client(server: valkey.Valkey) -> Iterator[redis.Redis]:
    made = connect(server.url)
    made.flushall()
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"
