"""A page picture held upright and straight for an engine, and the words' places put back.

Four things are undone: a sheet photographed from the side (see `sheet`), a page scanned on its side (told by its ink) or upside down (tried only when what was read makes
no sense, and decided by what reads best), a skew or the fanning lines of a photograph (measured from
the words themselves and taken out of their coordinates, not out of the picture), and shadows.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np

from creditai.documents import Word
from creditai.ocr import Picture, Points, Seen
from creditai.ocr.sheet import laid_flat, moved
from creditai.ocr.typeface import heavy, settled

Look = Callable[[Picture], list[Seen]]

READS_WELL = 0.80
"""Mean confidence over long words below which the other three orientations are tried."""
_LONG = 4
_MIN_SLOPES = 3
_STEEPEST = 0.05
"""Of a page laid askew on a scanner's glass: three degrees."""
_CLEARLY = 1.01
_FINE = 31
"""Pixels of a picture at 120 dots an inch: some lines of text, less than a column's width."""
_BAR, _FILLED = (61, 21), 0.4
"""Around a pixel of a dark bar so wide and high a part of the page is ink in so large a share; around a rule it is not."""
_POINTS = 40_000
"""Of the page's ink, so many points are asked whether a tilt makes it lie more level."""


def grey(image: Any) -> Picture:
    """One channel, 0 black, from a Pillow image or an array of 1, 3 (RGB) or 4 channels."""
    array = np.asarray(image)
    if array.dtype == np.bool_:
        array = array.astype(np.uint8) * 255
    if array.ndim == 3:
        array = array[:, :, 0] if array.shape[2] == 1 else cv2.cvtColor(array[:, :, :3], cv2.COLOR_RGB2GRAY)
    return np.ascontiguousarray(array, dtype=np.uint8)


def flattened(picture: Picture) -> Picture:
    """Shadows and grey paper made white: each pixel over the brightness of the paper around it."""
    small = cv2.resize(picture, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 21)
    if int(paper.min()) > 215:
        return picture  # evenly lit: most scans
    height, width = picture.shape
    around = cv2.resize(paper, (width, height), interpolation=cv2.INTER_LINEAR)
    flat = cv2.divide(picture, np.maximum(around, 40), scale=255)
    return np.asarray(flat, dtype=np.uint8)


def _set_in(word: Word, size: float, *, bold: bool) -> Word:
    """The word with its type; as tall as that type is, about its middle, so that lines and gaps are judged
    as in a text layer and not by a detector's padding (`shown` keeps the padded box)."""
    middle = (word.y0 + word.y1) / 2
    half = min(0.55 * size, (word.y1 - word.y0) / 2)
    return word._replace(size=size, bold=bold, y0=round(middle - half, 2), y1=round(middle + half, 2))


@dataclass(frozen=True)
class Upright:
    """What was seen on the picture turned by `quarters` quarter turns counter-clockwise; `width` and
    `height` are the turned picture's, in pixels; `tilt` is its slope and fan. `photo`: from the sheet laid
    flat to the photograph of it."""

    seen: tuple[Seen, ...]
    quarters: int
    width: int
    height: int
    tilt: tuple[float, float]
    photo: Points | None = None

    def words(self, scale: float, page: int) -> tuple[Word, ...]:
        slope, fan = self.tilt
        sizes = settled(_sizes(self.seen))
        bold = heavy([s.stroke for s in self.seen], sizes)
        words = [self._word(s, slope, fan, scale, page) for s in self.seen]
        return tuple(
            _set_in(word, round(size * scale, 2), bold=heavily)
            for word, size, heavily in zip(words, sizes, bold, strict=True)
        )

    def _word(self, seen: Seen, slope: float, fan: float, scale: float, page: int) -> Word:
        straight = self._straight(seen.corners, slope, fan) * scale
        shown = self._back(seen.corners) * scale
        (x0, _), (x1, _) = straight.min(axis=0), straight.max(axis=0)
        # the word's own tilt is gone: its height is the mean of its sides, not of its bounding box
        y0 = float(straight[:2, 1].mean())
        y1 = float(straight[2:, 1].mean())
        return Word(
            text=seen.text,
            x0=round(float(x0), 2),
            y0=round(y0, 2),
            x1=round(float(x1), 2),
            y1=round(y1, 2),
            page=page,
            confidence=seen.confidence,
            others=seen.others,
            shown=(
                round(float(shown[:, 0].min()), 2),
                round(float(shown[:, 1].min()), 2),
                round(float(shown[:, 0].max()), 2),
                round(float(shown[:, 1].max()), 2),
            ),
        )

    def _straight(self, corners: Points, slope: float, fan: float) -> Points:
        """Rotation about the page's middle by the common slope, and lines that fan made level."""
        x = corners[:, 0] - self.width / 2
        y = corners[:, 1] - self.height / 2
        here = slope + fan * y / self.height
        return np.stack([x + slope * y + self.width / 2, y - here * x + self.height / 2], axis=1)

    def _back(self, corners: Points) -> Points:
        """From the turned picture to the picture as it was given."""
        x, y = corners[:, 0], corners[:, 1]
        if self.quarters == 1:
            x, y = self.height - y, x
        elif self.quarters == 2:
            x, y = self.width - x, self.height - y
        elif self.quarters == 3:
            x, y = y, self.width - x
        back = np.stack([x, y], axis=1)
        return back if self.photo is None else moved(back, self.photo)


