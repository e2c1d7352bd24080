"""How large and how bold print is, measured in its ink: what headings are told from values by.

A detector's boxes are padded by guess and differ by a fifth between like lines. The height of a word's
ink does not, once it is known which of its letters reach up and which hang down.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence

import cv2
import numpy as np

from creditai.ocr import Picture

_HANGING = frozenset("gjpqy()[]{}|@")
_DIPPING = frozenset(",;$")
_RISING = frozenset("bdfhijklt!?'\"%&*#✓")
_X_HEIGHT, _RISE, _HANG, _DIP = 0.52, 0.72, 0.21, 0.1
"""Shares of the font's size, as in common text faces."""
BOLD = 1.2
"""A stroke this many times as thick, for its size, as the page's usual stroke is bold (regular words stay
under 1.12, bold ones lie between 1.2 and 1.4)."""
EVEN = 0.12
"""Sizes this near to each other are one size."""


def size_of(text: str, ink: Picture) -> float | None:
    """The font's size in pixels, from one word's ink; None where the ink says nothing (a dash)."""
    rows = np.flatnonzero(ink.any(axis=1))
    tall = any(c.isupper() or c.isdigit() or c in _RISING for c in text)
    if not len(rows) or not (tall or any(c.isalpha() for c in text)):
        return None
    below = max((_HANG if c in _HANGING else _DIP if c in _DIPPING else 0.0) for c in text)
    return float(rows[-1] - rows[0] + 1) / ((_RISE if tall else _X_HEIGHT) + below)


def stroke_of(ink: Picture) -> float | None:
    """The mean thickness of strokes in pixels: twice the area over the outline's length."""
    contours, _ = cv2.findContours(ink, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    outline = sum(cv2.arcLength(c, closed=True) for c in contours)
    return 2.0 * float(ink.sum()) / outline if outline else None


def settled(sizes: Sequence[float]) -> list[float]:
    """Sizes of a page's words with small differences taken out: each becomes the median of those that
    lie near it, the page's usual size first."""
    if not sizes:
        return []
    usual = statistics.median(sizes)
    rest = sorted(size for size in sizes if abs(size / usual - 1) > EVEN)
    groups: list[list[float]] = []
    for size in rest:
        if groups and size <= groups[-1][0] * (1 + EVEN):
            groups[-1].append(size)
        else:
            groups.append([size])
    middle = {size: statistics.median(group) for group in groups for size in group}
    return [middle.get(size, usual) for size in sizes]


def heavy(strokes: Sequence[float | None], sizes: Sequence[float]) -> list[bool]:
    """Which words are bold, held against the page's usual stroke for its size."""
    shares = [None if s is None else s / size for s, size in zip(strokes, sizes, strict=True)]
    known = [s for s in shares if s is not None]
    if not known:
        return [False] * len(shares)
    usual = statistics.median(known)
    return [s is not None and s > BOLD * usual for s in shares]
