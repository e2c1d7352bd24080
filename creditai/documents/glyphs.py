"""A PDF page's characters -> words with boxes, and how each word was painted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import repeat
from typing import Any

import numpy as np

from creditai.documents import Word
from creditai.documents.paint import Style
from creditai.documents.pdfium import Floats, Handle, text_of
from creditai.documents.shown import Shown
from creditai.documents.spans import HYPHEN, Numbers, spans_of
from creditai.errors import TooLarge
from creditai.report import Box

MOST_CHARACTERS = 250_000
"""On one page; the densest print has some 12,000."""

_UNSEEN = [*range(0x21), 0x7F, 0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF]
_LIGATURES = ("ff", "fi", "fl", "ffi", "ffl", "st", "st")
_CONTROL = np.array([c < 9 or 13 < c < 32 or c == 127 for c in range(129)])
_AS_READ: dict[int, str | None] = {
    **dict.fromkeys(_UNSEEN),
    **{0xFB00 + i: spelt for i, spelt in enumerate(_LIGATURES)},
    ord(HYPHEN): "-",
}


@dataclass(frozen=True)
class Layer:
    """The text layer of one page, hidden words included. Word i reads `texts[i]`, lies in `boxes[i]` as
    shown, begins in the text object `objects[code[i]]` and is painted in `styles[style[i]]`. `length`: of
    all that PDFium found; `controls`: how many characters of that no text has."""

    words: list[Word]
    texts: list[str]
    boxes: Floats
    code: Numbers
    objects: list[Handle]
    style: Numbers
    styles: list[Style]
    length: int
    controls: int

    def only(self, kept: list[int]) -> Layer:
        """The layer with these of its words."""
        words, texts = [self.words[i] for i in kept], [self.texts[i] for i in kept]
        return replace(
            self,
            words=words,
            texts=texts,
            boxes=self.boxes[kept],
            code=self.code[kept],
            style=self.style[kept],
        )


def layer_of(text_page: Handle, shown: Shown, number: int) -> Layer:
    known = text_of(text_page, MOST_CHARACTERS)
    if known is None:
        raise TooLarge(
            f"Page {number} holds more than {MOST_CHARACTERS:,} characters: this is no credit report.", number
        )
    text, codes = known
    found = spans_of(text_page, text, codes, shown.turns)
    controls = int(np.count_nonzero(_CONTROL[np.minimum(codes, 128)]))
    odd = controls > 0 or bool((codes > 127).any())
    texts = [word.translate(_AS_READ) for word in found.texts] if odd else found.texts
    boxes = shown.boxes(found.boxes).round(3)
    words = in_bulk(texts, boxes, [found.styles[i] for i in found.style.tolist()], number)
    layer = Layer(
        words,
        texts,
        boxes,
        found.code,
        found.objects,
        found.style,
        found.styles,
        len(text),
        controls,
    )
    return layer if all(texts) else layer.only([i for i, read in enumerate(texts) if read])


class _Unwritten:
    """A `Word` that can be written: of the same layout, and made one by naming its class. Words come by the
    thousand a page, and a frozen class's own constructor takes ten times as long."""

    __slots__ = tuple(Word.__dataclass_fields__)
    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    page: int
    size: float
    bold: bool
    confidence: float | None
    path: str | None
    shown: Box | None
    angle: int


def in_bulk(texts: list[str], boxes: Floats, styles: list[Style], page: int) -> list[Word]:
    """A page's words, each from what it reads, its box and its style."""
    words: list[Any] = list(map(object.__new__, repeat(_Unwritten, len(texts))))
    for word, text, (x0, y0, x1, y1), style in zip(words, texts, boxes.tolist(), styles, strict=True):
        word.text = text
        word.x0 = x0
        word.y0 = y0
        word.x1 = x1
        word.y1 = y1
        word.page = page
        word.size = style.size
        word.bold = style.bold
        word.confidence = word.path = word.shown = None
        word.angle = style.angle
        word.__class__ = Word
    return words
