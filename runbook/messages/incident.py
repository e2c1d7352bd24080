"""The incident's message (R119): what is known, who leads, when the next one comes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from runbook.messages import filled, moment, one_of

SEVERITIES = ("CRITICAL", "HIGH", "MEDIUM", "LOW")
STATES = ("INVESTIGATING", "IDENTIFIED", "FIXING", "RESOLVED")
EVERY = timedelta(minutes=15)
"""How often people are told, until it is resolved."""


@dataclass(frozen=True, slots=True)
class IncidentMessage:
    """`eta`: when it is expected to be resolved, in words; `unknown` is an honest answer."""

    severity: str
    at: datetime
    issue: str
    impact: str
    state: str
    eta: str
    commander: str

    def __post_init__(self) -> None:
        one_of("severity", self.severity, SEVERITIES)
        one_of("status", self.state, STATES)
        for name in ("issue", "impact", "eta", "commander"):
            filled(name, getattr(self, name))

    @property
    def next_by(self) -> datetime | None:
        """When the next message is due; None once it is resolved."""
        return None if self.state.strip().upper() == "RESOLVED" else self.at + EVERY

    @property
    def text(self) -> str:
        due = self.next_by
        left = () if due is None else (f"ETA: {filled('eta', self.eta)}",)
        return "\n".join(
            (
                f"🚨 PRODUCTION INCIDENT - {self.severity.strip().upper()}",
                "",
                f"Time: {moment(self.at)}",
                f"Issue: {filled('issue', self.issue)}",
                f"Impact: {filled('impact', self.impact)}",
                f"Status: {self.state.strip().upper()}",
                *left,
                "",
                f"Incident Commander: @{filled('commander', self.commander).lstrip('@')}",
                "Updates: none will follow, it is resolved"
                if due is None
                else f"Updates: the next one by {moment(due)}",
            )
        )
