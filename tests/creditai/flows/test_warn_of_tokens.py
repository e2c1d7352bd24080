"""Tokens of programs end on their day; who made them is told in time, and once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from creditai.flows.make_token import make_token
from creditai.flows.warn_of_tokens import BEFORE, warn_of_tokens
from creditai.wiring import Wiring
from tests.cast import mails, member, work_off
from tests.moments import noon

DAYS = 40
READS = frozenset({"papers:read"})


def told(wiring: Wiring) -> list[str]:
    return [mail["To"] for mail in mails(wiring) if mail["Subject"] == "A token for CreditAI ends"]


def test_who_has_a_token_that_ends_in_a_week_is_told_once(wiring: Wiring) -> None:
    begin = wiring.clock.today()
    wiring = replace(wiring, clock=noon(begin))
    alice, bob, carol = (
        member(wiring, name) for name in ("alice", "bob", "carol")
    )  # each has one of 30 days
    for name in ("one", "another"):
        make_token(wiring, alice.who, name, READS, DAYS)
    make_token(wiring, bob.who, "longer", READS, DAYS + 5)
    later = replace(wiring, clock=noon(begin + timedelta(days=DAYS - 9)))
    make_token(later, carol.who, "for days only", READS, 9)
    for night in range(-2, 3):
        tonight = replace(wiring, clock=noon(begin + timedelta(days=DAYS + night) - BEFORE))
        warn_of_tokens(tonight)
        work_off(tonight)
        assert told(wiring) == [alice.address] * (night >= 0), night
