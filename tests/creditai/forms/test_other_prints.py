"""Portals, telephones, cards of lists: what prints that nobody here drew were read wrongly for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from creditai.documents import Document
from creditai.errors import TwoPeople
from creditai.forms.bureaus import read_columns
from creditai.forms.evidence_of_report import refuse_two_people
from creditai.forms.reading import read_print
from creditai.layouts import experian_acr, experian_member, lender_merge
from creditai.layouts.unseen import PRINT
from creditai.report import Report
from tests.creditai.forms import typed
from tests.creditai.forms.paper import Paper, finished


def read(document: Document) -> Report:
    return finished(read_print(document, PRINT))


def set_in(paper: Paper, size: float, x: float, y: float, text: str, *, bold: bool = False) -> None:
    one = Paper(size)
    one.text(x, y, text)
    paper.words += [word._replace(bold=bold) for word in one.words]


def account(paper: Paper, y: float, name: str, kind: str = "Credit Card") -> None:
    set_in(paper, 12, 40, y, name, bold=True)
    rows = (("Account number", "XXXX1234"), ("Account type", kind), ("Opened", "Jan 12, 2016"))
    for n, (label, value) in enumerate((*rows, ("Balance", "$742")), 1):
        paper.text(40, y + 5 + 14 * n, label)
        paper.text(220, y + 5 + 14 * n, value)


def test_kinds_of_accounts_head_sections() -> None:
    """`Credit cards 2`, `Auto loans 1`: accounts, and no part of the consumer's address before them."""
    paper = Paper()
    set_in(paper, 14, 40, 40, "Personal information", bold=True)
    set_in(paper, 9, 40, 60, "Current address", bold=True)
    paper.text(40, 72, "100 SAMPLE STREET, MOCKFORD, ZZ 00017")
    for y, heading, name in ((100, "Credit cards 1", "MOCK BANK"), (220, "Auto loans 1", "SPECIMEN AUTO")):
        set_in(paper, 14, 40, y, heading, bold=True)
        account(paper, y + 24, name)
    report = read(paper.document())
    assert [a.furnisher for a in report.accounts] == ["MOCK BANK", "SPECIMEN AUTO"]
    assert report.consumer.addresses == ("100 SAMPLE STREET, MOCKFORD, ZZ 00017",)


@pytest.mark.parametrize("kind", ["Credit Card", "Auto Loan", "Line of Credit"])
def test_what_one_account_is_heads_nothing(kind: str) -> None:
    """Set larger than the labels, as telephones do."""
    paper = Paper()
    set_in(paper, 16, 40, 30, "Accounts", bold=True)
    set_in(paper, 12, 40, 60, "MOCK BANK", bold=True)
    values = ("XXXX1234", kind, "Jan 12, 2016", "Individual", "$742", "$5,000")
    labels = ("Account number", "Account type", "Date opened", "Responsibility", "Balance", "Credit limit")
    for n, (label, value) in enumerate(zip(labels, values, strict=True)):
        set_in(paper, 9, 40, 80 + 30 * n, label)
        set_in(paper, 12, 40, 91 + 30 * n, value)
    report = read(paper.document())
    assert [(a.furnisher, a.account_type, str(a.balance)) for a in report.accounts] == [
        ("MOCK BANK", kind, "742.00")
    ]


def test_lists_side_by_side_are_paired_one_by_one() -> None:
    """A label of the one list is level with a label of the other; a number under a name is one word."""
    report = read(
        typed.document(
            """
# Personal Information
! Names                            Addresses
DANA SAMPLE                        100 SAMPLE STREET
Name ID #14408                     MOCKFORD, ZZ 00017
D SAMPLE                           Address ID #0177012
Name ID #20913                     77 MOCK ST W UNIT 12
! Year of Birth                    TORONTO, ON M5K 1A1
1984                               Address ID #0177013
""".replace("! Addresses", "Addresses")
        )
    )
    assert report.consumer.names == ("DANA SAMPLE", "D SAMPLE")
    assert report.consumer.addresses == (
        "100 SAMPLE STREET MOCKFORD, ZZ 00017",
        "77 MOCK ST W UNIT 12 TORONTO, ON M5K 1A1",
    )
    assert str(report.consumer.birth_date) == "1984"


