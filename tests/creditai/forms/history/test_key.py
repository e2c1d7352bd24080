"""A key of codes above the accounts says what their histories mean."""

from __future__ import annotations

from dataclasses import replace

import pytest

from creditai.documents import Document
from creditai.forms.reading import read_print
from creditai.layouts.unseen import PRINT
from creditai.report import Report
from tests.creditai.forms import typed
from tests.creditai.forms.paper import by_month, finished

KEY = "Payment codes: C = Current, 1 = 30 days late, 2 = 60 days late, L = Charge-off, - = No data"
OTHER = "Rating key: C = Collection, 1 = 90 days late, 2 = 120 days late, L = Paid"
PAGE = """
# TransUnion Consumer Credit Report
KEY
# Accounts
## SAMPLE BANK
Account number:  412345******     Type:  Credit Card
Year   Jan   Feb   Mar   Apr   May   Jun   Jul   Aug   Sep   Oct   Nov   Dec
2026   C     C     1     2     C     C     C     C     C     L     -     -
"""
SAID = {
    **{f"2026-{n:02d}": "OK" for n in (1, 2, 5, 6, 7, 8, 9)},
    "2026-03": "30",
    "2026-04": "60",
    "2026-10": "CO",
    "2026-11": "ND",
    "2026-12": "ND",
}


def document(key: str) -> Document:
    return typed.document(PAGE.replace("KEY", key))


def history(read: Document) -> dict[str, str | None]:
    report: Report = finished(read_print(read, PRINT))
    return by_month(report.accounts[0].payment_history)


def test_letters_and_figures_mean_what_the_key_says() -> None:
    assert history(document(KEY)) == SAID


@pytest.mark.parametrize("key", ["", KEY.replace(" = ", " "), f"{OTHER}\nReport date: 11/11/2026\n{KEY}"])
def test_without_a_key_or_with_two_that_differ_nobody_is_late(key: str) -> None:
    """`1 30 days late` could count the months."""
    assert {"30", "60", "90", "CL", "CO", "PAID"}.isdisjoint(history(document(key)).values())


@pytest.mark.parametrize(("sure", "march"), [(0.99, "30"), (0.9, None)])
def test_a_stroke_that_ocr_took_for_a_figure_makes_nobody_late(sure: float, march: str | None) -> None:
    typed_page = document(KEY).pages[0]
    words = tuple(w._replace(confidence=sure if w.text == "1" else 0.999) for w in typed_page.words)
    scan = Document((replace(typed_page, words=words, kind="picture"),), "pdf")
    assert history(scan) == {**SAID, "2026-03": march}
