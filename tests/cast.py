"""The cast of the service's tests: who is who, and what each may.

Alice pays. Bob is on trial. Carol left: her plan has ended. Dana operates. Sam supports. Mallory owns nothing and must
see nothing.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from creditai.flows.consents import give_consent
from creditai.flows.make_person import make_person
from creditai.flows.make_token import make_token
from creditai.flows.sign_in import SignedIn, open_session
from creditai.people import scopes
from creditai.people.consents import CONSENTS
from creditai.who import SYSTEM, Role, Who
from creditai.wiring import Wiring
from creditai.worker import work

PASSWORD = "a kettle of 12 geese"


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """One of the cast. `who`: as in a session, for calling flows. `headers`: as a program, for calling routes."""

    name: str
    id: UUID
    address: str
    who: Who
    headers: dict[str, str]


@dataclass(frozen=True, slots=True)
class Cast:
    """Everybody, by name."""

    alice: Member
    bob: Member
    carol: Member
    dana: Member
    sam: Member
    mallory: Member

    def everybody(self) -> tuple[Member, ...]:
        return (self.alice, self.bob, self.carol, self.dana, self.sam, self.mallory)


def gather(wiring: Wiring) -> Cast:
    """The cast, made anew in an empty database."""
    roles: dict[str, Role] = {"dana": "operator", "sam": "support"}
    names = ("alice", "bob", "carol", "dana", "sam", "mallory")
    return Cast(*(member(wiring, name, roles.get(name, "consumer")) for name in names))


def member(wiring: Wiring, name: str, role: Role = "consumer") -> Member:
    """A person with PASSWORD and a token with everything that their role may."""
    address = f"{name}@example.com"
    made = make_person(wiring, SYSTEM, address, role, why="cast", password=PASSWORD)
    who = Who(made, role, scopes.OF_ROLE[role], address="127.0.0.1")
    if role == "consumer":
        agree(wiring, who)
    token = make_token(wiring, who, "cast", scopes.OF_ROLE[role] - {"security"}, 30)
    return Member(name, made, address, who, {"Authorization": f"Bearer {token.secret}"})


def agree(wiring: Wiring, who: Who, *kinds: str) -> None:
    """Consent to `kinds`; by default to reading reports and keeping them."""
    for kind in kinds or ("read-reports", "keep-reports"):
        give_consent(wiring, who, kind, CONSENTS[kind].version)


def signed_in(wiring: Wiring, one: Member, agent: str = "") -> SignedIn:
    """A new session of theirs, whatever factors they have."""
    with wiring.database.purpose("sign-in") as connection:
        return open_session(wiring, one.who, connection, one.id, method="password", factors=1, agent=agent)


def work_off(wiring: Wiring) -> None:
    """Run what waits in the queue, as the worker does, until nothing waits; one job after another, so that what they do
    (mails, say) is in the order in which it was asked for."""
    asyncio.run(work(wiring, jobs=1, wait=False))


def mails(wiring: Wiring) -> list[EmailMessage]:
    """What was mailed, oldest first."""
    folder = Path(urlsplit(wiring.settings.mail.reveal()).path)
    return [_mail(path) for path in sorted(folder.glob("*.eml"))]


def _mail(path: Path) -> EmailMessage:
    found = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found
