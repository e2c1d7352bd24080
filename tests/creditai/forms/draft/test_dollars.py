"""Where all amounts have their dollar sign, a figure of its shape in its place is no figure."""

from __future__ import annotations

from decimal import Decimal

import pytest

from creditai.report import Report
from tests.creditai.forms.draft.test_doubts import Sheet
from tests.creditai.forms.paper import finished


def read(odd: str, *, signs: str = "$", sure: float | None = 0.96) -> Report:
    sheet = Sheet()
    for n in range(12):
        slot = sheet.account()
        slot.put("balance", Decimal(700 + n), [sheet.word(f"{signs}{700 + n}", sure)])
    slot.put("past_due", Decimal(odd.replace(",", "")), [sheet.word(odd, sure)])
    return finished(sheet.draft)


@pytest.mark.parametrize("odd", ["512,864", "50", "5412", "538"])
def test_a_figure_where_the_sign_should_be(odd: str) -> None:
    report = read(odd)
    assert report.accounts[-1].past_due is None
    assert [m.reason for m in report.coverage.missing if m.pointer == "/accounts/11/past_due"] == [
        "unreadable"
    ]


@pytest.mark.parametrize(
    ("odd", "signs", "sure"),
    [("412", "$", 0.96), ("500", "$", 0.96), ("5412", "", 0.96), ("5412", "$", None)],
)
def test_an_amount_that_may_be_one(odd: str, signs: str, sure: float | None) -> None:
    """Another figure, one that nothing sensible follows, a print without signs, text that nobody guessed."""
    assert read(odd, signs=signs, sure=sure).accounts[-1].past_due == Decimal(odd)
