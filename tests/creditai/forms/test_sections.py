"""Whole typed reports, section by section."""

from __future__ import annotations

from decimal import Decimal

from creditai.forms.layout_print import Print
from creditai.forms.reading import read_print
from creditai.report import Report
from creditai.values import PartialDate
from tests.creditai.forms.typed import SOURCE, document

HEAD = """
# Credit Report
Report Number: 1234-5678-90     Date Generated: Mar 15, 2027
# Personal Information
Name:                DANA Q SAMPLE
Current Address:     12 SAMPLE ST, MOCKVILLE, ZZ 00012
Date of Birth:       1970
"""
SUMMARY = """
# Summary
Open Accounts:       2
Closed Accounts:
Balances:            $23,624.00
"""
ACCOUNTS = """
# Accounts
## FIRST SAMPLE BANK
Account Number       4123XXXX
Date Opened          03/15/2019
Balance              $1,234
Status               Account charged off. $800 written off. $1,234 past due as of May 2026.
Comments             Account information disputed by consumer.
## FIRST SAMPLE BANK
Account Number       4123XXXX
Date Opened          03/15/2019
Date Closed
Balance              -
Status               Paid, Closed.
This account is scheduled to continue on record until Mar 2029.
"""
REST = """
# Public Records
## MOCK COUNTY COURT
Type:     Chapter 13 Bankruptcy Dismissed
Reference Number:     22-0001
Date Filed:     04/2022
# Hard Inquiries
## SAMPLE MOTORS
PO BOX 1, MOCKVILLE, ZZ 00012
Inquired on     03/15/2026
Auto loan. This inquiry is scheduled to continue on record until Apr 2028.
## SAMPLE HOMES
PO BOX 2, MOCKVILLE, ZZ 00012
Inquired on     03/17/2026
Real estate loan. This inquiry is scheduled to continue on record until
May 2028.
# How to Dispute
Sample Bureau
P.O. Box 1000
Mocktown, ZZ 00001
# A Summary of Your Rights Under the Fair Credit Reporting Act
Account Number: 9999
Balance: $9,999
Date Opened: 01/01/2001
"""


def read(*pages: str, always: tuple[str, ...] = ()) -> Report:
    return read_print(document(*pages), Print(bureau="experian", always=always)).report(SOURCE)


def test_two_equal_accounts_are_two() -> None:
    report = read(HEAD + ACCOUNTS + REST)
    assert [a.furnisher for a in report.accounts] == ["FIRST SAMPLE BANK"] * 2
    first, second = report.accounts
    assert (first.status, first.charge_off_amount, first.past_due) == (
        "charge_off",
        Decimal(800),
        Decimal(1234),
    )
    assert (first.disputed, first.remarks) == (True, ("Account information disputed by consumer.",))
    assert (second.status, second.condition, second.balance) == ("paid", "closed", None)
    assert (second.removal, second.removal_covers) == (PartialDate(2029, 3), "account")


def test_nulls_have_their_reasons() -> None:
    report = read(HEAD + ACCOUNTS, always=("terms", "balance"))
    reasons = {m.pointer: m.reason for m in report.coverage.missing}
    assert reasons["/accounts/1/closed"] == "blank"
    assert reasons["/accounts/1/balance"] == "dash"
    assert reasons["/accounts/0/terms"] == "not_printed"


def test_the_other_sections() -> None:
    report = read(HEAD + ACCOUNTS + REST)
    assert (report.report_number, report.report_date) == ("1234-5678-90", PartialDate(2027, 3, 15))
    assert report.consumer.names == ("DANA Q SAMPLE",)
    assert report.consumer.addresses == ("12 SAMPLE ST, MOCKVILLE, ZZ 00012",)
    record = report.public_records[0]
    assert (record.kind, record.chapter, record.disposition) == ("bankruptcy", "13", "dismissed")
    assert (record.court, record.reference, record.filed) == (
        "MOCK COUNTY COURT",
        "22-0001",
        PartialDate(2022, 4),
    )
    inquiry = report.inquiries[0]
    assert (inquiry.company, inquiry.kind, inquiry.date) == (
        "SAMPLE MOTORS",
        "hard",
        PartialDate(2026, 3, 15),
    )
    assert (inquiry.purpose, inquiry.expires) == ("Auto loan.", PartialDate(2028, 4))
    assert inquiry.address == "PO BOX 1, MOCKVILLE, ZZ 00012"
    wrapped = report.inquiries[1]
    assert (wrapped.address, wrapped.purpose) == ("PO BOX 2, MOCKVILLE, ZZ 00012", "Real estate loan.")
    assert wrapped.expires == PartialDate(2028, 5)
    assert [d.address for d in report.dispute_addresses] == ["P.O. Box 1000 Mocktown, ZZ 00001"]


def test_a_rights_notice_gives_no_account() -> None:
    report = read(HEAD + REST)
    assert report.accounts == ()


def test_a_page_break_at_any_line() -> None:
    whole = (HEAD + ACCOUNTS + REST).strip("\n").split("\n")
    expected = read("\n".join(whole))
    for n in range(1, len(whole)):
        broken = read("\n".join(whole[:n]), "\n".join(whole[n:]))
        assert broken.accounts == expected.accounts, whole[n]
        assert broken.public_records == expected.public_records, whole[n]
        assert broken.inquiries == expected.inquiries, whole[n]


def test_the_same_label_empty_and_filled_is_a_conflict() -> None:
    report = read(
        "# Accounts\n## FIRST SAMPLE BANK\nAccount Number    4123XXXX\nDate Closed\nDate Closed    04/2023\n"
    )
    assert report.accounts[0].closed is None
    assert [m.reason for m in report.coverage.missing if m.pointer.endswith("/closed")] == ["conflict"]


def test_every_value_points_at_its_words() -> None:
    report = read(HEAD + ACCOUNTS + REST)
    assert report.evidence["/accounts/0/balance"].text == "$1,234"
    assert report.evidence["/accounts/0/status"].via == "status"
    assert report.evidence["/accounts/0/charge_off_amount"].text.startswith("$800")


def test_a_count_without_its_figure_heads_no_section() -> None:
    """OCR may set the figure of `Closed Accounts:` a little lower, on a line of its own."""
    report = read(HEAD + SUMMARY + ACCOUNTS)
    assert [(o.label, o.value) for o in report.other] == [("Open Accounts", "2"), ("Balances", "$23,624.00")]
    assert [a.section for a in report.accounts] == ["Accounts", "Accounts"]
