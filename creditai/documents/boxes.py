"""Elements of a saved page -> words with places on one virtual page.

Letters are all of one width, lines are as long as a line of print, tables as wide as their cells. A
`Block` is a piece of page with words placed from its own top left corner; blocks are stacked, and
the cells of a grid stand side by side, in columns that the whole grid shares.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from creditai.documents.unstyled import Unstyled, classes_of, ground_of

LETTER, LINE, SIZE = 5.0, 13.0, 10.0
"""Points: a letter's width, the pitch of lines, the height of a word."""
WRAP = 110
"""Letters on a line of running text."""
GUTTER = 20.0
"""Points between the columns of a grid."""

_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "dialog",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "legend",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "caption",
    ]
)
_BOLD = frozenset(["b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"])
_RUNS_ON = frozenset(
    [
        "b",
        "i",
        "em",
        "strong",
        "u",
        "font",
        "sup",
        "sub",
        "small",
        "big",
        "s",
        "del",
        "ins",
        "mark",
        "abbr",
        "wbr",
        "bdi",
    ]
)
_TEMPLATE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.S)
_UNSEEN = dict.fromkeys(
    [0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(9), *range(14, 32)]
)
_ROW = re.compile(r"(?:form-|flex-|table-|grid-)?row|d-flex|flex|columns|grid|tr", re.I)
_COLUMN = re.compile(
    r"(?:flex-|table-|grid-)?(?:cols?|columns?|cell|td)(?:[-_][a-z]+)*(?:[-_](\d{1,2}))?", re.I
)


_TELLING = re.compile(r"status|badge|check|tick|late|hist|rating|pmt", re.I)


@dataclass(slots=True)
class Placed:
    """A word, by its element, from the top left corner of its block."""

    text: str
    x: float
    y: float
    element: Any
    bold: bool


@dataclass(slots=True)
class Drawn:
    """An element that carries meaning beside its text, by class or as a picture."""

    kind: str
    x: float
    y: float
    width: float
    name: str
    color: str | None


@dataclass
class Block:
    words: list[Placed] = field(default_factory=list)
    drawn: list[Drawn] = field(default_factory=list)
    width: float = 0.0
    height: float = 0.0

    def place(self, other: Block, x: float, y: float) -> None:
        """Put another block here; it is used up."""
        for word in other.words:
            word.x, word.y = word.x + x, word.y + y
        for one in other.drawn:
            one.x, one.y = one.x + x, one.y + y
        self.words += other.words
        self.drawn += other.drawn
        self.width = max(self.width, x + other.width)
        self.height = max(self.height, y + other.height)


Cell = tuple[Any, int, int]
"""An element with the columns and the rows that it spans."""


