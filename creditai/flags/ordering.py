"""An order from the command line: written, then watched until every instance has it; by the file if Valkey is away."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import redis

from creditai.flags import known
from creditai.flags.board import Board, Seen
from creditai.flags.switches import Order, State

WAIT_SECONDS = 2.0


@dataclass(frozen=True, slots=True)
class Outcome:
    """`seconds`: until the last one acknowledged, or how long was waited. `by_file`: Valkey was away."""

    epoch: int
    seen: tuple[Seen, ...]
    seconds: float
    by_file: bool = False

    @property
    def silent(self) -> tuple[Seen, ...]:
        """The instances that have not acknowledged."""
        return tuple(each for each in self.seen if each.instance.epoch < self.epoch)


def order(
    client: redis.Redis,
    folder: Path,
    names: tuple[str, ...],
    *,
    value: bool,
    seconds: float,
    by: str,
    why: str,
    clear: bool,
) -> Outcome:
    """Write it and wait until all that live have it, at the longest WAIT_SECONDS."""
    board, began = Board(client), time.monotonic()
    try:
        epoch = board.order(names, value, seconds, by, why, clear)
        while True:
            outcome = Outcome(epoch, board.instances(), time.monotonic() - began)
            if not outcome.silent or outcome.seconds > WAIT_SECONDS:
                return outcome
            time.sleep(0.05)
    except redis.RedisError:
        return Outcome(
            _by_file(folder, names, value, seconds, by, why, clear), (), time.monotonic() - began, True
        )


def _by_file(
    folder: Path, names: tuple[str, ...], value: bool, seconds: float, by: str, why: str, clear: bool
) -> int:
    """The same in the last known state of this machine; instances here read it while Valkey is away."""
    before, now = known.read(folder), time.time()
    orders = {name: each for name, each in before.orders.items() if name not in names}
    if not clear:
        orders |= {name: Order(value, now + seconds, why, by, now) for name in names}
    known.write(folder, State(before.epoch + 1, orders))
    return before.epoch + 1
