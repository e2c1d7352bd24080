"""An order reaches every instance, is acknowledged, ends by itself, and outlives Valkey."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import cast

import pytest
import redis

from creditai.errors import FeatureDisabled
from creditai.flags import BEAT_SECONDS, Flags, every_switch, known
from creditai.flags.board import Board
from creditai.flags.ordering import WAIT_SECONDS
from creditai.flags.switches import Order, State
from tests.creditai.mortal import Mortal

Make = Callable[..., Flags]


@pytest.fixture
def make(client: redis.Redis, folder: Path) -> Iterator[Make]:
    with ExitStack() as stack:

        def made(at: redis.Redis = client, where: Path = folder, role: str = "web") -> Flags:
            flags = Flags(at, where, role=role, colour="blue", release="r1")
            stack.callback(flags.stop)
            return flags

        yield made


def within(seconds: float, true: Callable[[], bool]) -> float:
    """Wait until it is true; how long that took."""
    start = time.monotonic()
    while not true():
        assert time.monotonic() - start < seconds, "too late"
        time.sleep(0.02)
    return time.monotonic() - start


def test_every_switch_stands_at_its_default_when_nobody_ordered(make: Make) -> None:
    flags = make()
    flags.start()
    assert {name: flags.enabled(name) for name in every_switch()} == {
        n: s.default for n, s in every_switch().items()
    }
    assert flags.stale is False


def test_an_order_is_in_force_and_acknowledged_everywhere_soon(make: Make, client: redis.Redis) -> None:
    instances = [make(), make(), make(role="worker")]
    for each in instances:
        each.start()
    board = Board(client)
    epoch = board.order(["pdf-processing", "payments"], False, 7200, "dana", "costs run away")
    within(120, lambda: all(seen.instance.epoch >= epoch for seen in board.instances()))
    assert 2 * BEAT_SECONDS <= WAIT_SECONDS, (
        "who ordered would say of those who live that they have not heard"
    )
    assert len(board.instances()) == 3
    for each in instances:
        assert not each.enabled("pdf-processing")
        assert each.enabled("registration")
        with pytest.raises(FeatureDisabled) as refused:
            each.require("payments")
        assert 7000 <= refused.value.seconds <= 7200
        assert refused.value.message == every_switch()["payments"].sentence


def test_an_instance_that_starts_after_an_order_has_acknowledged_it(
    make: Make, client: redis.Redis, folder: Path
) -> None:
    """It begins with the file's state, in which the order stands already: nothing is left to apply, yet it has heard."""
    first = make()
    first.start()
    board = Board(client)
    epoch = board.order(["payments"], False, 7200, "dana", "costs run away")
    within(120, lambda: known.read(folder).epoch >= epoch)
    late = make()
    late.start()
    (seen,) = [each for each in board.instances() if each.instance.id == late.instance.id]
    assert not late.enabled("payments")
    assert seen.instance.epoch == epoch


def test_an_order_ends_by_itself_and_can_be_taken_back(
    make: Make, client: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    flags = make()
    board = Board(client)
    board.order(["registration"], False, 1000, "dana", "")
    board.order(["payments"], False, 7000, "dana", "")
    flags.beat()
    assert not flags.enabled("registration")
    real = time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: real() + 1001)
    assert flags.enabled("registration")
    assert not flags.enabled("payments")
    board.order(["payments"], True, 1, "dana", "", clear=True)
    flags.beat()
    assert flags.enabled("payments")


def test_what_was_ordered_is_in_the_log_with_who_and_why(client: redis.Redis) -> None:
    Board(client).order(["payments"], False, 60, "dana", "double charges")
    ((_, told),) = cast(list[tuple[bytes, dict[bytes, bytes]]], client.xrange("{creditai:flags}:log"))
    assert (told[b"by"], told[b"why"]) == (b"dana", b"double charges")


def test_a_clock_that_is_set_does_not_move_the_end(
    make: Make, client: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    flags = make()
    Board(client).order(["payments"], False, 600, "dana", "")
    flags.beat()
    real = time.time
    for step in (86_400.0, -86_400.0):
        monkeypatch.setattr(time, "time", lambda step=step: real() + step)
        assert not flags.enabled("payments")
        assert 400 <= flags.seconds_left("payments") <= 600


def test_the_last_known_state_stands_while_valkey_is_away_and_at_a_start_without_it(
    tmp_path: Path, make: Make
) -> None:
    with Mortal(tmp_path / "valkey") as mortal:
        flags = make(mortal.client())
        Board(mortal.client()).order(["payments"], False, 600, "dana", "")
        flags.beat()
        mortal.kill()
        flags.beat()
        assert flags.stale
        assert not flags.enabled("payments")
        reborn = make(mortal.client())
        reborn.beat()
        assert not reborn.enabled("payments"), "a start without Valkey forgot the order"
        assert reborn.enabled("registration")


def test_an_order_in_the_file_is_heard_while_valkey_is_away_and_given_to_it_afterwards(
    tmp_path: Path, make: Make, folder: Path
) -> None:
    with Mortal(tmp_path / "valkey") as mortal:
        flags = make(mortal.client())
        flags.start()
        mortal.kill()
        within(120, lambda: flags.stale)
        order = Order(False, time.time() + 600, "fire", "dana", time.time())
        known.write(folder, State(flags.epoch + 1, {"registration": order}))
        within(120, lambda: not flags.enabled("registration"))
        mortal.start()
        within(120, lambda: not flags.stale)
        within(120, lambda: Board(mortal.client()).read()[0].epoch == flags.epoch)
        assert "registration" in Board(mortal.client()).read()[0].orders


def test_a_valkey_that_came_back_empty_is_given_the_orders_again(make: Make, client: redis.Redis) -> None:
    flags, other = make(), make()
    Board(client).order(["payments"], False, 600, "dana", "")
    flags.beat()
    client.flushall()
    flags.beat()
    assert not flags.enabled("payments")
    other.beat()
    assert not other.enabled("payments")


def test_an_instance_that_died_leaves_the_register(
    make: Make, client: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("creditai.flags.board.GONE_SECONDS", 0.3)
    dead, alive = make(), make()
    dead.beat()

    def only_one() -> bool:
        alive.beat()
        return client.hlen("{creditai:flags}:instances") == 1

    within(120, only_one)  # shown is it no more a moment before a beat strikes it off
    assert client.hexists("{creditai:flags}:instances", alive.instance.id)


def test_a_damaged_order_leaves_what_stood(make: Make, client: redis.Redis) -> None:
    flags = make()
    Board(client).order(["payments"], False, 600, "dana", "")
    flags.beat()
    client.hset("{creditai:flags}:orders", "payments", "{damaged")
    client.incr("{creditai:flags}:epoch")
    flags.beat()
    assert flags.stale
    assert not flags.enabled("payments")


def test_a_full_disk_does_not_keep_an_order_from_standing(
    make: Make, client: redis.Redis, tmp_path: Path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder can be here")
    flags = make(where=blocked)
    Board(client).order(["payments"], False, 600, "dana", "")
    flags.beat()
    assert not flags.enabled("payments")
