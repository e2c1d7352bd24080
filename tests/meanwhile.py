"""Two people's acts led to the very moment at which they meet: one stands still until the other's is done, or waits."""

from __future__ import annotations

import time
from collections.abc import Callable
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import text

from creditai.wiring import Wiring

LIMIT_SECONDS = 60


class Meanwhile:
    """An act of one, begun at a moment of another's."""

    def __init__(self, wiring: Wiring, act: Callable[[], object]) -> None:
        self._wiring, self._act, self._threads = wiring, act, list[Thread]()

    def begin(self) -> None:
        """Once; returns when it is done, or waits for what the other holds."""
        if self._threads:
            return
        self._threads.append(Thread(target=self._act))
        self._threads[0].start()
        until = time.monotonic() + LIMIT_SECONDS
        while self._threads[0].is_alive() and not self._waits():
            assert time.monotonic() < until, "neither done nor waiting"
            time.sleep(0.01)

    def _waits(self) -> bool:
        locked = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
        with self._wiring.database.purpose("system") as connection:
            return bool(connection.execute(text(locked)).scalar_one())

    @property
    def begun(self) -> bool:
        return bool(self._threads)

    def end(self) -> None:
        assert self._threads, "it was never begun"
        self._threads[0].join(LIMIT_SECONDS)
        assert not self._threads[0].is_alive()


def at(
    monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, meanwhile: Meanwhile, *, after: bool = False
) -> None:
    """When somebody comes to `name` of `owner` (or has just passed it), the other's act begins."""
    real = getattr(owner, name)

    def passed(*told: Any, **more: Any) -> Any:
        if not after:
            meanwhile.begin()
        found = real(*told, **more)
        if after:
            meanwhile.begin()
        return found

    monkeypatch.setattr(owner, name, passed)
