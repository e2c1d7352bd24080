"""Cases that one condition of a rule decides alone: without it the rule would speak, or be silent.

A rule's own examples tell what it is about; here stand those that a page of reference needs not show. Each was seen to fail
when its condition was turned round or taken away.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from creditai.asking import hits_of
from creditai.examples import Example, case_of, months
from creditai.rules import every_rule

A, L, P = Example.account, Example.linked, Example.pulls
LOST = {"status": "charge_off"}
DAY = {"reported": "2026-01-03"}
CARD = {"furnisher": "First Sample Bank", "account_number": "*4417", "opened": "2019-03-02"}
COLLECTOR = {"furnisher": "Example Collections LLC", "portfolio": "collection", "original_creditor": "First Sample Bank"}  # fmt: skip
RECORD = {"kind": "bankruptcy", "filed": "2022-04-04", "disposition": "discharged"}
OPEN_CARD = {**CARD, "portfolio": "revolving", "account_type": "Credit card", "balance": "900.00"}
WAS_LATE = {"status": "bankruptcy", "payment_history": months("2022-08", "60")}


def filed(kind: Any, account: Mapping[str, Any], *records: Mapping[str, Any]) -> Example:
    return Example(kind, {"reports": [{"accounts": [dict(account)], "public_records": list(records)}]})


def lines(kind: Any, *accounts: Mapping[str, Any]) -> Example:
    return Example(kind, {"reports": [{"accounts": [dict(each) for each in accounts]}]})


def record(proof: Any, **fields: Any) -> Example:
    return Example(proof, {"reports": [{"public_records": [fields]}]})


def born(kind: Any, birth: str, **account: Any) -> Example:
    person = {"bureau": "experian", "birth_date": birth}
    line = {"furnisher": "First Sample Bank", "opened": "2014-06-01", **account}
    return Example(kind, {"reports": [{"consumer": {"as_reported": [person]}, "accounts": [line]}]})


EDGES: Mapping[str, tuple[Example, ...]] = {
    "authorized-user-derogatory": (
        A("miss", responsibility="authorized_user", status="bankruptcy", payment_history=months("2025-12", "BK", "60")),
        A("miss", responsibility="authorized_user", portfolio="collection", status="collection"),
    ),
    "balance-after-discharge": (
        A("miss", furnisher="Dept of Ed / Sample", status_text="Discharged in bankruptcy", balance="900.00"),
        A("miss", status_text="Discharged in bankruptcy", remarks=["Debt reaffirmed"], balance="900.00"),
    ),
    "balance-differs": (
        L("miss", {"balance": "500.00", **DAY}, {"balance": "501.00", **DAY}),
        L("hit", {"balance": "500.00", **DAY}, {"balance": "501.01", **DAY}),
        L("miss", {"balance": "500.00"}, {"balance": "900.00"}),
    ),
    "balance-rises-after-charge-off": (
        P("miss", {**LOST, "balance": "2000.00"}, {**LOST, "balance": "2000.00"}),
        P("miss", {**LOST, "balance": "2000.00"}, {"status": "current", "balance": "2150.00"}),
        P("miss", {**LOST, "balance": "2000.00"}, {**LOST, "balance": None}),
    ),
    "bankruptcy-mark-without-record": (
        filed("miss", {"status": "bankruptcy", "first_delinquency": "2023-05"}, {"kind": "bankruptcy", "bureau": "experian"}),
        filed("hit", {"status": "bankruptcy", "first_delinquency": "2023-05"}, {"kind": "lien"}),
        filed("hit", {"status": "bankruptcy", "first_delinquency": "2023-05"}, {"kind": "bankruptcy", "bureau": "equifax"}),
    ),
    "chapter-13-over-seven-years": (
        record("miss", kind="lien", chapter="13", filed="2018-09-04"),
        record("miss", kind="bankruptcy", chapter="13", filed="2015-09-04"),
        record("miss", kind="bankruptcy", chapter="13", filed="2019-01-15"),
        record("hit", kind="bankruptcy", chapter="13", filed="2019-01-14"),
        record("hit", kind="bankruptcy", chapter="13", filed="2016-01-15"),
    ),
    "charge-off-amount-changed": (
        P("miss", {"charge_off_amount": None}, {"charge_off_amount": "2000.00"}),
        P("hit", {"charge_off_amount": "2000.00"}, {"charge_off_amount": "1600.00"}),
    ),
    "charge-off-with-growing-balance": (
        A("miss", status="charge_off", charge_off_amount="0.00", balance="10.00"),
        A("miss", status="current", charge_off_amount="2000.00", balance="2640.00"),
    ),
    "closed-by-differs": (
        L(
            "miss",
            {"remarks": ["Account closed at consumer's request", "Account closed by credit grantor"]},
            {"remarks": ["Account closed by credit grantor"]},
        ),
        L("miss", {"remarks": ["Account closed at consumer's request"]}, {"remarks": []}),
    ),
    "collection-not-from-contract": (A("miss", portfolio="collection", original_creditor=None),),
    "dates-out-of-order": (
        A("miss", original_creditor="Second Sample Bank", opened="2022-05", last_payment="2022-03-04"),
        A("miss", account_type="Education loan", opened="2022-05", last_payment="2022-03-04"),
    ),
    "derogatory-then-ok": (A("hit", "June 2022", payment_history=months("2022-08", "CO", "CO", "OK", "CO", "180")),),
    "discharge-not-shown": (
        filed("miss", OPEN_CARD, {**RECORD, "bureau": "equifax"}),
        filed("miss", OPEN_CARD, {**RECORD, "kind": "lien"}),
        filed("miss", {**OPEN_CARD, "payment_history": months("2022-08", "BK", "OK")}, RECORD),
        filed("miss", {**OPEN_CARD, "remarks": ["Debt reaffirmed"]}, RECORD),
        filed("miss", {**OPEN_CARD, "remarks": ["Included in bankruptcy"]}, RECORD),
        filed("miss", {**OPEN_CARD, "responsibility": "business"}, RECORD),
        filed("hit", {**OPEN_CARD, "portfolio": "installment", "account_type": "Unsecured loan"}, RECORD),
    ),
    "disputed-flag-lost": (
        P("hit", {"disputed": True}, {"disputed": None}),
        Example(
            "miss",
            {
                "reports": [
                    {"report_date": "2025-10-15", "source": {"layout": "one"}, "accounts": [{"disputed": True, "remarks": ["Disputed by consumer"]}]},
                    {"report_date": "2026-01-15", "source": {"layout": "other"}, "accounts": [{"disputed": None}]},
                ],
                "comparisons": [{"before": "/reports/0/accounts/0", "after": "/reports/1/accounts/0", "change": "changed"}],
            },
        ),
    ),
    "duplicate-account": (
        lines("miss", {**CARD, "high_credit": "3100.00", "balance": "900.00"}, {**CARD, "high_credit": "3100.00", "balance": "0.00"}),
        lines("miss", {**CARD, "high_credit": "3100.00", "balance": "900.00"}, {**CARD, "high_credit": "2100.00", "balance": "900.00"}),
        lines("miss", *({**CARD, "account_number": "*417", "high_credit": "3100.00", "balance": "900.00"},) * 2),
        lines(
            "miss",
            {**CARD, "high_credit": "3100.00", "balance": "900.00"},
            {**CARD, "furnisher": "Other Invented Store", "high_credit": "3100.00", "balance": "900.00"},
        ),
        lines("miss", *({**CARD, **COLLECTOR, "high_credit": "3100.00", "balance": "900.00"},) * 2),
        lines("miss", *({**CARD, "high_credit": "3100.00", "balance": "900.00", "remarks": ["Number replaced"]},) * 2),
        lines("miss", *({**CARD, "high_credit": "0.00", "balance": "900.00"},) * 2),
        lines("hit", *({**CARD, "high_credit": "3100.00", "balance": None, "status": "past_due_60"},) * 2),
    ),
    "duplicate-collection": (
        lines("miss", *({**COLLECTOR, "high_credit": "0.00", "first_delinquency": "2023-02"},) * 2),
        lines(
            "miss",
            {**COLLECTOR, "high_credit": "240.00", "first_delinquency": "2023-02"},
            {**COLLECTOR, "furnisher": "Invented Recovery Inc", "high_credit": "240.00", "first_delinquency": "2023-02"},
        ),
        lines(
            "miss",
            {**COLLECTOR, "high_credit": "240.00", "first_delinquency": "2023-02", "opened": "2023-06-01"},
            {**COLLECTOR, "high_credit": "240.00", "first_delinquency": "2023-09", "opened": "2023-06-01"},
        ),
        lines(
            "miss",
            {**COLLECTOR, "account_number": "*7701", "high_credit": "240.00", "opened": "2023-06-01"},
            {**COLLECTOR, "account_number": "*7702", "high_credit": "240.00", "opened": "2023-06-01"},
        ),
    ),
    "history-before-opened": (
        A("miss", account_type="Factoring company account", opened="2022-05", payment_history=months("2022-02", "60", "30")),
        A("miss", account_type="Student loan", opened="2022-05", payment_history=months("2022-02", "60", "30")),
    ),
    "history-contradicts-status": (
        A(
            "miss", status="current", status_text="Current as of Dec 2025", reported="2026-01-04",
            payment_history=months("2026-01", "30"),
        ),
    ),
    "history-rewritten": (
        P("miss", {"payment_history": months("2025-09", "OK", "30", "OK")}, {"payment_history": months("2025-09", "OK", "60", "OK")}),
        P("hit", {"payment_history": months("2025-09", "OK", "OK", "30")}, {"payment_history": months("2025-09", "OK", "30", "30")}),
    ),
    "history-vanished": (
        P("hit", {"payment_history": months("2025-09", *["OK"] * 12)}, {"payment_history": months("2025-12", *["OK"] * 6, *["ND"] * 6)}),
        P("miss", {"payment_history": months("2025-09", *["OK"] * 12)}, {"payment_history": months("2025-12", *["OK"] * 7, *["ND"] * 8)}),
        P("miss", {"payment_history": months("2025-09", *["30"] * 20)}, {"payment_history": months("2025-12", *["OK"] * 3, *["ND"] * 20)}),
    ),
    "last-payment-moved": (
        P("miss", {**LOST, "last_payment": "2023-02", "balance": "20.00"}, {"status": "current", "last_payment": "2025-06", "balance": "20.00"}),
    ),
    "late-after-payoff": (
        A("miss", portfolio="mortgage", status="current", balance="0.00", closed="2023-04-10", payment_history=months("2023-07", "30")),
        A("miss", portfolio="mortgage", status="paid", balance="10.00", closed="2023-04-10", payment_history=months("2023-07", "30")),
        A("miss", portfolio="open", status="paid", balance="0.00", closed="2023-04-10", payment_history=months("2023-07", "30")),
        A("miss", portfolio="collection", payment_history=months("2023-07", "30", "PAID")),
        A("miss", portfolio="installment", payment_history=months("2023-07", "ND", "PAID", "30")),
    ),
    "late-after-petition": (
        filed("miss", WAS_LATE, {**RECORD, "bureau": "equifax"}),
        filed("miss", WAS_LATE, {**RECORD, "kind": "lien"}),
        filed("miss", WAS_LATE, RECORD, {**RECORD, "filed": "2022-09-04"}),
        filed("miss", {"status": "bankruptcy", "payment_history": months("2022-08", "CO")}, RECORD),
        filed("hit", {**WAS_LATE, "status": "current", "remarks": ["Included in bankruptcy"]}, RECORD),
    ),
    "limit-differs": (
        L("miss", {"credit_limit": "500.00", **DAY}, {"credit_limit": "501.00", **DAY}),
        L("hit", {"credit_limit": "500.00", **DAY}, {"credit_limit": "501.01", **DAY}),
        L("miss", {"credit_limit": "0.00", **DAY}, {"credit_limit": "500.00", **DAY}),
    ),
    "limit-missing-revolving": (
        A("miss", portfolio="installment", condition="open", blank=["credit_limit"]),
        A("miss", portfolio="revolving", condition="open", blank=["credit_limit"], remarks=["Credit line suspended"]),
    ),
    "medical-paid": (
        A("miss", **{**COLLECTOR, "account_type": "Medical"}, balance="0.00", remarks=["Sold to another lender"]),
        A("miss", **{**COLLECTOR, "account_type": "Medical"}, balance="0.00", remarks=["Account number replaced"]),
    ),
    "obsolete-account": (
        A("miss", report_date="2025-04-29", status="charge_off", first_delinquency="2017-10"),
        A("hit", report_date="2025-04-30", status="charge_off", first_delinquency="2017-10"),
        A("miss", report_date="2025-04-03", status="charge_off", first_delinquency="2017-10-05"),
        A("hit", report_date="2025-04-04", status="charge_off", first_delinquency="2017-10-05"),
    ),
    "obsolete-bankruptcy": (
        record("miss", kind="lien", filed="2015-11-02"),
        record("miss", kind="bankruptcy", filed="2016-01-15"),
        record("hit", kind="bankruptcy", filed="2016-01-14"),
    ),
    "obsolete-late-mark": (
        A("miss", status="current", report_date="2025-12-31", payment_history=months("2018-12", "30")),
        A("hit", "that month", status="current", report_date="2026-01-01", payment_history=months("2018-12", "30")),
        A("hit", "these months", status="current", payment_history=months("2018-12", "30", "30")),
        A("miss", status="bankruptcy", payment_history=months("2018-12", "30")),
    ),
    "open-and-closed": (A("miss", condition="open", closed="2024-02", remarks=["Credit line closed, draw period over"]),),
    "opened-as-minor": (
        born("miss", "1999-05", furnisher="Dept of Ed / Sample"),
        born("miss", "1996-06-01"),
        born("hit", "1996-06-02"),
    ),
    "original-and-collector-both-owing": (
        lines("miss", {**CARD, "status": "current", "balance": "1900.00"}, {**COLLECTOR, "balance": "1900.00"}),
        lines("miss", {**CARD, **LOST, "balance": "1900.00"}, {**COLLECTOR, "balance": "0.00"}),
        lines("hit", {**CARD, **LOST, "balance": "1000.00"}, {**COLLECTOR, "balance": "1250.00"}),
        lines("miss", {**CARD, **LOST, "balance": "1000.00"}, {**COLLECTOR, "balance": "1250.01"}),
        lines("miss", {**CARD, **LOST, "furnisher": "Other Invented Store", "balance": "1900.00"}, {**COLLECTOR, "balance": "1900.00"}),
    ),
    "past-due-exceeds-balance": (
        A("miss", status="paid", balance="0.00", past_due="85.00"),
        A("miss", balance="-40.00", past_due="0.00"),
    ),
    "past-due-status-zero-balance": (A("miss", status="current", condition="open", balance="0.00"),),
    "re-aged-across-pulls": (
        P("miss", {**LOST, "removal": "2027-03"}, {"status": "current", "removal": "2028-01"}),
        P("miss", {"status": "current", "removal": "2027-03"}, {**LOST, "removal": "2028-01"}),
        P("miss", {**LOST, "removal": "2027-03", "removal_covers": "mark"}, {**LOST, "removal": "2028-01", "removal_covers": "account"}),
        P("hit", {**LOST, "first_delinquency": "2020-03"}, {**LOST, "first_delinquency": "2021-01", "payment_history": months("2020-12", "ND", "120")}),
    ),
    "re-aged-first-delinquency": (
        A("miss", status="bankruptcy", first_delinquency="2022-06", charged_off="2021-08"),
        A("hit", status="charge_off", first_delinquency="2021-03", payment_history=months("2021-07", "CO", "180", "150", "120", "90", "60", "30")),
        A("miss", status="charge_off", first_delinquency="2021-02", payment_history=months("2021-07", "CO", "180", "150", "120", "90", "60", "30")),
        A("hit", status="charge_off", first_delinquency="2021-03", payment_history=months("2021-08", "OK", "CO", "180", "150", "120", "90", "60", "30")),
        A("miss", status="charge_off", first_delinquency="2021-06", payment_history=[*months("2021-07", "CO", "180"), *months("2021-03", "90", "60")]),
    ),
    "responsibility-differs": (L("miss", {"responsibility": "authorized_user"}, {"responsibility": "authorized_user"}),),
    "status-differs": (
        L("hit", {**LOST, "balance": "0.00", **DAY}, {"status": "current", **DAY}),
        L("hit", {**LOST, "balance": "10.00", **DAY}, {"status": "paid", **DAY}),
        L("miss", {"status": "settled", **DAY}, {"status": "charge_off", **DAY}),
    ),
    "status-late-history-empty": (
        A("miss", status="current", opened="2022-05", **DAY, payment_history=months("2026-01", "ND", "ND")),
        A("miss", status="past_due_60", opened=None, **DAY, payment_history=months("2026-01", "ND", "ND")),
        A("miss", status="past_due_60", opened="2022-05", **DAY, remarks=["Account in forbearance"], payment_history=months("2026-01", "ND")),
    ),
    "student-loan-late-in-pause": (
        A("miss", furnisher="Dept of Ed / Sample Servicing", payment_history=months("2020-03", "90")),
        A("hit", furnisher="Dept of Ed / Sample Servicing", payment_history=months("2020-04", "90")),
        A("hit", furnisher="Dept of Ed / Sample Servicing", payment_history=months("2023-09", "90")),
        A("miss", furnisher="Dept of Ed / Sample Servicing", payment_history=months("2023-10", "90")),
        A("miss", furnisher="Dept of Ed / Sample Servicing", payment_history=months("2021-06", "OK")),
    ),
    "two-collectors-one-debt": (
        lines(
            "miss",
            {**COLLECTOR, "high_credit": "0.00", "balance": "512.00"},
            {**COLLECTOR, "furnisher": "Invented Recovery Inc", "high_credit": "0.00", "balance": "512.00"},
        ),
        lines("miss", *({**COLLECTOR, "high_credit": "512.00", "balance": "512.00"},) * 2),
        lines(
            "miss",
            {**COLLECTOR, "high_credit": "512.00", "balance": "512.00"},
            {**COLLECTOR, "furnisher": "Invented Recovery Inc", "original_creditor": "Other Invented Store", "high_credit": "512.00", "balance": "512.00"},
        ),
        lines(
            "hit",
            {**COLLECTOR, "high_credit": "512.00", "balance": "512.00"},
            {**COLLECTOR, "furnisher": "Invented Recovery Inc", "high_credit": "512.00", "balance": "530.00", "first_delinquency": "2023-02"},
        ),
    ),
    "unit-mismatch": (
        L("miss", {"portfolio": "installment", "monthly_payment": "19.00"}, {"portfolio": "installment", "monthly_payment": "228.00"}),
        L("hit", {"portfolio": "installment", "monthly_payment": "20.00"}, {"portfolio": "installment", "monthly_payment": "240.00"}),
        L("miss", {"portfolio": "installment", "monthly_payment": "20.00"}, {"portfolio": "installment", "monthly_payment": "241.00"}),
        L("miss", {"portfolio": "installment", "monthly_payment": "100.00"}, {"portfolio": "installment", "monthly_payment": "110.00"}),
    ),
}  # fmt: skip
RULES = {rule.id: rule for rule in every_rule()}


@pytest.mark.parametrize(
    ("rule", "example"),
    [pytest.param(rule, example, id=f"{rule}-{n}-{example.kind}") for rule, edges in EDGES.items() for n, example in enumerate(edges)],
)  # fmt: skip
def test_one_condition_decides(rule: str, example: Example) -> None:
    assert not RULES[rule].after  # none of these builds on another
    seen = hits_of(case_of(example.case), [RULES[rule]])[rule]
    assert len(seen) == (1 if example.kind == "hit" else 0), [hit.statement for hit in seen]
    assert all(example.says in hit.statement for hit in seen)
