"""What web pages print beside labels and values: menus, links, tags, balances in headings, values over their labels."""

from __future__ import annotations

import pytest

from creditai.documents import Document, Word
from creditai.documents.flow import reading
from creditai.forms.bureaus import read_columns
from creditai.forms.layout_print import Print
from creditai.forms.reading import read_print
from creditai.layouts.unseen import PRINT
from creditai.report import Account, Report
from creditai.values import Why, parse_money
from tests.creditai.forms.paper import Paper, by_month, finished


def read(paper: Paper, layout: Print = PRINT) -> Report:
    return finished(read_print(paper.document(), layout))


def smaller(paper: Paper, size: float, x: float, y: float, text: str) -> None:
    one = Paper(size)
    one.text(x, y, text)
    paper.words += one.words


def card(paper: Paper, y: float, name: str, *, page: int = 1, x: float = 40) -> None:
    """A heading and four rows of label and value."""
    one = Paper(12)
    one.text(x, y, name, page=page)
    paper.words += [word._replace(bold=True) for word in one.words]
    rows = (("Account number", "XXXX1234"), ("Opened", "Jan 12, 2016"), ("Balance", "USD 742.00"))
    for n, (label, value) in enumerate((*rows, ("Credit limit", "USD 3,500.00")), 1):
        paper.text(x, y + 5 + 14 * n, label, page=page)
        paper.text(x + 180, y + 5 + 14 * n, value, page=page)


def headed() -> Paper:
    paper = Paper()
    one = Paper(16)
    one.text(40, 20, "Open accounts")
    paper.words += one.words
    return paper


def only(report: Report) -> Account:
    (account,) = report.accounts
    return account


@pytest.mark.parametrize("text", ["USD 1,234.00", "1,234 USD", "US$1,234"])
def test_dollars_may_be_named(text: str) -> None:
    assert parse_money(text) == 1234


@pytest.mark.parametrize("text", ["USD1 234", "EUR 1,234.00", "USD", "1,234 EUR"])
def test_another_currency_is_no_amount(text: str) -> None:
    assert isinstance(parse_money(text), Why)


def test_a_short_label_beside_a_day_and_amounts_with_their_currency() -> None:
    paper = headed()
    card(paper, 60, "MOCK BANK")
    account = only(read(paper))
    assert (str(account.opened), str(account.balance), str(account.credit_limit)) == (
        "2016-01-12",
        "742.00",
        "3500.00",
    )


def test_a_balance_at_the_end_of_a_heading_is_no_part_of_the_name() -> None:
    paper = headed()
    card(paper, 60, "MOCK BANK")
    paper.words += [Word("$742", 520, 60, 548, 72, size=12, bold=True)]
    report = read(paper)
    assert only(report).furnisher == "MOCK BANK"
    assert "$742" not in [place.text for place in report.coverage.unread]


def test_a_tag_in_small_type_is_no_part_of_the_name() -> None:
    paper = headed()
    card(paper, 60, "MOCK BANK")
    smaller(paper, 7, 100, 63, "Credit Card")
    assert only(read(paper)).furnisher == "MOCK BANK"


def test_a_link_is_no_part_of_the_name() -> None:
    paper = headed()
    card(paper, 60, "MOCK BANK")
    smaller(paper, 12, 450, 60, "Hide details")
    report = read(paper)
    assert only(report).furnisher == "MOCK BANK"
    assert report.coverage.unread == ()


def test_a_question_to_the_reader_names_nobody() -> None:
    paper = headed()
    card(paper, 60, "MOCK BANK")
    smaller(paper, 12, 40, 136, "See something wrong?")
    paper.words = [w._replace(bold=w.bold or w.y0 == 136) for w in paper.words]
    card(paper, 160, "SPECIMEN BANK")
    assert [account.furnisher for account in read(paper).accounts] == ["MOCK BANK", "SPECIMEN BANK"]


