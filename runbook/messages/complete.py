"""That a release is complete (R153-R155): measured, not typed, with follow-ups that have days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from runbook.messages import filled, length, one_of

ISSUES = ("NONE", "MINOR", "RESOLVED")


@dataclass(frozen=True, slots=True)
class Measured:
    """What the journal and the probes say. None: it was not measured, and the message says so."""

    lost: int | None
    asked: int | None
    downtime: timedelta | None
    p95_before: float | None
    p95_after: float | None

    @property
    def error_rate(self) -> str:
        if self.lost is None or not self.asked:
            return "not measured"
        return f"{100 * self.lost / self.asked:.2f} % ({self.lost} of {self.asked} requests)"

    @property
    def performance(self) -> str:
        if self.p95_before is None or self.p95_after is None:
            return "not measured"
        return f"95th percentile {1000 * self.p95_before:.0f} ms before, {1000 * self.p95_after:.0f} ms after"


@dataclass(frozen=True, slots=True)
class FollowUp:
    """Something still to be done, by a day."""

    what: str
    due: date


def follow_ups(done: datetime, *, communicate: bool) -> tuple[FollowUp, ...]:
    """The document's three; telling customers only when they noticed anything."""
    day = done.date()
    made = [FollowUp("Monitor for 24 hours", day + timedelta(days=1))]
    if communicate:
        made.append(FollowUp("Customer communication", day + timedelta(days=1)))
    return (*made, FollowUp("Retrospective", day + timedelta(days=7)))


@dataclass(frozen=True, slots=True)
class Complete:
    """The success report."""

    release: str
    took: timedelta
    issues: str
    measured: Measured
    next_steps: tuple[FollowUp, ...]

    def __post_init__(self) -> None:
        one_of("issues", self.issues, ISSUES)
        filled("release", self.release)

    @property
    def text(self) -> str:
        told = self.measured
        return "\n".join(
            (
                "✅ PRODUCTION DEPLOYMENT COMPLETE",
                "",
                f"Release: {filled('release', self.release)}",
                f"Duration: {length(self.took)}",
                f"Issues: {self.issues.strip().upper()}",
                "",
                "Key Metrics:",
                f"- Deployment Time: {length(self.took)}",
                f"- Downtime: {'not measured' if told.downtime is None else length(told.downtime)}",
                f"- Error Rate: {told.error_rate}",
                f"- Performance Impact: {told.performance}",
                "",
                "Next Steps:",
                *(f"- [ ] {each.what} (by {each.due.isoformat()})" for each in self.next_steps),
            )
        )
