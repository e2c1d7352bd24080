"""The rate's arithmetic, without a store: what passes, what is left, and how long to wait."""

from __future__ import annotations

from creditai.limits.gcra import Rate, verdict

RATE = Rate(count=60, seconds=60.0, burst=3)
NOW = 1000.0


def test_a_burst_passes_and_the_next_waits_for_one_interval() -> None:
    paid, left, resets = 0.0, [], []
    for _ in range(3):
        told, paid = verdict(RATE, paid, NOW)
        assert told.passed
        left.append(told.remaining)
        resets.append(told.reset)
    assert (left, resets) == ([2, 1, 0], [1.0, 2.0, 3.0])
    told, unchanged = verdict(RATE, paid, NOW)
    assert (told.passed, told.wait, told.reset, unchanged) == (False, 1.0, 3.0, paid)
    assert verdict(RATE, paid, NOW + 0.9)[0].passed is False
    assert verdict(RATE, paid, NOW + 1.0)[0].passed is True


def test_what_was_paid_long_ago_gives_no_more_than_the_burst() -> None:
    told, paid = verdict(RATE, NOW - 500.0, NOW)
    assert (told.remaining, told.reset, paid) == (2, 1.0, NOW + 1.0)


def test_a_rate_is_multiplied_and_shared_one_request_at_the_least() -> None:
    assert RATE.times(4) == Rate(240, 60.0, 12)
    assert RATE.stricter(4) == Rate(15, 60.0, 1)
    assert RATE.stricter(2) == Rate(30, 60.0, 1)
    assert Rate(8, 60.0, 8).stricter(4) == Rate(2, 60.0, 2)
    assert Rate(2, 60.0, 2).stricter(4) == Rate(1, 60.0, 1)
