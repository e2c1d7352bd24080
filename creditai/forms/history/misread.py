"""Small heads of a row of months that OCR misread, read again by where they stand among the others.

`Mar 26 | Feh 26 | J an 26 | Dec 25`: heads as small as a code lose a letter, or fall apart. In a row whose sure heads
go up or down by a month from column to column, each place has one month that can stand there. What stands there
and is a letter away from it is that month, its year as printed; so is a head of which OCR was unsure, if it says just
that. The nearest sure head goes into the evidence of each cell beside the words themselves. A place where
something else stands, or nothing, is left as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from creditai.documents import Word
from creditai.documents.lines import Line
from creditai.forms.draft.places import unsure
from creditai.forms.history.tokens import PLAIN, Token

_LEAST = 6
"""So many sure heads tell where months stand."""
_OFF = 0.3
"""A head stands no further from its place than this share of a column."""
_OUTSIDE = 12
"""Columns beyond the last sure head."""
_PIECES = 5
_STRAYS, _MONTHS_AT_LEAST = 4, 6
"""So many words may have left a row of at least so many months."""
_LEADS = ("month", "months")
_NAMES = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def with_strays(lines: Sequence[Line]) -> list[Line]:
    """The lines, a head or two that OCR set a hair higher or lower than their row of months put back into it."""
    done: list[Line] = []
    for line in lines:
        above = done[-1] if done else None
        if above is not None and (_strayed(above, line) or _strayed(line, above)):
            done[-1] = Line(tuple(sorted((*above.cells, *line.cells), key=lambda c: c.box[0])))
        else:
            done.append(line)
    return done


def _strayed(row: Line, stray: Line) -> bool:
    """Does this reach over the middle of that row of months, in the room between two of its heads?"""
    if not stray.measured or len(stray.words) > _STRAYS or row.page != stray.page:
        return False
    middle = (row.box[1] + row.box[3]) / 2
    if not stray.box[1] < middle < stray.box[3] or sum(map(_names_month, row.words)) < _MONTHS_AT_LEAST:
        return False
    # a box that OCR set askew is too large as well: its middle tells where it belongs
    return not any(c.box[0] < (s.box[0] + s.box[2]) / 2 < c.box[2] for c in row.cells for s in stray.cells)


def _names_month(word: Word) -> bool:
    return word.text.lower() in _NAMES


def read_again(line: Sequence[Token]) -> list[Token]:
    """The line, with its misread heads; as it is where OCR did not read it or too few heads are sure."""
    places = _places(line)
    if places is None:
        return list(line)
    n = next(i for i, token in enumerate(line) if token.kind == "dated")
    lead = tuple(w for token in line[:n] for w in token.words)
    whole = "".join(w.text for w in lead).lower() in _LEADS
    found, n = ([Token(lead, "other")], n) if whole else ([], 0)
    while n < len(line):
        token, count = _head_at(line, n, places) or (line[n], 1)
        found.append(token)
        n += count
    return found


@dataclass(frozen=True)
class _Places:
    """The sure heads; from each to the next column it is `pitch`, and `step` months."""

    sure: tuple[Token, ...]
    pitch: float
    step: int

    def month_at(self, x: float) -> int | None:
        """The month whose place this is, counted from year 0; None between two, and far outside the sure ones."""
        near = self.nearest(x)
        columns = (x - near.center) / self.pitch
        if abs(columns - round(columns)) > _OFF:
            return None
        inside = self.sure[0].center < x < self.sure[-1].center
        return _number(near) + self.step * round(columns) if inside or abs(columns) < _OUTSIDE else None

    def nearest(self, x: float) -> Token:
        return min(self.sure, key=lambda t: abs(t.center - x))


def _number(token: Token) -> int:
    return 12 * (token.year or 0) + (token.month or 1) - 1


def _places(line: Sequence[Token]) -> _Places | None:
    """Where this row's months stand, if it has enough sure heads and their months are as far apart as they are."""
    if not line or line[0].words[0].confidence is None:
        return None
    sure = tuple(t for t in line if t.kind == "dated" and not unsure(t.words))
    if len(sure) < _LEAST:
        return None
    steps = [(_number(b) - _number(a), b.center - a.center) for a, b in pairwise(sure)]
    step = 1 if steps[0][0] > 0 else -1
    if any(months * step <= 0 or room <= 0 for months, room in steps):
        return None
    pitch = median(room / abs(months) for months, room in steps)
    even = all(abs(room - abs(months) * pitch) <= _OFF * pitch for months, room in steps)
    return _Places(sure, pitch, step) if even else None


def _head_at(line: Sequence[Token], at: int, places: _Places) -> tuple[Token, int] | None:
    """The head that begins with this token, and of how many it is made; None where it needs no help, or has none."""
    if line[at].kind == "dated" and not unsure(line[at].words):
        return None
    for count in range(min(_PIECES, len(line) - at), 0, -1):
        pieces = line[at : at + count]
        if any(t.kind == "dated" and not unsure(t.words) for t in pieces):
            continue
        words = tuple(w for t in pieces for w in t.words)
        x = (words[0].x0 + words[-1].x1) / 2
        month = places.month_at(x)
        if month is not None and words[-1].x1 - words[0].x0 < 1.1 * places.pitch and _says(words, month):
            year, number = divmod(month, 12)
            by = places.nearest(x).words
            return Token(words, "dated", number + 1, year, (words[0].x0, words[-1].x1), by), count
    return None


def _says(words: Sequence[Word], month: int) -> bool:
    """Its year, and its name but for one letter."""
    text = "".join(w.text for w in words).strip(PLAIN).lower().replace("'", "")
    year, number = divmod(month, 12)
    for printed in (str(year), f"{year % 100:02d}"):
        if text.endswith(printed):
            name = text[: -len(printed)].strip(PLAIN)
            return name.isalpha() and _a_letter_apart(name, _NAMES[number])
    return False


def _a_letter_apart(read: str, name: str) -> bool:
    """The same, one letter another, or one lost."""
    if len(read) == len(name):
        return sum(a != b for a, b in zip(read, name, strict=True)) <= 1
    return len(read) + 1 == len(name) and any(name[:i] + name[i + 1 :] == read for i in range(len(name)))
