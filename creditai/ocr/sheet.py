"""The sheet in a photograph: found by its four edges and laid flat, as if seen from straight above.

A sheet seen from the side is a trapezoid: its lines fan and its columns lean, each by another angle, so that labels and
values part. A scan has no surround, and nothing is done to it; nor where an edge of the sheet is cut off, because the
picture's border says nothing of how the sheet lies.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from creditai.ocr import Picture, Points

_SMALL = 900
"""Pixels of the longer side on which the sheet is looked for."""
_AT_BORDER = 0.004
"""Of the picture's longer side: so near to its border are corners where an edge of the sheet was cut off."""
_LEAST, _FILLED = 0.4, 0.96
"""Parts of the picture that a sheet takes at least, and of its four corners' shape that its own shape fills."""
_LIGHTER = 40
"""Of 255: how much lighter paper is than the table at least."""


def laid_flat(photo: Picture) -> tuple[Picture, Points] | None:
    """The sheet filling a picture of the same size, and the matrix from that picture's pixels back to the photo's."""
    corners = corners_of_sheet(photo)
    if corners is None:
        return None
    height, width = photo.shape
    whole = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    forth = cv2.getPerspectiveTransform(corners.astype(np.float32), whole)
    flat = cv2.warpPerspective(photo, forth, (width, height), flags=cv2.INTER_CUBIC, borderValue=255)
    return np.asarray(flat, np.uint8), np.asarray(np.linalg.inv(forth), np.float64)


def moved(points: Points, matrix: Points) -> Points:
    """Points through a matrix of perspective."""
    x, y, w = matrix @ np.vstack([points.T, np.ones(len(points))])
    return np.stack([x / w, y / w], axis=1)


def corners_of_sheet(photo: Picture) -> Points | None:
    """Clockwise from the top left; None where no whole sheet lies on something darker."""
    shrink = _SMALL / max(photo.shape)
    small = cv2.resize(photo, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    blank = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))  # what is written vanishes
    paper = cv2.threshold(blank, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[1]
    outline = max(
        cv2.findContours(paper, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)[0],
        key=cv2.contourArea,
        default=None,
    )
    if outline is None or float(np.median(blank[paper > 0])) - _median(blank[paper == 0]) < _LIGHTER:
        return None
    hull = cv2.convexHull(outline)
    four = cv2.approxPolyDP(hull, 0.03 * cv2.arcLength(hull, True), True).reshape(-1, 2).astype(np.float64)
    if len(four) != 4 or not _is_whole(four, outline, small.shape):
        return None
    return _in_order((four + 0.5) / shrink)


def _median(values: Any) -> float:
    return float(np.median(values)) if values.size else 255.0


def _is_whole(four: Points, outline: Any, shape: tuple[int, ...]) -> bool:
    height, width = shape[:2]
    covered = cv2.contourArea(four.astype(np.float32))
    at_border = np.stack([four, np.array([width - 1, height - 1]) - four]) < _AT_BORDER * max(width, height)
    return (
        bool((at_border.sum(axis=1) < 2).all())
        and covered > _LEAST * height * width
        and cv2.contourArea(outline) > _FILLED * covered
    )


def _in_order(four: Points) -> Points:
    """The corner nearest to the picture's own top left first."""
    middle = four.mean(axis=0)
    round_ = four[np.argsort(np.arctan2(four[:, 1] - middle[1], four[:, 0] - middle[0]))]
    return np.roll(round_, -int(np.argmin(round_.sum(axis=1))), axis=0)
