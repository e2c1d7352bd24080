"""What letters and older web prints of the bureaus print: keys after their meaning, headings in whole sentences."""

from __future__ import annotations

import pytest

from creditai.forms.bureaus import read_columns
from creditai.forms.reading import read_print
from creditai.layouts import equifax_acr, experian_old
from creditai.layouts.unseen import PRINT
from creditai.report import Report
from tests.creditai.forms import typed
from tests.creditai.forms.paper import Paper, by_month, finished
from tests.creditai.forms.test_other_prints import set_in

KEY_LAST = """
# Accounts
## MOCK BANK
PO BOX 1, MOCKFORD, ZZ 00017 : (800) 555-0107
Account Number:    XXXX1234      Current Status:    PAYS AS AGREED
Date Opened:       01/12/2016    Balance:           $ 742
Comments:
81-Month Payment History
Year   Jan   Feb   Mar   Apr   May   Jun   Jul   Aug   Sep   Oct   Nov   Dec
2024   #     #     30    #
Payment History Key
Pays or Paid as Agreed:   #      180+ Days Past Due:   180
30-59 Days Past Due:      30     Collection Account:   CA
"""
"""A key whose codes stand behind what they mean."""


def read(text: str) -> Report:
    return finished(read_print(typed.document(text), PRINT))


def test_a_key_may_print_the_code_behind_its_meaning() -> None:
    """Read the other way round, every month paid was 180 days late."""
    (one,) = read(KEY_LAST).accounts
    assert by_month(one.payment_history) == {
        "2024-01": "OK",
        "2024-02": "OK",
        "2024-03": "30",
        "2024-04": "OK",
    }


def test_a_key_that_does_not_say_which_way_it_goes_says_nothing() -> None:
    text = KEY_LAST.replace(":   #      180+ Days Past Due:   180", "   #      Charge Off   CO")
    (one,) = read(text.replace("30-59 Days Past Due:      30     Collection Account:   CA", "")).accounts
    assert "CO" not in by_month(one.payment_history).values()


def test_over_how_many_months_a_history_goes_is_no_remark() -> None:
    (one,) = read(KEY_LAST).accounts
    assert one.remarks == ()


def test_a_colon_between_address_and_telephone() -> None:
    (one,) = read(KEY_LAST).accounts
    assert (one.furnisher_address, one.furnisher_phone) == ("PO BOX 1, MOCKFORD, ZZ 00017", "(800) 555-0107")


def test_equifaxs_star_is_a_month_paid() -> None:
    """In the block of an account the key may be missing: it is printed once, behind the last."""
    text = KEY_LAST.replace("   #", "   *").partition("Payment History Key")[0]
    (one,) = finished(read_print(typed.document(text), equifax_acr.PRINT)).accounts
    assert by_month(one.payment_history)["2024-01"] == "OK"


def test_that_a_file_contains_no_statement_is_no_statement() -> None:
    report = read(KEY_LAST + "\n# Consumer Statement\nYour file currently contains no consumer statement.\n")
    assert report.statements == ()


@pytest.mark.parametrize(
    "heading",
    [
        "Your accounts that may be considered negative",
        "Accounts with a positive history",
        "Items that may be considered derogatory",
    ],
)
def test_headings_that_are_sentences(heading: str) -> None:
    report = read(f"""
# {heading}
## MOCK BANK
Account Number:    XXXX1234      Status:    Charge-off
Date Opened:       01/12/2016    Balance:   $ 742
""")
    assert [(a.furnisher, a.section) for a in report.accounts] == [("MOCK BANK", heading)]


def test_a_label_beside_its_value_under_labels_over_theirs() -> None:
    """`Original creditor  MOCK BANK` is set as the labels are, right under a value."""
    paper = Paper()
    set_in(paper, 14, 40, 20, "Your accounts that may be considered negative", bold=True)
    set_in(paper, 10, 40, 44, "SPECIMEN RECOVERY", bold=True)
    rows = (
        (("Date opened", "Dec 2023"), ("Type", "Debt Buyer"), ("Recent balance", "$1,639")),
        (("First reported", "Dec 2023"), ("Terms", "Not reported"), ("Status", "Collection account.")),
    )
    for n, row in enumerate(rows):
        for x, (label, value) in zip((40, 150, 262), row, strict=True):
            set_in(paper, 8, x, 62 + 28 * n, label, bold=True)
            set_in(paper, 8, x, 71 + 28 * n, value)
    set_in(paper, 8, 40, 109, "Original creditor", bold=True)
    set_in(paper, 8, 150, 109, "MOCK BANK")
    (one,) = finished(read_print(paper.document(), experian_old.PRINT)).accounts
    assert (one.original_creditor, one.terms, one.account_type) == ("MOCK BANK", None, "Debt Buyer")


