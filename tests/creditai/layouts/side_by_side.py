"""Three-bureau sheets of invented people, drawn with reportlab or written as HTML, and what they say.

The sheet is drawn from plain data (`Sheet`), not from the product's tables. What varies: the order and
number of bureaus, how values are set, size, page format, where headers come again, wraps and breaks.
"""

from __future__ import annotations

import html
import io
from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.lib.pagesizes import landscape, letter
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

NAMES = {"transunion": "TransUnion", "experian": "Experian", "equifax": "Equifax"}
SHORT = {"transunion": "TUC", "experian": "EXP", "equifax": "EQF"}
Row = tuple[str, dict[str, str]]


@dataclass
class Trade:
    """One block: heading, rows of label -> bureau -> words, and codes by bureau, newest month first."""

    heading: str
    rows: list[Row]
    history: dict[str, list[str]] = field(default_factory=dict)


@dataclass
class Sheet:
    person: list[Row] = field(default_factory=list)
    scores: list[Row] = field(default_factory=list)
    summary: list[Row] = field(default_factory=list)
    trades: list[Trade] = field(default_factory=list)
    inquiries: list[tuple[str, str, str, str]] = field(default_factory=list)
    records: list[list[Row]] = field(default_factory=list)
    contacts: list[tuple[str, str, str]] = field(default_factory=list)
    newest: tuple[int, int] = (2026, 9)
    titles: dict[str, str] = field(default_factory=dict)

    def title(self, name: str) -> str:
        return self.titles.get(name, name)


@dataclass
class Style:
    order: Sequence[str] = ("transunion", "experian", "equifax")
    size: float = 9
    wide: bool = False
    values: str = "left"
    heads: str = "center"
    header: str = "account"
    names: dict[str, str] = field(default_factory=lambda: dict(NAMES))
    room: int = 1000
    """Lines on a page; small numbers break pages inside every block."""
    year: str = "line"


