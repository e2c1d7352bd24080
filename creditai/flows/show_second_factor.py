"""The second half of signing in: a code of the authenticator, or a recovery code, for a ticket. (A passkey does as well:
`show_passkey`.)"""

from __future__ import annotations

from typing import Any
from uuid import UUID

from sqlalchemy import Connection, select

from creditai.errors import NotSignedIn
from creditai.flows.hold_ways_in import hold_ways_in
from creditai.flows.sign_in import SignedIn, open_session
from creditai.flows.slow_down import slow_down
from creditai.people import factors, tokens
from creditai.store import audit, jobs
from creditai.store.encryption import unseal_text
from creditai.store.tables.second_factor import authenticator, recovery_code
from creditai.store.tables.ticket import ticket
from creditai.who import Who
from creditai.wiring import Wiring


def show_second_factor(wiring: Wiring, who: Who, shown: str, code: str, agent: str = "") -> SignedIn:
    """`shown`: the ticket. NotSignedIn when it is over or has no tries left, or the code is not the one."""
    with wiring.database.purpose("sign-in") as connection:
        owner = use_ticket(wiring, connection, shown)
    slow_down(wiring, owner.bytes)  # over all tickets of this person
    with wiring.database.purpose("sign-in") as connection:
        hold_ways_in(connection, owner)
        if factor_fits(wiring, connection, who, owner, code) and spend_ticket(connection, shown):
            return open_session(wiring, who, connection, owner, method="password", factors=2, agent=agent)
    raise NotSignedIn("This code is not the one; each is good once. After a few tries, sign in anew.")


def factor_fits(wiring: Wiring, connection: Connection, who: Who, owner: UUID, code: str) -> bool:
    """Whether the code is one of the person's, used up by this. One that was used before is written down and told of:
    let the transaction end well when this is False."""
    if factors.is_recovery_code(code):
        return _recovery_fits(wiring, connection, who, owner, code)
    row = connection.execute(
        select(authenticator)
        .where(authenticator.c.person == owner, authenticator.c.confirmed_at.is_not(None))
        .with_for_update()
    ).first()
    return row is not None and use_step(wiring, connection, who, row, code)


def use_step(wiring: Wiring, connection: Connection, who: Who, row: Any, code: str) -> bool:
    """Whether it is a code of this authenticator that was not used; it is from now on."""
    secret = unseal_text(wiring.keys.of(row.person), row.secret, f"authenticator.secret:{row.person}")
    step = factors.step_of(secret, code, wiring.clock.now(), row.step)
    if step is None:
        if factors.is_used(secret, code, wiring.clock.now(), row.step):
            _tell_of_used(connection, who, row.person)
        return False
    connection.execute(authenticator.update().where(authenticator.c.person == row.person).values(step=step))
    return True


def _tell_of_used(connection: Connection, who: Who, owner: UUID) -> None:
    """Somebody else may have seen it."""
    audit.record(connection, who, "authenticator.code-again", str(owner), "it was used before", person=owner)
    jobs.defer(connection, "mail_notice", {"person": str(owner), "what": "code-again"}, queue="mail")


def _recovery_fits(wiring: Wiring, connection: Connection, who: Who, owner: UUID, code: str) -> bool:
    used = connection.execute(
        recovery_code.update()
        .where(
            recovery_code.c.person == owner,
            recovery_code.c.digest == tokens.secret_digest(factors.plain_code(code)),
            recovery_code.c.used_at.is_(None),
        )
        .values(used_at=wiring.clock.now())
        .returning(recovery_code.c.id)
    ).first()
    if used is None:
        return False
    audit.record(connection, who, "recovery-code.use", str(used.id), "own", person=owner)
    jobs.defer(connection, "mail_notice", {"person": str(owner), "what": "recovery-code"}, queue="mail")
    return True


def spend_ticket(connection: Connection, shown: str) -> bool:
    """Whether it was still good: a password that is changed meanwhile ends it."""
    gone = ticket.delete().where(ticket.c.digest == tokens.secret_digest(shown))
    return connection.execute(gone).rowcount == 1


def use_ticket(wiring: Wiring, connection: Connection, shown: str) -> UUID:
    """Whose ticket it is, with one try less, in a transaction of its own: a failed try counts."""
    row = connection.execute(
        ticket.update()
        .where(
            ticket.c.digest == tokens.secret_digest(shown),
            ticket.c.purpose == "second-factor",
            ticket.c.ends_at > wiring.clock.now(),
            ticket.c.tries > 0,
        )
        .values(tries=ticket.c.tries - 1)
        .returning(ticket.c.person)
    ).first()
    if row is None:
        raise NotSignedIn("The time or the tries for the second factor are over; sign in anew.")
    return UUID(str(row.person))
