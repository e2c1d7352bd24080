"""Reading order, and what stands on page after page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from reportlab.pdfgen.canvas import Canvas

from creditai.documents import pdf
from creditai.documents.flow import Flow, reading
from tests.creditai.documents.drawn import drawn


def _read(pages: Sequence[Callable[[Canvas], None]]) -> Flow:
    return reading(pdf.read(drawn(*pages)))


def _heads(flow: Flow) -> list[tuple[str, str]]:
    return [(name, " ".join(w.text for w in words)) for name, words in flow.heads]


def _body(c: Canvas, number: int, top: float = 700, lines: int = 20) -> None:
    for i in range(lines):
        c.drawString(72, top - 14 * i, f"Line {chr(97 + i)} of the text of part {number * 7 % 5}")


def _browser(number: int, of: int) -> Callable[[Canvas], None]:
    def draw(c: Canvas) -> None:
        c.drawString(24, 775, "3/4/27, 9:05 AM")
        c.drawString(260, 775, "Annual Credit Report - Sample")
        _body(c, number)
        c.drawString(24, 12, "https://example.com/cp/printReport.html?id=7")
        c.drawString(560, 12, f"{number}/{of}")

    return draw


@pytest.mark.parametrize("count", [1, 2, 5])
def test_browser_lines_are_heads(count: int) -> None:
    flow = _read([_browser(i + 1, count) for i in range(count)])
    assert len(flow.lines) == 20 * count
    assert {name for name, _ in flow.heads} == {"browser print line"}
    assert len(flow.heads) == 2 * count


def test_a_browser_line_whose_space_ocr_lost_is_a_head() -> None:
    def draw(c: Canvas) -> None:
        c.drawString(24, 775, "3/4/27,9:05 AM")
        _body(c, 1)

    assert _heads(_read([draw])) == [("browser print line", "3/4/27,9:05 AM")]


def test_browser_lines_in_mid_block_are_heads() -> None:
    """A print that was printed again: the old page's edges lie in the middle of the new one."""

    def draw(c: Canvas) -> None:
        _body(c, 1, top=760, lines=10)
        c.drawString(72, 600, "https://example.com/cp/printReport.html?id=7")
        c.drawString(520, 600, "6/91")
        c.drawString(72, 580, "Page 3 of 41")
        _body(c, 2, top=560, lines=10)

    flow = _read([draw])
    assert len(flow.lines) == 20
    assert [name for name, _ in flow.heads] == ["browser print line", "page number"]


def _bureau(number: int, of: int) -> Callable[[Canvas], None]:
    def draw(c: Canvas) -> None:
        c.drawString(40, 760, "Prepared for: DANA Q SAMPLE")
        c.drawString(250, 760, "Date: March 15, 2027")
        c.drawString(420, 760, "Confirmation # 7000000042")
        _body(c, number)
        c.drawString(280, 30, f"Page {number} of {of}")

    return draw


def test_a_bureaus_head_and_foot() -> None:
    flow = _read([_bureau(i + 1, 4) for i in range(4)])
    assert len(flow.lines) == 80
    assert _heads(flow)[:2] == [
        ("page header", "Prepared for: DANA Q SAMPLE Date: March 15, 2027 Confirmation # 7000000042"),
        ("page footer", "Page 1 of 4"),
    ]


@pytest.mark.parametrize(
    "printed", ["Page: {n} of {m}", "Página {n} de {m}", "Page {n} / {m}", "REPORT 123 | Page {n} of {m}"]
)
def test_page_numbers_of_every_wording(printed: str) -> None:
    def page(n: int) -> Callable[[Canvas], None]:
        def draw(c: Canvas) -> None:
            _body(c, n)
            c.drawString(280, 30, printed.format(n=n, m=3))

        return draw

    flow = _read([page(n) for n in (1, 2, 3)])
    assert len(flow.lines) == 60
    assert len(flow.heads) == 3


def _account(number: int) -> Callable[[Canvas], None]:
    def draw(c: Canvas) -> None:
        c.drawString(72, 740, f"Account Number: {number}2345678****")
        c.drawString(72, 720, "Account Information")
        for row in range(6):
            c.drawString(72, 700 - 14 * row, "Balance")
            c.drawString(300, 700 - 14 * row, f"${number * 7 + row}")
        c.drawString(72, 500, "Account Information")

    return draw


def test_one_account_a_page_loses_nothing() -> None:
    flow = _read([_account(n) for n in range(1, 7)])
    assert flow.heads == ()
    assert len(flow.lines) == 6 * 9


