"""A printed sum keeps the one unsure part with which it comes out, drops the one fairly sure part that it denies by
a figure, and says nothing where it sums something else."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditai.documents import Word
from creditai.forms.draft.slots import Slot
from creditai.report import Account, Bureau, Portfolio, Report
from tests.creditai.forms.draft.test_doubts import Sheet, reason


@dataclass(frozen=True)
class Cell:
    """A printed amount as OCR saw it; `others` as in `Word`. `text` None: a dash."""

    text: str | None
    sure: float = 0.99
    others: tuple[tuple[str, float], ...] = ()
    condition: str | None = None


class Summary(Sheet):
    """A sheet with one account for each cell, and sums over them."""

    def cells(self, cells: Sequence[Cell], field: str = "balance") -> None:
        for cell in cells:
            slot = self.account()
            if cell.condition:
                slot.put("condition", cell.condition, [self.word(cell.condition, 0.99)], via="condition")
            self.amount(slot, field, cell)

    def amount(self, slot: Slot, field: str, cell: Cell) -> None:
        if cell.text is None:
            slot.miss(field, "dash", [self.word("-", cell.sure)])
            return
        word = self.word(f"${cell.text}", cell.sure)
        self.words[-1] = word._replace(others=tuple((f"${text}", p) for text, p in cell.others))
        slot.put(field, Decimal(cell.text), [self.words[-1]])

    def sum(self, label: str, text: str, sure: float = 0.99, bureau: Bureau = "equifax") -> None:
        self.draft.note_total(label, [self.word(text, sure)], bureau)


def read(cells: Sequence[Cell], *sums: tuple[str, str]) -> Report:
    sheet = Summary()
    for label, text in sums:
        sheet.sum(label, text)
    sheet.cells(cells)
    return sheet.report()


def balances(accounts: Sequence[Account]) -> list[str | None]:
    return [None if a.balance is None else str(a.balance) for a in accounts]


DOUBTFUL = Cell("40.00", 0.5, (("48.00", 0.3), ("10.00", 0.1)))


def test_the_one_unsure_amount_with_which_the_sum_comes_out_is_kept_and_points_at_it() -> None:
    report = read([Cell("100.00"), DOUBTFUL, Cell(None)], ("Balances:", "$140.00"))
    assert balances(report.accounts) == ["100.00", "40.00", None]
    seen = report.evidence["/accounts/1/balance"]
    assert (seen.text, seen.confidence, [p.text for p in seen.also]) == ("$40.00", 0.5, ["$140.00"])
    assert reason(report, "/accounts/1/balance") is None
    assert reason(report, "/accounts/2/balance") == "dash"


def test_the_sum_chooses_among_the_readings_of_one_word() -> None:
    report = read([Cell("100.00"), DOUBTFUL], ("Total Balance", "$148"))
    assert balances(report.accounts) == ["100.00", "48.00"]
    seen = report.evidence["/accounts/1/balance"]
    assert (seen.text, seen.confidence, [p.text for p in seen.also]) == ("$48.00", 0.3, ["$148"])


@pytest.mark.parametrize(
    ("cells", "total"),
    [
        ([Cell("100.00"), DOUBTFUL], "$143.00"),  # nobody read a 3 there: it would be arithmetic
        ([Cell("100.00", 0.5), DOUBTFUL], "$140.00"),  # two unknown
        ([Cell("100.00", 0.8), DOUBTFUL], "$148.00"),  # a second reading needs parts that are sure
        ([Cell("100.00"), Cell("0.00", 0.5)], "$100.00"),  # a nought adds nothing
        ([Cell("100.00"), DOUBTFUL, Cell("7.00")], "$140.00"),  # it sums something else
    ],
)
def test_otherwise_the_unsure_amount_stays_unreadable(cells: list[Cell], total: str) -> None:
    report = read(cells, ("Balances:", total))
    assert report.accounts[1].balance is None
    assert reason(report, "/accounts/1/balance") == "unreadable"


def test_an_unsure_sum_says_nothing() -> None:
    sheet = Summary()
    sheet.sum("Balances:", "$140.00", sure=0.7)
    sheet.cells([Cell("100.00"), DOUBTFUL])
    assert balances(sheet.report().accounts) == ["100.00", None]


def test_a_sum_of_another_bureau_s_accounts_says_nothing() -> None:
    sheet = Summary()
    sheet.sum("Balances:", "$140.00", bureau="experian")
    sheet.cells([Cell("100.00"), DOUBTFUL])
    assert balances(sheet.report().accounts) == ["100.00", None]


def test_a_sum_may_leave_out_what_is_closed() -> None:
    cells = [Cell("100.00", condition="open"), DOUBTFUL, Cell("7.00", condition="closed")]
    assert balances(read(cells, ("Balances:", "$140.00")).accounts) == ["100.00", "40.00", "7.00"]


def test_where_the_report_counts_other_accounts_its_sums_are_of_others() -> None:
    cells = [Cell("100.00"), DOUBTFUL]
    assert balances(read(cells, ("Balances:", "$140.00"), ("Total Accounts:", "3")).accounts)[1] is None
    assert balances(read(cells, ("Balances:", "$140.00"), ("Total Accounts:", "2")).accounts)[1] == "40.00"


@pytest.mark.parametrize(("counted", "kept"), [("2", "open"), ("1", None), ("3", None)])
def test_a_count_keeps_the_unsure_condition_with_which_it_comes_out(counted: str, kept: str | None) -> None:
    sheet = Summary()
    sheet.sum("Open Accounts:", counted)
    for condition, sure in (("open", 0.99), ("open", 0.5), ("closed", 0.99)):
        slot = sheet.account()
        slot.put("condition", condition, [sheet.word(condition, sure)], via="condition")
    assert [a.condition for a in sheet.report().accounts] == ["open", kept, "closed"]


def test_a_row_of_one_portfolio_sums_that_alone() -> None:
    sheet = Summary()
    sheet.draft.note_total("Total Balance", [sheet.word("$140", 0.99)], "equifax", "revolving")
    kinds: tuple[Portfolio, ...] = ("revolving", "mortgage", "revolving")
    for portfolio, cell in zip(kinds, (Cell("100.00"), Cell("9.00"), DOUBTFUL), strict=True):
        slot = sheet.account()
        slot.put("portfolio", portfolio, [sheet.word(portfolio, 0.99)], via="portfolio")
        sheet.amount(slot, "balance", cell)
    assert balances(sheet.report().accounts) == ["100.00", "9.00", "40.00"]


def test_a_fairly_sure_amount_that_a_sum_denies_by_one_figure_is_a_conflict() -> None:
    report = read([Cell("100.00"), Cell("45.00", 0.8)], ("Balances:", "$148.00"))
    assert balances(report.accounts) == ["100.00", None]
    assert reason(report, "/accounts/1/balance") == "conflict"
    assert "/accounts/1/balance" not in report.evidence


@pytest.mark.parametrize(
    ("cells", "total"),
    [
        ([Cell("100.00"), Cell("45.00", 0.99)], "$148.00"),  # sure
        ([Cell("100.00", 0.8), Cell("45.00", 0.8)], "$148.00"),  # which of the two?
        ([Cell("100.00"), Cell("45.00", 0.8)], "$167.00"),  # two figures
        ([Cell("100.00"), Cell("45.00", 0.8)], "$145.00"),  # it comes out
        ([Cell("3.00"), Cell("45.00", 0.8), Cell("30.00")], "$48.00"),  # without the third it comes out
        ([Cell("8.00", condition="closed"), Cell("45.00", 0.8)], "$45.00"),  # of what is open it comes out
        ([Cell("100.00"), Cell("45.00", 0.8), Cell("9.00", 0.5)], "$148.00"),  # a part is unknown
    ],
)
def test_otherwise_a_fairly_sure_amount_stands(cells: list[Cell], total: str) -> None:
    assert balances(read(cells, ("Balances:", total)).accounts) == balances(read(cells).accounts)


def test_what_is_no_sum_of_accounts_is_no_total() -> None:
    sheet = Summary()
    sheet.sum("Inquiries (2 years):", "140")
    sheet.sum("Balances:", "none")
    assert sheet.draft.totals == []


# -- whatever is summed

amounts = st.integers(0, 99_999).map(lambda n: f"{n}.00")
sures = st.sampled_from((0.3, 0.7, 0.8, 0.95, 0.99))
others = st.lists(st.tuples(amounts, st.floats(0.02, 0.5)), max_size=3).map(tuple)
printed = st.builds(Cell, st.none() | amounts, sures, others, st.sampled_from((None, "open", "closed")))


@given(st.lists(printed, min_size=1, max_size=6), amounts, st.data())
def test_no_sum_says_what_nobody_read(cells: list[Cell], anything: str, data: st.DataObject) -> None:
    some = data.draw(st.lists(st.sampled_from(cells), unique_by=id))
    total = data.draw(st.sampled_from((anything, f"{sum(Decimal(c.text or 0) for c in some)}")))
    report = read(cells, ("Balances:", f"${total}"))
    alone = read(cells)
    for n, (cell, account) in enumerate(zip(cells, report.accounts, strict=True)):
        readings = {cell.text, *(text for text, _ in cell.others)}
        assert account.balance is None or str(account.balance) in readings
        if cell.sure >= 0.95:
            assert account.balance == alone.accounts[n].balance
        if account.balance is not None:
            seen = report.evidence[f"/accounts/{n}/balance"]
            assert seen.text == f"${account.balance}"
            assert cell.sure >= 0.75 or [p.text for p in seen.also] == [f"${total}"]
        else:
            assert reason(report, f"/accounts/{n}/balance") in ("dash", "unreadable", "conflict")


@given(st.lists(amounts, min_size=2, max_size=8), st.data())
def test_a_whole_sum_brings_back_its_one_unsure_part(texts: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(texts) - 1))
    cells = [Cell(text, 0.4 if n == at else 0.99) for n, text in enumerate(texts)]
    report = read(cells, ("Balances:", f"${sum(map(Decimal, texts))}"), ("Total Accounts", str(len(texts))))
    nought = Decimal(texts[at]) == 0
    assert balances(report.accounts) == [None if nought and n == at else text for n, text in enumerate(texts)]


def test_a_word_of_ocr_knows_what_else_it_may_be() -> None:
    word = Word("$40", 0, 0, 9, 9, confidence=0.5, others=(("$48", 0.3),))
    sheet = Sheet()
    slot = sheet.account()
    slot.put("balance", Decimal("40.00"), [word])
    assert slot.doubts["balance"].others == (("$48", 0.3),)
