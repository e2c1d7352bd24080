"""One transaction in one scope: the only way to the tables.

    with database.scope(person) as connection:      rows of this person, no others
    with database.held(person) as connection:       the same, to write some: nobody erases them meanwhile
    with database.purpose("sign-in") as connection: rows that the tables open to this purpose, such as identities
                                                    before anybody is known
    database.glance("sign-in", statement, values)   one row of one query, for a purpose: a transaction that is one message
    database.look(person, see, line)                what is seen of this person's rows, and a line that tells of it: the
                                                    beginning goes out with the first statement, the end with the line

The scope is set with `set_config(..., is_local => true)`: it ends with the transaction, whatever happens to the
connection. Commits when the block ends, rolls back when it raises. Beginning and scope go out as one message, which also
tries whether a kept connection still lives: no other is sent for that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Literal, TypeVar
from uuid import UUID

import psycopg
from sqlalchemy import Connection, Engine, Insert, RootTransaction, Row, Select, create_engine, event
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from creditai.errors import NotFound, Unavailable
from creditai.store.riding import LAST, RIDE, Cursor, Ride, ride, walk

Seen = TypeVar("Seen")
Purpose = Literal["sign-in", "operator", "system"]
PURPOSES: tuple[Purpose, ...] = ("sign-in", "operator", "system")
"""What a transaction without a person may be for; a table opens itself to each by name."""

STATEMENT_TIMEOUT_MS = 15_000
SCOPE = "creditai_scope"
"""The option of a connection that holds the statement which sets its scope."""
_BEGUN_WITH = "creditai_begun_with"
"""How many rows the last statement of the beginning gave."""
_AWAY = "The database does not answer; nothing was changed. Try again in a moment."
_UNSURE = "The database went away as this was being kept; look whether it was before you send it again."
_PASSING = ("53", "57P", "58")
"""SQLSTATEs that are no fault of the statement: no room or memory, a server that ends or starts, a disk that fails."""


_STOPPED = ("40P01", "55P03", "57014")
"""SQLSTATEs of what waited too long, mostly for a lock: at a beginning another connection would wait as long."""


class Database:
    """The tables by DSN, as the role creditai_app. `pool`: connections that this process keeps."""

    def __init__(self, dsn: str, *, pool: int = 10, name: str = "creditai") -> None:
        self.engine, self._pool = _engine(dsn, pool, name), pool

    @contextmanager
    def scope(self, person: UUID) -> Iterator[Connection]:
        """A transaction that sees the rows of `person` alone."""
        with self._transaction(_setting(str(UUID(int=person.int)), "")) as connection:
            yield connection

    @contextmanager
    def held(self, person: UUID) -> Iterator[Connection]:
        """The same for what writes rows that must not outlive the person: who erases them waits until this ends, and
        NotFound once they are erased. The lock goes out with the beginning."""
        lock = f"SELECT FROM person WHERE id = '{UUID(int=person.int)}' FOR KEY SHARE"
        with self._transaction(f"{_setting(str(UUID(int=person.int)), '')}; {lock}") as connection:
            if not connection.info[_BEGUN_WITH]:
                raise NotFound("There is no such person.")
            yield connection

    @contextmanager
    def purpose(self, purpose: Purpose) -> Iterator[Connection]:
        """A transaction for no person: it sees what tables open to this purpose."""
        assert purpose in PURPOSES
        with self._transaction(_setting("", purpose)) as connection:
            yield connection

    def glance(self, purpose: Purpose, asked: Select[Any], values: Mapping[str, Any]) -> Row[Any] | None:
        """The first row of one query, in the scope of a purpose. Scope and query go out as one message, which PostgreSQL
        makes a transaction of its own: where a transaction is three, this is one. Kept connections that have ended
        meanwhile are let go as in any other beginning."""
        assert purpose in PURPOSES
        return self._ridden("", _setting("", purpose), lambda each: each.execute(asked, values).first())

    def look(
        self, person: UUID, see: Callable[[Connection], Seen], line: tuple[Insert, Mapping[str, Any]]
    ) -> Seen:
        """What `see` finds in the scope of `person`, changing nothing; `line`, a statement and its values, is kept of it
        unless that raises. Where a transaction is four messages, this is two."""

        def act(connection: Connection) -> Seen:
            seen = see(connection)
            connection.execute(*line, execution_options={LAST: True})
            return seen

        return self._ridden("BEGIN; ", _setting(str(UUID(int=person.int)), ""), act)

    def _ridden(self, begin: str, scope: str, act: Callable[[Connection], Seen]) -> Seen:
        """What `act` gives. Kept connections that have ended meanwhile are let go as in any other beginning: a statement
        that took the beginning with it is sent again over another."""
        for left in reversed(range(self._pool + 1)):
            going = Ride(f"{begin}{scope}")
            try:
                options = {SCOPE: scope, RIDE: going}
                with self._connected().execution_options(**options) as connection, connection.begin():
                    return act(connection)
            except DBAPIError as error:
                if not _passing(error):
                    raise
                if not left or going.begun or not error.connection_invalidated:
                    raise Unavailable(_AWAY) from error
        raise AssertionError("the last one is returned or raised")

    @contextmanager
    def plain(self) -> Iterator[Connection]:
        """A transaction without a scope, for a database whose tables are not of persons."""
        with self._transaction("") as connection:
            yield connection

    @contextmanager
    def _transaction(self, scope: str) -> Iterator[Connection]:
        connection, transaction = self._begun(scope)
        ending = False
        try:
            with connection, transaction:
                yield connection
                ending = True
        except DBAPIError as error:
            if not _passing(error):
                raise
            raise Unavailable(_UNSURE if ending else _AWAY) from error

    def _begun(self, scope: str) -> tuple[Connection, RootTransaction]:
        """A connection, and its transaction. Kept connections that the server has ended meanwhile are let go, one
        after another, until one answers or a new one is made."""
        for left in reversed(range(self._pool + 1)):
            connection = self._connected()
            try:
                return connection, connection.execution_options(**{SCOPE: scope}).begin()
            except psycopg.OperationalError as error:
                connection.invalidate(error)
                connection.close()
                if not left or error.sqlstate in _STOPPED:
                    raise Unavailable(_AWAY) from error
        raise AssertionError("the last one is returned or raised")

    def _connected(self) -> Connection:
        try:
            return self.engine.connect()
        except (OperationalError, PoolTimeout) as error:
            raise Unavailable(_AWAY) from error

    def close(self) -> None:
        self.engine.dispose()


def _setting(person: str, purpose: str) -> str:
    """Both are of closed sets, an id's hexadecimal digits and PURPOSES, so the statement needs no parameters."""
    return (
        f"SELECT set_config('creditai.person', '{person}', true), "
        f"set_config('creditai.purpose', '{purpose}', true)"
    )


