"""Looks that leave a line in the audit log, and how many are there."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Insert, func, select

from creditai.store import audit
from creditai.store.database import Database
from creditai.store.tables.audit import audit as audit_table
from creditai.who import Who


def line_of(person: UUID) -> tuple[Insert, dict[str, Any]]:
    return audit.line(Who(person, "consumer"), "report.read", "1", "own")


def lines(database: Database, person: UUID) -> int:
    with database.scope(person) as connection:
        return connection.execute(select(func.count()).select_from(audit_table)).scalar_one()
