"""Words that a file holds and paper does not show: paper wins.

Hidden is what is not painted at all, what lies outside the page, under an opaque picture or rectangle
painted later, or in the colour of its ground. Where geometry cannot tell (white on what?), the page's
own picture is asked: a word without ink is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from creditai.documents.drawings import Drawings, Painted
from creditai.documents.glyphs import Layer
from creditai.documents.paint import Style
from creditai.documents.pdfium import Floats
from creditai.documents.shown import Shown
from creditai.report import Box

PALE = 245
"""A colour is nearly white when its red, green and blue are all at least this."""

Flags = npt.NDArray[np.bool_]
Ink = Callable[[Sequence[Box]], Sequence[bool]]
"""Which of these boxes show anything but one even colour, on the page's picture."""
Opaque = Callable[[Painted], bool]


def hidden_words(layer: Layer, drawings: Drawings, shown: Shown, *, ink: Ink, opaque: Opaque) -> Flags:
    """Which of the layer's words are not to be seen."""
    boxes = layer.boxes
    center = (boxes[:, :2] + boxes[:, 2:]) / 2
    hidden = _styled(layer, lambda style: style.unpainted)
    hidden |= ~_inside(center, (0.0, 0.0, shown.width, shown.height))
    doubt = _styled(layer, lambda style: min(style.color) >= PALE)
    if not (doubt.any() or drawings.pictures or drawings.covers):
        return hidden
    turns = np.array([drawings.turns.get(o, drawings.turn + 1) for o in layer.objects], int)[layer.code]
    for picture in drawings.pictures:
        under = ~hidden & (turns < picture.turn) & _inside(center, picture.box)
        if under.any() and opaque(picture):
            hidden |= under
    if doubt.any():
        doubt &= ~_on_ground(center, drawings)
    later = [cover for cover in drawings.covers if cover.turn > turns.min(initial=drawings.turn)]
    for some in (later[i : i + 64] for i in range(0, len(later), 64)):
        doubt |= _under_any(center, turns, some)
    doubt &= ~hidden
    if doubt.any():
        asked = np.flatnonzero(doubt)
        hidden[asked] = ~np.array(ink([layer.words[i].box for i in asked]), bool)
    return hidden


def _styled(layer: Layer, is_so: Callable[[Style], bool]) -> Flags:
    return np.array([is_so(style) for style in layer.styles], bool)[layer.style]


def _under_any(center: Floats, turns: npt.NDArray[np.int_], covers: Sequence[Painted]) -> Flags:
    """Which words lie under one of these, which were painted after them."""
    x, y = center[:, 0], center[:, 1]
    x0, y0, x1, y1 = (edge[:, None] for edge in np.array([cover.box for cover in covers]).T)
    when = np.array([cover.turn for cover in covers])[:, None]
    return np.asarray(((turns < when) & (x0 <= x) & (x <= x1) & (y0 <= y) & (y <= y1)).any(axis=0), bool)


def _inside(center: Floats, box: Box) -> Flags:
    x0, y0, x1, y1 = box
    x, y = center[:, 0], center[:, 1]
    return (x0 <= x) & (x <= x1) & (y0 <= y) & (y <= y1)


def _on_ground(center: Floats, drawings: Drawings) -> Flags:
    """Which words stand on a coloured cell, where white can be read."""
    found = np.zeros(len(center), bool)
    for mark in drawings.marks:
        if mark.kind == "fill" and mark.color and not _is_pale(mark.color):
            found |= _inside(center, mark.box)
    return found


def _is_pale(color: str) -> bool:
    return min(int(color[i : i + 2], 16) for i in (1, 3, 5)) >= 200
