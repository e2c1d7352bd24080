"""A PDF page's characters -> words with boxes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import fields
from itertools import repeat
from typing import Any

import numpy as np

from creditai.documents import Word
from creditai.documents.pdfium import (
    Handle,
    font_size,
    loose_boxes,
    matrices,
    object_of,
    run,
    text_of,
)
from creditai.documents.shown import Shown

_RUN = re.compile(r"[^\s\x00-\x1f\ufffe]+[\x02\ufffe]?")
_DROPPED = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF])
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_AS_READ = {**_DROPPED, **_LIGATURES, 0x02: "-", 0xFFFE: "-"}


def words_of(text_page: Handle, shown: Shown, number: int) -> tuple[Word, ...]:
    text = text_of(text_page)
    spans = [m.span() for m in _RUN.finditer(text)]
    if not spans:
        return ()
    firsts = [a for a, _ in spans]
    lasts = [b - 1 for _, b in spans]
    texts = [text[a:b].translate(_AS_READ) for a, b in spans]
    boxes = shown.boxes(np.concatenate([loose_boxes(text_page, firsts), loose_boxes(text_page, lasts)]))
    starts, ends = boxes[: len(spans)], boxes[len(spans) :]
    joined = np.hstack([np.minimum(starts[:, :2], ends[:, :2]), np.maximum(starts[:, 2:], ends[:, 2:])])
    sizes = _sizes(text_page, firsts)
    words = in_bulk(texts, joined.T.tolist(), number, sizes)
    return tuple(w for w in words if w.text)


def _sizes(text_page: Handle, firsts: Sequence[int]) -> list[float]:
    objects: dict[int, int] = {}
    of = list(map(object_of, repeat(text_page), firsts))
    for index, found in zip(firsts, of, strict=True):
        objects.setdefault(found or 0, index)
    scale = matrices(text_page, list(objects.values()))
    heights = np.hypot(scale[:, 2], scale[:, 3]) * np.array(
        list(map(font_size, repeat(text_page), objects.values()))
    )
    by_object = dict(zip(objects, heights.round(2).tolist(), strict=True))
    return [by_object[found or 0] for found in of]


def in_bulk(
    texts: Sequence[str], boxes: Sequence[Sequence[float]], number: int, sizes: Iterable[float]
) -> list[Word]:
    """Words column by column: a frozen class's own constructor takes several times as long."""
    words: list[Any] = list(map(object.__new__, repeat(Word, len(texts))))
    given: dict[str, Iterable[Any]] = {
        "text": texts,
        "x0": boxes[0],
        "y0": boxes[1],
        "x1": boxes[2],
        "y1": boxes[3],
        "page": repeat(number),
        "size": sizes,
    }
    for field in fields(Word):
        run(getattr(Word, field.name).__set__, words, given.get(field.name, repeat(field.default)))
    return words
