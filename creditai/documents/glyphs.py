"""A PDF page's characters -> words with boxes, and how each word was painted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import repeat

import numpy as np

from creditai.documents import Word
from creditai.documents.paint import Style
from creditai.documents.pdfium import Floats, Handle, text_of
from creditai.documents.shown import Shown
from creditai.documents.spans import HYPHEN, Numbers, spans_of
from creditai.errors import TooLarge

MOST_CHARACTERS = 250_000
"""On one page; the densest print has some 12,000."""

_UNSEEN = [*range(0x21), 0x7F, 0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF]
_LIGATURES = ("ff", "fi", "fl", "ffi", "ffl", "st", "st")
_CONTROL = np.zeros(0x10000, bool)
_CONTROL[[*range(9), *range(14, 32), 127]] = True
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
    controls = int(np.count_nonzero(_CONTROL.take(codes, mode="clip")))
    odd = controls > 0 or bool((codes > 127).any())
    texts = [word.translate(_AS_READ) for word in found.texts] if odd else found.texts
    boxes = shown.boxes(found.boxes).round(3)
    words = in_bulk(texts, boxes, found.styles, found.style, number)
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


def in_bulk(texts: list[str], boxes: Floats, styles: list[Style], style: Numbers, page: int) -> list[Word]:
    """A page's words, each from what it reads, its box and the number of its style. They are made as the
    tuples that they are: by the thousand, a constructor's call for each is most of the time."""
    of = style.tolist()
    size, bold, angle = (
        map(each.__getitem__, of)
        for each in (
            [style.size for style in styles],
            [style.bold for style in styles],
            [style.angle for style in styles],
        )
    )
    unknown = repeat(None)
    rows = zip(
        texts, *boxes.T.tolist(), repeat(page), size, bold, unknown, unknown, unknown, angle, repeat(())
    )
    return list(map(tuple.__new__, repeat(Word), rows))
