"""Unsure values are kept only where a sure print says the same, and dropped where sure prints deny them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from creditai.documents import Document, Page, Word
from creditai.forms.draft import Draft
from creditai.forms.draft.slots import Slot
from creditai.forms.fields import put
from creditai.report import Bureau, Report
from creditai.values import PartialDate
from tests.creditai.forms.paper import finished

AUGUST = PartialDate(2026, 8)


class Sheet:
    """A draft whose words are made as they are needed, each at a place of its own."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.draft = Draft(Document((Page(1, 612, 792),), "pdf"))

    def word(self, text: str, sure: float | None) -> Word:
        y = 10.0 * len(self.words)
        self.words.append(Word(text, 40, y, 100, y + 9, confidence=sure))
        return self.words[-1]

    def account(self, bureau: Bureau = "equifax", heading: Word | None = None) -> Slot:
        slot = self.draft.account(bureau)
        slot.put("furnisher", "SAMPLE BANK", [heading or self.word("SAMPLE BANK", 0.99)])
        return slot

    def say(self, slot: Slot, name: str, value: Any, sure: float | None) -> None:
        slot.put(name, value, [self.word(str(value), sure)])

    def month(self, slot: Slot, **amounts: tuple[str, float]) -> None:
        part = slot.part("monthly")
        self.say(part, "month", AUGUST, 0.99)
        for name, (value, sure) in amounts.items():
            self.say(part, name, Decimal(value), sure)

    def report(self) -> Report:
        self.draft.document = Document((Page(1, 612, 792, tuple(self.words)),), "pdf")
        return finished(self.draft)


def reason(report: Report, pointer: str) -> str | None:
    return next((m.reason for m in report.coverage.missing if m.pointer == pointer), None)


def test_an_unsure_balance_that_its_month_prints_too_is_kept_with_its_confidence() -> None:
    sheet = Sheet()
    slot = sheet.account()
    sheet.say(slot, "balance", Decimal("1250.00"), 0.5)
    sheet.say(slot, "reported", PartialDate(2026, 8, 7), 0.99)
    sheet.month(slot, balance=("1250.00", 0.98))
    report = sheet.report()
    assert report.accounts[0].balance == Decimal("1250.00")
    seen = report.evidence["/accounts/0/balance"]
    assert seen.confidence == 0.5
    assert [place.text for place in seen.also] == ["1250.00"]
    assert reason(report, "/accounts/0/balance") is None


def test_an_unsure_month_that_the_account_prints_too_is_kept() -> None:
    sheet = Sheet()
    slot = sheet.account()
    sheet.say(slot, "past_due", Decimal("75.00"), 0.98)
    sheet.say(slot, "reported", PartialDate(2026, 8, 7), 0.99)
    sheet.month(slot, past_due=("75.00", 0.6), balance=("10.00", 0.99))
    assert sheet.report().accounts[0].monthly[0].past_due == Decimal("75.00")


@pytest.mark.parametrize(
    ("month", "sure", "reported"),
    [
        ("1260.00", 0.98, PartialDate(2026, 8, 7)),  # it says something else
        ("1250.00", 0.6, PartialDate(2026, 8, 7)),  # it is no surer
        ("1250.00", 0.98, PartialDate(2026, 7, 7)),  # it is another month
    ],
)
def test_without_a_sure_print_of_the_same_fact_it_stays_unreadable(
    month: str, sure: float, reported: PartialDate
) -> None:
    sheet = Sheet()
    slot = sheet.account()
    sheet.say(slot, "balance", Decimal("1250.00"), 0.5)
    sheet.say(slot, "reported", reported, 0.99)
    sheet.month(slot, balance=(month, sure))
    report = sheet.report()
    assert report.accounts[0].balance is None
    assert reason(report, "/accounts/0/balance") == "unreadable"


