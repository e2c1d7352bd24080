"""A letter speaks of one thing as one and of several as several, and of a thing told twice one may stay."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from creditai.disputes import guard, typesetting
from creditai.disputes.kinds import compose, every_kind
from creditai.disputes.request import Request
from tests.creditai.disputes.cast import CARD, INQUIRY, case, items, request, standing
from tests.creditai.disputes.requests import MAY, all_answered

SPEAKING = ("no-answer-yet", "procedure-description", "consumer-statement", "complaint-draft", "identity-theft-block")  # fmt: skip
TWICE: dict[str, Any] = {**CARD, "status": "current", "condition": "open", "high_credit": "3100.00"}


def words(kind: str, asked: Request) -> str:
    letter = compose(kind, asked)
    guard.check(letter, typesetting.pdf(letter), asked.standing)
    enclosed = {said.text for said in letter.enclosures}
    return " ".join(said.text for said in letter.sentences() if said.text not in enclosed)


@pytest.mark.parametrize("kind", SPEAKING)
def test_one_entry_is_one_and_two_are_entries(kind: str) -> None:
    one = MAY[kind]()
    assert len(one.items) == 1
    two = replace(one, items=items(one.standing, ("paid-with-balance", "obsolete-account"), "experian"))
    assert len(two.items) == 2
    said_of_one, said_of_two = words(kind, one), words(kind, two)
    assert "entry" in said_of_one
    assert "entries" not in said_of_one
    assert "entries" in said_of_two
    assert "entry" not in said_of_two


def test_letters_that_follow_are_all_held_to_it() -> None:
    """`notify-recipients` names its entries in the table alone."""
    assert {name for name, kind in every_kind().items() if kind.follows} - set(SPEAKING) == {
        "notify-recipients"
    }


@pytest.mark.parametrize(
    ("changes", "asks"),
    [
        ({"accounts": [TWICE, TWICE], "inquiries": []}, "Please delete all but one of these entries."),
        (
            {"accounts": [], "inquiries": [{**INQUIRY, "date": "2025-04-02"}] * 2},
            "Please verify these entries with their source",
        ),
    ],
)
def test_of_what_is_told_twice_not_all_is_to_go(changes: dict[str, Any], asks: str) -> None:
    said = words("initial-dispute", request(all_answered(standing(case(**changes)))))
    assert asks in said
    assert "Please delete this" not in said
