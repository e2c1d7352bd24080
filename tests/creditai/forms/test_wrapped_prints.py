"""Whole prints of one bureau: blocks across pages, comments, codes, records, inquiries with more dates."""

from __future__ import annotations

from dataclasses import replace

from creditai.forms.layout_print import Print
from creditai.forms.reading import read_print
from creditai.report import Report
from tests.creditai.forms.typed import SOURCE, document


def read(*pages: str) -> Report:
    return read_print(document(*pages), Print(bureau="experian")).report(SOURCE)


def test_a_block_goes_on_behind_a_page_break() -> None:
    report = read(
        """
# Open accounts
## FIRST SAMPLE BANK
881234XXXX
$1,834
Balance updated  Oct 21, 2026
## Account info
Account name         FIRST SAMPLE BANK     Account number     881234XXXX
Account type         Credit card           Date opened        Sep 12, 2018
Balance updated      Oct 21, 2026          Credit limit       $6,500
""",
        """
Highest balance      $5,120                Terms              Revolving
Responsibility       Individual            Last payment date  Oct 05, 2026
# Closed accounts
## MOCK LENDING INC
004412XXXX
$0
Balance updated  Feb 29, 2024
## Account info
Account name         MOCK LENDING INC      Account number     004412XXXX
Account type         Mortgage              Date opened        Jun 30, 2012
Balance updated      Feb 29, 2024          Credit limit       -
""",
    )
    found = [(a.furnisher, a.account_number, str(a.reported), a.responsibility) for a in report.accounts]
    assert found == [
        ("FIRST SAMPLE BANK", "881234XXXX", "2026-10-21", "individual"),
        ("MOCK LENDING INC", "004412XXXX", "2024-02-29", None),
    ]


COMMENTED = """
# Accounts
## FIRST SAMPLE BANK
Account Name         FIRST SAMPLE BANK
Account Number       881234XXXX
Date Opened          03/15/2019
Balance              $1,234
{comment}
## MOCK LENDING INC
Account Name         MOCK LENDING INC
Account Number       004412XXXX
Date Opened          06/30/2012
Balance              $0
"""


def test_current_and_previous_comments() -> None:
    comment = "## Comment\nCurrent:\nAccount information disputed by consumer.\nPrevious:\nNone"
    first, second = read(COMMENTED.format(comment=comment)).accounts
    assert first.remarks == ("Account information disputed by consumer.",)
    assert (first.disputed, second.remarks, second.disputed) == (True, (), None)


def test_narrative_codes_with_their_descriptions() -> None:
    comment = (
        "Narrative Code(s):\nCode     Description\n067      Charged Off Account\n"
        "167      Consumer Disputes - Reinvestigation in Process"
    )
    first, _ = read(COMMENTED.format(comment=comment)).accounts
    assert first.remarks == ("Charged Off Account", "Consumer Disputes - Reinvestigation in Process")
    assert first.disputed is True


def test_a_badge_under_a_courts_name_begins_no_accounts() -> None:
    report = read(
        """
# Public Records
## ZZ BANKRUPTCY COURT SAMPLE DISTRICT
! POTENTIALLY NEGATIVE
Type
     Chapter 13 Bankruptcy
Reference Number
     2600123ZZ
Date Filed
     03/05/2024
"""
    )
    assert not report.accounts
    (record,) = report.public_records
    assert (record.kind, record.chapter, record.reference, str(record.filed)) == (
        "bankruptcy",
        "13",
        "2600123ZZ",
        "2024-03-05",
    )


def test_nothing_is_no_statement() -> None:
    report = read("# Personal Statements\nNo personal statements to display.\n# Accounts\n")
    assert report.statements == ()


def test_names_and_employers_are_no_dates_and_no_heads() -> None:
    report = read(
        """
# Personal Information
Name: DANA Q SAMPLE
Employment History
Company      Occupation     Start Date
MOCK WORKS   FITTER         06/2019
Report Number: 7091234567 Download this report
"""
    )
    assert report.consumer.names == ("DANA Q SAMPLE",)
    assert "Company" not in report.consumer.employers
    assert report.report_number == "7091234567"


