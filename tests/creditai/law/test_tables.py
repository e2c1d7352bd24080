"""The law's tables: every line sourced and dated, every number at home, no claim undetected."""

from __future__ import annotations

from datetime import date

import pytest

from creditai.law import POLICIES, SECTIONS, Policy, Section, numbers
from creditai.law.catalogue import CATALOGUE, RULE_IDS
from creditai.law.numbers import Figure
from creditai.law.undecidable import UNDECIDABLE, claims

FIGURES = {name: value for name, value in vars(numbers).items() if isinstance(value, Figure)}


def test_every_line_says_something_with_source_and_day() -> None:
    rows: list[Section | Policy] = [*SECTIONS.values(), *POLICIES.values()]
    for row in rows:
        assert row.says.endswith(".")
        assert row.source
        assert row.checked_on >= date(2026, 11, 23)


def test_policies_cite_no_law() -> None:
    assert not any("USC" in row.source + row.says or "CFR" in row.source for row in POLICIES.values())


@pytest.mark.parametrize("name", FIGURES)
def test_every_number_comes_from_a_section_a_policy_or_this_house(name: str) -> None:
    assert FIGURES[name].of in {*SECTIONS, *POLICIES, numbers.HOUSE}


def test_the_catalogue_names_each_rule_once() -> None:
    assert len(RULE_IDS) == len(set(RULE_IDS)) == 82
    assert next(iter(CATALOGUE)) == "Age"


def test_nineteen_things_paper_cannot_decide() -> None:
    assert [row.number for row in UNDECIDABLE] == list(range(1, 20))


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (1, "This account was paid on time."),
        (2, "This account is not mine."),
        (2, "It is the result of fraud."),
        (3, "The divorce decree gives it to another."),
        (4, "There was no permissible purpose."),
        (5, "The collector does not own the debt."),
        (6, "The debt is time-barred."),
        (7, "This interest was never agreed."),
        (8, "The consumer never lived there."),
        (9, "You closed the account."),
        (10, "The debt was included in your bankruptcy."),
        (11, "They promised to delete it."),
        (12, "The insurer should have paid."),
        (13, "The month was covered by a forbearance."),
        (14, "As a veteran you may ask for more."),
        (15, "The furnisher failed to investigate."),
        (16, "Experian is wrong."),
        (17, "The bureau must have received the letter."),
        (18, "This is a willful violation."),
        (19, "Correcting it will raise your score."),
    ],
)
def test_each_row_catches_its_claim(number: int, text: str) -> None:
    assert number in {claim.row.number for claim in claims(text)}


def test_the_papers_own_words_are_not_claims() -> None:
    assert claims("The remark “Fraud: not mine” stands beside the balance of “$5”.") == ()
    assert claims("Fraud Recovery LLC prints a balance.", printed=["Fraud Recovery LLC"]) == ()
    assert claims("Fraud Recovery LLC prints a balance.") != ()


def test_ordinary_statements_claim_nothing() -> None:
    assert claims("A paid account owes nothing: the two cannot both hold.") == ()
    assert claims("More than seven years lie between the two dates.") == ()
