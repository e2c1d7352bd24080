"""Read something of somebody's papers: the scope is opened and the look is written down, here and nowhere else."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from uuid import UUID

from creditai.errors import NotSignedIn
from creditai.papers.at import At
from creditai.store import audit
from creditai.who import Who
from creditai.wiring import Wiring

Seen = TypeVar("Seen")


def look_at_papers(wiring: Wiring, who: Who, act: str, subject: str, see: Callable[[At], Seen]) -> Seen:
    """What `see` gives, and a line in the audit log that tells of it. `act`: `report.read`; `subject`: ids.
    What raises is not written down: nothing was seen."""
    person = whose(who)
    key, now = wiring.keys.of(person), wiring.clock.now()
    line = audit.line(who, act, subject, reason(who), person=person)
    return wiring.database.look(person, lambda rows: see(At(rows, key, person, now)), line)


def whose(who: Who) -> UUID:
    """Whose papers this one asks for."""
    if who.person is None:
        raise NotSignedIn("Sign in first.")
    return who.person


def reason(who: Who) -> str:
    """Why, as the audit log keeps it."""
    return "own" if who.grant is None else f"grant {who.grant}"