def _passing(error: DBAPIError) -> bool:
    """Whether the same may go well in a moment."""
    state = str(getattr(error.orig, "sqlstate", ""))
    return error.connection_invalidated or state.startswith(_PASSING) or state in _STOPPED


def sqlalchemy_url(dsn: str) -> str:
    """A DSN as SQLAlchemy wants it: with psycopg 3 named as the driver."""
    return dsn.replace("postgresql://", "postgresql+psycopg://", 1)


def _engine(dsn: str, pool: int, name: str) -> Engine:
    engine = create_engine(
        sqlalchemy_url(dsn),
        pool_size=pool,
        max_overflow=0,
        pool_timeout=5,
        hide_parameters=True,  # an error of a statement never carries a person's values
        connect_args={
            "application_name": name,
            "connect_timeout": 5,
            "autocommit": True,
            "cursor_factory": Cursor,
        },
    )

    @event.listens_for(engine, "connect")
    def _limits(connection: psycopg.Connection, record: object) -> None:
        connection.execute(
            f"SET statement_timeout = {STATEMENT_TIMEOUT_MS}; SET idle_in_transaction_session_timeout = '60s'"
        )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if RIDE in options:
            return
        driver = connection.connection.driver_connection
        assert isinstance(driver, psycopg.Connection)
        with Cursor(driver) as cursor:
            cursor.whole(f"BEGIN; {options.get(SCOPE, '')}")
            connection.info[_BEGUN_WITH] = cursor.rowcount

    event.listen(engine, "do_execute", ride)
    for other in ("do_executemany", "do_execute_no_params"):
        event.listen(engine, other, walk)
    return engine
