"""How many stars a masked number has: counted on the paper, because a recogniser loses repeats.

`****` read by a network that merges equal neighbours comes out as any number of stars. A mask says
how many digits are hidden, and that is compared between bureaus, so the stars are counted as ink.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise, takewhile

import numpy as np

from creditai.ocr import Picture

STARS = re.compile(r"\*+")
_SHORT = 0.7
"""A star is at most this share of the word's height; where all are stars, each is as high as the word."""
_EVEN = 0.45
"""Star widths and steps may differ from their median by this share; more, and nothing is counted."""


def counted(text: str, ink: Picture) -> str | None:
    """The text with its one run of stars, at its start or its end, as long as the ink says; None when
    the ink cannot say. `ink`: 1 where dark, the word's own pixels."""
    runs = list(STARS.finditer(text))
    if len(runs) != 1 or (runs[0].start() > 0 and runs[0].end() < len(text)):
        return None
    blobs = _blobs(ink)
    if runs[0].group() == text:
        return "*" * len(blobs) if blobs and _equal(blobs) else None
    if runs[0].start():
        blobs = blobs[::-1]
    stars = list(takewhile(lambda blob: blob.short, blobs))
    if not stars or len(stars) == len(blobs) or not _equal(stars):
        return None
    rest = text[: runs[0].start()] or text[runs[0].end() :]
    return rest + "*" * len(stars) if runs[0].start() else "*" * len(stars) + rest


@dataclass(frozen=True)
class _Blob:
    """A run of columns with ink; `short`: a star's height, not a figure's."""

    first: int
    last: int
    short: bool


def _blobs(ink: Picture) -> list[_Blob]:
    columns = np.flatnonzero(ink.any(axis=0))
    if not len(columns):
        return []
    breaks = np.flatnonzero(np.diff(columns) > 1)
    starts = np.concatenate([columns[:1], columns[breaks + 1]])
    ends = np.concatenate([columns[breaks], columns[-1:]])
    rows = np.flatnonzero(ink.any(axis=1))
    tall = rows[-1] - rows[0] + 1
    found = []
    for first, last in zip(starts, ends, strict=True):
        own = np.flatnonzero(ink[:, first : last + 1].any(axis=1))
        short = bool(own[-1] - own[0] + 1 <= _SHORT * tall)
        found.append(_Blob(int(first), int(last), short))
    return found


def _equal(stars: list[_Blob]) -> bool:
    """Equal blobs, equally far apart: two that touch are not one."""
    widths = np.array([s.last - s.first + 1 for s in stars])
    steps = np.array([abs(b.first - a.first) for a, b in pairwise(stars)])
    return _even(widths) and (len(steps) == 0 or _even(steps))


def _even(values: np.ndarray) -> bool:
    middle = float(np.median(values))
    return bool((np.abs(values - middle) <= max(1.5, _EVEN * middle)).all())
