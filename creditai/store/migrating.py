"""Applies and takes back migrations: one at a time in the whole world, with timeouts, never through a transaction pooler.

The lock is a session advisory lock on a connection of its own, taken by polling `pg_try_advisory_lock`: a waiter that
blocks would hold a snapshot, and CREATE INDEX CONCURRENTLY would wait for it for ever.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import Script, ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, text
from sqlalchemy.pool import NullPool

from creditai.errors import Refused, Unavailable
from creditai.store import fencing
from creditai.store.database import sqlalchemy_url

LOCK = 0x43524544_00000001  # "CRED"
LOCK_TIMEOUT_MS = 4_000
STATEMENT_TIMEOUT_MS = 300_000
_POLL_SECONDS = 0.2
_ASKED = re.compile(r"\s*(select|show)\b", re.IGNORECASE)
"""Questions of Alembic and SQLAlchemy, which change nothing."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One file of the folder. `no_return`: why it cannot be taken back, or None."""

    revision: str
    title: str
    no_return: str | None
    applied: bool


def config(connection: Connection | None = None) -> Config:
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    made.attributes["connection"] = connection
    return made


def scripts() -> tuple[Script, ...]:
    """All migrations, oldest first."""
    return tuple(reversed(tuple(ScriptDirectory.from_config(config()).walk_revisions())))


def head() -> str:
    """The revision that this release's code is written for."""
    return scripts()[-1].revision


def later(revision: str | None) -> bool:
    """Whether a release after this one brought the schema there: none of this release's own, and above them all."""
    return revision is not None and revision not in {s.revision for s in scripts()} and revision > head()


def current(connection: Connection) -> str | None:
    """The revision that the database is at; None for an empty one."""
    return MigrationContext.configure(connection).get_current_revision()


def status(connection: Connection) -> tuple[Migration, ...]:
    """Every migration, and whether it is applied."""
    known = scripts()
    at = current(connection)
    order = [script.revision for script in known]
    if at is not None and at not in order:
        raise Refused(
            f"The database is at {at}, which this release does not know; use the release that made it."
        )
    applied = 0 if at is None else order.index(at) + 1
    return tuple(
        Migration(
            s.revision,
            (s.doc or "").splitlines()[0],
            getattr(s.module, "POINT_OF_NO_RETURN", None),
            i < applied,
        )
        for i, s in enumerate(known)
    )


def migrate(
    owner_dsn: str, to: str = "head", *, wait_seconds: float = 30, fence: int | None = None
) -> tuple[str, ...]:
    """Apply what is pending up to `to`; the revisions applied, oldest first. `fence`: the number of the operator's lease."""
    with _locked(owner_dsn, wait_seconds, fence) as connection:
        before = {m.revision for m in status(connection) if m.applied}
        connection.rollback()
        command.upgrade(config(connection), to)
        return tuple(m.revision for m in status(connection) if m.applied and m.revision not in before)


def rollback(
    owner_dsn: str, steps: int, *, wait_seconds: float = 30, fence: int | None = None
) -> tuple[str, ...]:
    """Take back the last `steps` migrations, newest first. Refused, with nothing changed, when one of them is a
    point of no return."""
    with _locked(owner_dsn, wait_seconds, fence) as connection:
        applied = [m for m in status(connection) if m.applied]
        connection.rollback()
        back = tuple(reversed(applied[-steps:])) if steps > 0 else ()
        if len(back) < steps:
            raise Refused(f"Only {len(applied)} migrations are applied; {steps} cannot be taken back.")
        for migration in back:
            if migration.no_return is not None:
                raise Refused(
                    f"{migration.revision} ({migration.title}) is a point of no return: {migration.no_return}. Nothing was changed; go forward, or restore a backup."
                )
        remaining = applied[: len(applied) - steps]
        command.downgrade(config(connection), remaining[-1].revision if remaining else "base")
        return tuple(m.revision for m in back)


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that a migration said to the database. `transaction`: which one, counted; `autocommit`: outside any."""

    revision: str
    transaction: int
    autocommit: bool
    sql: str


def traced(owner_dsn: str) -> tuple[Said, ...]:
    """Migrate a copy to this release's schema; everything that was said, in order, with its values in it."""
    said: list[Said] = []
    begun: list[str] = []  # the revisions, each a transaction

    class Heard(psycopg.ClientCursor[Any]):
        def execute(self, query: Any, params: Any = None, **more: Any) -> Any:
            text = self.mogrify(query, params)
            if begun:
                said.append(Said(begun[-1], len(begun), self.connection.autocommit, text))
            return super().execute(query, params, **more)

    engine = create_engine(
        sqlalchemy_url(owner_dsn), poolclass=NullPool, connect_args={"cursor_factory": Heard}
    )
    with engine.connect() as connection:
        pending = [m.revision for m in status(connection) if not m.applied]
        connection.commit()
        for revision in pending:
            begun.append(revision)
            command.upgrade(config(connection), revision)
            connection.commit()
    engine.dispose()
    return tuple(each for each in said if not _ASKED.match(each.sql))


