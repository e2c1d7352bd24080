"""The test of a rate: quick when it is bad, silent when it is not, however often one looks."""

from __future__ import annotations

import random
from statistics import median

import pytest

from runbook.judge import thresholds
from runbook.judge.sequential import Test, judged
from runbook.judge.traffic import measured, percentiles
from runbook.probing import Sample

OBJECTIVE, ALPHA = thresholds.ERROR_OBJECTIVE, thresholds.ALPHA


def detected(rate: float, dice: random.Random, most: int) -> int | None:
    """After how many requests a true rate is found, if within `most`."""
    test = Test(OBJECTIVE, ALPHA)
    for number in range(1, most + 1):
        if test.add(dice.random() < rate):
            return number
    return None


@pytest.mark.parametrize(("rate", "within"), [(1.0, 2 * 5), (0.2, 5 * 5), (0.05, 23 * 5)])
def test_at_five_a_second_half_of_the_ill_are_found_in_time(rate: float, within: int) -> None:
    dice = random.Random(20261126)
    found = [detected(rate, dice, 3000) or 3000 for _ in range(300)]
    assert median(found) <= within


def test_false_alarms_are_rarer_than_alpha() -> None:
    """400 releases of an hour at the objective itself, looked at after each request: at most 2 (expected 0.4)."""
    dice = random.Random(7)
    assert sum(detected(OBJECTIVE, dice, 18000) is not None for _ in range(100)) <= 1


def test_evidence_is_a_fair_game_under_the_objective() -> None:
    """Over all outcomes of a few requests the mean of the evidence is 1: that is what makes it valid at any time."""
    import math
    from itertools import product

    for length in (1, 2, 6):
        mean = 0.0
        for outcomes in product((True, False), repeat=length):
            chance = math.prod(OBJECTIVE if failed else 1 - OBJECTIVE for failed in outcomes)
            mean += chance * math.exp(judged(outcomes, OBJECTIVE, ALPHA).log_value)
        assert mean == pytest.approx(1.0)


def test_once_enough_is_enough() -> None:
    ill = judged([True] * 5 + [False] * 5000, OBJECTIVE, ALPHA)
    assert ill.ill
    assert ill.at == 2
    assert (ill.seen, ill.failed) == (5005, 5)
    assert not judged([False] * 5000, OBJECTIVE, ALPHA).ill
    for objective, alpha in ((0.0, ALPHA), (1.0, ALPHA), (OBJECTIVE, 0.0), (OBJECTIVE, 1.0)):
        with pytest.raises(ValueError):
            Test(objective, alpha)


def samples(count: int, *, failed: int = 0, seconds: float = 0.01, release: str = "new") -> list[Sample]:
    bad = [Sample(0.0, 500, seconds, "", "") for _ in range(failed)]
    return bad + [Sample(0.0, 200, seconds, release, "green") for _ in range(count - failed)]


@pytest.mark.parametrize(
    ("given", "baseline", "verdict"),
    [
        (samples(100), 0.01, "well"),
        (samples(100, failed=30), 0.01, "ill"),
        (samples(19), 0.01, "silent"),
        (samples(100, release="old"), 0.01, "silent"),
        (samples(3, failed=3), None, "ill"),
        ([], None, "silent"),
        (samples(100, seconds=0.5), 0.01, "ill"),
        (samples(100, seconds=0.5), None, "well"),
        (samples(100, seconds=0.04), 0.01, "well"),
    ],
)
def test_a_measurement_is_judged(given: list[Sample], baseline: float | None, verdict: str) -> None:
    found = measured(given, "new", baseline)
    assert found.verdict == verdict
    assert found.said


def test_as_long_as_twice_before_is_not_longer() -> None:
    """Nor are the figures of a measurement anything but what was seen."""
    found = measured(samples(100, seconds=0.1), "new", 0.05)
    assert (found.verdict, found.said) == ("well", "0 of 100 requests failed, 0 took more than 100 ms")
    longer = measured(samples(100, seconds=0.101), "new", 0.05)
    assert (longer.verdict, longer.p50, longer.p95) == ("ill", 0.101, 0.101)


def test_percentiles_of_what_is_known() -> None:
    assert percentiles([n / 100 for n in reversed(range(101))]) == (0.5, 0.95)
    assert percentiles([0.2]) == (0.2, 0.2)
    assert percentiles([]) == (None, None)