@pytest.mark.parametrize(
    "told", ["As of 10/15/2026 · Updates weekly", "Last updated October 15, 2026", "Data as of 2026-10-15"]
)
def test_a_title_says_of_which_day_the_report_is(told: str) -> None:
    paper = Paper(16)
    paper.text(40, 20, "Your Equifax credit report")
    smaller(paper, 10, 40, 44, told)
    paper.text(40, 70, "Open accounts")
    paper.words = [word._replace(bold=word.y0 != 44) for word in paper.words]
    card(paper, 110, "MOCK BANK")
    assert str(read(paper).report_date) == "2026-10-15"


def menu_and_text(rows: bool) -> Document:
    """A first page with lines at the left of its text; `rows`: at the text's own heights, as labels stand."""
    paper = Paper()
    for n in range(12):
        paper.text(140, 40 + 14 * n, f"Text of line {n}")
        paper.text(140, 40 + 14 * n, f"Text of line {n}", page=2)
        if n < 6:
            paper.text(30, 40 + (14 if rows else 17.5) * n + (0 if rows else 1.5), "Menu item")
    return paper.document()


def test_a_menu_stands_in_no_line_of_the_text() -> None:
    lines = [line.text for line in reading(menu_and_text(rows=False)).lines]
    assert lines[:6] == ["Menu item"] * 6
    assert lines[6:18] == [f"Text of line {n}" for n in range(12)]


def test_labels_left_of_the_text_stay_with_it() -> None:
    lines = [line.text for line in reading(menu_and_text(rows=True)).lines]
    assert lines[:2] == ["Menu item Text of line 0", "Menu item Text of line 1"]


def test_an_address_stands_over_its_label_among_cards() -> None:
    """`Address` is set as the labels of the cards are, but its value is over it and the next one's under it."""
    paper = headed()
    one = Paper(12)
    one.text(40, 60, "MOCK BANK")
    paper.words += [word._replace(bold=True) for word in one.words]
    for n, (labels, values) in enumerate(
        (
            (("Account number", "Date opened"), ("XXXX1234", "01/12/2016")),
            (("Balance", "Credit limit"), ("$742", "$3,500")),
        )
    ):
        for x, label, value in zip((40, 240), labels, values, strict=True):
            smaller(paper, 7, x, 80 + 22 * n, label)
            paper.text(x, 88 + 22 * n, value)
    paper.text(40, 140, "PO BOX 1, MOCKFORD, ZZ 00017")
    smaller(paper, 7, 40, 150, "Address")
    paper.text(40, 158, "(800) 555-0142")
    smaller(paper, 7, 40, 168, "Phone number")
    account = only(read(paper))
    assert account.furnisher_address == "PO BOX 1, MOCKFORD, ZZ 00017"
    assert account.furnisher_phone == "(800) 555-0142"
    assert account.balance == 742


def test_a_value_beside_the_first_of_four_lines_of_its_label() -> None:
    """The values over it are as far from it as lines of one value would be."""
    paper = headed()
    card(paper, 60, "MOCK BANK")
    for n, label in enumerate(("Account type", "Responsibility", "Payment status")):
        paper.row((40, 220), 130 + 14 * n, (label, ("Credit card", "Individual", "Charge-off")[n]))
    for y, label, value in (
        (90, "Monthly payment", "$40"),
        (103, "Past due", "$742"),
        (116, "Remarks", "SOLD"),
    ):
        paper.row((340, 440), y, (label, value))
    for n, part in enumerate(("Estimated month", "and year that this", "item will be", "removed")):
        paper.text(340, 129 + 10 * n, part)
    paper.text(440, 129, "03/2030")
    account = only(read(paper))
    assert (account.remarks, str(account.removal)) == (("SOLD",), "2030-03")


def test_a_short_cell_left_under_its_month_is_a_cell() -> None:
    """`$0` and `OK` end before the head of their column begins."""
    paper = headed()
    card(paper, 60, "MOCK BANK")
    paper.text(40, 150, "Payment History")
    heads = ["April 2026", "March 2026", "February 2026", "January 2026"]
    for n, head in enumerate(heads):
        paper.text(140 + 75 * n, 165, head, at="center")
    for y, label, value in ((178, "Balance", "$1,652"), (191, "Past Due", "$0"), (204, "Rating", "OK")):
        paper.row((40, 106, 181, 256, 331), y, (label, *[value] * 4))
    assert by_month(only(read(paper)).payment_history) == dict.fromkeys(
        ("2026-04", "2026-03", "2026-02", "2026-01"), "OK"
    )


