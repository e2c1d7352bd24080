"""Pages typed on a grid: the column of a character is its place, so that a test shows what it means.

`# ` begins a section heading (16 points, bold), `## ` a block's heading (12 points, bold), `! ` a bold line;
a form feed begins a new page. Five points a character, twelve a line; two spaces or more part cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from creditai.documents import Document, Page, Word
from creditai.documents.lines import Line, lines_of
from creditai.report import Source

_STYLES = {"# ": (16.0, True), "## ": (12.0, True), "! ": (10.0, True)}


def document(*pages: str, title: str = "") -> Document:
    """The typed pages as a document."""
    texts = [part for page in pages for part in page.split("\f")]
    return Document(tuple(_page(n, text) for n, text in enumerate(texts, start=1)), "pdf", title)


def _page(number: int, text: str) -> Page:
    words: list[Word] = []
    for row, line in enumerate(text.strip("\n").split("\n")):
        size, bold = 10.0, False
        for mark, (height, weight) in _STYLES.items():
            if line.startswith(mark):
                line, size, bold = line[len(mark) :], height, weight
        y = 40.0 + 14 * row
        words += [
            Word(m[0], 40 + 5.0 * m.start(), y, 40 + 5.0 * m.end(), y + 10, number, size, bold)
            for m in re.finditer(r"\S+", line)
        ]
    return Page(number, 1200, 1600, tuple(words))


def lines(text: str) -> Sequence[Line]:
    """The lines of one typed page."""
    return lines_of(document(text).pages[0])


SOURCE = Source("typed", "0" * 64, 1, "text", "typed")
