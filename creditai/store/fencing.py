"""Acts on the database carry the number of their operator's lease; one whose number was overtaken is refused here.

At the edge the runbook itself compares (`runbook/lease.py`). This is the second place, for an act that was begun before
its operator was frozen and goes on after another has taken over: the database remembers the highest number that any
act came with, in its own comment, which is no part of a schema, of a dump or of what a release declares. Who comes
without a number, a person at the machine, is not concerned.
"""

from __future__ import annotations

import re

from sqlalchemy import Connection, text

from creditai.errors import Refused

_LOCK = 0x43524544_00000002
_MARK = re.compile(r"\s*\[creditai lease (\d+)\]")
_SEEN = text(
    "SELECT coalesce(shobj_description(oid, 'pg_database'), '') FROM pg_database WHERE datname = current_database()"
)
_COMMENT = text("SELECT format('COMMENT ON DATABASE %I IS %L', current_database(), CAST(:told AS text))")


def hold(connection: Connection, number: int | None) -> None:
    """Remember the number. Refused when a later one was here: nothing is changed."""
    if number is None:
        return
    connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    told = str(connection.execute(_SEEN).scalar_one())
    found = _MARK.search(told)
    seen = int(found[1]) if found else 0
    if number < seen:
        connection.rollback()
        raise Refused(
            f"Another operator has taken over since (lease {seen}, this one is {number}): nothing was changed. "
            "`creditai release status` shows who is at work."
        )
    statement = connection.execute(
        _COMMENT, {"told": f"{_MARK.sub('', told)} [creditai lease {number}]".strip()}
    )
    connection.exec_driver_sql(str(statement.scalar_one()).replace("%", "%%"))
    connection.commit()