def _sizes(seen: Sequence[Seen]) -> list[float]:
    """Each word's type; of a mark whose ink says nothing (a dash) the page's usual, or its box's where that
    is less: boxes around dashes are tall enough to reach into the lines above and below."""
    known = [s.size for s in seen if s.size is not None]
    usual = statistics.median(known) if known else float("inf")
    return [s.size or min(usual, float(np.linalg.norm(s.corners[3] - s.corners[0]))) for s in seen]


def upright(picture: Picture, look: Look) -> Upright:
    """What `look` sees on the picture, its sheet laid flat and turned the way that reads best."""
    sheet = laid_flat(picture)
    if sheet is not None:
        return replace(upright_of(sheet[0], look), photo=sheet[1])
    return upright_of(picture, look)


def upright_of(picture: Picture, look: Look) -> Upright:
    """The same of a picture that is all sheet."""
    flat = without_rules(flattened(picture))
    first = 1 if on_its_side(flat) else 0
    best = _turned(flat, first, look)
    if _reads(best.seen) >= READS_WELL or not best.seen:
        return best
    others = (2, 1, 3) if _lying(best.seen) else (1, 3, 2)
    for quarters in others if first == 0 else (3, 0, 2):
        tried = _turned(flat, quarters, look)
        if _reads(tried.seen) > _reads(best.seen):
            best = tried
        if _reads(best.seen) >= READS_WELL:
            break
    return best


def on_its_side(picture: Picture) -> bool:
    """Do the lines of ink run up and down? Between lines there is white from margin to margin, between letters there is not;
    columns are wider than `_FINE` and do not count."""
    small = cv2.resize(picture, None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA)
    ink = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1] > 0
    return _striped(ink.sum(axis=0)) > _striped(ink.sum(axis=1)) > 0


def _striped(profile: Any) -> float:
    """How unevenly the ink is spread, place by place, over what is usual around."""
    fine = profile - np.convolve(profile, np.ones(_FINE) / _FINE, "same")
    return float((fine**2).sum()) * len(profile)


def _turned(picture: Picture, quarters: int, look: Look) -> Upright:
    turned = np.ascontiguousarray(np.rot90(picture, quarters))
    height, width = turned.shape
    seen = tuple(look(turned))
    tilt = _levelled(turned, slopes([s.corners for s in seen], height))
    return Upright(seen, quarters, width, height, tilt)


