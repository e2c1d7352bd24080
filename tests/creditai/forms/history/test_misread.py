"""Rows of months whose small heads OCR misread: read again only where the sure ones say what stands there."""

from __future__ import annotations

import pytest

from creditai.documents import Word
from creditai.documents.lines import Line, lines_of
from creditai.forms.draft import Draft
from creditai.forms.history import read_history
from creditai.forms.history.misread import read_again, with_strays
from creditai.forms.history.tokens import Token, tokens
from creditai.report import Report
from tests.creditai.forms.paper import Paper, by_month, finished

NAMES = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ROW = [f"{NAMES[(5 - n) % 12]} {26 - (n > 5)}" for n in range(12)]
"""Jun 26 back to Jul 25."""
XS = [80.0 + 40 * n for n in range(12)]


def paper(heads: dict[int, str], unsure: dict[int, float] | None = None, sure: float | None = 0.99) -> Paper:
    """The row with other heads at some places, over a row of codes; `unsure`: how sure OCR was of some heads."""
    sheet = Paper(size=6)
    sheet.text(30, 100, "Month")
    for n, (x, text) in enumerate(zip(XS, ROW, strict=True)):
        sheet.text(x, 100, heads.get(n, text))
    sheet.text(30, 110, "Equifax")
    for x in XS:
        sheet.text(x, 110, "OK")
    by_x = {x: (unsure or {}).get(n, sure) for n, x in enumerate(XS)}
    sheet.words = [
        w._replace(
            confidence=sure
            if w.y0 > 105
            else by_x.get(max((x for x in XS if x <= w.x0 + 1), default=0), sure)
        )
        for w in sheet.words
    ]
    return sheet


def heads_of(sheet: Paper) -> list[Token]:
    return read_again(tokens(sheet.lines()[0]))


def dates(found: list[Token]) -> list[tuple[int | None, int | None]]:
    return [(t.year, t.month) for t in found if t.kind == "dated"]


WHOLE = dates(heads_of(paper({})))


def history(sheet: Paper) -> Report:
    draft = Draft(sheet.document())
    read_history(sheet.lines(), {}, draft.account("equifax"), {})
    return finished(draft)


def test_a_row_that_was_read_well_is_left_alone() -> None:
    assert len(WHOLE) == 12
    assert not any(t.by for t in heads_of(paper({})))


@pytest.mark.parametrize("misread", ["Feh 26", "Fab 26", "F eb 26", "Fe b 26", "eb 26", "fEB 26"])
def test_a_head_a_letter_from_the_month_of_its_place_is_that_month(misread: str) -> None:
    found = heads_of(paper({4: misread}))
    assert dates(found) == WHOLE
    (told,) = [t for t in found if t.by] or [found[5]]
    assert " ".join(w.text for w in told.words) == misread


@pytest.mark.parametrize("misread", ["Feb 25", "Xyz 26", "26", "Fxx 26", "Feb 2", "60"])
def test_anything_else_in_its_place_is_no_month(misread: str) -> None:
    assert (2026, 2) not in dates(heads_of(paper({4: misread})))


def test_a_month_out_of_its_place_is_believed_if_ocr_was_sure_of_it_and_nothing_is_mended_then() -> None:
    found = heads_of(paper({4: "Jan 26", 7: "Now 25"}))
    assert not any(t.by for t in found)


def test_a_row_that_leaves_a_month_out_without_leaving_room_tells_nothing() -> None:
    later = {n: f"{NAMES[(4 - n) % 12]} 25" for n in range(6, 12)}
    assert not any(t.by for t in heads_of(paper({4: "Feh 26", **later})))


def test_between_two_places_stands_no_month() -> None:
    sheet = paper({4: "Feh 26"})
    sheet.words = [
        w._replace(x0=w.x0 + 18, x1=w.x1 + 18) if XS[4] - 1 < w.x0 < XS[5] - 1 and w.y0 == 100 else w
        for w in sheet.words
    ]
    assert (2026, 2) not in dates(heads_of(sheet))


def test_an_unsure_head_stands_if_its_place_says_the_same() -> None:
    report = history(paper({}, {4: 0.5}))
    assert len(report.accounts[0].payment_history) == 12
    at = [str(h.month) for h in report.accounts[0].payment_history].index("2026-02")
    also = [place.text for place in report.evidence[f"/accounts/0/payment_history/{at}"].also]
    assert also == ["Feb 26", "Mar 26"] or also == ["Feb 26", "Jan 26"]


def test_an_unsure_head_that_says_another_month_dates_nothing() -> None:
    assert "2026-02" not in by_month(history(paper({4: "Aug 26"}, {4: 0.5})).accounts[0].payment_history)


def test_with_few_sure_heads_unsure_ones_date_nothing() -> None:
    unsure = dict.fromkeys(range(7), 0.5)
    assert len(history(paper({}, unsure)).accounts[0].payment_history) == 5


def test_what_nobody_had_to_guess_is_never_read_again() -> None:
    found = heads_of(paper({4: "Feh 26"}, sure=None))
    assert (2026, 2) not in dates(found)


def test_a_code_that_fell_apart_is_one_code() -> None:
    sheet = paper({})
    for n, word in enumerate(sheet.words):
        if word.text == "OK" and abs(word.x0 - XS[3]) < 1:
            sheet.words[n : n + 1] = [
                word._replace(text="O", x1=word.x0 + 2.5),
                word._replace(text="K", x0=word.x0 + 3.5),
            ]
            break
    assert set(by_month(history(sheet).accounts[0].payment_history).values()) == {"OK"}
    assert len(history(sheet).accounts[0].payment_history) == 12


def test_a_head_set_a_hair_lower_stands_in_its_row() -> None:
    sheet = paper({})
    sheet.words = [
        w._replace(y0=w.y0 + 2.8, y1=w.y1 + 3.5) if w.y0 == 100 and XS[3] - 1 < w.x0 < XS[4] - 1 else w
        for w in sheet.words
    ]
    apart = sheet.lines()
    assert len(apart) == 3
    joined = with_strays(apart)
    assert next(len(tokens(line)) for line in joined) == 13
    assert len(history(sheet).accounts[0].payment_history) == 12


def test_the_row_under_the_heads_stays_a_row() -> None:
    lines: list[Line] = paper({}).lines()
    assert with_strays(lines) == lines


def test_a_page_without_months_is_left_alone() -> None:
    words = tuple(Word("OK", 40 * n, 10, 40 * n + 9, 16, confidence=0.9) for n in range(9))
    lines = lines_of(Paper(words=list(words)).document().pages[0])
    assert [len(read_again(tokens(line))) for line in lines] == [9]