@pytest.mark.parametrize(
    "said", ["Hi Dana, here is your TransUnion credit report", "Range 300-850 Data provided by TransUnion"]
)
def test_the_front_says_whose_data_it_is(said: str) -> None:
    paper = headed()
    paper.text(40, 4, said)
    card(paper, 60, "MOCK BANK")
    assert only(read(paper)).bureau == "transunion"


def test_two_bureaus_on_the_front_say_nothing() -> None:
    paper = headed()
    paper.text(40, 4, "Data provided by TransUnion and Equifax")
    card(paper, 60, "MOCK BANK")
    assert only(read(paper)).bureau is None


@pytest.mark.parametrize("size", [9, 11])
def test_a_remark_that_reads_like_a_heading_heads_nothing(size: float) -> None:
    """`Charged off account` under `Comments` is no section, also where most else is smaller, and what follows
    is still the account's."""
    paper = headed()
    card(paper, 60, "MOCK BANK")
    one = Paper(size)
    one.text(40, 150, "Comments")
    paper.words += [word._replace(bold=True) for word in one.words]
    smaller(paper, size, 40, 150 + size + 1, "Charged off account")
    paper.row((40, 220), 182, ("Payment status", "Charge-off"))
    account = only(read(paper))
    assert account.remarks == ("Charged off account",)
    assert account.status == "charge_off"


def test_the_word_former_in_a_row_of_addresses_heads_no_list_of_names() -> None:
    paper = Paper()
    one = Paper(16)
    one.text(40, 20, "Personal Information")
    paper.words += one.words
    paper.row((40, 163, 213), 50, ("Address", "Status", "Date Reported"))
    for y, street, status in ((64, "12 SAMPLE ST", "Current"), (90, "14 SAMPLE ST", "Former")):
        paper.row((40, 163, 213), y, (street, status, "Sep 30, 2026"))
        paper.text(40, y + 11, "MOCKVILLE, ZZ 00012")
    two = Paper(10)
    two.text(40, 125, "7.5 Employment History")
    paper.words += [word._replace(bold=True) for word in two.words]
    paper.row((40, 153, 210), 150, ("Company", "Occupation", "Start Date"))
    paper.row((40, 153), 164, ("MOCK DENTAL SUPPLY", "CLERK"))
    assert read(paper).consumer.names == ()


@pytest.mark.parametrize(
    ("said", "statements"),
    [
        ("Consumer Statements are explanations of up to 100 words you can attach to your file.", ()),
        ("0 Statement(s) Found", ()),
        ("I was ill in 2023 and can pay now.", ("I was ill in 2023 and can pay now.",)),
    ],
)
def test_what_a_statement_is_is_no_statement(said: str, statements: tuple[str, ...]) -> None:
    paper = headed()
    card(paper, 60, "MOCK BANK")
    one = Paper(16)
    one.text(40, 160, "Consumer Statements")
    paper.words += one.words
    paper.text(40, 190, said)
    assert read(paper).statements == statements


def test_a_lender_is_no_consumer() -> None:
    paper = headed()
    paper.words.clear()
    paper.row((40, 220), 20, ("Prepared for", "MOCK MORTGAGE GROUP"))
    paper.row((40, 220), 34, ("Applicant", "DANA Q SAMPLE"))
    assert read(paper).consumer.names == ("DANA Q SAMPLE",)


def test_the_bureau_that_begins_a_scores_row() -> None:
    paper = Paper()
    one = Paper(16)
    one.text(40, 20, "Credit Scores")
    paper.words += one.words
    paper.row((40, 200, 340), 50, ("Bureau", "Model", "Score"))
    for n, (bureau, model, value) in enumerate(
        (("Experian", "FICO Score 2", "688"), ("TransUnion", "FICO Score 4", "701"))
    ):
        paper.row((40, 200, 340), 64 + 13 * n, (bureau, model, value))
    scores = read(paper).scores
    assert [(s.bureau, s.model, s.value) for s in scores] == [
        ("experian", "FICO Score 2", 688),
        ("transunion", "FICO Score 4", 701),
    ]


