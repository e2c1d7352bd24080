"""Writes the audit log: in the transaction of the act itself, so that there is no act without its line."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Insert

from creditai.plain import visible
from creditai.store.tables.audit import audit
from creditai.who import Who

LONGEST_WHY = 200
_LINE = audit.insert().inline()  # its number is of no use to us


def record(
    connection: Connection, who: Who, act: str, subject: str, why: str, *, person: UUID | None = None
) -> None:
    """Write a line: see `line`."""
    connection.execute(*line(who, act, subject, why, person=person))


def line(
    who: Who, act: str, subject: str, why: str, *, person: UUID | None = None
) -> tuple[Insert, dict[str, Any]]:
    """`act`: a verb such as `report.read`; `subject`: ids of what was touched; `person`: whose it is, by default
    who asks; `why`: a reason in words or `own`. Words of people are kept as they can be shown, and a NUL among them, which
    PostgreSQL takes in no text, undoes no act."""
    return _LINE, {
        "person": person if person is not None else who.person,
        "actor": who.actor or who.person,
        "role": who.role,
        "act": act,
        "subject": subject,
        "why": visible(why)[:LONGEST_WHY],
    }
