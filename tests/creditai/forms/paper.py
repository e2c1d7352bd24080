"""A sheet to write words on at exact places, for tests of geometry that need no PDF."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from creditai.documents import Document, Mark, Page, Word
from creditai.documents.lines import Line, lines_of
from creditai.forms.draft import Draft
from creditai.report import HistoryMonth, Report, Source

WIDE = 0.5
"""Width of a character in parts of its height, as in an ordinary sans-serif."""


@dataclass
class Paper:
    """Words and marks of any number of Letter pages; `size` is the height of a line of text."""

    size: float = 9.0
    words: list[Word] = field(default_factory=list)
    marks: dict[int, list[Mark]] = field(default_factory=dict)

    def text(self, x: float, y: float, text: str, *, at: str = "left", page: int = 1) -> None:
        """`at`: whether x is the left edge, the centre or the right edge."""
        width = len(text) * WIDE * self.size
        start = {"left": x, "center": x - width / 2, "right": x - width}[at]
        column = 0
        for part in text.split(" "):
            if part:
                x0 = start + column * WIDE * self.size
                box = (x0, y, x0 + len(part) * WIDE * self.size, y + self.size)
                self.words.append(Word(part, *box, page=page, size=self.size))
            column += len(part) + 1

    def row(
        self, xs: Sequence[float], y: float, texts: Iterable[str], *, at: str = "left", page: int = 1
    ) -> None:
        for x, text in zip(xs, texts, strict=True):
            self.text(x, y, text, at=at, page=page)

    def mark(self, mark: Mark, page: int = 1) -> None:
        self.marks.setdefault(page, []).append(mark)

    def document(self) -> Document:
        last = max([w.page for w in self.words] + list(self.marks) + [1])
        pages = [
            Page(n, 612, 792, tuple(w for w in self.words if w.page == n), tuple(self.marks.get(n, ())))
            for n in range(1, last + 1)
        ]
        return Document(tuple(pages), "pdf")

    def lines(self) -> list[Line]:
        return [line for page in self.document().pages for line in lines_of(page)]


def finished(draft: Draft) -> Report:
    return draft.report(Source("drawn.pdf", "0" * 64, len(draft.document.pages), "text", "test"))


def by_month(history: Iterable[HistoryMonth]) -> dict[str, str | None]:
    return {str(h.month): h.status for h in history}