def test_repeated_table_heads_stay() -> None:
    def page(n: int) -> Callable[[Canvas], None]:
        def draw(c: Canvas) -> None:
            for x, bureau in ((200, "TransUnion"), (330, "Experian"), (460, "Equifax")):
                c.drawString(x, 765, bureau)
            _body(c, n)

        return draw

    flow = _read([page(n) for n in range(1, 6)])
    assert flow.heads == ()


def test_a_furnisher_called_page_is_no_page_number() -> None:
    def draw(c: Canvas) -> None:
        c.drawString(72, 500, "PAGE FEDERAL CREDIT UNION")
        c.drawString(72, 480, "Opened 3/4")

    assert _read([draw]).heads == ()


LAW = [
    "You",
    "have",
    "the",
    "right",
    "to",
    "know",
    "what",
    "is",
    "in",
    "your",
    "file",
    "and",
    "to",
    "dispute",
    "what",
    "is",
    "not",
    "accurate",
    "in",
    "it,",
    "and",
    "the",
    "agency",
    "must",
    "look",
    "into",
    "your",
    "dispute",
    "unless",
    "it",
    "is",
    "frivolous,",
    "as",
    "a",
    "rule",
    "within",
    "thirty",
    "days",
    "of",
    "hearing",
    "from",
    "you.",
] * 12


def _columns(c: Canvas, top: float = 600, gap: float = 316) -> list[str]:
    rows: list[str] = []
    at = 0
    for x in (50.0, gap):
        for i in range(14):
            row = ""
            while c.stringWidth(f"{row} {LAW[at]}") < 240:
                row = f"{row} {LAW[at]}".strip()
                at += 1
            c.drawString(x, top - 13 * i, row)
            rows.append(row)
    return rows


def test_two_columns_are_read_one_after_the_other() -> None:
    told: list[str] = []

    def draw(c: Canvas) -> None:
        told.clear()
        c.drawString(
            50, 700, "Summary of your rights under the Fair Credit Reporting Act, for the whole width of it"
        )
        for i in range(5):
            c.drawString(50, 680 - 13 * i, f"Label {i}")
            c.drawString(316, 680 - 13 * i, f"${i}00")
        told.extend(_columns(c))

    lines = [line.text for line in _read([draw]).lines]
    assert lines[1:6] == [f"Label {i} ${i}00" for i in range(5)]
    assert lines[6:] == told


def _pairs(c: Canvas) -> None:
    for i in range(24):
        c.drawString(72, 700 - 14 * i, f"Scheduled Payment {i}")
        c.drawString(306, 700 - 14 * i, f"$1,{100 + i}")


def _three(c: Canvas) -> None:
    for i in range(24):
        c.drawString(40, 700 - 14 * i, "Account Status:")
        for x in (180, 310, 440):
            c.drawString(x, 700 - 14 * i, "Open as of the last report")


def _grid(c: Canvas) -> None:
    for i in range(24):
        for month in range(12):
            c.drawString(60 + 41 * month, 700 - 14 * i, "OK")


@pytest.mark.parametrize("draw", [_pairs, _three, _grid])
def test_tables_are_not_taken_apart(draw: Callable[[Canvas], None]) -> None:
    flow = _read([draw])
    assert len(flow.lines) == 24
    assert len({len(line.cells) for line in flow.lines}) == 1


def test_a_watermark_is_in_nobodys_way() -> None:
    """It slants over the lines, and belongs to none."""

    def draw(c: Canvas) -> None:
        c.saveState()
        c.translate(120, 300)
        c.rotate(30)
        c.setFont("Helvetica", 140)
        c.setFillGray(0.9)
        c.drawString(0, 0, "SAMPLE")
        c.restoreState()
        c.setFont("Helvetica", 10)
        _body(c, 1)

    flow = _read([draw])
    assert _heads(flow) == [("watermark", "SAMPLE")]
    assert [line.text for line in flow.lines] == [
        f"Line {chr(97 + i)} of the text of part 2" for i in range(20)
    ]


def test_letters_placed_one_by_one_are_words() -> None:
    """Browsers place letters so. Where columns are narrow and far apart, PDFium takes the page for one that is
    written from top to bottom, and ends a line after each letter."""

    def draw(c: Canvas) -> None:
        for n in range(6):
            for x, text in ((40.0, "Credit limit"), (520.0, "Opened")):
                for letter in text:
                    c.drawString(x, 740 - 16 * n, letter)
                    x += c.stringWidth(letter, "Helvetica", 10)

    flow = _read([draw])
    assert [line.text for line in flow.lines] == ["Credit limit Opened"] * 6
