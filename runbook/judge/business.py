"""What people came for, by what came of it: papers read, payments taken. Judged apart from requests.

A release can answer every request with 200 and read no report. So the counters of the new colour are held against those of
the old one before the switch. How often the old one failed is itself only seen so often: its share is taken at the upper
end of its exact confidence interval (Clopper and Pearson), and the new colour is ill when more than that is certain, by a
mixture of likelihood ratios that may be looked at at any time. Both share alpha.

Outcomes are counted and not told apart by person, and one person may send ten pictures of a cat. Hence the floor, and the
fewest that say anything: with fewer the measurement is silent, which here is neither well nor ill. Who is nobody (a
journey of the runbook) is counted by the product nowhere.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from runbook.facts import Measured
from runbook.judge import thresholds
from runbook.judge.sequential import Test

_LINE = re.compile(r"^([a-z_]+)\{([^}]*)\} ([0-9.e+-]+)$", re.MULTILINE)
_LABEL = re.compile(r'([a-z_]+)="([^"]*)"')
_STEPS = (0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.85, 0.99)
"""Alternatives, as parts of the way from the share that is allowed to 1."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One thing that people come for: the product's counter, and which outcomes are good and bad. Others count as neither:
    who cancelled is no failure."""

    name: str
    series: str
    good: frozenset[str]
    bad: frozenset[str]
    went: str


SUBJECTS = (
    Subject("readings", "pdf_processing_total", frozenset({"read"}), frozenset({"refused", "failed"}), "papers were not read"),
    Subject("payments", "payments_total", frozenset({"succeeded"}), frozenset({"failed"}), "payments failed"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Counts:
    good: int
    bad: int

    @property
    def seen(self) -> int:
        return self.good + self.bad


def counted(text: str, subject: Subject) -> Counts:
    """Out of the product's /metrics, over all processes of the colour."""
    good = bad = 0.0
    for series, labels, value in _LINE.findall(text):
        outcome = dict(_LABEL.findall(labels)).get("outcome", "")
        if series == subject.series:
            good += float(value) * (outcome in subject.good)
            bad += float(value) * (outcome in subject.bad)
    return Counts(round(good), round(bad))


def before(text: str) -> Iterator[tuple[str, Measured]]:
    """What the old colour's outcomes are, by the name under which `measured` is handed them."""
    for subject in SUBJECTS:
        seen = counted(text, subject)
        yield (
            f"{subject.name}-before",
            _measured("well" if seen.seen else "silent", _said(seen, subject), seen),
        )


def measured(text: str, old: Mapping[str, Measured]) -> Iterator[tuple[str, Measured]]:
    """What the new colour's outcomes say, each subject by itself."""
    for subject in SUBJECTS:
        yield subject.name, judged(counted(text, subject), old.get(f"{subject.name}-before"), subject)


def judged(new: Counts, old: Measured | None, subject: Subject) -> Measured:
    said = _said(new, subject)
    if old is None or old.answered < thresholds.FEWEST_OUTCOMES:
        return _measured("silent", f"{said}; the old colour has too few to hold them against", new)
    if new.seen < thresholds.FEWEST_OUTCOMES:
        return _measured("silent", f"{said}: too few to judge", new)
    share = max(thresholds.OUTCOME_FLOOR, upper(old.failed, old.answered, thresholds.ALPHA / 2))
    held = f"{said}, {old.failed} of {old.answered} before"
    if share < 1 and _certain(new, share, thresholds.ALPHA / 2):
        sure = f"more than {share:.0%} is certain at alpha {thresholds.ALPHA:g}"
        return _measured("ill", f"{held}: {sure}", new)
    return _measured("well", held, new)


@lru_cache(64)
def upper(failed: int, seen: int, alpha: float) -> float:
    """The greatest share at which so few failures of so many are not rarer than alpha (exact, one-sided)."""
    low, high = failed / seen, 1.0
    if failed == seen:
        return 1.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if _at_most(failed, seen, middle) > alpha else (low, middle)
    return high


def _at_most(failed: int, seen: int, share: float) -> float:
    """The chance of so few failures, by logarithms: counters grow for months."""
    good, bad = math.log1p(-share), math.log(share)
    whole = math.lgamma(seen + 1)
    each = [
        whole - math.lgamma(k + 1) - math.lgamma(seen - k + 1) + k * bad + (seen - k) * good
        for k in range(failed + 1)
    ]
    top = max(each)
    return math.exp(top) * math.fsum(math.exp(value - top) for value in each)


def _certain(new: Counts, share: float, alpha: float) -> bool:
    test = Test(share, alpha, [share + (1 - share) * step for step in _STEPS])
    test.seen, test.failed = new.seen, new.bad
    return test.log_value() >= math.log(1 / alpha)


def _said(seen: Counts, subject: Subject) -> str:
    return f"{seen.bad} of {seen.seen} {subject.went}"


def _measured(verdict: Literal["well", "ill", "silent"], said: str, seen: Counts) -> Measured:
    return Measured(verdict, said, seen.seen, seen.bad, None, None)
