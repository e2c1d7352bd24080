"""How many stars a masked number has: counted on the paper, because a recogniser loses repeats.

`****` read by a network that merges equal neighbours comes out as any number of stars. A mask says
how many digits are hidden, and that is compared between bureaus, so the stars are counted as ink.
"""

from __future__ import annotations

import re
from itertools import pairwise

import numpy as np

from creditai.ocr import Picture

STARS = re.compile(r"\*+")
_EVEN = 0.45
"""Star widths and steps may differ from their median by this share; more, and nothing is counted."""


def counted(text: str, ink: Picture, x_of: dict[int, float]) -> str | None:
    """The text with its one run of stars as long as the ink says; None when the ink cannot say.

    `ink`: 1 where dark, the word's own pixels; `x_of`: middle of each character of `text`, in pixels."""
    runs = list(STARS.finditer(text))
    if len(runs) != 1:
        return None
    first, last = runs[0].span()
    start = _end_of(ink, x_of[first - 1], forward=True) if first else 0
    end = _end_of(ink, x_of[last], forward=False) if last < len(text) else ink.shape[1]
    found = _blobs(ink[:, start:end])
    return None if found is None else text[:first] + "*" * found + text[last:]


def _end_of(ink: Picture, x: float, *, forward: bool) -> int:
    """The next blank column from the middle of a character on: where its ink ends."""
    blank = np.flatnonzero(~ink.any(axis=0))
    beyond = blank[blank >= x] if forward else blank[blank <= x]
    if not len(beyond):
        return ink.shape[1] if forward else 0
    return int(beyond[0] if forward else beyond[-1] + 1)


def _blobs(part: Picture) -> int | None:
    """The number of equal, equally spaced blobs side by side; None when they are not."""
    columns = np.flatnonzero(part.any(axis=0))
    if not len(columns):
        return None
    breaks = np.flatnonzero(np.diff(columns) > 1)
    starts = np.concatenate([columns[:1], columns[breaks + 1]])
    ends = np.concatenate([columns[breaks], columns[-1:]]) + 1
    widths = ends - starts
    steps = np.array([b - a for a, b in pairwise((starts + ends) / 2)])
    if not (_even(widths) and (len(steps) == 0 or _even(steps))):
        return None
    return len(widths)


def _even(values: np.ndarray) -> bool:
    middle = float(np.median(values))
    return bool((np.abs(values - middle) <= max(1.5, _EVEN * middle)).all())
