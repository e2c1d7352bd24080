"""Words printed twice in nearly one place: a poor program's bold. They count once, as bold.

PDFium drops most of the repetitions from its text by itself, so these are known by the text objects that
no word begins in and that lie on one in which a word does. Those that it keeps are found by their place.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from creditai.documents.drawings import Drawings
from creditai.documents.glyphs import Layer
from creditai.documents.pdfium import bounds

SHIFT = 1.2
"""Points: how far apart the repetitions may lie."""
_MOST_COMPARED = 4_000_000


def with_overprint(layer: Layer, drawings: Drawings) -> Layer:
    """The layer with each word once."""
    twice = _dropped_by_pdfium(layer, drawings)
    again = _repeated(layer)
    if not (twice.any() or again):
        return layer
    bold = twice[layer.code]
    bold[list(again.values())] = True
    kept = [i for i in range(len(layer.words)) if i not in again]
    words = [
        word._replace(bold=True) if is_bold else word for word, is_bold in zip(layer.words, bold, strict=True)
    ]
    return replace(layer, words=words).only(kept)


def _dropped_by_pdfium(layer: Layer, drawings: Drawings) -> npt.NDArray[np.bool_]:
    """For each text object that words begin in: is another one, without words, printed on it?"""
    known = set(layer.objects)
    silent = [o for o in drawings.turns if o not in known]
    if not silent or len(silent) * len(layer.objects) > _MOST_COMPARED:
        return np.zeros(len(layer.objects), bool)
    apart = np.abs(bounds(layer.objects)[:, None, :] - bounds(silent)[None, :, :]).max(axis=2)
    return np.asarray((apart <= SHIFT).any(axis=1), bool)


def _repeated(layer: Layer) -> dict[int, int]:
    """Index of a repetition -> index of the word that stays."""
    found: dict[int, int] = {}
    x, y = layer.boxes[:, 0].copy(), layer.boxes[:, 1].copy()
    width = 2 * float(np.abs(x).max(initial=1.0)) + 1.0
    for offset in (0.0, 2 * SHIFT):
        strip = np.floor((y + offset) / (4 * SHIFT))
        order = np.argsort(strip * width + x, kind="stable")
        near = (np.abs(np.diff(x[order])) <= SHIFT) & (np.abs(np.diff(y[order])) <= SHIFT)
        for at in np.flatnonzero(near).tolist():
            a, b = sorted((int(order[at]), int(order[at + 1])))
            if layer.texts[a] == layer.texts[b]:
                found[b] = found.get(a, a)
    return found