def test_a_number_is_kept_where_another_bureau_s_column_says_it_surely() -> None:
    sheet = Sheet()
    heading = sheet.word("SAMPLE BANK", 0.99)
    columns: tuple[tuple[Bureau, float], ...] = (("transunion", 0.98), ("experian", 0.6), ("equifax", 0.97))
    for bureau, sure in columns:
        slot = sheet.account(bureau, heading)
        sheet.say(slot, "account_number", "9600******" if bureau != "equifax" else "9601******", sure)
    report = sheet.report()
    assert [a.account_number for a in report.accounts] == ["9600******", "9600******", "9601******"]
    assert report.evidence["/accounts/1/account_number"].confidence == 0.6


def test_unsure_columns_that_agree_with_each_other_prove_nothing() -> None:
    sheet = Sheet()
    heading = sheet.word("SAMPLE BANK", 0.99)
    bureaus: tuple[Bureau, ...] = ("transunion", "experian")
    for bureau in bureaus:
        slot = sheet.account(bureau, heading)
        sheet.say(slot, "account_number", "960******", 0.6)
    assert [a.account_number for a in sheet.report().accounts] == [None, None]


def test_two_accounts_of_one_furnisher_are_no_columns_of_one() -> None:
    sheet = Sheet()
    for sure in (0.98, 0.6):
        sheet.say(sheet.account(), "balance", Decimal("10.00"), sure)
    assert [a.balance for a in sheet.report().accounts] == [Decimal("10.00"), None]


def test_a_fairly_sure_amount_one_figure_from_a_sure_one_is_a_conflict() -> None:
    sheet = Sheet()
    slot = sheet.account()
    sheet.say(slot, "balance", Decimal("1250.00"), 0.8)
    sheet.say(slot, "reported", PartialDate(2026, 8, 7), 0.99)
    sheet.month(slot, balance=("1260.00", 0.99))
    report = sheet.report()
    assert report.accounts[0].balance is None
    assert reason(report, "/accounts/0/balance") == "conflict"
    assert "/accounts/0/balance" not in report.evidence


@pytest.mark.parametrize(("balance", "sure"), [("1250.00", 0.99), ("1250.00", None), ("900.00", 0.8)])
def test_what_is_sure_or_plainly_another_amount_is_left_to_the_rules(
    balance: str, sure: float | None
) -> None:
    sheet = Sheet()
    slot = sheet.account()
    sheet.say(slot, "balance", Decimal(balance), sure)
    sheet.say(slot, "reported", PartialDate(2026, 8, 7), 0.99)
    sheet.month(slot, balance=("1260.00", 0.99))
    assert sheet.report().accounts[0].balance == Decimal(balance)


def test_of_two_dates_that_cannot_both_be_the_unsure_one_goes() -> None:
    sheet = Sheet()
    slot = sheet.account()
    sheet.say(slot, "opened", PartialDate(2028, 3, 4), 0.8)
    sheet.say(slot, "last_payment", PartialDate(2026, 7, 1), 0.99)
    report = sheet.report()
    assert (report.accounts[0].opened, str(report.accounts[0].last_payment)) == (None, "2026-07-01")
    assert reason(report, "/accounts/0/opened") == "conflict"


def test_two_sure_dates_that_cannot_both_be_are_what_the_paper_says() -> None:
    sheet = Sheet()
    slot = sheet.account()
    sheet.say(slot, "opened", PartialDate(2028, 3, 4), 0.99)
    sheet.say(slot, "last_payment", PartialDate(2026, 7, 1), 0.99)
    assert sheet.report().accounts[0].opened is not None


@pytest.mark.parametrize(("sure", "left"), [(0.5, Decimal("10.00")), (0.99, None)])
def test_only_a_sure_second_print_denies_the_first(sure: float, left: Decimal | None) -> None:
    sheet = Sheet()
    slot = sheet.account()
    label = [sheet.word("Balance", 0.99)]
    put(slot, "balance", label, [sheet.word("$10", 0.99)])
    put(slot, "balance", label, [sheet.word("$18", sure)])
    assert sheet.report().accounts[0].balance == left