def months(sheet: Sheet, count: int = 24) -> list[tuple[int, int]]:
    year, month = sheet.newest
    first = 12 * year + month - 1
    return [((first - i) // 12, (first - i) % 12 + 1) for i in range(count)]


MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


class Pen:
    def __init__(self, style: Style) -> None:
        self.style = style
        self.format = landscape(letter) if style.wide else letter
        self.file = io.BytesIO()
        self.canvas = Canvas(self.file, pagesize=self.format)
        self.font = "Helvetica"
        self.left = 36.0
        self.width = self.format[0] - 72
        self.label = 0.28 * self.width
        self.column = (self.width - self.label) / len(style.order)
        self.step = 1.35 * style.size
        self.lines = 0
        self.y = self.format[1] - 40
        self.heads_on_page = style.header == "page"

    def put(self, x: float, text: str, *, at: str = "left", bold: bool = False, size: float = 0) -> None:
        font, points = (f"{self.font}-Bold" if bold else self.font), size or self.style.size
        self.canvas.setFont(font, points)
        width = stringWidth(text, font, points)
        self.canvas.drawString({"left": x, "center": x - width / 2, "right": x - width}[at], self.y, text)

    def down(self, lines: float = 1) -> None:
        self.y -= lines * self.step
        self.lines += 1
        if self.y < 40 or self.lines >= self.style.room:
            self.turn()

    def turn(self) -> None:
        self.canvas.showPage()
        self.y = self.format[1] - 40
        self.lines = 0
        if self.heads_on_page:
            self.heads()

    def heads(self) -> None:
        for i, bureau in enumerate(self.style.order):
            x = self.left + self.label + i * self.column
            at = self.style.heads
            place = {"left": x + 4, "center": x + self.column / 2, "right": x + self.column - 4}[at]
            self.put(place, self.style.names[bureau], at=at, bold=True)
        self.y -= self.step
        self.lines += 1

    def wrap(self, text: str, width: float) -> list[str]:
        lines, now = [], ""
        for word in text.split(" "):
            longer = f"{now} {word}".strip()
            if now and stringWidth(longer, self.font, self.style.size) > width:
                lines.append(now)
                longer = word
            now = longer
        return [*lines, now]

    def row(self, row: Row) -> None:
        label, values = row
        cells = {
            b: [line for part in values[b].split("\n") for line in self.wrap(part, self.column - 10)]
            for b in self.style.order
            if values.get(b)
        }
        labels = self.wrap(label, self.label - 8)
        for n in range(max([len(labels), *(len(c) for c in cells.values())])):
            if n < len(labels):
                self.put(self.left, labels[n])
            for i, bureau in enumerate(self.style.order):
                if n < len(cells.get(bureau, ())):
                    x = self.left + self.label + i * self.column
                    at = self.style.values
                    place = {"left": x + 4, "center": x + self.column / 2, "right": x + self.column - 6}[at]
                    self.put(place, cells[bureau][n], at=at)
            self.down()

    def section(self, title: str) -> None:
        self.down(1.5)
        self.put(self.left, title, bold=True, size=self.style.size + 4)
        self.down(1.6)

    def history(self, sheet: Sheet, trade: Trade) -> None:
        when = months(sheet)
        self.put(self.left, "Two-Year payment history", bold=True)
        self.down()
        start = self.left + 0.14 * self.width
        pitch = 0.86 * self.width / len(when)
        size = min(self.style.size, pitch / 2.1)
        self.put(self.left, "Month", size=size)
        for i, (_, month) in enumerate(when):
            self.put(start + pitch * i, MONTHS[month - 1], size=size)
        self.down()
        self.put(self.left, "Year", size=size)
        for i, (year, _) in enumerate(when):
            self.put(start + pitch * i, f"{year % 100:02d}", size=size)
        self.down()
        for bureau in self.style.order:
            if bureau in trade.history:
                self.put(self.left, self.style.names[bureau], size=size)
                for i, code in enumerate(trade.history[bureau]):
                    self.put(start + pitch * i, code, size=size)
                self.down()

    def done(self) -> bytes:
        self.canvas.save()
        return self.file.getvalue()


def as_pdf(sheet: Sheet, style: Style | None = None) -> bytes:
    pen = Pen(style or Style())
    pen.put(pen.left, "Three-Bureau Credit Report", bold=True, size=16)
    pen.down(2)
    if pen.style.header in ("page", "document"):
        pen.heads()
    for name, rows in (
        ("Personal Information", sheet.person),
        ("Credit Score", sheet.scores),
        ("Summary", sheet.summary),
    ):
        if rows:
            pen.section(sheet.title(name))
            if pen.style.header == "account":
                pen.heads()
            for row in rows:
                pen.row(row)
    pen.section(sheet.title("Account History"))
    for trade in sheet.trades:
        pen.down(0.8)
        pen.put(pen.left, trade.heading, bold=True)
        pen.down()
        if pen.style.header == "account":
            pen.heads()
        for row in trade.rows:
            pen.row(row)
        if trade.history:
            pen.history(sheet, trade)
    _tables(pen, sheet)
    return pen.done()


def _tables(pen: Pen, sheet: Sheet) -> None:
    heads_on_page, pen.heads_on_page = pen.heads_on_page, False
    if sheet.inquiries:
        pen.section(sheet.title("Inquiries"))
        xs = [pen.left + pen.width * part for part in (0, 0.34, 0.6, 0.8)]
        for x, head in zip(
            xs, ("Creditor Name", "Type of Business", "Date of inquiry", "Credit Bureau"), strict=True
        ):
            pen.put(x, head, bold=True)
        pen.down()
        for asked in sheet.inquiries:
            for x, text in zip(xs, asked, strict=True):
                pen.put(x, text)
            pen.down()
    pen.heads_on_page = heads_on_page
    if sheet.records:
        pen.section(sheet.title("Public Information"))
        for record in sheet.records:
            if pen.style.header == "account":
                pen.heads()
            for row in record:
                pen.row(row)
            pen.down(0.8)
    if sheet.contacts:
        pen.section(sheet.title("Creditor Contacts"))
        xs = [pen.left + pen.width * part for part in (0, 0.34, 0.8)]
        for line in (("Creditor Name", "Address", "Phone Number"), *sheet.contacts):
            for x, text in zip(xs, line, strict=True):
                pen.put(x, text)
            pen.down()


def as_html(sheet: Sheet, style: Style | None = None) -> bytes:
    style = style or Style()
    parts = ["<html><head><title>Three-Bureau Credit Report</title></head><body><h1>Credit Report</h1>"]
    for name, rows in (
        ("Personal Information", sheet.person),
        ("Credit Score", sheet.scores),
        ("Summary", sheet.summary),
    ):
        if rows:
            parts.append(f"<h2>{sheet.title(name)}</h2>{_html_rows(rows, style)}")
    parts.append(f"<h2>{sheet.title('Account History')}</h2>")
    for trade in sheet.trades:
        parts.append(f"<div class='sub_header'>{html.escape(trade.heading)}</div>")
        parts.append(_html_rows(trade.rows, style))
        if trade.history:
            parts.append(_html_history(sheet, trade, style))
    if sheet.inquiries:
        heads = "".join(
            f"<th>{t}</th>" for t in ("Creditor Name", "Type of Business", "Date of inquiry", "Credit Bureau")
        )
        body = "".join("<tr>" + "".join(f"<td>{t}</td>" for t in row) + "</tr>" for row in sheet.inquiries)
        parts.append(f"<h2>{sheet.title('Inquiries')}</h2><table><tr>{heads}</tr>{body}</table>")
    parts.append("</body></html>")
    return "".join(parts).encode()


def _html_rows(rows: Sequence[Row], style: Style) -> str:
    heads = "".join(f"<th class='header{SHORT[b]}'>{style.names[b]}</th>" for b in style.order)
    out = [f"<table class='rpt_table4column'><tr><th></th>{heads}</tr>"]
    for label, values in rows:
        cells = "".join(
            f"<td class='info'>{html.escape(values.get(b, '')).replace(chr(10), '<br>')}</td>"
            for b in style.order
        )
        out.append(f"<tr><td class='label'>{html.escape(label)}</td>{cells}</tr>")
    return "".join(out) + "</table>"


def _html_history(sheet: Sheet, trade: Trade, style: Style) -> str:
    when = months(sheet)
    out = ["<div>Two-Year payment history</div><table><tr><td>Month</td>"]
    out += [f"<td>{MONTHS[m - 1]}</td>" for _, m in when]
    out += ["</tr><tr><td>Year</td>", *(f"<td>{y % 100:02d}</td>" for y, _ in when), "</tr>"]
    for bureau in style.order:
        if bureau in trade.history:
            codes = "".join(f"<td>{code}</td>" for code in trade.history[bureau])
            out.append(f"<tr><td>{style.names[bureau]}</td>{codes}</tr>")
    return "".join(out) + "</table>"
