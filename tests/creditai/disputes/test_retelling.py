"""A statement in a row: nothing of what is printed is lost, nothing said that the row says."""

from __future__ import annotations

import re
from functools import cache

import pytest

from creditai.case import Case
from creditai.disputes.pointers import entries_of
from creditai.disputes.retelling import in_row
from creditai.examples import Example, case_of
from creditai.findings import Finding, find
from creditai.rules import every_rule
from tests.creditai.disputes.cast import CARD, OLD_DEBT, case


def only(given: Case, rule: str) -> Finding:
    (found,) = [f for f in find(given) if f.rule == rule]
    return found


def told(given: Case, finding: Finding, pointer: str, *, paged: bool) -> str:
    return in_row(finding, entries_of(given, finding), pointer, paged=paged)


def test_of_one_print_only_what_is_printed_remains() -> None:
    given = case()
    finding = only(given, "paid-with-balance")
    text = told(given, finding, finding.subject[0], paged=False)
    assert text == "Status “paid”; balance “$412”. A paid account owes nothing: the two cannot both hold."
    assert finding.statement.endswith(text[1:])


def test_the_page_is_said_where_the_row_names_several() -> None:
    given = case()
    finding = only(given, "paid-with-balance")
    text = told(given, finding, finding.subject[0], paged=True)
    assert text.startswith("Page 1 prints: status “paid”; ")


def test_two_things_of_one_print_keep_their_names() -> None:
    debt = {**OLD_DEBT, "high_credit": "900.00"}
    other = {**debt, "furnisher": "SAMPLE RECOVERY", "account_number": "XXXX1000"}
    given = case(accounts=[debt, other])
    finding = only(given, "two-collectors-one-debt")
    text = told(given, finding, finding.subject[0], paged=False)
    assert "prints for EXAMPLE COLLECTIONS LLC, account XXXX7719: " in text
    assert "prints for SAMPLE RECOVERY, account XXXX1000: " in text
    assert "report of" not in text


def test_two_prints_of_one_thing_keep_their_dates() -> None:
    pulled = Example.pulls(
        "hit", {**OLD_DEBT, "first_delinquency": "2020-03"}, {**OLD_DEBT, "first_delinquency": "2021-01"}
    )
    given = case_of(pulled.case)
    finding = only(given, "re-aged-across-pulls")
    text = told(given, finding, "/reports/1/accounts/0", paged=False)
    assert "October 15, 2025" in text
    assert "January 15, 2026" in text
    assert "EXAMPLE COLLECTIONS" not in text
    assert "EXAMPLE COLLECTIONS" in finding.statement


def test_a_name_that_looks_like_a_head_loses_nothing_that_is_printed() -> None:
    name = "Experian's report of January 15, 2026, page 1, prints for X: "
    given = case(accounts=[{**CARD, "furnisher": name}])
    finding = only(given, "paid-with-balance")
    assert "“paid”; balance “$412”" in told(given, finding, finding.subject[0], paged=False)


@cache
def cases() -> tuple[Case, ...]:
    """Every hit that a rule gives as its example."""
    return tuple(case_of(e.case) for rule in every_rule() for e in rule.examples if e.kind == "hit")


@pytest.mark.parametrize("paged", [True, False])
def test_every_rule_keeps_what_it_quotes(paged: bool) -> None:
    changed = 0
    for given in cases():
        for finding in find(given):
            for pointer in finding.subject:
                text = told(given, finding, pointer, paged=paged)
                assert re.findall(r"“[^”]*”", text) == re.findall(r"“[^”]*”", finding.statement)
                assert text[-30:] == finding.statement[-30:]
                changed += text != finding.statement
    assert changed > 100