def test_a_label_in_the_cell_of_its_address() -> None:
    report = read(
        typed.document("""
# Accounts
## MOCK BANK
Account Number        XXXX1234
Date Opened           03/15/2019
Balance               $742
! Contact Info
Address PO BOX 2, MOCKFORD, ZZ 00017
Phone Number (800) 555-0101
""")
    )
    assert report.accounts[0].furnisher_address == "PO BOX 2, MOCKFORD, ZZ 00017"


@pytest.mark.parametrize("way", ["beside", "under"])
def test_a_large_score_and_its_model(way: str) -> None:
    paper = Paper()
    set_in(paper, 18, 40, 30, "Your TransUnion credit report", bold=True)
    set_in(paper, 30, 40, 70, "641", bold=True)
    x, y = (140, 72) if way == "beside" else (40, 104)
    set_in(paper, 10, x, y, "VantageScore 3.0")
    (score,) = read(paper.document()).scores
    assert (score.bureau, score.value, score.model) == ("transunion", 641, "VantageScore 3.0")


def test_a_number_no_larger_than_a_models_name_is_no_score() -> None:
    paper = Paper()
    set_in(paper, 18, 40, 30, "Your TransUnion credit report", bold=True)
    paper.text(40, 70, "641")
    paper.text(140, 70, "VantageScore 3.0")
    assert read(paper.document()).scores == ()


def test_whom_an_account_was_sold_to_makes_no_members_print() -> None:
    """Both of Experian's prints have the label; the title tells them apart."""
    words = """
Prepared For          Date generated: Nov 12, 2026
12 Accounts 0 Public Records 2 Hard Inquiries
Account Info
Company Sold          SPECIMEN RECEIVABLES
Balance Updated       11/02/2026
On Record Until       Oct 2029
"""
    own = typed.document(words, title="Annual Credit Report - Experian")
    assert (experian_acr.recognises(own), experian_member.recognises(own)) == (True, False)


def test_a_heading_at_the_top_of_a_page_is_under_no_label() -> None:
    """Cards of labels over values: no room tells the next part from the last value."""
    paper = Paper()
    set_in(paper, 16, 40, 30, "Accounts", bold=True)
    set_in(paper, 12, 40, 60, "MOCK BANK", bold=True)
    pairs = (("Account number", "XXXX1234"), ("Balance", "$742"), ("On record until", "Oct 2029"))
    for n, (label, value) in enumerate(pairs):
        set_in(paper, 9, 40, 80 + 30 * n, label)
        set_in(paper, 12, 40, 91 + 30 * n, value)
    top = Paper()
    set_in(top, 12, 40, 20, "Contact info", bold=True)
    for y, text in ((34, "12 MOCK FWY, MOCKFORD,"), (48, "ZZ 00017"), (62, "(800) 555-0107")):
        set_in(top, 11, 40, y, text)
    paper.words += [word._replace(page=2) for word in top.words]
    (one,) = read(paper.document()).accounts
    assert (str(one.removal), one.furnisher_address, one.furnisher_phone) == (
        "2029-10",
        "12 MOCK FWY, MOCKFORD, ZZ 00017",
        "(800) 555-0107",
    )


def columns(text: str) -> Report:
    return finished(read_columns(typed.document(text), PRINT))


def test_not_reported_beside_values_is_no_legend() -> None:
    """Codes stand there by chance (`Open`, `$812`), and words that legends use."""
    report = columns("""
# Accounts
## SPECIMEN RECOVERY
                     Equifax           TransUnion        Experian
Account number       *3049             Not reported      Not reported
Account status       Open              Not reported      Not reported
Payment status       Collection        Not reported      Not reported
Date opened          01/09/2025        Not reported      Not reported
Balance              $812              Not reported      Not reported
""")
    (one,) = report.accounts
    assert (one.bureau, one.status, str(one.balance)) == ("equifax", "collection", "812.00")
    assert report.coverage.unread == ()