@dataclass
class Page:
    """One element's content being laid out: finished lines in `block`, the line under way in `x`."""

    seen: Unstyled
    block: Block = field(default_factory=Block)
    x: float = 0.0
    apart: bool = True

    # -- inline

    def text(self, text: str, element: Any, bold: bool) -> None:
        text = _TEMPLATE.sub(" ", text).translate(_UNSEEN)
        if not text:
            return
        self.apart = self.apart or text[0].isspace()
        for run in text.split():
            self._word(run, element, bold)
            self.apart = True
        self.apart = text[-1].isspace()

    def _word(self, run: str, element: Any, bold: bool) -> None:
        words = self.block.words
        if not self.apart and self.x and words and words[-1].y == self.block.height:
            last = words[-1]
            last.text, last.element = last.text + run, _common(last.element, element)
            self.x += LETTER * len(run)
        else:
            if self.x:
                self.x += LETTER
            if self.x + LETTER * len(run) > LETTER * WRAP and self.x:
                self.end_line()
            words.append(Placed(run, self.x, self.block.height, element, bold))
            self.x += LETTER * len(run)
        self.block.width = max(self.block.width, self.x)

    def end_line(self) -> None:
        if self.x:
            self.block.height += LINE
        self.x, self.apart = 0.0, True

    def draw(self, element: Any, kind: str, name: str, words_before: int) -> None:
        """Mark an element: around its words, or with room of its own."""
        within = self.block.words[words_before:]
        if within:
            last = within[-1]
            x, y, width = within[0].x, within[0].y, last.x + LETTER * len(last.text) - within[0].x
        else:
            self.x += LETTER if self.x else 0.0
            x, y, width = self.x, self.block.height, 2 * LETTER
            self.x += width
            self.block.width = max(self.block.width, self.x)
            self.apart = True
        self.block.drawn.append(Drawn(kind, x, y, width, name, ground_of(element)))

    # -- elements

    def fill(self, element: Any, bold: bool = False) -> None:
        """The element's text and children, in order."""
        bold = bold or element.tag in _BOLD
        if element.tag in ("input", "textarea") and element.get("value"):
            self.text(element.get("value"), element, bold)
        self.text(element.text or "", element, bold)
        children = list(element)
        at = 0
        while at < len(children):
            child = children[at]
            at += 1
            if self.seen.is_seen(child):
                rows = list(_rows_from(children, at - 1, self.seen))
                if rows:
                    self._put(grid_of([row for _, row in rows], self.seen, bold))
                    at = rows[-1][0] + 1
                    child = children[at - 1]
                else:
                    self._child(child, bold)
            self.text(child.tail or "", element, bold)

    def _child(self, child: Any, bold: bool) -> None:
        match child.tag:
            case "br":
                self.end_line() if self.x else self._empty_line()
            case "img" | "svg":
                self.draw(child, "image", _name_of_picture(child), len(self.block.words))
            case "table":
                self._put(table_of(child, self.seen, bold))
            case "dl":
                self._put(grid_of(list(_definitions(child, self.seen)), self.seen, bold))
            case tag if tag in _BLOCKS:
                self._put(block_of(child, self.seen, bold))
            case _:
                self._inline(child, bold)

    def _inline(self, child: Any, bold: bool) -> None:
        styled = child.tag not in _RUNS_ON or bool(child.get("class"))
        if styled and not self._holds_money_sign():
            self.apart = True
        before = len(self.block.words)
        self.fill(child, bold)
        if len(child) == 0 and _tells(child, empty=len(self.block.words) == before):
            self.draw(child, "fill", child.get("class"), before)
        if styled and not self._holds_money_sign():
            self.apart = True

    def _holds_money_sign(self) -> bool:
        """A `$` in an element of its own belongs to the figure behind it."""
        return bool(self.x and self.block.words and self.block.words[-1].text in ("$", "-$", "#", "("))

    def _empty_line(self) -> None:
        self.block.height += LINE / 2 if self.block.height else 0.0

    def _put(self, other: Block) -> None:
        self.end_line()
        self.block.place(other, 0.0, self.block.height)


def block_of(element: Any, seen: Unstyled, bold: bool = False) -> Block:
    page = Page(seen)
    page.fill(element, bold)
    page.end_line()
    if len(element) == 0 and _tells(element, empty=not page.block.words):
        page.draw(element, "fill", element.get("class"), 0)
        page.end_line()
    return page.block


def _tells(element: Any, *, empty: bool) -> bool:
    """May its classes say something that its words do not? Empty blocks of other classes are spacers."""
    named = element.get("class") or ""
    if not empty or element.tag in ("div", "p", "li", "ul"):
        return bool(_TELLING.search(named))
    return bool(named)


def table_of(table: Any, seen: Unstyled, bold: bool) -> Block:
    """A table with what stands in it; captions above."""
    whole = Block()
    for caption in table.iterchildren("caption"):
        if seen.is_seen(caption):
            whole.place(block_of(caption, seen, bold), 0.0, whole.height)
    whole.place(grid_of(list(_table_rows(table, seen)), seen, bold), 0.0, whole.height)
    return whole


def _table_rows(table: Any, seen: Unstyled) -> Iterator[list[Cell]]:
    for child in table:
        if not seen.is_seen(child):
            continue
        rows = [child] if child.tag == "tr" else child.iterchildren("tr")
        for row in rows:
            if seen.is_seen(row):
                yield [
                    (cell, _span(cell, "colspan"), _span(cell, "rowspan"))
                    for cell in row.iterchildren("td", "th")
                    if seen.is_seen(cell)
                ]


