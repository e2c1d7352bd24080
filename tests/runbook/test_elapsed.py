"""A run's length is told by its journal, whatever was done to the machine's clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from runbook.elapsed import elapsed
from runbook.journal import Entry

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)


def entries(*told: tuple[float, str, dict[str, Any]]) -> list[Entry]:
    """Seconds after noon by the machine's clock, kind, body."""
    return [
        Entry(number, (NOON + timedelta(seconds=at)).isoformat(), "run", kind, body, "", "")
        for number, (at, kind, body) in enumerate(told, 1)
    ]


@pytest.mark.parametrize("step", [0, 3600, -3600])
def test_a_step_of_the_clock_within_an_act_is_not_counted(step: int) -> None:
    told = entries(
        (-30, "plan", {}),
        (0, "begin", {}),
        (1, "intend", {}),
        (13 + step, "done", {"seconds": 12.0}),
        (14 + step, "end", {}),
    )
    assert elapsed(told) == timedelta(seconds=14)


@pytest.mark.parametrize("step", [3600, -3600])
def test_nor_one_while_a_step_waits_for_the_world(step: int) -> None:
    told = entries(
        (0, "begin", {}),
        (1, "step", {}),
        (1, "intend", {}),
        (2, "done", {"seconds": 1.0}),
        (19 + step, "held", {"seconds": 18.0}),
        (19 + step, "held", {"seconds": None}),
        (20 + step, "end", {}),
    )
    assert elapsed(told) == timedelta(seconds=20)


def test_backwards_between_acts_is_no_time_at_all() -> None:
    assert elapsed(entries((0, "begin", {}), (10, "held", {}), (-3590, "end", {}))) == timedelta(seconds=10)


def test_what_was_waited_for_counts_and_a_run_without_an_end_has_no_length() -> None:
    held: list[tuple[float, str, dict[str, Any]]] = [
        (0.0, "begin", {}),
        (1.0, "intend", {}),
        (900.0, "resumed", {}),
    ]
    assert elapsed(entries(*held)) is None
    ended = [*held, (901.0, "intend", {}), (903.0, "done", {"seconds": 2.0}), (904.0, "end", {})]
    assert elapsed(entries(*ended)) == timedelta(seconds=904)
    assert elapsed(entries(*ended, (1804.0, "reopened", {}), (1805.0, "end", {}))) == timedelta(seconds=1805)
