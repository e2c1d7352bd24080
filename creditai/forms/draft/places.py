"""Words -> where they stand: one box, the box of each line, and whether OCR was sure of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from creditai.documents import Word
from creditai.documents.lines import box_of
from creditai.forms.draft.broken import printed
from creditai.report import (
    Box,
    Place,
)

SURE = 0.75
"""OCR words less sure than this give no value (docs/decisions/0004-ocr.md has the figures behind it)."""


def place_of(words: Sequence[Word]) -> Place:
    return Place(words[0].page, shown_box(words), printed(words))


def unsure(words: Iterable[Word]) -> bool:
    told = [w.confidence for w in words if w.confidence is not None]
    return bool(told) and min(told) < SURE


def other_readings(words: Sequence[Word]) -> tuple[tuple[str, float], ...]:
    """What else OCR may have read there, one figure at a time, and how likely it held that."""
    return tuple(
        (printed([*words[:n], word._replace(text=text), *words[n + 1 :]]), likely)
        for n, word in enumerate(words)
        for text, likely in word.others
    )


def shown_box(words: Sequence[Word]) -> Box | None:
    """Around the words as they lie on the page; None in HTML, which has a path instead."""
    if words[0].path:
        return None
    if len(words) == 1:
        return words[0].shown or words[0].box
    shown = [w.shown for w in words]
    if not any(shown):
        return box_of(words)
    boxes = [box or w.box for w, box in zip(words, shown, strict=True)]
    return (
        min(b[0] for b in boxes),
        min(b[1] for b in boxes),
        max(b[2] for b in boxes),
        max(b[3] for b in boxes),
    )


def line_runs(words: Sequence[Word]) -> list[list[Word]]:
    """Split where the page or the line changes (the next word starts further left, or lower)."""
    runs = [[words[0]]]
    for before, word in pairwise(words):
        if word.page != before.page or (word.y0 + word.y1) / 2 > before.y1:
            runs.append([])
        runs[-1].append(word)
    return runs
