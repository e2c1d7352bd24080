"""A PDF page's characters -> words with boxes, and how each word was painted."""

from __future__ import annotations

import re
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
_ODD = re.compile(r"[^\t\n\r -~]")
_LIGATURES = ("ff", "fi", "fl", "ffi", "ffl", "st", "st")
_AS_READ: dict[int, str | None] = {
    **dict.fromkeys(_UNSEEN),
    **{0xFB00 + i: spelt for i, spelt in enumerate(_LIGATURES)},
    ord(HYPHEN): "-",
}


@dataclass(frozen=True)
class Layer:
    """The text layer of one page, hidden words included. Word i begins in the text object
    `objects[code[i]]`, which paints in `styles[code[i]]`; `boxes[i]` is its box as shown. `text`: all
    that PDFium found, as it found it."""

    words: list[Word]
    boxes: Floats
    code: npt.NDArray[np.intp]
    objects: list[Handle]
    styles: list[Style]
    text: str

    def controls(self) -> int:
        """How many characters it has that no text has."""
        odd = {c for c in set(self.text) if c < " " or c == "\x7f"}
        return sum(map(self.text.count, odd.difference("\t\n\r\x0b\x0c")))


def layer_of(text_page: Handle, shown: Shown, number: int) -> Layer:
    text = text_of(text_page, MOST_CHARACTERS)
    if text is None:
        raise TooLarge(
            f"Page {number} holds more than {MOST_CHARACTERS:,} characters: this is no credit report.", number
        )
    found = spans_of(text_page, text, shown.turns)
    boxes = shown.boxes(found.boxes).round(3)
    x0, y0, x1, y1 = boxes.T.tolist()
    code = found.code.tolist()
    texts = _as_read(text, found.texts)
    words = in_bulk(
        texts,
        x0=x0,
        y0=y0,
        x1=x1,
        y1=y1,
        page=repeat(number),
        size=found.size.tolist(),
        bold=[found.styles[i].bold for i in code],
        angle=[found.styles[i].angle for i in code],
    )
    if all(texts):
        return Layer(words, boxes, found.code, found.objects, found.styles, text)
    kept = [i for i, read in enumerate(texts) if read]
    return Layer([words[i] for i in kept], boxes[kept], found.code[kept], found.objects, found.styles, text)


def _as_read(text: str, words: list[str]) -> list[str]:
    return [word.translate(_AS_READ) for word in words] if _ODD.search(text) else words


def in_bulk(texts: list[str], **columns: Iterable[Any]) -> list[Word]:
    """Words from their columns: a frozen class's own constructor takes several times as long."""
    words: list[Any] = list(map(object.__new__, repeat(Word, len(texts))))
    columns["text"] = texts
    for one in fields(Word):
        run(getattr(Word, one.name).__set__, words, columns.get(one.name, repeat(one.default)))
    return words
