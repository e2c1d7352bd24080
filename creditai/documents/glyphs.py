"""A PDF page's characters -> words with boxes, and how each word was painted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from itertools import repeat
from typing import Any

import numpy as np
import numpy.typing as npt

from creditai.documents import Word
from creditai.documents.paint import Style
from creditai.documents.pdfium import Floats, Handle, run, text_of
from creditai.documents.shown import Shown
from creditai.documents.spans import HYPHEN, spans_of
from creditai.errors import TooLarge

MOST_CHARACTERS = 250_000
"""On one page; the densest print has some 12,000."""

_UNSEEN = [*range(0x21), 0x7F, 0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF]
_LIGATURES = ("ff", "fi", "fl", "ffi", "ffl", "st", "st")
_AS_READ: dict[int, str | None] = {
    **dict.fromkeys(_UNSEEN),
    **{0xFB00 + i: spelt for i, spelt in enumerate(_LIGATURES)},
    ord(HYPHEN): "-",
}


@dataclass(frozen=True)
class Layer:
    """The text layer of one page, hidden words included. Word i begins in the text object
    `objects[code[i]]`, which paints in `styles[code[i]]`; `texts[i]` is what it reads, `boxes[i]` its box
    as shown. `length`: of all that PDFium found; `controls`: how many characters of that no text has."""

    words: list[Word]
    texts: list[str]
    boxes: Floats
    code: npt.NDArray[np.intp]
    objects: list[Handle]
    styles: list[Style]
    length: int
    controls: int


def layer_of(text_page: Handle, shown: Shown, number: int) -> Layer:
    text = text_of(text_page, MOST_CHARACTERS)
    if text is None:
        raise TooLarge(
            f"Page {number} holds more than {MOST_CHARACTERS:,} characters: this is no credit report.", number
        )
    found = spans_of(text_page, text, shown.turns)
    odd, controls = _oddities(text)
    texts = [word.translate(_AS_READ) for word in found.texts] if odd else found.texts
    boxes = shown.boxes(found.boxes).round(3)
    x0, y0, x1, y1 = boxes.T.tolist()
    words = in_bulk(
        texts,
        x0=x0,
        y0=y0,
        x1=x1,
        y1=y1,
        page=repeat(number),
        size=found.size.tolist(),
        bold=np.array([style.bold for style in found.styles], bool)[found.code].tolist(),
        angle=np.array([style.angle for style in found.styles], int)[found.code].tolist(),
    )
    code = found.code
    if not all(texts):
        kept = [i for i, read in enumerate(texts) if read]
        words, texts, boxes, code = (
            [words[i] for i in kept],
            [texts[i] for i in kept],
            boxes[kept],
            code[kept],
        )
    return Layer(words, texts, boxes, code, found.objects, found.styles, len(text), controls)


def _oddities(text: str) -> tuple[bool, int]:
    """Is there any character beyond plain ASCII, and how many are there that no text has?"""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    controls = ((codes < 32) & ((codes < 9) | (codes > 13))) | (codes == 127)
    count = int(np.count_nonzero(controls))
    return count > 0 or bool((codes > 127).any()), count


def in_bulk(texts: list[str], **columns: Iterable[Any]) -> list[Word]:
    """Words from their columns: a frozen class's own constructor takes several times as long."""
    words: list[Any] = list(map(object.__new__, repeat(Word, len(texts))))
    columns["text"] = texts
    for one in fields(Word):
        run(getattr(Word, one.name).__set__, words, columns.get(one.name, repeat(one.default)))
    return words