def invalid_indexes(connection: Connection) -> tuple[str, ...]:
    """Indexes that an interrupted CREATE INDEX CONCURRENTLY left behind."""
    rows = connection.execute(
        text("SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid ORDER BY 1")
    )
    return tuple(rows.scalars())


def rebuild(owner_dsn: str) -> tuple[str, ...]:
    """Build invalid indexes anew, without holding writers up; their names."""
    engine = _owner(owner_dsn)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        found = invalid_indexes(connection)
        for name in found:
            connection.execute(text(f"REINDEX INDEX CONCURRENTLY {name}"))
    engine.dispose()
    return found


@contextmanager
def _locked(owner_dsn: str, wait_seconds: float, fence: int | None) -> Iterator[Connection]:
    engine = _owner(owner_dsn)
    try:
        with (
            engine.connect().execution_options(isolation_level="AUTOCOMMIT") as holder,
            engine.connect() as connection,
        ):
            _direct(holder)
            _take(holder, wait_seconds)
            try:
                connection.execute(text(f"SET lock_timeout = {LOCK_TIMEOUT_MS}"))
                connection.execute(text(f"SET statement_timeout = {STATEMENT_TIMEOUT_MS}"))
                connection.commit()
                fencing.hold(connection, fence)
                yield connection
            finally:
                connection.rollback()
                _release(holder)
    finally:
        engine.dispose()


def _owner(dsn: str) -> Engine:
    return create_engine(
        sqlalchemy_url(dsn),
        poolclass=NullPool,
        hide_parameters=True,
        connect_args={"application_name": "creditai-db", "connect_timeout": 5},
    )


def _direct(holder: Connection) -> None:
    """Refuse a transaction pooler: it would strand the lock on a server connection of others."""
    pids = {holder.execute(text("SELECT pg_backend_pid()")).scalar_one() for _ in range(3)}
    holder.execute(text("SELECT set_config('creditai.probe', 'kept', false)"))
    kept = holder.execute(text("SELECT current_setting('creditai.probe', true)")).scalar_one()
    if len(pids) != 1 or kept != "kept":
        raise Refused(
            "CREDITAI_DATABASE_OWNER goes through a transaction pooler, which strands locks; give the server's own address."
        )


def _take(holder: Connection, wait_seconds: float) -> None:
    deadline = time.monotonic() + wait_seconds
    while not _try(holder, "pg_try_advisory_lock"):
        if time.monotonic() > deadline:
            raise Unavailable(
                "Another migration is under way; wait for it, then try again. Nothing was changed."
            )
        time.sleep(_POLL_SECONDS)


def _release(holder: Connection) -> None:
    if not _try(holder, "pg_advisory_unlock"):
        raise Refused(
            "The lock of migrations was not ours any more when it was given back: is a pooler in between?"
        )


def _try(holder: Connection, function: str) -> Any:
    return holder.execute(text(f"SELECT {function}(:lock)"), {"lock": LOCK}).scalar_one()