def test_an_original_creditor_in_a_heading_over_columns() -> None:
    """What follows its colon begins where a column does, as a row's value would."""
    report = columns("""
# Accounts
## MOCK BANK
                          Experian        Equifax         TransUnion
Account #:                ****0042        ****0042        ****0042
Balance Owed:             $0              $0              $0

## SPECIMEN RECOVERY LLC (Original Creditor: MOCK BANK NA)
                          Experian        Equifax         TransUnion
Account #:                ****1335        ****1335        ****1335
Balance Owed:             $1,867          $1,867          $1,867
""")
    assert {(a.furnisher, a.original_creditor) for a in report.accounts} == {
        ("MOCK BANK", None),
        ("SPECIMEN RECOVERY LLC", "MOCK BANK NA"),
    }


def test_bare_labels_in_columns_of_bureaus() -> None:
    report = columns("""
# Account History
## MOCK BANK
                          Experian          Equifax           TransUnion
Account #:                4388XXXX          4388XXXX          4388XXXX
Condition:                Open              Open              Open
Limit:                    $6,500.00         $6,500.00         $6,500.00
Payment:                  $40.00            $40.00            $40.00
""")
    assert {(a.condition, str(a.credit_limit), str(a.monthly_payment)) for a in report.accounts} == {
        ("open", "6500.00", "40.00")
    }


MERGED = """
FILE NUMBER: 26-1104-5512                        REPOSITORIES: XP/TU/EF
CREDIT SCORES
XP      FICO II           712
CREDIT HISTORY
ECOA CREDITOR              DATE    DATE    HIGH      BALANCE   PAYMT   PAST   MOP     30 60 90    SRC
     ACCOUNT NUMBER        RPTD    OPEN    CREDIT              TERMS   DUE    DLA     MO REV
I    MOCK BANK             11/26   05/16   $2,172    $1,561    $40     $0     1       0  0  0     XP/TU
     4388834441747661      REV                                                10/26   36

J    SPECIMEN AUTO         11/26   06/23   $19,086   $7,086    $388    $388   2       1  0  0     EF
     11950143669           INST                                72             10/26   40
     REMARKS: ACCOUNT IN DISPUTE

I    SAMPLE RECOVERY       11/26   01/25   $812      $812      --      $812   9       0  0  0     EF
     70595745              COLL                                               --/--   0
     ORIGINAL CREDITOR: MOCK MEDICAL CENTER
"""


def test_a_merge_with_heads_over_heads_and_manners_of_payment() -> None:
    document = typed.document(MERGED)
    assert lender_merge.recognises(document)
    report = finished(lender_merge.read(document))
    assert [(a.bureau, a.furnisher, a.status, a.terms) for a in report.accounts] == [
        ("experian", "MOCK BANK", "current", None),
        ("transunion", "MOCK BANK", "current", None),
        ("equifax", "SPECIMEN AUTO", "past_due_30", "72"),
        ("equifax", "SAMPLE RECOVERY", None, None),
    ]
    card, _, auto, sold = report.accounts
    assert (card.account_number, str(card.opened), str(card.monthly_payment)) == (
        "4388834441747661",
        "2016-05",
        "40.00",
    )
    assert (str(auto.past_due), auto.portfolio, str(auto.last_activity), auto.remarks) == (
        "388.00",
        "installment",
        "2026-10",
        ("ACCOUNT IN DISPUTE",),
    )
    assert (sold.original_creditor, sold.status_text, sold.monthly_payment) == (
        "MOCK MEDICAL CENTER",
        "9",
        None,
    )
    assert [(score.bureau, score.value, score.model) for score in report.scores] == [
        ("experian", 712, "FICO II")
    ]


