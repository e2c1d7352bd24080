"""The white between words: where a line of print has a gap as wide as a space, a word ends.

An engine's spaces are a language model's opinion; the white is on the paper. How wide a space is, the line
itself tells where the engine saw some: a gap nearly as wide is one too. Otherwise a gap between letters is a
space when it is wider than `SPACE` times the height of the ink, which lies between the widest gap inside a
word and the narrowest space of common fonts. Figures stand further apart (`11`), so between two it takes more.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np

from creditai.ocr import Picture


class Inked(NamedTuple):
    """A letter where it stands: `x` is the middle of its column in pixels; `tick` and `other` as in `ctc.Letter`."""

    text: str
    x: float
    confidence: float
    tick: float = 0.0
    other: tuple[str, float] | None = None


SPACE = 0.42
FIGURE_SPACE = 0.75
_LETTER_GAP = 0.2
"""White narrower than this share of the ink's height parts letters of one word."""
_LIKE_THE_OTHERS = 0.85
"""As wide as the line's known spaces but for this share is a space; between figures, once and a half as wide."""
GREY = 0.4
_OFF = 1.0
"""The engine's place of a space is off by at most this many heights of the ink."""


def cut(crop: Picture, runs: Sequence[Sequence[Inked]]) -> Iterator[tuple[list[Inked], float, float]]:
    """Words of one line: letters with the first and last pixel column of their ink. `runs` are the
    engine's own words; they are never joined, only cut further, and their edges moved to the ink."""
    width = crop.shape[1]
    gaps, tall = _gaps(crop)
    inner, known = _without_known(gaps, runs, _OFF * tall)
    space, figure_space = _spaces(known, tall)
    inner = [gap for gap in inner if gap[1] - gap[0] >= space]
    words: list[list[Inked]] = []
    for run in runs:
        words.append([])
        for letter in run:
            if words[-1] and _parted(words[-1][-1], letter, inner, figure_space):
                words.append([])
            words[-1].append(letter)
    edges = [0.0, *(_between(a, b, gaps) for a, b in pairwise(words)), float(width)]
    for i, word in enumerate(words):
        yield word, *_ink(crop, edges[i], edges[i + 1])


def _parted(before: Inked, letter: Inked, gaps: Sequence[tuple[int, int]], figure_space: float) -> bool:
    """A gap lies between the two; the white around a mask's small stars is none."""
    if "*" in (before.text, letter.text):
        return False
    letters = before.text.isalpha() or letter.text.isalpha()
    return any(before.x < (a + b) / 2 < letter.x for a, b in gaps if letters or b - a >= figure_space)


def _spaces(known: Sequence[int], tall: int) -> tuple[float, float]:
    """From how many pixels on white is a space: between letters, and between two figures."""
    if not known:
        return SPACE * tall, FIGURE_SPACE * tall
    usual = float(np.median(known))
    return min(SPACE * tall, _LIKE_THE_OTHERS * usual), min(FIGURE_SPACE * tall, 1.5 * usual)


def _without_known(
    gaps: list[tuple[int, int]], runs: Sequence[Sequence[Inked]], reach: float
) -> tuple[list[tuple[int, int]], list[int]]:
    """The gaps that are not the engine's own spaces, and the widths of those that are: its columns are off
    by up to a letter, so each space takes the widest gap near it before a gap may cut a word."""
    rest = list(gaps)
    known: list[int] = []
    for before, after in pairwise(runs):
        middle = (before[-1].x + after[0].x) / 2
        near = [gap for gap in rest if abs((gap[0] + gap[1]) / 2 - middle) <= reach]
        if near:
            taken = min(near, key=lambda gap: abs((gap[0] + gap[1]) / 2 - middle) - (gap[1] - gap[0]))
            rest.remove(taken)
            known.append(taken[1] - taken[0])
    return rest, known


def _between(before: Sequence[Inked], after: Sequence[Inked], gaps: Sequence[tuple[int, int]]) -> float:
    """Where one word ends and the next begins: the middle of the widest white between them."""
    left, right = before[-1].x, after[0].x
    inside = [(b - a, (a + b) / 2) for a, b in gaps if left <= (a + b) / 2 <= right]
    return max(inside)[1] if inside else (left + right) / 2


def _gaps(crop: Picture) -> tuple[list[tuple[int, int]], int]:
    """Blank runs of columns that may be spaces, not counting the margins; and the ink's height."""
    ink = dark(crop)
    rows = np.flatnonzero(ink.sum(axis=1) > 0)
    if not len(rows):
        return [], 0
    tall = int(rows[-1] - rows[0] + 1)
    columns = np.flatnonzero(ink.any(axis=0))
    steps = np.flatnonzero(np.diff(columns) - 1 >= _LETTER_GAP * tall)
    return [(int(columns[i]) + 1, int(columns[i + 1])) for i in steps], tall


def _ink(crop: Picture, first: float, last: float) -> tuple[float, float]:
    part = dark(crop)[:, round(first) : max(round(last), round(first) + 1)]
    columns = np.flatnonzero(part.any(axis=0))
    if not len(columns):
        return first, last
    return round(first) + float(columns[0]), round(first) + float(columns[-1] + 1)


def dark(crop: Picture, grey: float = GREY) -> Picture:
    """1 where there is ink of this line; white letters on a dark ground count too; specks of noise and
    what reaches in from the lines above and below do not. `grey` as in `inked`."""
    return _own_line(inked(crop, grey))


def inked(crop: Picture, grey: float = GREY) -> Picture:
    """1 where the picture is dark, or light on a dark ground. `grey`: how far from the middle between ink and
    paper towards the paper ink still counts; at 0 neighbours are best apart, but thin strokes break."""
    level, ink = cv2.threshold(crop, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    if ink.mean() > 0.6:
        crop = np.asarray(255 - crop, np.uint8)
        level, ink = cv2.threshold(crop, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    if ink.all() or not ink.any():
        return np.zeros_like(crop)
    level += grey * (float(np.median(crop[ink == 0])) - level)
    return np.asarray(cv2.medianBlur((crop < level).astype(np.uint8), 3), np.uint8)


def _own_line(ink: Picture) -> Picture:
    """Without ink that touches the upper or lower edge and is parted from the middle by a blank row."""
    height = ink.shape[0]
    blank = np.flatnonzero(~ink.any(axis=1))
    above, below = blank[blank < 0.3 * height], blank[blank > 0.7 * height]
    own = ink.copy()
    if len(above) and ink[0].any():
        own[: above[-1]] = 0
    if len(below) and ink[-1].any():
        own[below[0] :] = 0
    return own
