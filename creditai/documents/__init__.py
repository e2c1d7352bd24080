"""Bytes -> pages of words with boxes.

What every reader below `layouts` sees, whatever the paper was: a text PDF (`pdf`), a saved web page
(`html`, laid out on virtual pages so that geometry works; its words carry a CSS `path`), or words
that OCR read from its picture. Coordinates are points from the top left of the page as shown.

A page knows what kind it is. `picture` pages have no usable text: their words must come from OCR
before a layout sees them (`creditai.reading` does that); `why` says what was wrong with the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from creditai.report import Box

MarkKind = Literal["check", "fill", "rule", "image"]


class Word(NamedTuple):
    """A run of characters without a space; `page` from 1. Ligatures are spelt out, soft hyphens and zero-width
    characters dropped, private-use glyphs kept (they may be an icon font's tick). `size` is the
    font's height in points; `bold` as the font says (overprinted bold counts); `confidence` is
    None for text that nobody had to guess; `path` is the CSS path in HTML. Geometry is of the page held
    straight; where the paper lies askew (a scan), `shown` is the box on the page as it is seen.
    `angle`: which way the text runs, in degrees clockwise as shown: 0, 90, 180, 270, or another of slanting text. `others`: what OCR may have
    seen instead, with one figure read another way, and how likely it held that.

    A tuple because words come by the thousand a page: no other class is made as fast. Read it by its names."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    page: int = 1
    size: float = 0.0
    bold: bool = False
    confidence: float | None = None
    path: str | None = None
    shown: Box | None = None
    angle: int = 0
    others: tuple[tuple[str, float], ...] = ()

    @property
    def box(self) -> Box:
        return (self.x0, self.y0, self.x1, self.y1)


@dataclass(frozen=True, slots=True)
class Mark:
    """A drawing that may carry meaning: a tick path, a filled cell (with its colour as `#rrggbb`),
    a ruling line, a picture. `name`: in HTML, the classes of a cell that shows no text (`status-1`),
    which is all that a saved page has of a badge drawn by its style sheet."""

    kind: MarkKind
    box: Box
    color: str | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    width: float
    height: float
    words: tuple[Word, ...] = ()
    marks: tuple[Mark, ...] = ()
    kind: Literal["text", "picture"] = "text"
    why: str | None = None

    def __hash__(self) -> int:
        """Quick: a document is the key of caches, and its words are many."""
        return hash((self.number, self.width, self.height, len(self.words)))


@dataclass(frozen=True, slots=True)
class Document:
    """`title` and `producer` from the file's own metadata: hints for recognising, never evidence."""

    pages: tuple[Page, ...]
    kind: Literal["pdf", "html"]
    title: str = ""
    producer: str = ""


def read(data: bytes) -> Document:
    """The document in these bytes, by what they are and not by what the file is called. Raises a
    NotRead that says what they are when they are neither a PDF nor a saved web page."""
    from creditai.documents import kinds  # the parsers stand above the classes of this file

    if kinds.kind_of(data) == "pdf":
        from creditai.documents import pdf

        return pdf.read(data)
    from creditai.documents import html

    return html.read(data)