def test_two_heads_hardly_apart() -> None:
    report = read(
        typed.document("""
# Inquiries
Company Information                          Inquiry Type Inquiry Date(s)
MOCK BANK                                    Hard         06/11/2026
SPECIMEN AUTO                                Soft         08/02/2025
""")
    )
    assert [(i.company, str(i.date), i.kind) for i in report.inquiries] == [
        ("MOCK BANK", "2026-06-11", "hard"),
        ("SPECIMEN AUTO", "2025-08-02", "soft"),
    ]


def test_a_head_without_its_space() -> None:
    report = read(
        typed.document("""
# Inquiries
CompanyInformation            Inquiry Type      InquiryDate(s)
MOCK BANK                     Hard              06/11/2026
""")
    )
    assert [(i.company, str(i.date), i.kind) for i in report.inquiries] == [
        ("MOCK BANK", "2026-06-11", "hard")
    ]


def test_a_year_set_in_the_middle_beside_months_over_codes() -> None:
    """Telephones set it so; the three lines are no row of a table."""
    paper = Paper()
    set_in(paper, 16, 40, 30, "Accounts", bold=True)
    account(paper, 60, "MOCK BANK")
    set_in(paper, 9, 40, 150, "Payment history", bold=True)
    months = [70 + 30 * n for n in range(12)]
    heads = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    for y, year in ((170, "2026"), (190, "2025")):
        for x, head in zip(months, heads, strict=True):
            set_in(paper, 7, x, y, head)
            set_in(paper, 7, x + 1, y + 8, "CO" if year == "2025" or x < 300 else "-")
        set_in(paper, 7, 40, y + 4, year, bold=True)
    (one,) = read(paper.document()).accounts
    told = {str(month.month): month.status for month in one.payment_history}
    assert [told[m] for m in ("2026-08", "2026-09", "2025-01", "2025-12")] == ["CO", "ND", "CO", "CO"]
    assert len(told) == 24


def asked(text: str) -> list[tuple[str | None, str, str | None]]:
    report = read(typed.document(text))
    return [(i.company, str(i.date), i.kind) for i in report.inquiries]


def test_inquiries_between_bars() -> None:
    assert asked("""
# Inquiries
MOCK BANK | Jun 11, 2026 | Hard inquiry
SPECIMEN AUTO | Aug 02, 2025 | Soft inquiry
""") == [("MOCK BANK", "2026-06-11", "hard"), ("SPECIMEN AUTO", "2025-08-02", "soft")]


def test_companies_over_their_days() -> None:
    """Cards beside each other, a name of two lines among them; a day is nobody's name."""
    assert asked("""
# Hard Inquiries
MOCK SAVINGS BANK      SPECIMEN AUTO       SAMPLE
FSB                    Aug 02, 2025        APARTMENTS
Jun 11, 2026                               Mar 27, 2025
""") == [
        ("SPECIMEN AUTO", "2025-08-02", "hard"),
        ("MOCK SAVINGS BANK FSB", "2026-06-11", "hard"),
        ("SAMPLE APARTMENTS", "2025-03-27", "hard"),
    ]


@pytest.mark.parametrize(("other", "two"), [("HELENA MOCK", True), ("DANA SAMPLE", False)])
def test_two_people_by_the_names_that_reports_were_prepared_for(other: str, two: bool) -> None:
    """Prints without a social security number; a second number alone may be a docket's."""
    pages = [
        f"Personal Credit Report for:\n{name}\nFile Number: {number}\n# Personal Information\nName:   {name}"
        for name, number in (("DANA SAMPLE", "419220177"), (other, "733018265"))
    ]
    document = typed.document(*(page.replace("\\\n", "\n") for page in pages))
    if not two:
        refuse_two_people(document)
        return
    with pytest.raises(TwoPeople) as refused:
        refuse_two_people(document)
    assert refused.value.page == 2


