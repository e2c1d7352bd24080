"""One measurement judged: errors against the objective, latency against the old colour, silence against neither.

An answer of another release than the one that is judged is no evidence for or against it, and is left out; if none of
the judged release's is left, the measurement is silent.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import quantiles
from typing import Literal

from runbook.facts import Measured
from runbook.judge import thresholds
from runbook.judge.sequential import judged
from runbook.probing import Sample


def measured(samples: Sequence[Sample], release: str, baseline: float | None) -> Measured:
    """`baseline`: the old colour's 95th percentile in seconds, None where there is none to hold against."""
    ours = [s for s in samples if s.failed or s.release == release]
    return judged_samples(ours, f"of {len(samples)} requests", baseline)


def judged_samples(ours: Sequence[Sample], what: str, baseline: float | None) -> Measured:
    """Of one release's own samples. `what`: how they are called."""
    took = [s.seconds for s in ours if not s.failed]
    failed = len(ours) - len(took)
    verdict, said = _verdict(ours, took, what, baseline)
    return Measured(verdict, said, len(ours), failed, *percentiles(took))


def _verdict(
    ours: Sequence[Sample], took: Sequence[float], what: str, baseline: float | None
) -> tuple[Literal["well", "ill", "silent"], str]:
    failed = len(ours) - len(took)
    errors = judged([s.failed for s in ours], thresholds.ERROR_OBJECTIVE, thresholds.ALPHA)
    if not took or len(ours) < thresholds.FEWEST:
        said = f"{len(ours)} {what} say anything of this release, {failed} failed: too few to judge"
        return "ill" if errors.ill else "silent", said
    kind = what if "people" in what else "requests"
    shown = f"{failed} of {len(ours)} {kind} failed"
    certain = f"is certain at alpha {thresholds.ALPHA:g}"
    if errors.ill:
        return (
            "ill",
            f"{shown}: more than {thresholds.ERROR_OBJECTIVE:.1%} {certain} since request {errors.at}",
        )
    if baseline is None:
        return "well", shown
    bound = max(baseline * thresholds.SLOW_FACTOR, thresholds.SLOW_FLOOR)
    slow = judged([seconds > bound for seconds in took], thresholds.SLOW_OBJECTIVE, thresholds.ALPHA)
    shown += f", {slow.failed} took more than {bound * 1000:.0f} ms"
    return ("ill", f"{shown}: slower than before {certain}") if slow.ill else ("well", shown)


def percentiles(times: Sequence[float]) -> tuple[float | None, float | None]:
    """The median and the 95th percentile, in seconds."""
    good = sorted(times)
    if len(good) < 2:
        return (good[0], good[0]) if good else (None, None)
    cut = quantiles(good, n=20, method="inclusive")
    return round(cut[9], 4), round(cut[18], 4)
