"""The recogniser's probabilities -> letters: CTC decoding with what a credit report can hold.

The network knows thousands of characters; a report is printed in Latin letters, figures and signs, so the
others are not considered. What follows a dollar sign is a figure: there the choice is among figures only,
and the confidence is that of the figure among figures (an `O` there is a nought).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

_SIGNS = "✓✔√☑□■•·—–’‘“”®™©°¿¡áéíóúñüÁÉÍÓÚÑÜ"
_LATIN = frozenset(chr(c) for c in range(32, 127)) | frozenset(_SIGNS)
_FIGURES = frozenset("0123456789,.*()-")
_ENDS_MONEY = frozenset(" |¦│")
"""The bar between packed labels may touch the amount before it."""
_LIKE_A_TICK = frozenset("VvYy√✓✔>J/レンノく乄")
_LIKE_FIGURES = frozenset("OoQDlIS")
_ONE_SHAPE = "cosvwxz"
"""Their small letters look like their capitals, but for the size."""
_BLANK = 0
_OTHER = 0.02
"""A figure less likely than this is not what was read."""

Probabilities = NDArray[np.float32]
"""Shape (columns, characters): the network's softmax for one crop."""


@dataclass(frozen=True, slots=True)
class Letter:
    """`column` in the network's own columns; divide by the crop's share of them to get pixels.
    `tick`: how likely the network holds this for any of the characters that a tick looks like. `other`: the
    figure that it would be if it is not this one, and how likely that is; None where that is not to be thought of."""

    text: str
    column: int
    confidence: float
    tick: float = 0.0
    other: tuple[str, float] | None = None


class Alphabet:
    """The network's characters, with the masks that decoding uses."""

    def __init__(self, characters: list[str]) -> None:
        self.characters = characters
        self._latin = np.array([c in _LATIN or i == _BLANK for i, c in enumerate(characters)])
        self._ticks = np.array([c in _LIKE_A_TICK for c in characters])
        self._tick = characters.index("V")
        self._figures = np.array([c in _FIGURES for c in characters])
        self._digits = np.array([c in "0123456789" for c in characters])
        self._shapes = {
            c: np.array([other.lower() == c and other in _LATIN for other in characters]) for c in _ONE_SHAPE
        }
        self._round = np.array([c in "0Oo" for c in characters])

    def decode(self, given: Probabilities) -> list[Letter]:
        """The best path's letters, spaces included."""
        seen = given * self._latin
        best = seen.argmax(axis=1)
        ticks = (given * self._ticks).sum(axis=1)
        best[(best == _BLANK) & (ticks > given[:, _BLANK])] = self._tick
        starts = np.flatnonzero((best != _BLANK) & np.r_[True, best[1:] != best[:-1]])
        letters: list[Letter] = []
        money = False
        for column in starts:
            letter = self.characters[best[column]]
            money = letter == "$" or (money and letter not in _ENDS_MONEY)
            if money and letter not in _FIGURES and letter != "$":
                letters.append(self._figure(given[column], int(column)))
            else:
                sure = float(seen[column, best[column]])
                other = self._other(given[column], int(best[column])) if letter.isdigit() else None
                letters.append(Letter(letter, int(column), sure, float(ticks[column]), other))
        return self._in_words(self._in_numbers(letters, given), given)

    def _in_numbers(self, letters: list[Letter], given: Probabilities) -> list[Letter]:
        """A round or upright letter in a word of figures is a figure (`6O`, `0l/2024`)."""
        for i, letter in enumerate(letters):
            if letter.text in _LIKE_FIGURES and _is_number(letters, i):
                letters[i] = self._figure(given[letter.column], letter.column)
        return letters

    def _in_words(self, letters: list[Letter], given: Probabilities) -> list[Letter]:
        """A nought among letters is an O (`0ct`, `P0`): in some types they are one shape, and the word tells. A letter
        that is one shape in both sizes is as sure as both together: `CO` and `co` are one code."""
        for i, letter in enumerate(letters):
            shape = self._shapes.get(letter.text.lower())
            if letter.text in "0Oo" and _is_name(letters, i):
                sure = float(given[letter.column, self._round].sum())
                text = letter.text if letter.text != "0" else "o" if _in_small(letters, i) else "O"
                letters[i] = Letter(text, letter.column, sure, letter.tick)
            elif shape is not None:
                letters[i] = replace(letter, confidence=float(given[letter.column, shape].sum()))
        return letters

    def _figure(self, column_given: Any, column: int) -> Letter:
        figures = column_given * self._figures
        best = int(figures.argmax())
        sure = float(figures[best] / max(figures.sum(), 1e-9))
        return Letter(self.characters[best], column, sure, other=self._other(column_given, best))

    def _other(self, column_given: Any, best: int) -> tuple[str, float] | None:
        """The next likely of the ten figures."""
        figures = column_given * self._digits
        figures[best] = 0
        second = int(figures.argmax())
        likely = float(figures[second])
        return (self.characters[second], likely) if likely >= _OTHER else None


def _word_at(letters: list[Letter], i: int) -> list[str]:
    """The characters of the word around place `i`."""
    first = last = i
    while first > 0 and letters[first - 1].text != " ":
        first -= 1
    while last + 1 < len(letters) and letters[last + 1].text != " ":
        last += 1
    return [letter.text for letter in letters[first : last + 1]]


def _is_name(letters: list[Letter], i: int) -> bool:
    """The word around place `i` has no other figure than this one, a letter after it or a capital before it, and
    no mask: after a small letter, an amount may have run into its label (`Due0`)."""
    word = _word_at(letters, i)
    before = letters[i - 1].text if i else ""
    after = letters[i + 1].text if i + 1 < len(letters) else ""
    return (
        sum(c.isdigit() for c in word) == int(letters[i].text == "0")
        and (after.isalpha() or before.isupper())
        and not any(c in "*#$/" for c in word)
        and "XX" not in "".join(word).upper()
    )


def _in_small(letters: list[Letter], i: int) -> bool:
    """Is the letter before it a small one?"""
    return i > 0 and letters[i - 1].text.islower()


def _is_number(letters: list[Letter], i: int) -> bool:
    """The word around place `i` has a figure and, but for look-alikes, nothing else than figures."""
    word = _word_at(letters, i)
    rest = [c for c in word if c not in _LIKE_FIGURES]
    return any(c.isdigit() for c in rest) and all(c.isdigit() or c in ",./-$%" for c in rest)
