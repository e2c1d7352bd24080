"""Feature switches and the kill switch, as OpenFeature flags over Valkey. A new switch is a table in switches.toml.

    flags.require("pdf-processing")       FeatureDisabled (503, Retry-After) while an operator has it off
    flags.enabled("emergency-limits")

Each instance asks Valkey twice a second and says there which epoch it has applied; so an order is in force
everywhere, and known to be, within two seconds. An order ends by itself. While Valkey is away the last known
state stands (in memory, and in a file for the next start), and the file is watched: the verb `creditai flags`
writes it then. A Valkey that came back empty is given the state again; the higher epoch wins.
"""

from __future__ import annotations

import math
import os
import threading
import time
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import redis
from openfeature import api

from creditai.errors import FeatureDisabled
from creditai.flags import known
from creditai.flags.board import Board, Instance
from creditai.flags.provider import Provider
from creditai.flags.switches import Order, State, every_switch, switch_of
from creditai.logs import REDACTION, log

__all__ = ["BEAT_SECONDS", "Flags", "every_switch", "switch_of"]

BEAT_SECONDS = 0.5
REDACTION.declare("flag", every_switch())


class Flags:
    """The switches as they stand in this process. `start` hears orders until `stop`; without it, the file's."""

    def __init__(
        self, client: redis.Redis, folder: Path, *, role: str = "web", colour: str = "blue", release: str = ""
    ) -> None:
        self._board, self._folder = Board(client), folder
        self._state, self._ahead = known.read(folder), 0.0
        self.instance = Instance(str(uuid4()), role, colour, release, os.getpid(), self._state.epoch)
        self.stale = True
        self._stopping, self._thread = (
            threading.Event(),
            threading.Thread(target=self._run, name="flags", daemon=True),
        )
        domain = f"creditai-{self.instance.id}"
        api.set_provider_and_wait(Provider(self._standing), domain)
        self._client = api.get_client(domain=domain)

    def enabled(self, name: str) -> bool:
        """Whether the switch is on; its default when nobody ordered otherwise."""
        return self._client.get_boolean_value(name, every_switch()[name].default)

    def require(self, name: str) -> None:
        """FeatureDisabled while it is off, with the seconds until it may be asked again."""
        if not self.enabled(name):
            raise FeatureDisabled(every_switch()[name].sentence, self.seconds_left(name))

    def seconds_left(self, name: str) -> int:
        """Until the order on `name` ends; 60 when there is none."""
        order = self._state.order(name, self._now())
        return max(1, math.ceil(order.until - self._now())) if order else 60

    @property
    def epoch(self) -> int:
        return self._state.epoch

    def named(self, role: str) -> None:
        """What this process is called in the register: web, worker."""
        self.instance = replace(self.instance, role=role)

    def start(self) -> None:
        """Hear the state that stands now, then go on hearing in a thread; nothing when that already runs."""
        if not self._thread.is_alive():
            self.beat()
            self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join(2 * BEAT_SECONDS)
        try:
            self._board.leave(self.instance)
        except redis.RedisError:
            log.warning("flags.stale")  # it is forgotten there by itself, after some seconds

    def beat(self) -> None:
        """One turn: hear what stands, and say that it is applied. Whatever goes wrong, something stands."""
        try:
            self._hear()
            self.stale = False
        except (redis.RedisError, OSError, ValueError, KeyError, TypeError) as error:
            if not self.stale:
                log.warning("flags.stale", epoch=self._state.epoch, exc_info=error)
            self.stale = True
            self._apply(known.read(self._folder), 0.0)

    def _hear(self) -> None:
        epoch = max(self._board.beat(self.instance), 0)
        if epoch < self._state.epoch:
            self._board.restore(self._state)
            log.warning("flags.restored", epoch=self._state.epoch)
        elif epoch > self._state.epoch or self.stale:
            state, now = self._board.read()
            self._apply(state, now - time.monotonic())
            self._board.beat(self.instance)

    def _apply(self, state: State, ahead: float) -> None:
        """Let `state` stand unless ours is later. `ahead`: Valkey's clock less this process's steady one; it
        is what makes an order end on time although somebody sets this machine's clock."""
        self._ahead = ahead or self._ahead
        if state.epoch <= self._state.epoch:
            return
        self._state = state
        self.instance = replace(self.instance, epoch=state.epoch)
        log.info("flags.applied", epoch=state.epoch, stale=self.stale)
        if ahead:
            try:
                known.write(self._folder, state)
            except OSError:  # a full disk: it stands in memory and in Valkey
                log.error("flags.stale", epoch=state.epoch)

    def _now(self) -> float:
        """Valkey's time, as known from its last answer; this machine's when there was none."""
        return time.monotonic() + self._ahead if self._ahead else time.time()

    def _standing(self, name: str) -> tuple[Order | None, bool]:
        return self._state.order(name, self._now()), self.stale

    def _run(self) -> None:
        while not self._stopping.wait(BEAT_SECONDS):
            self.beat()
