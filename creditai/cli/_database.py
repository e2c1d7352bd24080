"""The database as a verb of the operator has it: a connection as a role, the data keys, a refusal in a sentence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, TypeVar

from creditai.cli import _environment
from creditai.errors import Refused, Unavailable

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from creditai.settings import Settings
    from creditai.store.keys import Keys

Said = TypeVar("Said")


def asked(act: Callable[[], Said]) -> Said:
    """Do it. Refused: the database does not know or not allow what is asked. Its first line names tables and columns, never
    a value."""
    from psycopg import ProgrammingError
    from sqlalchemy.exc import ProgrammingError as Wrapped

    try:
        return act()
    except (ProgrammingError, Wrapped) as wrong:
        cause = wrong.orig if isinstance(wrong, Wrapped) else wrong
        said = cause.diag.message_primary if isinstance(cause, ProgrammingError) else None
        at = f" `{' '.join(str(wrong.statement).split())[:200]}`" if isinstance(wrong, Wrapped) else ""
        raise Refused(
            f"The database refuses{at}: {said or type(wrong).__name__}. A migration says what cannot be, a right is missing, or the "
            "schema was changed by hand: `creditai db validate` lists what is not as this release expects."
        ) from wrong


@contextmanager
def connection(dsn: str) -> Iterator[Connection]:
    from sqlalchemy import create_engine
    from sqlalchemy.exc import OperationalError
    from sqlalchemy.pool import NullPool

    from creditai.store.database import sqlalchemy_url

    engine = create_engine(sqlalchemy_url(dsn), poolclass=NullPool, hide_parameters=True)
    try:
        made = engine.connect()
    except OperationalError as error:
        raise Unavailable(
            f"The database at {_place(dsn)} does not answer, or does not let this role in; nothing was changed. "
            "On one machine `creditai up` starts it."
        ) from error
    with made:
        yield made


def owned(settings: Settings) -> AbstractContextManager[Connection]:
    """As the role that the schema belongs to."""
    return connection(_environment.given(settings.database_owner, "CREDITAI_DATABASE_OWNER"))


@contextmanager
def keys(settings: Settings) -> Iterator[Keys]:
    from creditai.store.keys import Keys, Ring

    made = Keys(_environment.given(settings.keys, "CREDITAI_KEYS"), Ring.parse(settings.key_ring))
    try:
        yield made
    finally:
        made.close()


def _place(dsn: str) -> str:
    """Where a DSN leads, without its secret."""
    from psycopg.conninfo import conninfo_to_dict

    told = conninfo_to_dict(dsn)
    return f"{told.get('host', 'this machine')}:{told.get('port', 5432)}"
