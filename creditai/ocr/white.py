"""The white between words: where a line of print has a gap as wide as a space, a word ends.

An engine's spaces are a language model's opinion; the white is on the paper. A gap between letters is a
space when it is wider than `SPACE` times the height of the ink, which lies between the widest gap inside a
word and the narrowest space of common fonts; figures stand further apart (`11`), so between two it takes
`FIGURE_SPACE`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np

from creditai.ocr import Picture


class Inked(NamedTuple):
    """A letter where it stands: `x` is the middle of its column in pixels; `tick` as in `ctc.Letter`."""

    text: str
    x: float
    confidence: float
    tick: float = 0.0


SPACE = 0.42
FIGURE_SPACE = 0.75


def cut(crop: Picture, runs: Sequence[Sequence[Inked]]) -> Iterator[tuple[list[Inked], float, float]]:
    """Words of one line: letters with the first and last pixel column of their ink. `runs` are the
    engine's own words; they are never joined, only cut further, and their edges moved to the ink."""
    width = crop.shape[1]
    gaps, tall = _gaps(crop)
    inner = _without_known(gaps, runs)
    words: list[list[Inked]] = []
    for run in runs:
        words.append([])
        for letter in run:
            if words[-1] and _parted(words[-1][-1], letter, inner, FIGURE_SPACE * tall):
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


def _without_known(gaps: list[tuple[int, int]], runs: Sequence[Sequence[Inked]]) -> list[tuple[int, int]]:
    """The gaps that are not the engine's own spaces: its columns are off by up to a letter, so each
    space takes the gap nearest to it before a gap may cut a word."""
    rest = list(gaps)
    for before, after in pairwise(runs):
        middle = (before[-1].x + after[0].x) / 2
        if rest:
            rest.remove(min(rest, key=lambda gap: abs((gap[0] + gap[1]) / 2 - middle)))
    return rest


def _between(before: Sequence[Inked], after: Sequence[Inked], gaps: Sequence[tuple[int, int]]) -> float:
    """Where one word ends and the next begins: the middle of the widest white between them."""
    left, right = before[-1].x, after[0].x
    inside = [(b - a, (a + b) / 2) for a, b in gaps if left <= (a + b) / 2 <= right]
    return max(inside)[1] if inside else (left + right) / 2


def _gaps(crop: Picture) -> tuple[list[tuple[int, int]], int]:
    """Blank runs of columns as wide as a space, not counting the margins; and the ink's height."""
    ink = dark(crop)
    rows = np.flatnonzero(ink.sum(axis=1) > 0)
    if not len(rows):
        return [], 0
    tall = int(rows[-1] - rows[0] + 1)
    columns = np.flatnonzero(ink.any(axis=0))
    steps = np.flatnonzero(np.diff(columns) - 1 >= SPACE * tall)
    return [(int(columns[i]) + 1, int(columns[i + 1])) for i in steps], tall


def _ink(crop: Picture, first: float, last: float) -> tuple[float, float]:
    part = dark(crop)[:, round(first) : max(round(last), round(first) + 1)]
    columns = np.flatnonzero(part.any(axis=0))
    if not len(columns):
        return first, last
    return round(first) + float(columns[0]), round(first) + float(columns[-1] + 1)


def dark(crop: Picture) -> Picture:
    """1 where there is ink of this line; white letters on a dark ground count too; specks of noise and
    what reaches in from the lines above and below do not."""
    return _own_line(inked(crop))


def inked(crop: Picture) -> Picture:
    """1 where the picture is dark, or light on a dark ground."""
    _level, ink = cv2.threshold(crop, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    if ink.mean() > 0.6:
        ink = 1 - ink
    return np.asarray(cv2.medianBlur(np.asarray(ink, np.uint8), 3), np.uint8)


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
