"""An anytime-valid test of a failure rate: a mixture of likelihood ratios that may be looked at after every request.

Under any true rate up to the objective, the evidence is a supermartingale that starts at 1, so that it ever reaches
1/alpha with probability at most alpha (Ville): no schedule of looks, no correction, no waiting for a window's end.
After Lindon, Sanden and Shirikian, "Rapid Regression Detection in Software Deployments through Sequential
Testing" (arXiv 2205.14762), for rates instead of quantiles.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_MULTIPLES = (1.5, 2.0, 3.0, 4.0, 6.0, 10.0, 20.0, 40.0, 80.0, 140.0, 198.0)
"""Alternatives, as multiples of the objective; those that give a rate of 1 or more are left out."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """How strongly what was seen speaks against the objective: the mixture's value, and whether that suffices."""

    log_value: float
    seen: int
    failed: int
    at: int | None
    """After how many requests it first sufficed; None: never."""

    @property
    def ill(self) -> bool:
        return self.at is not None


class Test:
    """The test, fed one request after another."""

    __test__ = False  # no test of pytest's

    def __init__(self, objective: float, alpha: float, against: Sequence[float] = ()) -> None:
        """`against`: the alternatives, where multiples of the objective are none."""
        if not (0 < objective < 1 and 0 < alpha < 1):
            raise ValueError("objective and alpha lie between 0 and 1")
        rates = list(against) or [objective * m for m in _MULTIPLES if objective * m < 1]
        self._on_failure = [math.log(rate / objective) for rate in rates]
        self._on_success = [math.log((1 - rate) / (1 - objective)) for rate in rates]
        self._bound = math.log(1 / alpha)
        self._weight = -math.log(len(rates))
        self.seen = self.failed = 0
        self.at: int | None = None

    def add(self, failed: bool) -> bool:
        """Take one request into account; whether the evidence suffices by now (it then does for good)."""
        self.seen += 1
        self.failed += failed
        if self.at is None and failed and self.log_value() >= self._bound:
            self.at = self.seen
        return self.at is not None

    def log_value(self) -> float:
        good = self.seen - self.failed
        each = [
            self._weight + self.failed * up + good * down
            for up, down in zip(self._on_failure, self._on_success, strict=True)
        ]
        top = max(each)
        return top + math.log(sum(math.exp(value - top) for value in each))

    def evidence(self) -> Evidence:
        return Evidence(self.log_value(), self.seen, self.failed, self.at)


def judged(outcomes: Iterable[bool], objective: float, alpha: float) -> Evidence:
    """The evidence after all `outcomes` (True: failed), looked at after each."""
    test = Test(objective, alpha)
    for failed in outcomes:
        test.add(failed)
    return test.evidence()
