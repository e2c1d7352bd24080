"""Small ink that a detector passes over: the dash that means "nothing", a lone digit in a grid.

A dash and a blank are two different things on a credit report, and detectors trained on lines of text
miss a lone hyphen. What is found here is only a place to look: the recogniser decides what it is.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from creditai.ocr import Picture, Points, corners_of

MOST = 400
"""More specks than this on a page is noise, and none of them is looked at."""


def specks(picture: Picture, boxes: Sequence[Points]) -> list[Points]:
    """Boxes, as tall as a line, around ink of a dash's or a digit's size that lies in no box."""
    if not boxes:
        return []
    line = float(np.median([abs(b[3, 1] - b[0, 1]) for b in boxes]))
    ink = np.asarray(cv2.threshold(picture, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1])
    for box in boxes:
        cv2.fillPoly(ink, [_grown(box, line * 0.15)], 0)
    ink = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, max(2, int(line * 0.3))), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    found = [_place(stats[i], line) for i in range(1, count) if _sized(stats[i], line)]
    beside = [b for b in found if _on_a_line(b, boxes)]
    return beside if len(beside) <= MOST else []


def _sized(stat: np.ndarray, line: float) -> bool:
    """A dash (wider than high, thin) or a character, not dust and not a rule."""
    _, _, width, height, area = (float(v) for v in stat)
    dash = 0.12 * line <= width <= 1.6 * line and height <= 0.25 * line and width >= 1.5 * height
    character = 0.3 * line <= height <= 1.1 * line and 0.08 * line <= width <= 1.6 * line
    filled = 0.3 if dash else 0.1
    return (dash or character) and area >= filled * width * height and width * height >= 0.01 * line * line


def _place(stat: np.ndarray, line: float) -> Points:
    x, y, width, height = (float(v) for v in stat[:4])
    middle = y + height / 2
    pad = 0.35 * line
    return corners_of(x - pad, middle - line / 2, x + width + pad, middle + line / 2)


def _on_a_line(place: Points, boxes: Sequence[Points]) -> bool:
    """Stands at the height of some words: a form's cell always has its label or its row."""
    middle = place[:, 1].mean()
    return any(min(b[0, 1], b[1, 1]) <= middle <= max(b[2, 1], b[3, 1]) for b in boxes)


def _grown(box: Points, by: float) -> np.ndarray:
    grown = box + np.array([[-by, -by], [by, -by], [by, by], [-by, by]])
    return np.asarray(grown.round(), np.int32)