def _levelled(picture: Picture, measured: tuple[float, float]) -> tuple[float, float]:
    """The tilt without which the page's lines of ink lie most level: boxes tell it to a pixel or two, which is much on
    a short word, so what they told and every slope of a scanner's are tried on the ink, and the best is refined."""
    ink = cv2.threshold(picture, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
    y, x = (axis[:: max(1, len(axis) // _POINTS)].astype(np.float64) for axis in np.nonzero(ink))
    height, width = picture.shape
    down, across = y / height - 0.5, x - width / 2

    def level(tilt: tuple[float, float]) -> float:
        return _level(y - (tilt[0] + tilt[1] * down) * across)

    slopes_ = [(float(slope), 0.0) for slope in np.arange(-_STEEPEST, _STEEPEST, 0.002)]
    best = max(((0.0, 0.0), measured, *slopes_), key=level)
    for step in (0.002, 0.001, 0.0005):
        around = [(best[0] + i * step, best[1] + 2 * j * step) for i in (-1, 0, 1) for j in (-1, 0, 1)]
        best = max((best, *around), key=level)
    return best if level(best) > _CLEARLY * level((0.0, 0.0)) else (0.0, 0.0)


def _level(heights: Any) -> float:
    """How unevenly ink is spread over the heights of the page: most where its lines are level."""
    return float((np.bincount((heights - heights.min()).astype(int)) ** 2.0).sum()) if len(heights) else 0.0


def _reads(seen: Sequence[Seen]) -> float:
    """Mean confidence over longer words; what is on its side gives few of them, unsure ones."""
    long = [s.confidence for s in seen if len(s.text) >= _LONG and _lies(s.corners)]
    return sum(long) / len(long) * min(1.0, 4 * len(long) / len(seen)) if long else 0.0


def _lying(seen: Sequence[Seen]) -> bool:
    """Most of what was found is wider than high, so the page does not lie on its side."""
    return 2 * sum(_lies(s.corners) for s in seen if len(s.text) > 1) >= sum(len(s.text) > 1 for s in seen)


def _lies(corners: Points) -> bool:
    return bool(np.linalg.norm(corners[1] - corners[0]) >= np.linalg.norm(corners[3] - corners[0]))


def slopes(corners: Sequence[Points], height: float) -> tuple[float, float]:
    """(slope, fan): a line of text drops by slope * dx, and by fan * (y / height) * dx more the
    further down the page it is. Medians over the wide words, so that one bad box does not tilt all."""
    wide = [c for c in corners if c[1, 0] - c[0, 0] > 3 * abs(c[3, 1] - c[0, 1])]
    if len(wide) < _MIN_SLOPES:
        return 0.0, 0.0
    dx = np.array([c[1, 0] - c[0, 0] + c[2, 0] - c[3, 0] for c in wide])
    dy = np.array([c[1, 1] - c[0, 1] + c[2, 1] - c[3, 1] for c in wide])
    middle = np.array([c[:, 1].mean() for c in wide]) / height - 0.5
    found = dy / dx
    slope = float(np.median(found))
    top, bottom = found[middle < -0.15], found[middle > 0.15]
    if len(top) < _MIN_SLOPES or len(bottom) < _MIN_SLOPES:
        return slope, 0.0
    apart = float(middle[middle > 0.15].mean() - middle[middle < -0.15].mean())
    return slope, float(np.median(bottom) - np.median(top)) / apart


def without_rules(picture: Picture) -> Picture:
    """Long horizontal and vertical ruling lines painted white, so that a table's frame is no text."""
    ink = np.asarray(cv2.threshold(picture, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1])
    reach = max(60, picture.shape[1] // 20)
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, reach), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((reach, 1), np.uint8))
    rules = _thin(across, axis=0) | _thin(down, axis=1)
    rules[cv2.blur(ink, _BAR) > _FILLED * 255] = 0  # above and below its white letters a bar is thin
    if not rules.any():
        return picture
    clean = picture.copy()
    clean[cv2.dilate(rules, np.ones((3, 3), np.uint8)) > 0] = 255
    return clean


def _thin(lines: Any, axis: int) -> Any:
    """Only what is thin: a filled box (a coloured head with white letters) is no ruling line."""
    kernel = np.ones((9, 1), np.uint8) if axis == 0 else np.ones((1, 9), np.uint8)
    thick = cv2.morphologyEx(lines, cv2.MORPH_OPEN, kernel)
    return cv2.subtract(lines, cv2.dilate(thick, kernel))