def test_a_bare_type_is_the_accounts_type() -> None:
    paper = headed()
    card(paper, 60, "MOCK BANK")
    paper.row((40, 220), 135, ("Type", "Auto Loan"))
    assert only(read(paper)).account_type == "Auto Loan"


def test_a_date_beside_the_end_of_a_label_that_wraps() -> None:
    """`01/30/2023` is the last payment's, `11/2029` belongs to the label that began a line higher."""
    paper = headed()
    card(paper, 60, "MOCK BANK")
    paper.row((40, 300), 140, ("High balance: $742", "Estimated month and year that"))
    paper.row((40, 300), 152, ("Last payment made: 01/30/2023", "this item will be removed: 11/2029"))
    account = only(read(paper))
    assert (str(account.last_payment), str(account.removal)) == ("2023-01-30", "2029-11")


def test_a_remark_in_columns_of_bureaus_is_no_legend() -> None:
    paper = headed()
    one = Paper(12)
    one.text(40, 50, "MOCK BANK")
    paper.words += [word._replace(bold=True) for word in one.words]
    xs = (40, 150, 300, 450)
    rows = (
        ("Account #:", "4123****", "4123****", "4123****"),
        ("Balance:", "$742.00", "$742.00", "$742.00"),
        ("Comments:", *["Charged off as bad debt"] * 3),
        ("Past Due:", "$742.00", "$742.00", "$742.00"),
    )
    paper.row(xs[1:], 70, ("TransUnion", "Experian", "Equifax"))
    for n, row in enumerate(rows):
        paper.row(xs, 84 + 13 * n, row)
    accounts = finished(read_columns(paper.document(), PRINT)).accounts
    assert [a.remarks for a in accounts] == [("Charged off as bad debt",)] * 3


def test_personal_info_at_the_end_of_a_page() -> None:
    """A short heading, and lists side by side under what was `reported`."""
    paper = headed()
    card(paper, 60, "MOCK BANK")
    for y, text in ((150, "Public records"), (200, "Personal info")):
        one = Paper(16)
        one.text(40, y, text)
        paper.words += one.words
    paper.text(40, 175, "None on file")
    paper.row((40, 200, 400), 230, ("Names reported", "Addresses reported", "Employers reported"))
    paper.row((40, 200, 400), 246, ("DANA Q SAMPLE", "12 SAMPLE ST,", "MOCK PAPER CO"))
    paper.row((40, 200), 257, ("D SAMPLE", "MOCKVILLE, ZZ 00012"))
    consumer = read(paper).consumer
    assert consumer.names == ("DANA Q SAMPLE", "D SAMPLE")
    assert consumer.addresses == ("12 SAMPLE ST, MOCKVILLE, ZZ 00012",)
    assert consumer.employers == ("MOCK PAPER CO",)


def test_a_payment_status_that_only_says_closed() -> None:
    paper = headed()
    card(paper, 60, "MOCK BANK")
    paper.row((40, 220), 135, ("Account status", "Closed"))
    paper.row((40, 220), 149, ("Payment status", "Closed"))
    account = only(read(paper))
    assert (account.condition, account.status, account.status_text) == ("closed", "closed", "Closed")


def test_employers_in_a_table() -> None:
    paper = Paper()
    one = Paper(16)
    one.text(40, 20, "Personal Information")
    paper.words += one.words
    paper.row((40, 200, 300), 50, ("Company", "Occupation", "Start Date"))
    paper.row((40, 200), 64, ("MOCK DENTAL SUPPLY", "CLERK"))
    paper.row((40, 200, 300), 78, ("SELF EMPLOYED", "-", "03/11/2021"))
    consumer = read(paper).consumer
    assert consumer.employers == ("MOCK DENTAL SUPPLY", "SELF EMPLOYED")
    assert consumer.names == ()
