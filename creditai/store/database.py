"""One transaction in one scope: the only way to the tables.

    with database.scope(person) as connection:      rows of this person, no others
    with database.purpose("sign-in") as connection: rows that the tables open to this purpose, such as identities
                                                    before anybody is known

The scope is set with `set_config(..., is_local => true)`: it ends with the transaction, whatever happens to the
connection. Commits when the block ends, rolls back when it raises.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal
from uuid import UUID

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from creditai.errors import Unavailable

Purpose = Literal["sign-in", "operator", "system"]
PURPOSES: tuple[Purpose, ...] = ("sign-in", "operator", "system")
"""What a transaction without a person may be for; a table opens itself to each by name."""

STATEMENT_TIMEOUT_MS = 15_000
_SCOPE = text(
    "SELECT set_config('creditai.person', :person, true), set_config('creditai.purpose', :purpose, true)"
)


class Database:
    """The tables by DSN, as the role creditai_app. `pool`: connections that this process keeps."""

    def __init__(self, dsn: str, *, pool: int = 10, name: str = "creditai") -> None:
        self.engine = _engine(dsn, pool, name)

    @contextmanager
    def scope(self, person: UUID) -> Iterator[Connection]:
        """A transaction that sees the rows of `person` alone."""
        with self._transaction(str(person), "") as connection:
            yield connection

    @contextmanager
    def purpose(self, purpose: Purpose) -> Iterator[Connection]:
        """A transaction for no person: it sees what tables open to this purpose."""
        with self._transaction("", purpose) as connection:
            yield connection

    @contextmanager
    def _transaction(self, person: str, purpose: str) -> Iterator[Connection]:
        try:
            connection = self.engine.connect()
        except (OperationalError, PoolTimeout) as error:
            raise Unavailable(
                "The database does not answer; nothing was changed. Try again in a moment."
            ) from error
        with connection, connection.begin():
            connection.execute(_SCOPE, {"person": person, "purpose": purpose})
            yield connection

    def close(self) -> None:
        self.engine.dispose()


def sqlalchemy_url(dsn: str) -> str:
    """A DSN as SQLAlchemy wants it: with psycopg 3 named as the driver."""
    return dsn.replace("postgresql://", "postgresql+psycopg://", 1)


def _engine(dsn: str, pool: int, name: str) -> Engine:
    engine = create_engine(
        sqlalchemy_url(dsn),
        pool_size=pool,
        max_overflow=0,
        pool_timeout=5,
        pool_pre_ping=True,
        hide_parameters=True,  # an error of a statement never carries a person's values
        connect_args={"application_name": name, "connect_timeout": 5},
    )

    @event.listens_for(engine, "connect")
    def _limits(connection: object, record: object) -> None:
        with connection.cursor() as cursor:  # type: ignore[attr-defined]
            cursor.execute(f"SET statement_timeout = {STATEMENT_TIMEOUT_MS}")
            cursor.execute("SET idle_in_transaction_session_timeout = '60s'")
        connection.commit()  # type: ignore[attr-defined]

    return engine
