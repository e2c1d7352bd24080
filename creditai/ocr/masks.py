"""How many stars and figures a number has: counted on the paper, because a recogniser loses repeats.

`****` read by a network that merges equal neighbours comes out as any number of stars, and `9600` as `960`.
A mask says how many digits are hidden, and that is compared between bureaus, so stars are counted as ink;
a word of figures with more ink than was read has lost one.
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
_FIGURES = re.compile(r"[$*(-]*\d[\d.,/*Xx)-]*")
"""Words of figures, each of which is one piece of ink as far as the columns tell."""
_ONE = 1.7
"""A star is at most so many times as wide as high; what is wider are some that touch."""
_EVEN = 0.45
"""Star widths and steps may differ from their median by this share; more, and nothing is counted."""


def counted(text: str, *inks: Picture) -> str | None:
    """The text with its one run of stars, at its start or its end, as long as the ink says; None when
    the ink cannot say. `inks`: the word's own pixels, 1 where dark, as one sees them or another; where
    they differ, the reading decides."""
    told = {found for ink in inks if (found := _counted(text, ink)) is not None}
    if len(told) > 1:
        return text if text in told else None
    return told.pop() if told else None


def _counted(text: str, ink: Picture) -> str | None:
    runs = list(STARS.finditer(text))
    if len(runs) != 1 or (runs[0].start() > 0 and runs[0].end() < len(text)):
        return None
    blobs = _blobs(ink)
    if runs[0].group() == text:
        return "*" * len(blobs) if blobs and _equal(blobs) else None
    if runs[0].start():
        blobs = blobs[::-1]
    stars = list(takewhile(lambda blob: blob.short, blobs))
    if not stars or len(stars) == len(blobs) or not _equal(stars) or _is_broken_off(stars, blobs):
        return None
    rest = text[: runs[0].start()] or text[runs[0].end() :]
    return rest + "*" * len(stars) if runs[0].start() else "*" * len(stars) + rest


def _is_broken_off(stars: list[_Blob], blobs: list[_Blob]) -> bool:
    """Is the star next to the figures a piece of one: narrower than the others, and nearer to the figures
    than stars stand to each other?"""
    figure = blobs[len(stars)]
    apart = [_white(a, b) for a, b in pairwise(stars)]
    narrow = stars[-1].wide < 0.8 * float(np.median([star.wide for star in stars]))
    return narrow and _white(stars[-1], figure) < 0.6 * float(np.median(apart))


def has_lost_figures(text: str, ink: Picture) -> bool:
    """Does the ink of a word of figures seem to have more tall marks side by side than were read? Thin
    figures break, so this is a reason to look again and no more."""
    if not _FIGURES.fullmatch(text):
        return False
    tall = int(np.count_nonzero(ink.any(axis=1)))
    marks = [blob for blob in _blobs(ink) if not blob.short]
    halves = sum(_are_halves(a, b, tall) for a, b in pairwise(marks))
    return len(marks) - halves > sum(c.isdigit() or c in "$/Xx()" for c in text)


def _are_halves(a: _Blob, b: _Blob, tall: int) -> bool:
    """A nought whose top and bottom are too thin for the ink: two narrow marks with little between them,
    less than two ones leave."""
    return max(a.wide, b.wide) <= 0.5 * tall and _white(a, b) <= 0.3 * tall


@dataclass(frozen=True)
class _Blob:
    """A run of columns with ink, so many pixels high; `short`: a star's height, not a figure's."""

    first: int
    last: int
    high: int
    short: bool

    @property
    def wide(self) -> int:
        return self.last - self.first + 1


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
        high = int(own[-1] - own[0] + 1)
        found.append(_Blob(int(first), int(last), high, high <= _SHORT * tall))
    return found


def _white(a: _Blob, b: _Blob) -> int:
    """Blank columns between two blobs."""
    return max(a.first, b.first) - min(a.last, b.last) - 1


def _equal(stars: list[_Blob]) -> bool:
    """Equal blobs, equally far apart: two that touch are not one, nor are all of them (bold type)."""
    if any(s.wide > _ONE * s.high for s in stars):
        return False
    widths = np.array([s.last - s.first + 1 for s in stars])
    steps = np.array([abs(b.first - a.first) for a, b in pairwise(stars)])
    return _even(widths) and (len(steps) == 0 or _even(steps))


def _even(values: np.ndarray) -> bool:
    middle = float(np.median(values))
    return bool((np.abs(values - middle) <= max(1.5, _EVEN * middle)).all())