def test_a_table_of_inquiries_says_nothing_of_the_bureaus_columns() -> None:
    """The last account is silent at one bureau; the inquiries' table is full, and set elsewhere."""
    report = finished(
        read_columns(
            typed.document("""
# Account History
## MOCK BANK
                        TransUnion                                       Experian                                      Equifax
Account #               5540****                                         5540XXXX
Account Type            Collection                                       Collection
Balance                 $1,864.00                                        $1,864.00
Comments                Account in dispute - reported by subscriber      Account in dispute - reported by subscriber
# Inquiries
Creditor Name             Type of Business    Date of inquiry    Credit Bureau
SAMPLE MORTGAGE           Finance             05/20/2026         TransUnion
SPECIMEN AUTO             Finance             09/16/2025         Experian
MOCK TENANTS              Finance             02/11/2025         Equifax
"""),
            PRINT,
        )
    )
    assert [(a.furnisher, a.bureau, str(a.balance)) for a in report.accounts] == [
        ("MOCK BANK", "transunion", "1864.00"),
        ("MOCK BANK", "experian", "1864.00"),
    ]


@pytest.mark.parametrize(
    ("line", "bureau"),
    [
        ("TransUnion® · VantageScore® 3.0", "transunion"),
        ("Provided by Equifax", "equifax"),
        ("Source: Experian", "experian"),
        ("Provided by Mock Bank", None),
    ],
)
def test_whose_data_an_app_shows(line: str, bureau: str | None) -> None:
    """Said once, small, under the title."""
    report = read(f"""
# Credit report
{line}
Updated Nov 9, 2026
# Accounts
## MOCK BANK
Account Number:    XXXX1234      Status:    Current
Date Opened:       01/12/2016    Balance:   $742
""")
    assert ([a.bureau for a in report.accounts], str(report.report_date)) == ([bureau], "2026-11-09")


def test_a_large_score_under_a_bureau_and_its_model() -> None:
    paper = Paper()
    set_in(paper, 16, 40, 20, "Credit report", bold=True)
    set_in(paper, 9, 40, 40, "TransUnion® · VantageScore® 3.0")
    set_in(paper, 30, 40, 52, "688")
    report = finished(read_print(paper.document(), PRINT))
    assert [(s.bureau, s.model, s.value) for s in report.scores] == [("transunion", "VantageScore® 3.0", 688)]


def test_a_lenders_name_that_ends_in_a_headings_word() -> None:
    """`SAMPLE MEDICAL` over `COLLECTIONS`, in a narrow column."""
    report = read("""
# Accounts
Creditor          Account #     Type          Status        Opened         Balance
MOCK BANK         x1234         Credit Card   Current       12 Feb 2018    1,204.00

SAMPLE            x3021         Collection    Collection    4 Feb 2025     1,240.00
MEDICAL
COLLECTIONS
# Inquiries
None
""")
    assert [a.furnisher for a in report.accounts] == ["MOCK BANK", "SAMPLE MEDICAL COLLECTIONS"]


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("1. MOCK BANK", "MOCK BANK"),
        ("(2) MOCK BANK", "MOCK BANK"),
        ("#3: MOCK BANK", "MOCK BANK"),
        ("Account 4: MOCK BANK", "MOCK BANK"),
        ("Account #5 - MOCK BANK", "MOCK BANK"),
        ("Tradeline 6 of 12: MOCK BANK", "MOCK BANK"),
        ("360 MOCK MORTGAGE", "360 MOCK MORTGAGE"),
        ("5/3 MOCK BANK", "5/3 MOCK BANK"),
    ],
)
def test_which_of_the_accounts_it_is_is_no_part_of_its_name(heading: str, name: str) -> None:
    report = read(f"""
! SECTION 1: PERSONAL INFORMATION
Name: DANA Q SAMPLE

! SECTION 2: ACCOUNT INFORMATION

! {heading}
Account Number: XXXX1234
Status: Current
Date Opened: 01-12-2016
Balance: $742

! SECTION 3: INQUIRIES
None
""")
    assert [(a.furnisher, str(a.opened)) for a in report.accounts] == [(name, "2016-01-12")]
    assert report.consumer.names == ("DANA Q SAMPLE",)


def test_not_reported_answers_a_label_in_its_own_cell() -> None:
    """Else the words go on from the value over them, and `Current Date closed not reported` is closed."""
    report = read("""
# Accounts
## MOCK BANK
Account number XXXX1234      Payment status Current
Date opened 12-JAN-2016      Date closed not reported
Balance $(12)                Credit limit not reported
""")
    (one,) = report.accounts
    assert (one.status, one.status_text, one.closed, str(one.balance)) == (
        "current",
        "Current",
        None,
        "-12.00",
    )


@pytest.mark.parametrize(
    ("balance", "more", "reported"),
    [
        ("$631 as of Nov 2026", "", "2026-11"),
        ("$0 /paid as of 02/2015", "", "2015-02"),
        ("$631 as of Nov 2026", "Last reported:     Oct 2026", "2026-10"),
        ("$631 as of last month", "", "None"),
    ],
)
def test_the_day_of_a_balance(balance: str, more: str, reported: str) -> None:
    """Where no label says when the account was reported."""
    report = read(f"""
# Accounts
## MOCK BANK
Account Number:    XXXX1234      Status:    Current
Date Opened:       01/12/2016    Recent balance:   {balance}
{more}
""")
    assert [str(a.reported) for a in report.accounts] == [reported]
