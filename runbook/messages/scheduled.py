"""That a release is planned (R147)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from runbook.messages import filled, length, one_of

IMPACTS = ("NONE", "MINIMAL", "BRIEF DOWNTIME")


@dataclass(frozen=True, slots=True)
class Scheduled:
    """`expected`: how long the last releases took, or what the plan says; `changes`: from the commits."""

    at: datetime
    expected: timedelta
    release: str
    changes: str
    lead: str
    impact: str

    def __post_init__(self) -> None:
        one_of("impact", self.impact, IMPACTS)
        for name in ("release", "changes", "lead"):
            filled(name, getattr(self, name))

    @property
    def text(self) -> str:
        at = self.at.astimezone(UTC)
        return "\n".join(
            (
                "📢 PRODUCTION DEPLOYMENT SCHEDULED",
                "",
                f"Date: {at:%Y-%m-%d}",
                f"Time: {at:%H:%M} UTC (Expected duration: {length(self.expected)})",
                f"Release: {filled('release', self.release)}",
                f"Changes: {filled('changes', self.changes)}",
                "",
                f"Deployment Lead: @{filled('lead', self.lead).lstrip('@')}",
                f"Expected Impact: {self.impact.strip().upper()}",
            )
        )
