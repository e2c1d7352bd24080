"""What the consumer says is not theirs: only what they name, only what is printed, in their own word for it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from creditai.case import Case
from creditai.disputes import guard, typesetting
from creditai.disputes.confirmations import SAYS
from creditai.disputes.kinds import compose
from creditai.disputes.letter import say
from creditai.disputes.opening import open_disputes
from creditai.disputes.register import Register
from creditai.disputes.ticked import choices, printed, refuse_unknown, ticked
from creditai.errors import LetterRefused, WrongUsage
from tests.creditai.disputes.cast import CARD, INQUIRY, address, case, request, standing
from tests.creditai.disputes.requests import unauthorized

SOFT = {"company": "SAMPLE INSURANCE", "date": "2025-03-01", "kind": "soft"}
SEEN = {
    "names": ["DANA Q SAMPLE"],
    "as_reported": [
        {
            "bureau": "experian",
            "names": ["DANA Q SAMPLE"],
            "phones": ["555-555-0142", "555-555-0177"],
            "employers": ["INVENTED MILLS"],
        }
    ],
}


def given() -> Case:
    return case(inquiries=[INQUIRY, SOFT], consumer=SEEN)


def opened(told: dict[str, str]) -> list[tuple[str, list[str]]]:
    found = ticked(given(), told)
    stands = standing(given(), told=told)
    stands = replace(stands, findings={**stands.findings, **{f.id: f for f in found}})
    made = open_disputes(stands, choices(found), Register(id="x"), directly=False)
    return [(d.kind, [item.rule for item in d.items]) for d in made.disputes]


def test_nothing_is_ticked_by_itself() -> None:
    assert ticked(given(), {}) == ()
    assert opened({}) == []


def test_hard_inquiries_only_are_offered() -> None:
    assert printed(given(), "inquiries/not-authorized") == ("SAMPLE AUTO FINANCE 2023-12-01",)


def test_a_ticked_inquiry_has_a_letter_of_its_own() -> None:
    told = {
        "inquiries/not-authorized/0": "Sample Auto Finance 2023-12-01",
        "phones/not-mine/0": "555-555-0177",
    }
    assert opened(told) == [
        ("inquiry", ["inquiry-not-authorized"]),
        ("personal-information", ["phone-not-mine"]),
    ]


def test_the_finding_is_the_same_at_the_next_run() -> None:
    told = {"employers/not-mine/0": "invented mills"}
    (first,), (again,) = ticked(given(), told), ticked(given(), told)
    assert first == again
    assert first.statement.endswith("employer “INVENTED MILLS”.")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("inquiries/not-authorized/0", "SAMPLE INSURANCE 2025-03-01"),
        ("inquiries/not-authorized/0", "SAMPLE AUTO FINANCE"),
        ("phones/not-mine/0", "555-555-0100"),
        ("accounts/not-mine/0", "NO SUCH BANK"),
    ],
)
def test_a_line_that_names_nothing_is_refused(name: str, line: str) -> None:
    with pytest.raises(WrongUsage, match="printed in no report"):
        refuse_unknown(given(), {name: line})


def test_the_letter_says_so_and_speaks_of_no_violation() -> None:
    asked = unauthorized()
    letter = compose("inquiry", replace(asked, recipient=address()))
    pdf = typesetting.pdf(letter)
    guard.check(letter, pdf, asked.standing)
    text = " ".join(" ".join(guard.text_of(pdf)).split())
    assert "I did not authorize this inquiry." in text
    assert "15 USC 1681b(a)" in text
    assert "violat" not in text
    assert "permissible" not in text


@pytest.mark.parametrize("kind", ["inquiry", "inquiry-company"])
def test_unticked_it_is_not_said(kind: str) -> None:
    asked = unauthorized()
    letter = compose(kind, asked if kind == "inquiry-company" else replace(asked, recipient=address()))
    with pytest.raises(LetterRefused, match="did not say so"):
        guard.check(letter, typesetting.pdf(letter), replace(asked.standing, answers={}))


def test_no_sentence_of_the_consumers_without_their_answer() -> None:
    asked = request(rules=["paid-with-balance"])
    letter = compose("initial-dispute", asked)
    forged = replace(letter.items[0], points=(*letter.items[0].points, say(SAYS["not-mine"])))
    forged_letter = replace(letter, items=(forged,))
    with pytest.raises(LetterRefused, match="did not say so"):
        guard.check(forged_letter, typesetting.pdf(forged_letter), asked.standing)


def test_an_account_is_not_mine_only_when_named() -> None:
    line = f"{CARD['furnisher']} {CARD['account_number']}"
    (finding,) = ticked(given(), {"accounts/not-mine/0": line})
    assert finding.asks == "investigate"
    assert opened({"accounts/not-mine/0": line}) == [("initial-dispute", ["account-not-mine"])]
