"""Any report that the contract allows, however odd, ends in findings that quote it, or in silence."""

from __future__ import annotations

import re
from typing import Any, get_args

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from creditai.analysis import analyse
from creditai.case import Confirmed
from creditai.examples import case_of
from creditai.law.undecidable import claims
from creditai.report import (
    BUREAUS,
    Condition,
    InquiryKind,
    MonthStatus,
    Portfolio,
    RecordKind,
    Report,
    Responsibility,
    Status,
)
from creditai.values import PartialDate

DATES = st.one_of(
    st.dates().filter(lambda d: 1950 < d.year < 2040).map(str),
    st.builds("{:04d}-{:02d}".format, st.integers(2010, 2030), st.integers(1, 12)),
    st.integers(2010, 2030).map(str),
)
MONEY = st.decimals(-100, 200_000, places=2).map(str)
WORDS = st.sampled_from((
    "Open/Never late.", "Charged off as bad debt", "Transferred to another lender", "Paid, was a charge-off", "Account in forbearance",
    "Purchased by another lender", "Account closed at consumer's request", "Account closed by credit grantor", "Included in bankruptcy chapter 7",
    "Current as of Nov 2025", "Consumer deceased", "Education loan", "Credit card", "Auto loan", "Medical collection", "30 Months", "30 Years", "", " ", "“", "0",
))  # fmt: skip
NAMES = st.sampled_from(
    (
        "First Sample Bank",
        "FIRST SAMPLE BK",
        "Example Collections LLC",
        "DEPT OF ED/SAMPLE",
        "City Parking",
        "Fraud Recovery LLC",
    )
)
MONTH = st.fixed_dictionaries({
    "month": st.builds("{:04d}-{:02d}".format, st.integers(2012, 2027), st.integers(1, 12)) | st.integers(2012, 2027).map(str),
    "status": st.sampled_from((*get_args(MonthStatus), None)),
})  # fmt: skip


def some(**fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    return st.fixed_dictionaries({}, optional=dict(fields))


def one(of: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(get_args(of))


ACCOUNT = some(
    furnisher=NAMES, original_creditor=NAMES, account_number=st.sampled_from(("4417XXXX", "*4417", "441712345678", "")),
    portfolio=one(Portfolio), account_type=WORDS, responsibility=one(Responsibility), status=one(Status), status_text=WORDS,
    condition=one(Condition), opened=DATES, closed=DATES, reported=DATES, last_payment=DATES, first_delinquency=DATES, charged_off=DATES,
    removal=DATES, removal_text=WORDS, removal_covers=st.sampled_from(("account", "mark")), terms=WORDS, credit_limit=MONEY, high_credit=MONEY,
    balance=MONEY, past_due=MONEY, monthly_payment=MONEY, charge_off_amount=MONEY, remarks=st.lists(WORDS, max_size=2),
    disputed=st.booleans(), payment_history=st.lists(MONTH, max_size=8, unique_by=lambda cell: cell["month"]),
    blank=st.lists(st.sampled_from(("credit_limit", "original_creditor")), max_size=1),
)  # fmt: skip
INQUIRY = some(company=NAMES, date=DATES, kind=one(InquiryKind), purpose=WORDS)
RECORD = st.fixed_dictionaries(
    {"kind": one(RecordKind)},
    optional={
        "chapter": st.sampled_from(("7", "13")), "voluntary": st.booleans(), "filed": DATES, "status": WORDS,
        "disposition": st.sampled_from(("filed", "discharged", "dismissed")),
    },
)  # fmt: skip
REPORT = st.fixed_dictionaries(
    {
        "bureau": st.sampled_from((*BUREAUS, None)), "report_date": DATES, "accounts": st.lists(ACCOUNT, max_size=4),
        "inquiries": st.lists(INQUIRY, max_size=2), "public_records": st.lists(RECORD, max_size=1),
        "consumer": some(as_reported=st.lists(some(
            bureau=st.sampled_from(BUREAUS), names=st.lists(st.sampled_from(("Dana Q. Sample", "DANA SAMPLE JR", "A B", "")), max_size=2),
            ssn_last4=st.sampled_from(("4321", "4312")), birth_date=DATES, addresses=st.lists(WORDS, max_size=1),
        ), max_size=2)),
    }
)  # fmt: skip
CONFIRMED = st.builds(
    Confirmed,
    names=st.sampled_from(((), ("Dana Sample",), ("Dana Sample Sr",))),
    ssn_last4=st.sampled_from((None, "4321")),
    birth_date=st.sampled_from((None, PartialDate(1981, 4, 2))),
    accounts_disowned=st.sampled_from(((), ("/reports/0/accounts/0",))),
)


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
@given(st.lists(REPORT, min_size=1, max_size=3), CONFIRMED)
def test_any_report_is_analysed(reports: list[dict[str, Any]], confirmed: Confirmed) -> None:
    case = case_of({"reports": reports})
    findings = analyse(case.reports, confirmed=confirmed).findings
    assert len({finding.id for finding in findings}) == len(findings)
    words = {
        " ".join(e.text.split()).replace("“", "'")
        for report in case.reports
        for e in report.evidence.values()
    }
    for finding in findings:
        assert finding.evidence
        assert all(_stands(case.reports, pointer) for pointer in finding.evidence)
        assert set(re.findall(r"“([^”]*)”", finding.statement)) <= words
        assert claims(finding.statement, printed=["Fraud Recovery LLC"]) == ()


def _stands(reports: tuple[Report, ...], pointer: str) -> bool:
    number, local = pointer.removeprefix("/reports/").split("/", 1)
    return f"/{local}" in reports[int(number)].evidence