def test_an_address_in_brackets() -> None:
    report = read(
        """
# Accounts
## FIRST SAMPLE BANK #881234****
(100 SAMPLE STREET, MOCKVILLE ZZ 00010, (702) 555-0123)
Date Opened: 03/15/2019     Balance: $1,243      Pay Status: >Charged Off<
                            High Balance: $1,300
"""
    )
    (account,) = report.accounts
    assert account.furnisher_address == "100 SAMPLE STREET, MOCKVILLE ZZ 00010"
    assert (account.furnisher_phone, str(account.high_credit)) == ("(702) 555-0123", "1300.00")


def test_a_remark_that_names_the_act_ends_no_section() -> None:
    report = read(
        COMMENTED.format(
            comment="Remarks  Disputed by consumer (Meets requirement of the Fair Credit Reporting Act)."
        )
    )
    assert [a.furnisher for a in report.accounts] == ["FIRST SAMPLE BANK", "MOCK LENDING INC"]
    assert report.accounts[0].disputed is True


def test_an_address_cut_by_bars_goes_on_along_its_line() -> None:
    report = read(
        """
# Accounts
## FIRST SAMPLE BANK
PO Box 77 | Sampletown, ZZ 00000 | (555) 555-0111 Date Reported: 02/15/2027 | Balance: $1,234
Account Number: *0042 | Owner: Individual | Credit Limit: $5,000
"""
    )
    (account,) = report.accounts
    assert account.furnisher_address == "PO Box 77 Sampletown, ZZ 00000"
    assert account.furnisher_phone == "(555) 555-0111"
    assert str(account.reported) == "2027-02-15"


def test_rows_are_told_by_what_stands_once_in_their_middle() -> None:
    report = read(
        """
# Inquiries
Company Information            Inquiry Type     Inquiry Date(s)
NORTH EXAMPLE CREDIT UNION
44 Mock Road                   Hard             09/14/2026
Exampleton, ZZ 00000
SAMPLE INSURANCE GROUP
1 Placebo Way                  Soft             11/20/2026, 10/01/2026
Exampleton, ZZ 00000
"""
    )
    found = [(i.company, i.address, str(i.date), i.kind) for i in report.inquiries]
    assert found == [
        ("NORTH EXAMPLE CREDIT UNION", "44 Mock Road Exampleton, ZZ 00000", "2026-09-14", "hard"),
        ("SAMPLE INSURANCE GROUP", "1 Placebo Way Exampleton, ZZ 00000", "2026-11-20", "soft"),
        ("SAMPLE INSURANCE GROUP", "1 Placebo Way Exampleton, ZZ 00000", "2026-10-01", "soft"),
    ]


def test_one_inquiry_for_each_of_several_days() -> None:
    report = read(
        """
# Hard Inquiries
! EXAMPLE MORTGAGE CO
Inquired on
01/05/2026 and 01/03/2026
9 Pretend Blvd, Exampleton, ZZ 00000
"""
    )
    assert [(i.company, str(i.date)) for i in report.inquiries] == [
        ("EXAMPLE MORTGAGE CO", "2026-01-05"),
        ("EXAMPLE MORTGAGE CO", "2026-01-03"),
    ]


def test_a_name_whose_second_line_is_a_section_word_stays_one_name() -> None:
    page = document(
        """
# Accounts
## SAMPLE HOME
## MORTGAGE
Account Number       881234XXXX
Date Opened          03/15/2019
Balance              $81,234
"""
    )
    words = tuple(w._replace(y0=w.y0 - 2) if w.text == "MORTGAGE" else w for w in page.pages[0].words)
    tight = replace(page, pages=(replace(page.pages[0], words=words),))
    report = read_print(tight, Print(bureau="experian")).report(SOURCE)
    assert [(a.furnisher, str(a.balance)) for a in report.accounts] == [("SAMPLE HOME MORTGAGE", "81234.00")]


def test_a_status_that_wraps_onto_a_line_of_its_own_heads_no_section() -> None:
    report = read(
        """
# Accounts
## FIRST SAMPLE BANK
Date Reported: 08/10/2026  |  Balance: $9,450  |  Account Number: ****9375  |  Status:
Charge Off
Date Opened: 05/15/2021          Amount Past Due: $9,450
## SECOND SAMPLE BANK
Date Reported: 08/10/2026  |  Balance: $10  |  Account Number: ****1111  |  Status: Current
Date Opened: 05/16/2021          Amount Past Due: $0
""",
    )
    assert [(a.furnisher, a.status, str(a.opened)) for a in report.accounts] == [
        ("FIRST SAMPLE BANK", "charge_off", "2021-05-15"),
        ("SECOND SAMPLE BANK", "current", "2021-05-16"),
    ]
