"""What came of papers and payments: judged against the old colour's, silent where there are too few."""

from __future__ import annotations

import random

import pytest

from runbook.facts import Measured
from runbook.judge import thresholds
from runbook.judge.business import SUBJECTS, Counts, before, counted, judged, measured, upper

READINGS, PAYMENTS = SUBJECTS


def told(
    read: int, refused: int = 0, failed: int = 0, cancelled: int = 0, paid: int = 0, declined: int = 0
) -> str:
    """What the product's /metrics says, of two workers."""
    return (
        "# TYPE pdf_processing_total counter\n"
        f'pdf_processing_total{{method="text",outcome="read",process="work-0"}} {read - read // 2}.0\n'
        f'pdf_processing_total{{method="ocr",outcome="read",process="work-1"}} {read // 2}.0\n'
        f'pdf_processing_total{{method="other",outcome="refused",process="work-0"}} {refused}.0\n'
        f'pdf_processing_total{{method="other",outcome="failed",process="work-1"}} {failed}.0\n'
        f'pdf_processing_total{{method="other",outcome="cancelled",process="work-1"}} {cancelled}.0\n'
        f'payments_total{{outcome="succeeded",process="work-0"}} {paid}.0\n'
        f'payments_total{{outcome="failed",process="work-0"}} {declined}.0\n'
        'payments_total{outcome="refunded",process="work-0"} 3.0\n'
    )


def old(failed: int, seen: int) -> Measured:
    return Measured("well", "", seen, failed, None, None)


def test_all_processes_are_counted_and_what_is_neither_good_nor_bad_is_left() -> None:
    text = told(7, 2, 1, cancelled=40, paid=5, declined=1)
    assert counted(text, READINGS) == Counts(7, 3)
    assert counted(text, PAYMENTS) == Counts(5, 1)
    assert counted("", READINGS) == Counts(0, 0)


@pytest.mark.parametrize(
    ("new", "earlier", "verdict"),
    [
        (Counts(0, 12), old(0, 100), "ill"),
        (Counts(50, 50), old(2, 100), "ill"),
        (Counts(97, 3), old(2, 100), "well"),
        (Counts(60, 40), old(40, 100), "well"),  # no worse than it was
        (Counts(95, 5), old(0, 1000), "well"),  # beneath the floor nobody is turned back
        (Counts(0, 9), old(0, 1000), "silent"),  # one person's files, it may be
        (Counts(0, 50), old(0, 9), "silent"),  # nothing to hold them against
        (Counts(0, 50), old(20, 20), "well"),  # it was no better before
        (Counts(0, 50), None, "silent"),
        (Counts(0, 0), old(0, 1000), "silent"),
    ],
)
def test_outcomes_are_held_against_the_old_colours(
    new: Counts, earlier: Measured | None, verdict: str
) -> None:
    assert judged(new, earlier, READINGS).verdict == verdict


def test_ten_of_the_old_colours_are_enough_and_how_sure_one_is_is_told() -> None:
    """None of ten failed: at alpha / 2 that leaves 1 - 0.0005 ** 0.1 = 53 % possible, and 15 failures in a row are more."""
    assert judged(Counts(0, 14), old(0, 10), READINGS).verdict == "well"
    found = judged(Counts(0, 15), old(0, 10), READINGS)
    assert found.verdict == "ill"
    assert found.said.endswith("0 of 10 before: more than 53% is certain at alpha 0.001")


def test_one_subject_does_not_hide_the_other() -> None:
    was = dict(before(told(200, paid=100, declined=4)))
    found = dict(measured(told(60, paid=1, declined=30), was))
    assert (found["readings"].verdict, found["payments"].verdict) == ("well", "ill")
    assert "30 of 31 payments failed" in found["payments"].said
    assert was["readings-before"].answered == 200


@pytest.mark.parametrize(("failed", "seen", "value"), [(0, 10, 0.2589), (5, 10, 0.7776), (3, 100, 0.0757)])
def test_the_upper_end_is_the_exact_one(failed: int, seen: int, value: float) -> None:
    """As printed in tables of Clopper and Pearson, one-sided, 5 %."""
    assert upper(failed, seen, 0.05) == pytest.approx(value, abs=5e-4)


def test_counters_of_months_are_no_burden() -> None:
    assert upper(2_000, 1_000_000, 5e-4) == pytest.approx(0.00215, abs=5e-5)


def test_false_alarms_are_as_rare_as_alpha_says() -> None:
    """Old and new alike, looked at after every paper: with a rate over the floor, so that only the test protects."""
    rng, alarms, runs = random.Random(7), 0, 400
    for _ in range(runs):
        earlier = old(sum(rng.random() < 0.3 for _ in range(40)), 40)
        good = bad = 0
        for _ in range(120):
            good, bad = (good, bad + 1) if rng.random() < 0.3 else (good + 1, bad)
            if judged(Counts(good, bad), earlier, READINGS).verdict == "ill":
                alarms += 1
                break
    assert alarms <= 2, f"{alarms} of {runs}; alpha is {thresholds.ALPHA}"
