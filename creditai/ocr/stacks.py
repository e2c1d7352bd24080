"""Boxes that hold several lines, taken apart: a detector joins what stands close above each other.

In a payment history the ticks of one month stand in a column, and a detector takes the column for one
upright word. A report has no upright words, so a box much taller than a line is cut at its blank rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from creditai.ocr import Picture, Points, Seen, corners_of
from creditai.ocr.white import inked

TALL = 1.6
"""More times the usual line's height than this is more than one line."""
_LEAST = 0.05
"""A band of ink thinner than this share of a line is no print; a dash is."""

_SLIVER = 0.8
"""A mark with this share of its width inside a longer word's box on its line is ink of that word."""


def parted(picture: Picture, boxes: Sequence[Points]) -> list[Points]:
    """The boxes, those of several lines cut into one for each; a page on its side is left alone."""
    line = line_of(boxes)
    return [
        part
        for box in boxes
        for part in (_lines(picture, box, line) if line and height_of(box) > TALL * line else [box])
    ]


def line_of(boxes: Sequence[Points]) -> float:
    """The usual height of the boxes of lying lines; 0 on a page that has no lines or is on its side."""
    heights = np.array([height_of(b) for b in boxes])
    widths = np.array([float(np.linalg.norm(b[1] - b[0])) for b in boxes])
    if not len(boxes) or (heights > widths).mean() > 0.5:
        return 0.0
    return float(np.median(heights[widths >= heights]))


def height_of(box: Points) -> float:
    return float(np.linalg.norm(box[3] - box[0]))


def _lines(picture: Picture, box: Points, line: float) -> Iterator[Points]:
    x0, y0 = np.maximum(box.min(axis=0), 0).astype(int)
    x1, y1 = np.ceil(box.max(axis=0)).astype(int)
    rows = np.flatnonzero(inked(picture[y0:y1, x0:x1]).any(axis=1))
    bands = np.split(rows, np.flatnonzero(np.diff(rows) > 1) + 1)
    bands = [band for band in bands if len(band) >= _LEAST * line]
    if len(bands) < 2 or any(len(band) > TALL * line for band in bands):
        yield box
        return
    for band in bands:
        pad = 0.15 * line
        yield corners_of(x0, y0 + band[0] - pad, x1, y0 + band[-1] + 1 + pad)


def seen_once(seen: Sequence[Seen]) -> list[Seen]:
    """Without marks found twice: one character whose middle lies in the box of the same character (the one
    with the smaller box stays), and one that is a sliver of a longer word's first or last letter."""
    low = np.array([s.corners.min(axis=0) for s in seen]).reshape(-1, 2)
    high = np.array([s.corners.max(axis=0) for s in seen]).reshape(-1, 2)
    area = np.prod(high - low, axis=1)
    middle = (low + high) / 2
    long = np.array([len(s.text) > 1 for s in seen], dtype=bool)
    dropped: set[int] = set()
    for i, mark in enumerate(seen):
        if len(mark.text) > 1:
            continue
        shared = np.minimum(high[:, 0], high[i, 0]) - np.maximum(low[:, 0], low[i, 0])
        on_line = (low[:, 1] < middle[i, 1]) & (middle[i, 1] < high[:, 1])
        if (long & on_line & (shared >= _SLIVER * (high[i, 0] - low[i, 0]))).any():
            dropped.add(i)
            continue
        within = ((middle > low[i]) & (middle < high[i])).all(axis=1)
        twins = [
            j
            for j in map(int, np.flatnonzero(within))
            if j != i and seen[j].text == mark.text and j not in dropped
        ]
        if any((area[j], j) < (area[i], i) for j in twins):
            dropped.add(i)
    return [s for i, s in enumerate(seen) if i not in dropped]
