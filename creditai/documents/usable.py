"""Can a page be read by its text, or must its picture be read? And why."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import compress

import numpy as np

from creditai.documents.drawings import Drawings
from creditai.documents.glyphs import Layer
from creditai.documents.hidden import Flags
from creditai.documents.legibility import illegible
from creditai.documents.shown import Shown

FEW = 40
"""Words: a stamp, a footer, the lines that a browser prints; fewer than any page of a report holds."""
MOSTLY, PARTLY = 0.5, 0.2
"""Shares of the page under pictures that make it a scan, or perhaps one."""
MANY_SHAPES = 150
_GRID = 24


def why_unusable(layer: Layer, hidden: Flags, drawings: Drawings, shown: Shown) -> str | None:
    """None when the words that can be seen are what the page says."""
    concealed = int(hidden.sum())
    seen = len(hidden) - concealed
    share = _pictured(drawings, shown)
    if concealed >= 10 and concealed > seen and share >= PARTLY:
        return "invisible text layer"
    if layer.controls > max(4, 0.05 * layer.length):
        return "characters that the font gives no meaning"
    if seen == 0:
        drawn = drawings.shapes > 0 or any(_is_sizable(p.box) for p in drawings.pictures)
        return "no text, only drawings" if drawn or (concealed and share >= PARTLY) else None
    if seen < FEW and share >= MOSTLY:
        return "a scan with a few printed words"
    if seen < FEW and drawings.shapes >= MANY_SHAPES:
        return "letters drawn as outlines"
    return _why_illegible(layer, hidden)


def _pictured(drawings: Drawings, shown: Shown) -> float:
    """The share of the page that lies under pictures; scans often come in strips."""
    if not drawings.pictures:
        return 0.0
    x = (np.arange(_GRID) + 0.5) * shown.width / _GRID
    y = ((np.arange(_GRID) + 0.5) * shown.height / _GRID)[:, None]
    under = np.zeros((_GRID, _GRID), bool)
    for picture in drawings.pictures:
        x0, y0, x1, y1 = picture.box
        under |= (x0 <= x) & (x <= x1) & (y0 <= y) & (y <= y1)
    return float(under.mean())


def _is_sizable(box: Sequence[float]) -> bool:
    return box[2] - box[0] > 20 and box[3] - box[1] > 8


def _why_illegible(layer: Layer, hidden: Flags) -> str | None:
    """Font by font, because a page often has one that is wrong among others that are right."""
    fonts = sorted({style.font.name for style in layer.styles})
    number = np.array([fonts.index(style.font.name) for style in layer.styles], int)[layer.style]
    number[hidden] = -1
    of_font = [set(compress(layer.texts, (number == i).tolist())) for i in range(len(fonts))]
    everything = set().union(*of_font)
    for words in of_font:
        if len(words) >= 0.05 * len(everything) and (why := illegible(words)):
            return why
    return illegible(everything) if len(fonts) > 1 else None
