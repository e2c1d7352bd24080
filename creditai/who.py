"""Who asks: found out once at the door, handed down to every flow, written into the audit log."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal
from uuid import UUID

Role = Literal["anyone", "consumer", "support", "operator", "system"]


@dataclass(frozen=True, slots=True)
class Who:
    """`person`: whose account asks (None: nobody signed in, or the system's own work). `scopes`: what the
    session or token may do. `address`: the network address, for limits alone. `grant`: the consumer's
    permission under which support looks; `person` is the consumer then, and `actor` who really looks."""

    person: UUID | None = None
    role: Role = "anyone"
    scopes: frozenset[str] = field(default_factory=frozenset)
    session: UUID | None = None
    address: str = ""
    grant: UUID | None = None
    actor: UUID | None = None

    def may(self, scope: str) -> bool:
        return scope in self.scopes


NOBODY = Who()
SYSTEM = Who(role="system")
"""The worker's own doing: timers, reconciliation."""