def _span(cell: Any, name: str) -> int:
    told = re.match(r"\s*(\d{1,4})", cell.get(name) or "")
    return max(1, min(int(told[1]), 100)) if told else 1


def _definitions(element: Any, seen: Unstyled) -> Iterator[list[Cell]]:
    """Term beside definition; a further definition stands under the first."""
    term: Any = None
    groups = (list(child) if child.tag == "div" else [child] for child in element if seen.is_seen(child))
    for child in (one for group in groups for one in group if seen.is_seen(one)):
        if child.tag != "dd":
            if term is not None:
                yield [(term, 1, 1)]
            term = child
        else:
            yield [(term, 1, 1), (child, 1, 1)]
            term = None
    if term is not None:
        yield [(term, 1, 1)]


def _rows_from(children: Sequence[Any], at: int, seen: Unstyled) -> Iterator[tuple[int, list[Cell]]]:
    """Neighbours that are rows of columns by their classes, as one grid, each with its index."""
    for i in range(at, len(children)):
        if isinstance(children[i].tag, str) and seen.is_seen(children[i]):
            row = _row_of_columns(children[i], seen)
            if row is None:
                return
            yield i, row
            if (children[i].tail or "").strip():
                return


def _row_of_columns(element: Any, seen: Unstyled) -> list[Cell] | None:
    if element.tag in ("table", "tr", "tbody", "thead") or not any(
        _ROW.fullmatch(c) for c in classes_of(element)
    ):
        return None
    cells: list[Cell] = []
    for child in element:
        if not seen.is_seen(child):
            continue
        told = [m for c in classes_of(child) if (m := _COLUMN.fullmatch(c))]
        if not told:
            return None
        spans = [int(m[1]) for m in told if m[1]]
        cells.append((child, max(1, min(spans[-1], 12)) if spans else 1, 1))
    return cells if len(cells) > 1 else None


def grid_of(rows: list[list[Cell]], seen: Unstyled, bold: bool) -> Block:
    """Cells side by side, in columns that all rows share."""
    placed: list[tuple[int, int, int, int, Block]] = []  # row, column, columns, rows, content
    taken: set[tuple[int, int]] = set()
    for r, row in enumerate(rows):
        c = 0
        for element, across, down in row:
            while (r, c) in taken:
                c += 1
            if element is not None:
                content = block_of(element, seen, bold)
                placed.append((r, c, across, down, content))
            taken |= {(r + i, c + j) for i in range(1, min(down, len(rows) - r)) for j in range(across)}
            c += across
    xs = _column_starts(placed)
    heights = [LINE if any(p[0] == r for p in placed) else 0.0 for r in range(len(rows))]
    for r, _, _, down, content in placed:
        if down == 1:
            heights[r] = max(heights[r], content.height)
    ys = list(accumulate(heights, initial=0.0))
    whole = Block()
    for r, c, _, _, content in placed:
        whole.place(content, xs[c], ys[r])
    whole.height = max(whole.height, ys[-1])
    return whole


def _column_starts(placed: Sequence[tuple[int, int, int, int, Block]]) -> list[float]:
    count = max((c + across for _, c, across, _, _ in placed), default=0)
    widths = [0.0] * count
    for _, c, across, _, content in sorted(placed, key=lambda p: p[2]):
        need = content.width + GUTTER - sum(widths[c : c + across])
        for i in range(c, c + across) if need > 0 else ():
            widths[i] += need / across
    return list(accumulate(widths, initial=0.0))


def _common(first: Any, second: Any) -> Any:
    """The nearest element around both."""
    above = {first, *first.iterancestors()}
    return second if second in above else next(e for e in second.iterancestors() if e in above)


def _name_of_picture(element: Any) -> str:
    told = (element.get(name) for name in ("alt", "aria-label", "title", "class"))
    return next((name for name in told if name), (element.get("src") or "").rpartition("/")[2][:80])
