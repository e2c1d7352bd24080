"""The rollback decision matrix (R176 to R179) as a function that answers every question put to it.

Severity and impact are what a person or the judge says; evidence is how sure that is; the schema says whether the way
back is open; age is how long ago people were switched over. The answer names why.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from runbook.facts import Measured
from runbook.judge import thresholds

Severity = Literal["critical", "high", "medium", "low"]
Impact = Literal["system down", "major features broken", "minor features affected", "cosmetic"]
Proof = Literal["certain", "suspected"]
Way = Literal["open", "closed"]
"""Whether the old release can live on the schema as it is: closed past the point of no return."""
What = Literal[
    "rollback now", "rollback unless overridden", "operator's choice", "fix forward", "needs a person"
]

SEVERITIES: tuple[Severity, ...] = get_args(Severity)
IMPACTS: tuple[Impact, ...] = get_args(Impact)
_STANDS_WARM_SECONDS = 24 * 3600
"""For so long after a switch the old colour is taken to be as good as before: data has moved on beyond it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """`within`: seconds until it is done unless a person says otherwise."""

    what: What
    why: str
    within: float | None = None


def weigh(found: Measured) -> tuple[Severity, Impact, Proof]:
    """What a measurement that is not well says. A judge that calls something ill is certain at its alpha; silence is a
    suspicion, unless nothing at all says that the release is there."""
    if found.verdict == "silent":
        return "critical", "system down", "suspected" if found.answered else "certain"
    share = found.failed / max(1, found.answered)
    if share >= thresholds.DOWN_ERRORS:
        return "critical", "system down", "certain"
    slow = share < thresholds.ERROR_OBJECTIVE and (found.p95 or 0.0) >= thresholds.WARN_SECONDS
    if share >= thresholds.PAGE_ERRORS or slow:
        return "high", "major features broken", "certain"
    return "medium", "minor features affected", "certain"


def decide(severity: Severity, impact: Impact, proof: Proof, way: Way, age: float) -> Decision:
    """What follows. The graver of severity and impact counts."""
    grave = min(SEVERITIES.index(severity), IMPACTS.index(impact))
    if grave == 3:
        return Decision("fix forward", "cosmetic: a rollback would cost more than it mends")
    if way == "closed":
        if grave == 2:
            return Decision("fix forward", "the schema has passed the point of no return")
        return Decision(
            "needs a person",
            "it is grave, and the schema has passed the point of no return: restore or fix forward",
        )
    if grave == 2:
        return Decision("operator's choice", "minor features are affected: fix forward or roll back")
    if age > _STANDS_WARM_SECONDS:
        return Decision(
            "needs a person",
            "it is grave, and the switch is more than a day old: see what would be lost first",
        )
    if proof == "suspected":
        return Decision(
            "operator's choice" if grave else "rollback unless overridden",
            "it is grave but not certain",
            None if grave else thresholds.ROLLBACK_WITHIN_SECONDS,
        )
    if grave == 0:
        return Decision("rollback now", "the system is down")
    return Decision(
        "rollback unless overridden", "major features are broken", thresholds.ROLLBACK_WITHIN_SECONDS
    )