@pytest.mark.parametrize("heading", ["Accounts with Adverse Informatlon", "Accountswith AdverseInformation"])
def test_a_heading_that_ocr_misread(heading: str) -> None:
    """Else its accounts are the public records' before them."""
    (page,) = typed.document(f"""
# Public Records
None reported
# {heading}
## MOCK BANK
Account Number        4388XXXX
Date Opened           03/15/2019
Balance               $742
""").pages
    words = tuple(word._replace(confidence=0.97) for word in page.words)
    report = read(Document((replace(page, words=words),), "pdf"))
    assert ([a.furnisher for a in report.accounts], report.public_records) == (["MOCK BANK"], ())


def test_a_heading_in_a_text_layer_is_as_it_is_printed() -> None:
    report = read(
        typed.document("# Accounts with Adverse Informatlon\n## MOCK BANK\nBalance               $742")
    )
    assert report.accounts == ()


ABREAST = """
# Accounts
## MOCK BANK                                 SPECIMEN AUTO
Account number         XXXX5167           Account number         XXXX5294
Account type           Credit Card        Account type           Auto Loan
Date opened            05/19/2016         Date opened            06/02/2023
Balance                $1,513             Balance                $9,940
Credit limit           $6,500             Terms                  72 Months
Past due               $0
## SAMPLE HOME LENDING                       FACSIMILE LOANS
Account number         XXXX2085           Account number         XXXX3191
Date opened            08/30/2019         Date opened            09/01/2009
Balance                $198,233           Balance                $4,485
# Inquiries
## MOCK BANK                                 SPECIMEN AUTO
Date                   06/11/2026         Date                   08/02/2025
Type                   Hard               Type                   Soft
"""


def test_cards_of_accounts_abreast() -> None:
    """Else two lenders are one, and the one's balance is the other's."""
    report = read(typed.document(ABREAST))
    assert {(a.furnisher, a.account_number, str(a.balance), a.terms) for a in report.accounts} == {
        ("MOCK BANK", "XXXX5167", "1513.00", None),
        ("SPECIMEN AUTO", "XXXX5294", "9940.00", "72 Months"),
        ("SAMPLE HOME LENDING", "XXXX2085", "198233.00", None),
        ("FACSIMILE LOANS", "XXXX3191", "4485.00", None),
    }
    assert {(i.company, str(i.date), i.kind) for i in report.inquiries} == {
        ("MOCK BANK", "2026-06-11", "hard"),
        ("SPECIMEN AUTO", "2025-08-02", "soft"),
    }


def test_one_account_in_two_columns_is_one() -> None:
    """Other labels stand in its second column."""
    report = read(
        typed.document("""
# Accounts
## MOCK BANK
Account number         XXXX5167           Balance                $1,513
Account type           Credit Card        Credit limit           $6,500
Date opened            05/19/2016         High balance           $2,124
Date reported          11/02/2026         Monthly payment        $40
""")
    )
    assert [(a.furnisher, str(a.balance), str(a.opened)) for a in report.accounts] == [
        ("MOCK BANK", "1513.00", "2016-05-19")
    ]


def test_a_print_of_plain_text() -> None:
    """Nothing stands out: capitals throughout, one size, one weight (rules of dashes are no words)."""
    report = read(
        typed.document("""
EXPERIAN CREDIT PROFILE
TRADELINES
MOCK BANK
  ACCOUNT NUMBER:     XXXX4149         ACCOUNT TYPE:       CREDIT CARD
  DATE OPENED:        05/19/2016       BALANCE:            $1,513
INQUIRIES
06/11/2026   SPECIMEN AUTO
* 08/02/2025 SAMPLE APARTMENTS
""")
    )
    assert [(a.bureau, a.furnisher, str(a.balance)) for a in report.accounts] == [
        ("experian", "MOCK BANK", "1513.00")
    ]
    assert [(i.bureau, i.company, str(i.date)) for i in report.inquiries] == [
        ("experian", "SPECIMEN AUTO", "2026-06-11"),
        ("experian", "SAMPLE APARTMENTS", "2025-08-02"),
    ]


