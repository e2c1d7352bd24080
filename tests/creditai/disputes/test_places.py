"""The pages that go with a letter: all that it quotes, whoever printed them, and no other."""

from __future__ import annotations

from typing import Any

from creditai.case import Case
from creditai.disputes import places
from creditai.disputes.kinds import compose
from creditai.examples import case_of
from tests.creditai.disputes.cast import CARD, address, case, request, standing

_ONE = {**CARD, "status": "current", "status_text": "Current", "condition": "open", "reported": "2026-01-05"}


def _two_bureaus(**theirs: Any) -> Case:
    def report(bureau: str, balance: str, **more: Any) -> dict[str, Any]:
        card = {**_ONE, "balance": balance, "printed": {"balance": f"${balance}"}}
        return {"bureau": bureau, "consumer": {"names": ["DANA Q SAMPLE"]}, "accounts": [card], **more}

    accounts = ["/reports/0/accounts/0", "/reports/1/accounts/0"]
    reports = [
        report("experian", "412", report_date="2026-01-15"),
        report("equifax", "900", **{"report_date": "2026-01-12", **theirs}),
    ]
    return case_of(
        {"reports": reports, "links": [{"accounts": accounts, "kind": "bureaus", "certainty": "certain"}]}
    )


def _enclosed(given: Case, rule: str) -> list[str]:
    asked = request(standing(given), rules=[rule], recipient=address())
    return [said.text for said in compose("initial-dispute", asked).enclosures]


def test_what_another_bureau_prints_is_enclosed_where_it_is_quoted() -> None:
    assert _enclosed(_two_bureaus(), "balance-differs")[2:] == [
        "Copy of page 1 of the report, with the entry marked",
        "Copy of page 1 of Equifax's report of January 12, 2026, with the entry marked",
    ]


def test_a_report_without_a_date_is_named_by_its_bureau() -> None:
    assert _enclosed(_two_bureaus(report_date=None), "balance-differs")[-1] == (
        "Copy of page 1 of Equifax's report, with the entry marked"
    )


def test_of_a_finding_in_one_print_no_other_is_enclosed() -> None:
    assert _enclosed(case(), "paid-with-balance")[2:] == [
        "Copy of page 1 of the report, with the entry marked"
    ]


def test_a_row_names_the_pages_of_its_own_bureau_alone() -> None:
    asked = request(standing(_two_bureaus()), rules=["balance-differs"], recipient=address())
    assert [said.text for said in places.where(asked.standing, asked.items)] == ["Report page 1"]
