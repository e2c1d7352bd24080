"""Columns of bureaus: no value ever stands under another bureau than on paper."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from creditai.documents import Document
from creditai.errors import CreditAIError
from creditai.forms.bureaus import has_columns, read_columns
from creditai.forms.bureaus.columns import find_bureau_table
from creditai.forms.bureaus.headers import header_of
from creditai.forms.layout_print import Print
from creditai.report import Bureau, Report
from tests.creditai.forms.paper import Paper, finished

ALL: tuple[Bureau, ...] = ("transunion", "experian", "equifax")
NAMES = {"transunion": "TransUnion", "experian": "Experian", "equifax": "Equifax"}
PRINT = Print(portfolio=True)
LEFTS = (180.0, 320.0, 460.0)


def read(document: Document) -> Report:
    return finished(read_columns(document, PRINT))


def heads(paper: Paper, y: float, order: Sequence[Bureau], *, at: str = "center", page: int = 1) -> None:
    for left, bureau in zip(LEFTS, order, strict=False):
        paper.text(
            left + 60 if at == "center" else left,
            y,
            NAMES[bureau],
            at="center" if at == "center" else "left",
            page=page,
        )


def row(
    paper: Paper, y: float, label: str, values: Sequence[str], *, at: str = "left", page: int = 1
) -> None:
    paper.text(20, y, label, page=page)
    for left, value in zip(LEFTS, values, strict=False):
        paper.text({"left": left, "center": left + 60, "right": left + 110}[at], y, value, at=at, page=page)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        (["TransUnion", "Experian", "Equifax"], 3),
        (["TUC", "EXP", "EQF"], 3),
        (["Trans Union", "Experian®"], 2),
        (["EQUIFAX", "TRANSUNION", "EXPERIAN"], 3),
        (["TransUnion,", "Experian", "Equifax"], 0),
        (["TransUnion", "Experian", "Total"], 0),
        (["Experian", "Experian", "Equifax"], 0),
        (["Equifax"], 0),
    ],
)
def test_what_a_header_is(line: list[str], named: int) -> None:
    paper = Paper()
    paper.row([100.0 + 130 * i for i in range(len(line))], 50, line)
    header = header_of(paper.lines()[0])
    assert (len(header.columns) if header else 0) == named


def test_bureaus_in_a_sentence_are_no_header() -> None:
    paper = Paper()
    paper.text(20, 50, "You may also write to TransUnion Experian Equifax")
    paper.text(20, 64, "Equifax Experian TransUnion")
    assert [header_of(line) for line in paper.lines()] == [None, None]


def test_three_columns_two_fragments() -> None:
    paper = Paper()
    paper.text(20, 40, "FIRST SAMPLE BANK")
    heads(paper, 60, ALL)
    row(paper, 74, "Account #:", ["1111****", "", "3333****"])
    row(paper, 88, "Balance:", ["", "", "$300"])
    row(paper, 102, "Date Opened:", ["01/02/2003", "", "03/04/2005"])
    found = {
        a.bureau: (a.account_number, a.balance and str(a.balance)) for a in read(paper.document()).accounts
    }
    assert found == {"transunion": ("1111****", None), "equifax": ("3333****", "300.00")}


def test_five_states_of_a_cell() -> None:
    paper = Paper()
    paper.text(20, 40, "FIRST SAMPLE BANK")
    heads(paper, 60, ALL)
    row(paper, 74, "Account #:", ["1111****", "2222****", "3333****"])
    row(paper, 88, "Balance:", ["$0", "-", "--"])
    row(paper, 102, "Past Due:", ["N/A", "", "$5"])
    report = read(paper.document())
    first, second, third = report.accounts
    assert (str(first.balance), second.balance, third.balance) == ("0.00", None, None)
    assert (first.past_due, second.past_due, str(third.past_due)) == (None, None, "5.00")
    reasons = {m.pointer: m.reason for m in report.coverage.missing}
    assert reasons["/accounts/1/balance"] == "dash"
    assert reasons["/accounts/2/balance"] == "dash"
    assert reasons["/accounts/0/past_due"] == "dash"
    assert reasons["/accounts/1/past_due"] == "blank"


def test_a_column_that_nothing_heads_is_nobodys() -> None:
    paper = Paper()
    paper.text(20, 40, "FIRST SAMPLE BANK")
    paper.text(LEFTS[0] + 60, 60, "TransUnion", at="center")
    paper.text(LEFTS[2] + 60, 60, "Equifax", at="center")
    for n, label in enumerate(("Account #:", "Balance:", "Past Due:", "High Credit:", "Credit Limit:")):
        row(paper, 74 + 14 * n, label, ["$11", "$22", "$33"])
    report = read(paper.document())
    assert {a.bureau: str(a.balance) for a in report.accounts} == {"transunion": "11.00", "equifax": "33.00"}
    assert "$22" in [place.text for place in report.coverage.unread]


def test_the_bureau_points_at_its_header() -> None:
    paper = Paper()
    heads(paper, 60, ALL[:2])
    row(paper, 74, "Account #:", ["1111****", "2222****"])
    row(paper, 88, "Balance:", ["$1", "$2"])
    report = read(paper.document())
    assert [report.evidence[f"/accounts/{i}/bureau"].text for i in (0, 1)] == ["TransUnion", "Experian"]
    assert report.evidence["/accounts/0/bureau"].via == "bureau"


def test_a_value_set_half_a_line_above_its_label() -> None:
    paper = Paper()
    heads(paper, 60, ALL)
    row(paper, 74, "Account #:", ["1111****", "2222****", "3333****"])
    row(paper, 100, "Comments:", ["", "", "Closed"])
    paper.text(LEFTS[0], 94, "Account information")
    paper.text(LEFTS[0], 106, "disputed by consumer")
    row(paper, 130, "Balance:", ["$1", "$2", "$3"])
    report = read(paper.document())
    assert report.accounts[0].remarks == ("Account information disputed by consumer",)
    assert [str(a.balance) for a in report.accounts] == ["1.00", "2.00", "3.00"]


def test_labels_again_in_every_column() -> None:
    paper = Paper()
    heads(paper, 60, ALL, at="left")
    for n, label in enumerate(("Account #:", "Balance:", "Date Opened:")):
        values = [["1111****", "2222****", "3333****"], ["$1", "$2", ""], ["01/02/2003"] * 3][n]
        for left, value in zip(LEFTS, values, strict=True):
            paper.text(left, 74 + 14 * n, f"{label} {value}".strip())
    told = {
        a.bureau: (a.account_number, a.balance and str(a.balance)) for a in read(paper.document()).accounts
    }
    assert told == {
        "transunion": ("1111****", "1.00"),
        "experian": ("2222****", "2.00"),
        "equifax": ("3333****", None),
    }


def test_equal_accounts_stay_two() -> None:
    paper = Paper()
    for y in (40, 140):
        paper.text(20, y, "SAMPLE STUDENT LOANS")
        heads(paper, y + 14, ALL)
        row(paper, y + 28, "Account #:", ["1111****"] * 3)
        row(paper, y + 42, "Balance:", ["$5"] * 3)
    assert len(read(paper.document()).accounts) == 6


def test_a_heading_that_is_cut_off_joins_no_two_accounts() -> None:
    paper = Paper()
    paper.text(20, 40, "FIRST SAMPLE BANK")
    heads(paper, 60, ALL)
    for page, y, money in ((1, 74, "$1"), (2, 40, "$2")):
        row(paper, y, "Account #:", [f"{page}111****"] * 3, page=page)
        row(paper, y + 14, "Balance:", [money] * 3, page=page)
    told = [(a.furnisher, a.account_number, str(a.balance)) for a in read(paper.document()).accounts]
    assert told == [("FIRST SAMPLE BANK", "1111****", "1.00")] * 3 + [(None, "2111****", "2.00")] * 3


VALUES = {
    "Account #:": lambda b: f"{b[:2].upper()}77****",
    "Account Type:": lambda b: f"{b} card",
    "Balance:": lambda b: f"${1000 + ALL.index(b)}",
    "Date Opened:": lambda b: f"0{1 + ALL.index(b)}/02/2019",
    "Comments:": lambda b: f"{b} says so",
}
FIELDS = {
    "Account #:": "account_number",
    "Account Type:": "account_type",
    "Balance:": "balance",
    "Date Opened:": "opened",
    "Comments:": "remarks",
}


@settings(max_examples=150, deadline=None)
@given(
    order=st.permutations(ALL),
    count=st.integers(2, 3),
    at=st.sampled_from(["left", "center", "right"]),
    head_at=st.sampled_from(["center", "left"]),
    size=st.sampled_from([7.0, 9.0, 10.0]),
    gaps=st.lists(
        st.tuples(st.integers(0, 2), st.sampled_from(list(VALUES)), st.sampled_from(["", "-", "--"]))
    ),
    accounts=st.integers(1, 3),
    cut=st.integers(3, 30),
    once=st.booleans(),
)
def test_no_value_under_the_wrong_bureau(
    order: list[Bureau],
    count: int,
    at: str,
    head_at: str,
    size: float,
    gaps: list[tuple[int, str, str]],
    accounts: int,
    cut: int,
    once: bool,
) -> None:
    if at == "right":
        head_at = "center"  # no print sets heads at one edge and values at the other
    shown = order[:count]
    silent = {(order[i], label): text for i, label, text in gaps}
    paper = Paper(size)
    written = 0
    for n in range(accounts):
        for label in ("", "heads", *VALUES):
            page, y = 1 + written // cut, 40 + 1.4 * size * (written % cut)
            if not label:
                paper.text(20, y, f"SAMPLE BANK {n}", page=page)
            elif label == "heads":
                if not once or n == 0:
                    heads(paper, y, shown, at=head_at, page=page)
            else:
                values = [silent.get((b, label), VALUES[label](b)) for b in shown]
                row(paper, y, label, values, at=at, page=page)
            written += 1
    for account in read(paper.document()).accounts:
        assert account.bureau in shown
        for label, name in FIELDS.items():
            value = getattr(account, name)
            text = VALUES[label](account.bureau)
            if name == "remarks":
                assert set(value) <= {text}
            elif name == "balance":
                assert value is None or f"${value:.0f}" == text
            elif name == "opened":
                assert value is None or value.month == 1 + ALL.index(account.bureau)
            else:
                assert value in (None, text)


WORDS = st.sampled_from(
    [
        "TransUnion",
        "Experian",
        "Equifax",
        "Account",
        "#:",
        "Balance:",
        "$12",
        "-",
        "OK",
        "30",
        "Jan",
        "2024",
        "'24",
        "Payment",
        "Status:",
        "Current",
        "Credit",
        "Score:",
        "700",
        "300-850",
        "Personal",
        "Information",
        "Name:",
        "FIRST",
        "SAMPLE",
        "BANK",
        "Inquiries",
        "01/02/2024",
        "Comments:",
        "(Original",
        "Creditor:",
        "X)",
        "30:",
        "0",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(WORDS, st.integers(0, 11), st.integers(0, 14), st.integers(1, 2)), max_size=90))
def test_any_words_give_a_report_whose_values_stand_on_paper(places: list[tuple[str, int, int, int]]) -> None:
    paper = Paper()
    for text, column, line, page in places:
        paper.text(20 + 48 * column, 40 + 13 * line, text, page=page)
    document = paper.document()
    has_columns(document)
    find_bureau_table(paper.lines())
    try:
        report = read(document)
    except CreditAIError:
        return
    printed = {w.text for w in paper.words}
    for found in report.evidence.values():
        assert found.text
        assert set(found.text.split()) <= printed
    cover = report.coverage
    assert cover.words == cover.read + cover.ignored + sum(len(p.text.split()) for p in cover.unread)