def test_accounts_across_and_fields_down() -> None:
    """Each column is an account; the labels at the left are every one's."""
    report = read(
        typed.document("""
# Accounts
Creditor               MOCK BANK          SPECIMEN AUTO      SAMPLE HOME LENDING
Account number         XXXX5167           XXXX5294           XXXX2085
Date opened            05/19/2016         06/02/2023         08/30/2019
Balance                $1,513             $9,940             $198,233
Credit limit           $6,500             --                 --
""")
    )
    assert [(a.furnisher, a.account_number, str(a.opened), str(a.balance)) for a in report.accounts] == [
        ("MOCK BANK", "XXXX5167", "2016-05-19", "1513.00"),
        ("SPECIMEN AUTO", "XXXX5294", "2023-06-02", "9940.00"),
        ("SAMPLE HOME LENDING", "XXXX2085", "2019-08-30", "198233.00"),
    ]
    coverage = report.coverage
    unread = sum(len(place.text.split()) for place in coverage.unread)
    assert (coverage.read + coverage.ignored + unread, unread) == (coverage.words, 0)


def test_a_day_behind_a_name_that_wraps() -> None:
    """The word below goes on with the name only where it had no room beside the day."""
    assert asked("""
# Inquiries
SPECIMEN SAVINGS 06/11/2026
BANK FSB
SAMPLE AUTO      08/02/2025
FINANCIAL
MOCK             03/27/2025
Banking
""") == [
        ("SPECIMEN SAVINGS BANK FSB", "2026-06-11", None),
        ("SAMPLE AUTO FINANCIAL", "2025-08-02", None),
        ("MOCK", "2025-03-27", None),
    ]


def test_each_bureau_in_turn_within_an_account() -> None:
    """`Equifax data` under the account's name; the inquiries after it are nobody's in particular."""
    report = read(
        typed.document("""
# Accounts
## MOCK BANK
! Experian data
Account number         XXXX7688
Balance                $550
! Equifax data
Account number         XXXX7688
Balance                $540
## SPECIMEN AUTO
! Equifax data
Account number         XXXX0328
Balance                $9,940
# Inquiries
SAMPLE APARTMENTS      03/27/2025
""")
    )
    assert [(a.bureau, a.furnisher, str(a.balance)) for a in report.accounts] == [
        ("experian", "MOCK BANK", "550.00"),
        ("equifax", "MOCK BANK", "540.00"),
        ("equifax", "SPECIMEN AUTO", "9940.00"),
    ]
    assert [(i.bureau, i.company) for i in report.inquiries] == [(None, "SAMPLE APARTMENTS")]
    assert report.source.bureaus == ("experian", "equifax")


@pytest.mark.parametrize(("bold", "told"), [(True, "individual"), (False, None)])
def test_a_value_in_bold_behind_its_label(bold: bool, told: str | None) -> None:
    """A label of one word and its value in one cell, without a colon: the weight tells them apart."""
    paper = Paper()
    set_in(paper, 16, 40, 30, "Accounts", bold=True)
    account(paper, 60, "MOCK BANK")
    paper.text(40, 150, "Responsibility")
    set_in(paper, 9, 40 + 15 * 4.5, 150, "Individual", bold=bold)
    (one,) = read(paper.document()).accounts
    assert one.responsibility == told


def test_a_lenders_name_that_wraps_heads_no_table() -> None:
    """`COMPANY` under a name, over labels and values with a dash among them."""
    report = read(
        typed.document("""
# Accounts
## SPECIMEN AUTO FINANCE COMPANY
Account name         SPECIMEN AUTO FINANCE     Account number       966655XXXX
                     COMPANY
Company sold         -                         Account type         Auto Loan
Date opened          May 31, 2019              Open/closed          Closed
Status               Paid                      Status updated       Feb 2023
Balance              $0                        Balance updated      Feb 22, 2023
Terms                48 Months                 Responsibility       Individual
""")
    )
    assert [(a.furnisher, a.account_number, str(a.opened), a.account_type) for a in report.accounts] == [
        ("SPECIMEN AUTO FINANCE COMPANY", "966655XXXX", "2019-05-31", "Auto Loan")
    ]
