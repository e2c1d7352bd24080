"""Messages of several statements: a transaction's beginning rides on its first statement, its end on its last.

What a message costs is not its way to PostgreSQL but its results: psycopg waits for each of them in three calls, and each
call lets go of CPython's lock, which eight threads then hand from one to the next. Ten results were half of what a signed-in
read costs (`benchmarks/service_reads.py`). libpq's own `PQexec` gives the last result alone, in one call. psycopg has no public
way to it that also reads rows: what a Cursor uses of its own is tried by `tests/creditai/store/test_riding.py`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import psycopg
from psycopg.adapt import Transformer
from psycopg.pq import ConnStatus, DiagnosticField
from sqlalchemy.engine.default import DefaultExecutionContext

RIDE = "creditai_ride"
"""The option of a connection whose transaction begins with its first statement: a Ride."""
LAST = "creditai_last"
"""The option of a statement with which its transaction ends."""


@dataclass(slots=True)
class Ride:
    """`beginning`: what goes out before the first statement. `begun`: it has, and was answered."""

    beginning: str
    begun: bool = False


class Cursor(psycopg.Cursor[Any]):
    """A cursor that also takes whole messages."""

    def whole(self, message: str) -> None:
        """Send it and hold the result of its last statement. Raises what its first failing statement says. A message of
        several statements has no places for values: whoever writes it writes them in as literals."""
        with self.connection.lock:
            self._reset()
            self._tx = Transformer(self)
            told = self._pgconn.exec_(message.encode())
            if self._pgconn.status == ConnStatus.BAD and not told.error_field(DiagnosticField.SQLSTATE):
                raise psycopg.OperationalError(told.get_error_message())  # it went without a word of its own
            self._check_results([told])
            self._set_results([told])


def ride(cursor: Cursor, statement: str, values: Any, context: DefaultExecutionContext) -> bool | None:
    """For SQLAlchemy's `do_execute`: a first or last statement of a Ride is sent here (True), any other by SQLAlchemy."""
    going: Ride | None = context.execution_options.get(RIDE)
    last = bool(context.execution_options.get(LAST))
    if going is None:
        return None
    assert last or not context.is_crud, (
        "what only looks changes nothing: its failure says that nothing was changed"
    )
    if going.begun and not last:
        return None
    assert isinstance(cursor, Cursor), (
        "a cursor at the server begins no transaction: its rows would be nobody's"
    )
    written = psycopg.ClientCursor(cursor.connection).mogrify(statement, values)
    before, after = "" if going.begun else f"{going.beginning}; ", "; COMMIT" if last else ""
    cursor.whole(f"{before}{written}{after}")
    going.begun = True
    return True


def walk(*told: Any) -> None:
    """For SQLAlchemy's other ways to execute, which know no Ride: they would begin without its scope. The context of
    what is executed is the last of what they tell."""
    assert RIDE not in told[-1].execution_options, "a Ride takes one statement at a time, with its values"
