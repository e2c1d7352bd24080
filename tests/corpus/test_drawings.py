"""Drawn documents: the same bytes for a seed, and on paper what the answer says."""

from __future__ import annotations

import re

import pypdfium2
import pytest

from creditai.contract import as_json, report_from_json
from tests.corpus.draw_html import draw as draw_html
from tests.corpus.drawings import drawn, sheet_of, strings, ways
from tests.corpus.prints import every_print
from tests.corpus.prints.paper import MONTHS
from tests.corpus.sheets import Sheet

PRINTS = every_print()
CASES = [(name, way) for name in PRINTS for way in ways(name)]


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    return "".join(page.get_textpage().get_text_range() for page in document)


def squeezed(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", text.casefold())


@pytest.mark.parametrize(("name", "way"), CASES)
def test_a_seed_is_always_the_same_bytes(name: str, way: str) -> None:
    assert drawn(PRINTS[name], 11, way, size=2).data == drawn(PRINTS[name], 11, way, size=2).data


@pytest.mark.parametrize(("name", "way"), [c for c in CASES if c[1] != "html"])
@pytest.mark.parametrize("seed", [2, 3])
def test_every_string_of_the_sheet_is_on_paper(name: str, way: str, seed: int) -> None:
    document = drawn(PRINTS[name], seed, way, size=3)
    on_paper = squeezed(text_of(document.data))
    for text in strings(document.sheet):
        for word in text.replace("{n}", "").replace("{m}", "").split():
            assert word == "tick" or squeezed(word) in on_paper


@pytest.mark.parametrize("name", sorted(PRINTS))
@pytest.mark.parametrize("seed", range(6))
def test_what_the_answer_says_was_written(name: str, seed: int) -> None:
    sheet = sheet_of(PRINTS[name], seed, size=5)
    paper = squeezed("".join(strings(sheet)))
    for account in sheet.truth.accounts:
        for value in (account.furnisher, account.account_number, account.account_type, account.status_text):
            assert value is None or squeezed(value) in paper
        for amount in (account.balance, account.past_due, account.high_credit, account.credit_limit):
            assert amount is None or f"{amount:.0f}" in paper
        for day in (account.opened, account.reported, account.closed, account.first_delinquency):
            assert day is None or _stands(str(day.year), day.month, day.day, paper)


@pytest.mark.parametrize(("name", "way"), [c for c in CASES if c[1] != "html"])
@pytest.mark.parametrize("seed", range(20, 25))
def test_no_word_hangs_over_the_edge_of_its_page(name: str, way: str, seed: int) -> None:
    for page in pypdfium2.PdfDocument(drawn(PRINTS[name], seed, way, size=2).data):
        left, bottom, right, top = page.get_mediabox()
        text = page.get_textpage()
        for n in range(text.count_rects()):
            x0, y0, x1, y1 = text.get_rect(n)
            assert x0 >= left - 1
            assert y0 >= bottom - 1
            assert x1 <= right + 1
            assert y1 <= top + 1


def _stands(year: str, month: int | None, day: int | None, paper: str) -> bool:
    if month is None:
        return year in paper
    name, numbers = MONTHS[month - 1].casefold(), f"{month:02d}" + ("" if day is None else f"{day:02d}")
    if day is None and f"{month:02d}{year[2:]}" in paper:
        return True
    return f"{numbers}{year}" in paper or bool(
        re.search(rf"{name}[a-z]*{'' if day is None else f'0?{day}'}{year}", paper)
    )


@pytest.mark.parametrize("name", sorted(PRINTS))
def test_the_answer_is_a_report_of_the_contract(name: str) -> None:
    truth = sheet_of(PRINTS[name], 4, size=5).truth
    assert report_from_json(as_json(truth)) == truth


@pytest.mark.parametrize("name", sorted(PRINTS))
def test_nothing_is_shaped_like_a_whole_social_security_number(name: str) -> None:
    for seed in range(8):
        for text in strings(sheet_of(PRINTS[name], seed, size=6)):
            assert not re.search(r"\b\d{3}-\d{2}-\d{4}\b", text)


def test_a_page_holds_what_a_saved_page_must_not_give_away() -> None:
    """Hidden columns and scripts are in some pages: what is in them is in no answer."""
    sheet = sheet_of(PRINTS["trimerge_iiq"], 1, size=2)
    pages = [draw_html(sheet, seed).decode() for seed in range(12)]
    assert any("ng-hide" in page.split("<style>")[1].split("</style>")[1] for page in pages)
    assert not any("88,888" in text for text in strings(sheet))


def one(sheet: Sheet) -> int:
    return len(sheet.truth.accounts)


def test_sizes_reach_from_nothing_to_many() -> None:
    counts = {one(sheet_of(PRINTS["equifax_acr"], seed)) for seed in range(30)}
    assert 0 in counts
    assert max(counts) >= 10
