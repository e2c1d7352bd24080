"""Who asks: a session's cookie or a program's token becomes a Who, in one look at the tables.

A session ends after LASTS, or after IDLE without use. Support that shows a consumer's grant becomes that consumer's
support: it reads what was granted, as long as it was granted.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from hmac import compare_digest
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import Connection, Row, Select, Table, bindparam, select

from creditai.errors import NotAllowed, NotSignedIn
from creditai.people import scopes, tokens
from creditai.store.tables.person import person
from creditai.store.tables.session import session
from creditai.store.tables.support_grant import support_grant
from creditai.store.tables.token import token
from creditai.who import Who
from creditai.wiring import Wiring

IDLE = timedelta(minutes=30)
_NOTED = timedelta(minutes=1)
"""How exactly the last use is kept."""

Kind = Literal["cookie", "bearer"]


def recognise(wiring: Wiring, kind: Kind, secret: str, address: str = "", grant: UUID | None = None) -> Who:
    """NotSignedIn when the secret is none of ours, over or withdrawn; NotAllowed when the grant is."""
    known = wiring.settings.operator_token.reveal()
    if kind == "bearer" and known and compare_digest(known.encode(), secret.encode()):
        return Who(role="operator", scopes=frozenset({"operate"}), address=address)  # without the database
    if not tokens.shaped(secret):
        raise _nobody(kind)
    now = wiring.clock.now()
    found = _of_session(wiring, secret, now) if kind == "cookie" else _of_token(wiring, secret, now)
    who = replace(found, address=address)
    if grant is None:
        return who
    with wiring.database.purpose("sign-in") as connection:
        return _granted(connection, who, grant, now)


def recognise_session(wiring: Wiring, who: Who) -> None:
    """NotSignedIn when the session of somebody who was recognised is over by now."""
    c = session.c
    mine = select(c.id).where(c.id == who.session, c.ends_at > wiring.clock.now())
    if wiring.database.glance("sign-in", mine, {}) is None:
        raise _nobody("cookie")


def _of_session(wiring: Wiring, secret: str, now: datetime) -> Who:
    row = _row(wiring, session, secret)
    if row is None or row.ends_at <= now or row.seen_at + IDLE <= now:
        raise _nobody("cookie")
    _note(wiring, session, row, now)
    return Who(row.person, row.role, scopes.of_session(row.role, row.factors), session=row.id)


def _of_token(wiring: Wiring, secret: str, now: datetime) -> Who:
    row = _row(wiring, token, secret)
    if row is None or row.ends_at <= now:
        raise _nobody("bearer")
    _note(wiring, token, row, now)
    return Who(row.person, row.role, scopes.of_token(row.role, frozenset(row.scopes)))


def _row(wiring: Wiring, table: Table, secret: str) -> Row[Any] | None:
    return wiring.database.glance("sign-in", _by_digest(table), {"digest": tokens.secret_digest(secret)})


@cache
def _by_digest(table: Table) -> Select[Any]:
    """The one query of recognising, made once."""
    return (
        select(table, person.c.role, person.c.seen_at.label("active_at"))
        .join(person, person.c.id == table.c.person)
        .where(table.c.digest == bindparam("digest"))
    )


def _note(wiring: Wiring, table: Table, row: Any, now: datetime) -> None:
    """Keep when it was used, to the minute, and the person's day of activity."""
    new_day = row.active_at is None or row.active_at.date() != now.date()
    new_minute = row.seen_at is None or row.seen_at + _NOTED <= now
    if not new_day and not new_minute:
        return
    with wiring.database.purpose("sign-in") as connection:
        if new_day:  # before the other, as an erasure locks them
            connection.execute(person.update().where(person.c.id == row.person).values(seen_at=now))
        if new_minute:
            connection.execute(table.update().where(table.c.id == row.id).values(seen_at=now))


def _granted(connection: Connection, who: Who, grant: UUID, now: datetime) -> Who:
    row = connection.execute(
        select(support_grant).where(
            support_grant.c.id == grant,
            support_grant.c.supporter == who.person,
            support_grant.c.withdrawn_at.is_(None),
            support_grant.c.ends_at > now,
        )
    ).first()
    if row is None or who.role != "support" or not who.may("support"):
        raise NotAllowed("This grant is not yours, or it is over; ask the consumer for a new one.")
    allowed = frozenset(row.scopes) & scopes.GRANTABLE
    return replace(who, person=row.person, scopes=allowed, grant=grant, actor=who.person, session=None)


def _nobody(kind: Kind) -> NotSignedIn:
    if kind == "bearer":
        return NotSignedIn(
            "This token is not known here: it is mistyped, withdrawn or over; in a session, POST /api/v1/tokens makes another."
        )
    return NotSignedIn("You are not signed in, or the session is over; sign in.")
