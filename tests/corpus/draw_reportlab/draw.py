"""Elements of a sheet -> marks on pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from tests.corpus.draw_reportlab.look import Look, look
from tests.corpus.draw_reportlab.pen import GREY, Pen
from tests.corpus.sheets import Break, Calendar, Heading, Pairs, Para, Sheet, Strip, Table, Tri

RED = (0.7, 0.1, 0.1)


def draw(sheet: Sheet, seed: int, chosen: Look | None = None) -> bytes:
    """Drawn twice: only then is the number of pages known that the footers print."""
    wide = any(
        isinstance(e, (Tri, Strip)) or (isinstance(e, Table) and len(e.widths) > 8) for e in sheet.elements
    )
    style = chosen or look(seed, wide)
    if sheet.landscape and style.width < style.height:
        style = replace(style, width=style.height, height=style.width)
    first = _drawn(sheet, style, seed, 0)
    second = _drawn(sheet, style, seed, first.page)
    return second.finish()


def _drawn(sheet: Sheet, style: Look, seed: int, pages: int) -> Pen:
    pen = Pen(style, sheet.title, sheet.producer, sheet.furniture, pages, seed)
    for element in sheet.elements:
        _DRAW[type(element)](pen, element)
    return pen


def _heading(pen: Pen, e: Heading) -> None:
    size = pen.look.size * {1: 1.6, 2: 1.2, 3: 1.0}[e.level]
    width = pen.inner * (0.7 if e.tag else 1.0) - (pen.look.size * 1.5 if e.icon else 0)
    lines = pen.wrap(e.text, width, bold=True, size=size)
    pen.y += pen.line * {1: 1.0, 2: 0.7, 3: 0.4}[e.level]
    pen.room(size * 1.3 * len(lines) + pen.line)
    x = pen.look.left
    if e.icon:
        pen.icon(x, pen.y)
        x += pen.look.size * 1.5
    if e.tag:
        pen.text(pen.look.width - pen.look.right, pen.y, e.tag, bold=True, color=RED, right=True)
    for words in lines:
        pen.text(x, pen.y, words, bold=True, size=size)
        pen.y += size * 1.3
    if e.level == 1 and pen.look.lines:
        pen.rule(pen.look.left, pen.look.width - pen.look.right, pen.y + 1)
        pen.y += 4


def _para(pen: Pen, e: Para) -> None:
    size = max(6.0, pen.look.size - 1) if e.fine else pen.look.size
    for words in pen.wrap(e.text, pen.inner, size=size):
        pen.room(size * 1.3)
        pen.text(pen.look.left, pen.y, words, size=size, color=GREY if e.fine else (0, 0, 0))
        pen.y += size * 1.3
    pen.y += 2


def _pairs(pen: Pen, e: Pairs) -> None:
    if e.shape == "rows":
        _pair_columns(pen, e, 1)
    elif e.shape in ("columns2", "columns3"):
        _pair_columns(pen, e, int(e.shape[-1]))
    elif e.shape == "packed":
        _packed(pen, e)
    else:
        _cells(pen, e)
    pen.y += 3


def _label(e: Pairs, label: str) -> str:
    return f"{label}:" if e.colon and label else label


def _pair_columns(pen: Pen, e: Pairs, columns: int) -> None:
    """Label left, value right; the pairs run down the first column, then the next."""
    width = (pen.inner - pen.look.gutter * (columns - 1)) / columns
    widest = max((pen.measure(w, True) for label, _ in e.rows for w in _label(e, label).split()), default=0)
    share = min(0.6, max(pen.look.label_share, (widest + 5) / width))  # only values break inside words
    for at in range(0, len(e.rows), columns):
        blocks = []
        for column, (label, value) in enumerate(e.rows[at : at + columns]):
            left = pen.look.left + column * (width + pen.look.gutter)
            labels = pen.wrap(_label(e, label), width * share - 4, bold=pen.look.label_bold)
            values = pen.wrap(value, width * (1 - share))
            blocks.append((left, labels, values))
        tall = max(max(len(ls), len(vs)) for _, ls, vs in blocks)
        pen.room(tall * pen.line)
        for left, labels, values in blocks:
            for n, words in enumerate(labels):
                pen.text(left, pen.y + n * pen.line, words, bold=pen.look.label_bold)
            for n, words in enumerate(values):
                pen.text(left + width * share, pen.y + n * pen.line, words)
        pen.y += tall * pen.line
        if pen.look.lines and columns == 1:
            pen.rule(pen.look.left, pen.look.width - pen.look.right, pen.y - 1)


def _cells(pen: Pen, e: Pairs) -> None:
    """Three columns of "Label: value", or of a label above its value."""
    width = (pen.inner - pen.look.gutter * 2) / 3
    for at in range(0, len(e.rows), 3):
        cells = []
        for label, value in e.rows[at : at + 3]:
            if e.shape == "stacked3":
                cells.append(
                    [(w, True) for w in pen.wrap(_label(e, label), width, bold=True)]
                    + [(w, False) for w in pen.wrap(value, width)]
                )
            else:
                cells.append([(w, False) for w in pen.wrap(f"{_label(e, label)} {value}".strip(), width)])
        tall = max(len(c) for c in cells)
        pen.room(tall * pen.line)
        for column, lines in enumerate(cells):
            for n, (words, bold) in enumerate(lines):
                pen.text(
                    pen.look.left + column * (width + pen.look.gutter), pen.y + n * pen.line, words, bold=bold
                )
        pen.y += tall * pen.line + (3 if e.shape == "stacked3" else 0)


def _packed(pen: Pen, e: Pairs) -> None:
    text = " | ".join(f"{_label(e, label)} {value}".strip() for label, value in e.rows)
    for words in pen.wrap(text, pen.inner):
        pen.room(pen.line)
        pen.text(pen.look.left, pen.y, words)
        pen.y += pen.line


def _calendar(pen: Pen, e: Calendar) -> None:
    first = pen.measure("2020") + 16
    width = min((pen.inner - first) / 12, 48)

    def head() -> None:
        pen.text(pen.look.left, pen.y, e.corner)
        for n, month in enumerate(e.months):
            pen.text(
                pen.look.left + first + n * width + width / 2 + pen.measure(month) / 2,
                pen.y,
                month,
                right=True,
            )
        pen.y += pen.line

    pen.room(pen.line * 2)
    head()
    for year, cells in e.years:
        if pen.room(pen.line) and pen.look.lines:
            head()
        if pen.look.tint:
            pen.band(pen.look.left, pen.y, first + width * 12, pen.line - 1)
        pen.text(pen.look.left, pen.y, year, bold=True)
        for n, cell in enumerate(cells):
            middle = pen.look.left + first + n * width + width / 2
            if cell == "tick":
                pen.tick(middle, pen.y)
            elif cell:
                pen.text(middle + pen.measure(cell) / 2, pen.y, cell, right=True)
        pen.y += pen.line
    pen.y += 3


def _table(pen: Pen, e: Table) -> None:
    total = sum(e.widths)
    widths = [pen.inner * w / total for w in e.widths]
    lefts = [pen.look.left + sum(widths[:n]) for n in range(len(widths))]

    def line(cells: tuple[str, ...], bold: bool) -> None:
        wrapped = [pen.wrap(c, w - 6, bold=bold) for c, w in zip(cells, widths, strict=True)]
        tall = max(len(c) for c in wrapped)
        if pen.room(tall * pen.line) and e.repeat and not bold:
            line(e.header, True)
        for n, lines in enumerate(wrapped):
            for k, words in enumerate(lines):
                right = n in e.right
                pen.text(
                    lefts[n] + (widths[n] - 6 if right else 0),
                    pen.y + k * pen.line,
                    words,
                    bold=bold,
                    right=right,
                )
        pen.y += tall * pen.line
        if e.lined and pen.look.lines:
            pen.rule(pen.look.left, pen.look.width - pen.look.right, pen.y - 1)

    if any(e.header):
        pen.room(pen.line * 3)
        line(e.header, True)
    for row in e.rows:
        line(row, False)
    pen.y += 4


def _tri(pen: Pen, e: Tri) -> None:
    first = pen.inner * 0.25
    width = (pen.inner - first) / len(e.headers)
    pen.room(pen.line * 3)
    pen.text(pen.look.left, pen.y, e.label_header, bold=True)
    for n, name in enumerate(e.headers):
        left = pen.look.left + first + n * width
        x = left + (width - pen.measure(name, True)) / 2 if e.centred else left
        pen.text(x, pen.y, name, bold=True)
    pen.y += pen.line
    for label, values in e.rows:
        blocks = [
            pen.wrap(label, first - 6, bold=pen.look.label_bold),
            *(pen.wrap(v, width - 6) for v in values),
        ]
        tall = max(len(b) for b in blocks)
        pen.room(tall * pen.line)
        for n, lines in enumerate(blocks):
            x = pen.look.left + (0 if n == 0 else first + (n - 1) * width)
            for k, words in enumerate(lines):
                pen.text(x, pen.y + k * pen.line, words, bold=n == 0 and pen.look.label_bold)
        pen.y += tall * pen.line
        if pen.look.lines:
            pen.rule(pen.look.left, pen.look.width - pen.look.right, pen.y - 1)
    pen.y += 4


def _strip(pen: Pen, e: Strip) -> None:
    first = max([pen.measure(label, True) for label, _ in e.rows] + [pen.measure(e.corner)]) + 8
    width = (pen.inner - first) / e.per_band
    widest = (
        max([pen.measure(c) for _, cells in e.rows for c in cells] + [pen.measure(m) for m in e.months]) + 2
    )
    size = pen.look.size if widest <= width else max(4.5, pen.look.size * width / widest)
    for at in range(0, len(e.months), e.per_band):
        pen.room(pen.line * (len(e.rows) + 1))
        pen.text(pen.look.left, pen.y, e.corner, size=size)
        for n, month in enumerate(e.months[at : at + e.per_band]):
            pen.text(pen.look.left + first + n * width, pen.y, month, size=size)
        pen.y += pen.line
        for label, cells in e.rows:
            pen.room(pen.line)
            pen.text(pen.look.left, pen.y, label, bold=True)
            for n, cell in enumerate(cells[at : at + e.per_band]):
                if cell == "tick":
                    pen.tick(pen.look.left + first + n * width + width / 2, pen.y)
                elif cell:
                    pen.text(pen.look.left + first + n * width, pen.y, cell, size=size)
            pen.y += pen.line
        pen.y += 3


def _break(pen: Pen, e: Break) -> None:
    pen.turn()


_DRAW: dict[type, Callable[[Pen, Any], None]] = {
    Heading: _heading, Para: _para, Pairs: _pairs, Calendar: _calendar, Table: _table, Tri: _tri, Strip: _strip, Break: _break,
}  # fmt: skip
