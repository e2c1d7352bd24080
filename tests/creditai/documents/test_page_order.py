"""Pages are read as they count themselves, and a page that is there twice is read once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from creditai import layouts
from creditai.documents import Document, Word
from creditai.documents.page_order import order_of
from creditai.errors import SeveralReports
from creditai.layouts import experian_acr, transunion_acr
from tests.creditai.forms import typed

NAMES = ("MOCK BANK", "SPECIMEN AUTO", "SAMPLE HOME LENDING")


def leaf(n: int, numbered: str, number: str = "") -> str:
    """The end of the account before this page, the beginning of the one that goes on overleaf."""
    before = f"Balance                $1,0{n}0\nCredit Limit           $5,000\n" if n else "# Accounts\n"
    page = (
        f"## {NAMES[n]}\nAccount Number         4111{number or n}XXXX\nDate Opened            03/15/201{n}\n"
    )
    return f"{before}{page}Responsibility         Individual\nAccount Type           Credit Card\n{numbered}"


def bound(order: Sequence[int], counted: bool = True) -> Document:
    """Three leaves and an end, in this order; their numbers stand at their feet."""
    texts = [leaf(n, "") for n in range(3)]
    texts.append(
        "Balance                $1,030\nCredit Limit           $5,000\n# Public Records\nNone reported\n" * 2
    )
    document = typed.document(*(texts[n] for n in order))
    pages = []
    for page, n in zip(document.pages, order, strict=True):
        foot = Word(f"{n + 1}/4", 1100, 1580, 1120, 1590, page=page.number, size=10.0)
        pages.append(replace(page, words=(*page.words, *([foot] if counted else ()))))
    return replace(document, pages=tuple(pages))


def opened(document: Document) -> list[tuple[str | None, str]]:
    report = layouts.read(document, file="bound.pdf", sha256="0" * 64)
    return [(a.furnisher, str(a.balance)) for a in report.accounts]


IN_ORDER = [(NAMES[0], "1010.00"), (NAMES[1], "1020.00"), (NAMES[2], "1030.00")]


def test_as_they_lie() -> None:
    assert order_of(bound([0, 1, 2, 3])).note is None
    assert opened(bound([0, 1, 2, 3])) == IN_ORDER


def test_pages_in_another_order() -> None:
    """Else the balance of one account would be another's."""
    assert opened(bound([0, 2, 1, 3])) == IN_ORDER
    report = layouts.read(bound([0, 2, 1, 3]), file="bound.pdf", sha256="0" * 64)
    assert report.source.note is not None
    assert "The pages were read as they are numbered: 1, 3, 2, 4." in report.source.note
    assert report.evidence["/accounts/1/furnisher"].page == 3


def test_a_page_that_is_there_twice() -> None:
    document = bound([0, 1, 1, 2, 3])
    assert order_of(document).again == {3: 2}
    assert opened(document) == IN_ORDER


@pytest.mark.parametrize("order", [[0, 2, 1, 3], [3, 1, 2, 0]])
def test_nothing_moves_where_no_page_is_numbered(order: list[int]) -> None:
    assert order_of(bound(order, counted=False)).pages == (1, 2, 3, 4)


def test_nothing_moves_where_two_pages_claim_one_place() -> None:
    document = bound([0, 2, 1, 3])
    other = replace(
        document.pages[3],
        words=tuple(w._replace(text="2/4" if w.text == "4/4" else w.text) for w in document.pages[3].words),
    )
    assert order_of(replace(document, pages=(*document.pages[:3], other))).pages == (1, 2, 3, 4)


def test_a_cover_sheet_has_no_number() -> None:
    cover = typed.document("FACSIMILE COVER SHEET").pages[0]
    pages = bound([0, 2, 1, 3]).pages
    moved = [
        replace(p, number=p.number + 1, words=tuple(w._replace(page=w.page + 1) for w in p.words))
        for p in pages
    ]
    assert order_of(Document((cover, *moved), "pdf")).pages == (1, 2, 4, 3, 5)


def test_pictures_of_one_page_need_not_be_read_alike() -> None:
    """OCR reads a word in twenty otherwise; under one number it is the page again, under another it is not."""
    document = bound([0, 1, 1, 2, 3])
    pages = [replace(page, kind="picture") for page in document.pages]
    words = list(pages[2].words)
    words[3] = words[3]._replace(text="misread")
    pages[2] = replace(pages[2], words=tuple(words))
    assert order_of(replace(document, pages=tuple(pages))).again == {3: 2}
    words[-1] = words[-1]._replace(text="4/4")
    pages[2] = replace(pages[2], words=tuple(words))
    assert order_of(replace(document, pages=tuple(pages))).again == {}


def test_two_reports_in_one_file_are_told_apart() -> None:
    """No defect of ours, and the pages are named."""
    one = """
Personal Credit Report for: DANA SAMPLE
File Number: 419220177
Date Created: 11/12/2026
Credit Report Date   11/12/2026
Accounts with Adverse Information
"""
    other = """
Prepared For          Date generated: Nov 12, 2026
12 Accounts 0 Public Records 2 Hard Inquiries
Account Info
Balance Updated       11/02/2026
On Record Until       Oct 2029
"""
    document = typed.document(one, "Satisfactory Accounts", other)
    assert transunion_acr.recognises(document)
    assert experian_acr.recognises(document)
    with pytest.raises(SeveralReports, match="from page 3 on Experian"):
        layouts.layout_of(document)
