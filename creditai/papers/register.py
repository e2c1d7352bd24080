"""What the person chose, said, posted and was answered: the register of creditai.workspace/1, sealed in one row.

Read without a lock; changed under a row lock, each change counted. A change that rests on a version that is no more
is refused (`OutOfDate`): two windows do not overwrite one another.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from creditai.contract import as_json, from_json
from creditai.disputes.ahead import ahead
from creditai.disputes.register import SCHEMA, Register
from creditai.errors import Broken, OutOfDate
from creditai.papers.at import At
from creditai.store.documents import seal_json, unseal_json
from creditai.store.tables.workspace import workspace as table


@dataclass(frozen=True, slots=True)
class Workspace:
    """`version` 0: nothing was ever chosen."""

    version: int
    register: Register


def read(at: At) -> Workspace:
    return _read(at, lock=False)


def lock(at: At, version: int | None = None) -> Workspace:
    """Read it to change it in this transaction: whoever else wants to waits. OutOfDate when `version` is given and
    is not that of now."""
    at.connection.execute(
        insert(table)
        .values(person=at.person, version=0, register=b"", changed_at=at.now)
        .on_conflict_do_nothing()
    )
    found = _read(at, lock=True)
    if version is not None and found.version != version:
        raise OutOfDate("This was changed meanwhile; read it again, then repeat what you wanted.")
    return found


def write(at: At, was: Workspace, register: Register) -> Workspace:
    """Put the register in the place of `was`, whose lock is held."""
    body = {"schema": SCHEMA, **as_json(register)}
    changed = at.connection.execute(
        table.update()
        .where(table.c.person == at.person, table.c.version == was.version)
        .values(
            version=was.version + 1,
            register=seal_json(at.key, body, f"workspace.register:{at.person}"),
            due_on=due_on(register, at.now.date()),
            changed_at=at.now,
        )
    )
    if changed.rowcount != 1:
        raise Broken("The workspace was changed without its lock.")
    return Workspace(was.version + 1, register)


def due_on(register: Register, today: date) -> date | None:
    """The day of the next clock's end, today's included; None when none runs."""
    days = [deadline.day for dispute in register.disputes for deadline in ahead(register, dispute)]
    return min((day for day in days if day >= today), default=None)


def _read(at: At, *, lock: bool) -> Workspace:
    asked = select(table.c.version, table.c.register).where(table.c.person == at.person)
    row = at.connection.execute(asked.with_for_update() if lock else asked).first()
    if row is None or not row.register:
        return Workspace(0 if row is None else row.version, Register(id=uuid4().hex))
    body = unseal_json(at.key, row.register, f"workspace.register:{at.person}")
    del body["schema"]
    return Workspace(row.version, from_json(Register, body))
