"""The recogniser's probabilities -> letters: CTC decoding with what a credit report can hold.

The network knows thousands of characters; a report is printed in Latin letters, figures and signs, so the
others are not considered. What follows a dollar sign is a figure: there the choice is among figures only,
and the confidence is that of the figure among figures (an `O` there is a nought).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_SIGNS = "✓✔√☑□■•·—–’‘“”®™©°¿¡áéíóúñüÁÉÍÓÚÑÜ"
_LATIN = frozenset(chr(c) for c in range(32, 127)) | frozenset(_SIGNS)
_FIGURES = frozenset("0123456789,.*()-")
_LIKE_A_TICK = frozenset("VvYy√✓✔>J/レンノく乄")
_BLANK = 0

Probabilities = NDArray[np.float32]
"""Shape (columns, characters): the network's softmax for one crop."""


@dataclass(frozen=True, slots=True)
class Letter:
    """`column` in the network's own columns; divide by the crop's share of them to get pixels.
    `tick`: how likely the network holds this for any of the characters that a tick looks like."""

    text: str
    column: int
    confidence: float
    tick: float = 0.0


class Alphabet:
    """The network's characters, with the masks that decoding uses."""

    def __init__(self, characters: list[str]) -> None:
        self.characters = characters
        self._latin = np.array([c in _LATIN or i == _BLANK for i, c in enumerate(characters)])
        self._ticks = np.array([c in _LIKE_A_TICK for c in characters])
        self._figures = np.array([c in _FIGURES for c in characters])

    def decode(self, given: Probabilities) -> list[Letter]:
        """The best path's letters, spaces included."""
        seen = given * self._latin
        best = seen.argmax(axis=1)
        starts = np.flatnonzero((best != _BLANK) & np.r_[True, best[1:] != best[:-1]])
        letters: list[Letter] = []
        money = False
        for column in starts:
            letter = self.characters[best[column]]
            money = letter == "$" or (money and letter != " ")
            if money and letter not in _FIGURES and letter != "$":
                letters.append(self._figure(given[column], int(column)))
            else:
                tick = float((given[column] * self._ticks).sum())
                letters.append(Letter(letter, int(column), float(seen[column, best[column]]), tick))
        return letters

    def _figure(self, column_given: Any, column: int) -> Letter:
        figures = column_given * self._figures
        best = int(figures.argmax())
        return Letter(self.characters[best], column, float(figures[best] / max(figures.sum(), 1e-9)))
