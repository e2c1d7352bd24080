"""What Alice owns, for the tests of tenancy: by the name of a path's parameter, how to make one, real and hers.

A route with a new parameter needs a line here; without it the tests of tenancy fail. The function gets the wiring and
the member whose it shall be, and gives the value that stands in the path.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from uuid import uuid4

from creditai.disputes.answers import Answers
from creditai.flows.add_passkey import add_passkey, begin_passkey
from creditai.flows.grants import grant_support
from creditai.flows.look_at_papers import look_at_papers
from creditai.flows.make_token import make_token
from creditai.flows.open_dispute import open_dispute
from creditai.flows.passkeys import list_passkeys
from creditai.flows.read_contracts import Signed, read_contracts
from creditai.flows.read_money import Money, read_money
from creditai.flows.write_letters import write_letters
from creditai.papers import analysis
from creditai.wiring import Wiring
from tests.authenticator import Authenticator
from tests.cast import Member, signed_in
from tests.creditai.flows.paper import MAY, answers, sample, upload, with_reports
from tests.money import subscribe_long_ago

Belonging = Callable[[Wiring, Member], str]


def _session(wiring: Wiring, owner: Member) -> str:
    return str(signed_in(wiring, owner, "A browser").session)


def _token(wiring: Wiring, owner: Member) -> str:
    return str(make_token(wiring, owner.who, "a program", frozenset({"self:read"}), 5).id)


def _passkey(wiring: Wiring, owner: Member) -> str:
    """The one that is there, else a new one, added in a session."""
    who = replace(owner.who, session=signed_in(wiring, owner).session)
    there = list_passkeys(wiring, who)
    if there:
        return str(there[0].id)
    made = Authenticator(origin=wiring.settings.address).make(begin_passkey(wiring, who))
    return str(add_passkey(wiring, who, "a phone", made).id)


def _grant(wiring: Wiring, owner: Member) -> str:
    return str(grant_support(wiring, owner.who, "sam@example.com", frozenset({"papers:read"}), "look", 2).id)


def _paper(wiring: Wiring, owner: Member) -> str:
    _money(wiring, owner)
    return str(upload(wiring, owner.who, sample() + uuid4().bytes, "mine.pdf").upload.id)


@cache
def _reports(wiring: Wiring, owner: Member) -> tuple[str, ...]:
    _money(wiring, owner)  # more than the free plan reads
    return tuple(str(each) for each in with_reports(wiring, owner.who, MAY))


@cache
def _dispute(wiring: Wiring, owner: Member) -> str:
    return open_dispute(wiring, owner.who, chosen(wiring, owner)).register.disputes[0].id


def chosen(wiring: Wiring, owner: Member) -> Answers:
    """What they choose of what is found in their reports."""
    _reports(wiring, owner)
    found = look_at_papers(wiring, owner.who, "finding.list", "", lambda at: analysis.findings(at, (), 500))
    rules = {str(each["rule"]) for each in found}
    said = answers()
    return replace(said, by_rule={rule: each for rule, each in said.by_rule.items() if rule in rules})


@cache
def _money(wiring: Wiring, owner: Member) -> tuple[Signed, Money]:
    """Subscribed to the largest plan, signed long enough ago for letters; where payments are set up."""
    if wiring.stripe.configured:
        subscribe_long_ago(wiring, owner.who, "premium")
    return read_contracts(wiring, owner.who), read_money(wiring, owner.who)


@cache
def _letter(wiring: Wiring, owner: Member) -> str:
    _money(wiring, owner)
    _dispute(wiring, owner)
    return str(write_letters(wiring, owner.who)[0].id)


def _finding(wiring: Wiring, owner: Member) -> str:
    _reports(wiring, owner)
    rows = look_at_papers(wiring, owner.who, "finding.list", "", lambda at: analysis.findings(at, (), 1))
    return str(rows[0]["id"])


BELONGINGS: dict[str, Belonging] = {
    "session": _session,
    "token": _token,
    "passkey": _passkey,
    "grant": _grant,
    "paper": _paper,
    "report": lambda wiring, owner: _reports(wiring, owner)[0],
    "older": lambda wiring, owner: _reports(wiring, owner)[0],
    "newer": lambda wiring, owner: _reports(wiring, owner)[1],
    "account": lambda wiring, owner: f"{_reports(wiring, owner)[0]}-0",
    "finding": _finding,
    "dispute": _dispute,
    "letter": _letter,
    "contract": lambda wiring, owner: str(_money(wiring, owner)[0].contracts[0].id),
    "signed": lambda wiring, owner: str(_money(wiring, owner)[0].papers[0].id),
    "invoice": lambda wiring, owner: _money(wiring, owner)[1].invoices[0][0].id,
}

PUBLIC = {"kind": "reminder-mail", "page": "1", "name": "experian-2026-05-18.pdf"}
"""Parameters that are nobody's: words and numbers that are the same for all, and one of them."""

NOBODYS: dict[str, Callable[[], str]] = {
    "account": lambda: f"{uuid4()}-0",
    "dispute": lambda: "experian-99",
    "invoice": lambda: f"in_{uuid4().hex}",
    "finding": lambda: uuid4().hex[:16],
}
"""A value of the same shape that is nobody's, where it is no UUID."""


def nobodys(parameter: str) -> str:
    return PUBLIC.get(parameter) or NOBODYS.get(parameter, lambda: str(uuid4()))()
