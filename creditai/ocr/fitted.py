"""The boxes of lone marks, fitted to their ink.

Around a tick, a code or a short word a detector's box is a guess: it leans by thirty degrees, takes in the
lower half of the mark above, or cuts the mark itself. What was found there stays found; the box becomes
upright and goes around the pieces of ink whose middles lie in it, whole.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from creditai.ocr import Picture, Points, corners_of
from creditai.ocr.stacks import TALL, height_of, line_of

_LONE = 2.2
"""A box at most this many times as wide as a line is high holds a mark or a short word."""
_PAD = 0.2
"""White left around the ink, as a share of a line: about what a detector leaves."""
_DUST = 0.07
"""Ink smaller than this share of a line, both ways, is dust, or the dot of a letter that has other ink."""


def fitted(picture: Picture, boxes: Sequence[Points]) -> list[Points]:
    """The boxes; small ones around their own ink, and one where several went around parts of one word."""
    line = line_of(boxes)
    if not line:
        return list(boxes)
    pieces, middles = _pieces(picture, line)
    free = np.ones(len(pieces), dtype=bool)
    found: list[Points] = []
    small: list[tuple[Points, set[int]]] = []
    for box in boxes:
        own = _within(box, middles)
        if _width(box) <= _LONE * line:
            small.append((box, set(own)))
        else:
            free[own] = False
            found.append(box)
    for box, own in _united(small, pieces, line):
        rest = [piece for piece in own if free[piece]]
        around = _around(pieces[rest], line)
        if around is not None:
            found.append(around)
        elif rest or not own:
            found.append(box)
    return found


def _united(
    small: Sequence[tuple[Points, set[int]]], pieces: NDArray[np.float64], line: float
) -> list[tuple[Points, list[int]]]:
    """Boxes that share a piece of ink, and lie on one line together, as one."""
    groups: list[tuple[Points, set[int]]] = []
    for box, own in small:
        for n, (first, pool) in enumerate(groups):
            if pool & own and _around(pieces[sorted(pool | own)], line) is not None:
                groups[n] = (first, pool | own)
                break
        else:
            groups.append((box, own))
    return [(box, sorted(own)) for box, own in groups]


def _width(box: Points) -> float:
    return max(float(np.linalg.norm(box[1] - box[0])), height_of(box))


def _pieces(picture: Picture, line: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Connected ink of a letter's size: left, top, right, bottom of each, and its middle."""
    ink = np.asarray(cv2.threshold(picture, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1])
    stats = cv2.connectedComponentsWithStats(ink, connectivity=8)[2][1:].astype(np.float64)
    width, height = stats[:, 2], stats[:, 3]
    print_sized = (height <= TALL * line) & (width <= _LONE * line)
    stats = stats[print_sized & (np.maximum(width, height) >= _DUST * line)]
    sides = np.column_stack([stats[:, :2], stats[:, :2] + stats[:, 2:4]])
    return sides, (sides[:, :2] + sides[:, 2:]) / 2


def _within(box: Points, middles: NDArray[np.float64]) -> list[int]:
    """Which pieces have their middle in the box; it may lean, so its sides are asked, not its bounds."""
    inside = np.ones(len(middles), dtype=bool)
    for a, b in zip(box, np.roll(box, -1, axis=0), strict=True):
        to = middles - a
        inside &= (b[0] - a[0]) * to[:, 1] - (b[1] - a[1]) * to[:, 0] >= 0
    return [int(i) for i in np.flatnonzero(inside)]


def _around(pieces: NDArray[np.float64], line: float) -> Points | None:
    """The box around these pieces; None where there are none, or where they are more than one line."""
    if not len(pieces):
        return None
    x0, y0 = pieces[:, :2].min(axis=0)
    x1, y1 = pieces[:, 2:].max(axis=0)
    if y1 - y0 > TALL * line:
        return None
    pad = _PAD * line
    return corners_of(x0 - pad, y0 - pad, x1 + pad, y1 + pad)
