"""Who did what with a person's account and papers, for the person to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from creditai.store.tables.audit import audit
from creditai.who import Who
from creditai.wiring import Wiring


@dataclass(frozen=True, slots=True)
class Line:
    """`by`: own, support, operator, system or anyone (before signing in)."""

    number: int
    at: datetime
    by: str
    act: str
    subject: str
    why: str


def read_audit(wiring: Wiring, who: Who, after: Sequence[Any] = (), limit: int = 51) -> list[Line]:
    """The latest first. `after`: the number of the line before."""
    assert who.person is not None
    c = audit.c
    asked = select(audit).where(c.person == who.person).order_by(c.number.desc()).limit(limit)
    with wiring.database.scope(who.person) as connection:
        rows = connection.execute(asked.where(c.number < int(after[0])) if after else asked).all()
    return [
        Line(
            row.number,
            row.made_at,
            "own" if row.actor == who.person else row.role,
            row.act,
            row.subject,
            row.why,
        )
        for row in rows
    ]
