"""Printed status words, as bureaus print them -> the contract's status and condition."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditai.vocabulary.kinds import (
    bureau_of,
    chapter_of,
    disposition_of,
    disputed_of,
    inquiry_kind_of,
    portfolio_of,
    record_kind_of,
    responsibility_of,
    voluntary_of,
)
from creditai.vocabulary.sections import section_of
from creditai.vocabulary.statuses import condition_of, status_of


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Pays As Agreed", "current"),
        ("Current (Account)", "current"),
        ("Open/Never late.", "current"),
        ("Current / Terms met", "current"),
        ("Current; Paid or Paying as Agreed", "current"),
        ("Current; was 30 days past due date.", "current"),
        ("60 days past due", "past_due_60"),
        (">Account 60 Days Past Due Date<", "past_due_60"),
        ("Late 60 Days", "past_due_60"),
        ("Al corriente; pagada o pagándose según lo acordado", "current"),
        ("Pagado o pagando conforme a lo convenido", "current"),
        ("Pagada", "paid"),
        ("No pagada; en cobranza", "collection"),
        ("Cancelación contable", "charge_off"),
        ("30-59 days past due", "past_due_30"),
        ("Not more than two payments past due", "past_due_30"),
        ("Over 120 days past due", "past_due_120"),
        ("180 days or more past due", "past_due_180"),
        ("Open. $342 past due as of May 2026.", None),
        ("Account charged off. $800 written off. $800 past due as of May 2026.", "charge_off"),
        ("Charge-Off", "charge_off"),
        ("Unpaid balance reported as loss", "charge_off"),
        ("Collection account. $80 past due as of May 2025.", "collection"),
        ("Placed for collection", "collection"),
        ("Collection/Chargeoff", None),
        ("Paid in settlement", "settled"),
        ("Paid for less than full balance", "settled"),
        ("Paid, Closed.", "paid"),
        ("Paid, Closed; was 60 days past due date", "paid"),
        ("Account paid in full; was a charge-off", "paid"),
        ("Closed.", "closed"),
        ("Closed/Never late.", "closed"),
        ("Repossession", "repossession"),
        ("Voluntary surrender", "voluntary_surrender"),
        ("Foreclosure proceedings started", "foreclosure"),
        ("Discharged through bankruptcy chapter 7", "bankruptcy"),
        ("Transferred, closed.", "transferred"),
        ("Derogatory", None),
        ("Seriously past due", None),
        ("Too new to rate", None),
        ("Redeemed repossession", None),
        ("By Sep 2029, this account is scheduled to go to a positive status", None),
        ("Pagado según lo acordado", "current"),
        ("Cuenta en cobranza", "collection"),
    ],
)
def test_a_printed_status_is_a_word_of_the_contract(text: str, status: str | None) -> None:
    assert status_of(text) == status


@pytest.mark.parametrize(
    ("text", "condition"),
    [("Open.", "open"), ("Paid, Closed.", "closed"), ("Current", None), ("Transferred, closed.", "closed")],
)
def test_what_is_said_of_an_account_tells_whether_it_is_open(text: str, condition: str | None) -> None:
    assert condition_of(text) == condition


@pytest.mark.parametrize(
    ("text", "disputed"),
    [
        ("Account information disputed by consumer", True),
        ("Consumer disputes this account", True),
        ("Not disputed", False),
        ("Dispute resolved; consumer disagrees", True),
        ("Previously in dispute - now resolved", None),
        ("Account closed by credit grantor", None),
    ],
)
def test_a_remark_tells_whether_the_consumer_disputes(text: str, disputed: bool | None) -> None:
    assert disputed_of(text) is disputed


def test_the_small_vocabularies() -> None:
    assert responsibility_of("Joint Contractual Liability") == "joint"
    assert responsibility_of("A") == "authorized_user"
    assert responsibility_of("Undesignated") is None
    assert portfolio_of("Revolving Account") == "revolving"
    assert portfolio_of("Credit card") is None
    assert record_kind_of("Chapter 13 Bankruptcy Discharged") == "bankruptcy"
    assert chapter_of("Chapter 13 Bankruptcy Discharged") == "13"
    assert disposition_of("Chapter 13 Bankruptcy Discharged") == "discharged"
    assert voluntary_of("Involuntary") is False
    assert bureau_of("Experian Credit File") == "experian"
    assert bureau_of("Experian, Equifax and TransUnion") is None
    assert inquiry_kind_of("Hard Inquiry") == "hard"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("12 Accounts", "accounts"),
        ("2. Revolving Accounts", "accounts"),
        ("Accounts with Adverse Information (continued)", "accounts"),
        ("Hard Inquiries (2)", "inquiries:hard"),
        ("Requests Viewed Only By You", "inquiries:soft"),
        ("A Summary of Your Rights Under the Fair Credit Reporting Act", "ignored:rights notice"),
        ("FIRST SAMPLE BANK", None),
    ],
)
def test_headings(text: str, kind: str | None) -> None:
    assert section_of(text) == kind


@given(st.text(max_size=60))
def test_every_table_is_total(text: str) -> None:
    for look in (
        status_of,
        condition_of,
        disputed_of,
        responsibility_of,
        portfolio_of,
        record_kind_of,
        section_of,
    ):
        look(text)
