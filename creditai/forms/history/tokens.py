"""Words of a month grid's heads: which are months, years or both, and the columns made of them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from statistics import median
from typing import Literal

from creditai.documents import Word
from creditai.documents.lines import GAP, Line
from creditai.documents.once import once
from creditai.values import parse_month_name

_YEAR = re.compile(r"^((?:19|20)\d\d)$|^['’‘](\d\d)$")
_MONTH_YEAR = re.compile(r"^(\d{1,2})[/-]('?\d\d|(?:19|20)\d\d)$|^((?:19|20)\d\d)[/-](\d{1,2})$")
_NAME_YEAR = re.compile(r"^([^\W\d]{3,10})\.?[-/'’]?((?:19|20)\d\d|\d\d)$")
_GLUED = re.compile(r"^(\d\d|(?:19|20)\d\d)([^\W\d]{3,10})$")
_DIGIT = re.compile(r"\d")
PLAIN = ".,:;'’\"()"

TokenKind = Literal["month", "year", "dated", "number", "other"]


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or the two words of `Aug 2024`. `month` and `year` as far as the words say. `span`: from where
    to where, for a part of a word. `by`: the head beside it that tells what OCR was not sure of."""

    words: tuple[Word, ...]
    kind: TokenKind
    month: int | None = None
    year: int | None = None
    span: tuple[float, float] | None = None
    by: tuple[Word, ...] = ()

    @property
    def runs(self) -> tuple[tuple[Word, ...], ...]:
        return (self.words, self.by) if self.by else (self.words,)

    @property
    def x0(self) -> float:
        return self.span[0] if self.span else self.words[0].x0

    @property
    def x1(self) -> float:
        return self.span[1] if self.span else self.words[-1].x1

    @property
    def center(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True, slots=True)
class Head:
    """One column (or row) head. `runs`: the month's words, the year's, and what else tells them; `told`: by a sure
    head beside it, so that its own words need not be sure."""

    x0: float
    x1: float
    month: int | None
    year: int | None
    runs: tuple[tuple[Word, ...], ...]
    told: bool = False

    @property
    def center(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True)
class Heads:
    """The columns of one grid from left to right, all of one kind: `dated` (month and year known),
    `months` (rows bring the year) or `years` (rows bring the month). `lines` are those they took,
    `lead` the words to their left ("Year", "Month", a bureau)."""

    kind: Literal["dated", "months", "years"]
    heads: tuple[Head, ...]
    lines: int
    lead: tuple[Word, ...] = ()

    @once
    def pitch(self) -> float:
        """Distance from column to column; for a single column, a generous width of its own."""
        steps = [b.center - a.center for a, b in zip(self.heads, self.heads[1:], strict=False)]
        return median(steps) if steps else 1.6 * (self.heads[0].x1 - self.heads[0].x0)

    @property
    def left(self) -> float:
        return self.heads[0].x0

    @property
    def dates(self) -> bool:
        """Months or years, not the labels of a list's columns."""
        return self.heads[0].month is not None or self.heads[0].year is not None


def century(two_digits: int) -> int:
    """A payment history reaches back some ten years, never to the fifties."""
    return (2000 if two_digits < 70 else 1900) + two_digits


def token(word: Word) -> Token:
    """What one word can be in a head."""
    return Token((word,), *_reading(word.text))


@lru_cache(maxsize=8192)
def _reading(printed: str) -> tuple[TokenKind, int | None, int | None]:
    """Kind, month and year."""
    text = printed.strip(PLAIN).lower()
    if not _DIGIT.search(text):
        month = _month(text)
        return ("month", month, None) if month else ("other", None, None)
    if found := _YEAR.match(printed.strip(".,:;()")):
        return "year", None, int(found[1]) if found[1] else century(int(found[2]))
    if found := _MONTH_YEAR.match(text):
        number, year = (found[1], found[2]) if found[1] else (found[4], found[3])
        if 1 <= int(number) <= 12:
            return "dated", int(number), _year(year)
    if (found := _NAME_YEAR.match(text)) and (month_number := _month(found[1])):
        return "dated", month_number, _year(found[2])
    return "number" if len(text) == 2 and text.isdecimal() else "other", None, None


def _month(text: str) -> int | None:
    number = parse_month_name(text) if 3 <= len(text) <= 10 else None
    return number if isinstance(number, int) else None


def _year(text: str) -> int:
    digits = text.strip("'’")
    return int(digits) if len(digits) == 4 else century(int(digits))


def tokens(line: Line) -> list[Token]:
    """The line's words, `Aug 2024` and `Jan 24` as one token each; `Jan 24, 2024` is no month."""
    found: list[Token] = []
    for word in line.words:
        one = token(word)
        before = found[-1] if found else None
        if one.kind == "other" and (parts := _run_together(word, before)):
            found[len(found) - parts[0] :] = parts[1]
            continue
        if before and before.kind == "month" and one.kind in ("year", "number") and _near(before, word):
            year = one.year if one.year is not None else century(int(word.text.strip(PLAIN)))
            if one.kind == "number" and word.text.endswith(","):
                found.append(one)
            else:
                span = (before.x0, word.x1) if before.span else None
                found[-1] = Token((*before.words, word), "dated", before.month, year, span)
        else:
            found.append(one)
    return found


def _run_together(word: Word, before: Token | None) -> tuple[int, list[Token]] | None:
    """Heads that touch: `25Nov` after `Dec`, `DecemberNovember`. How many tokens before it the word takes
    in, and what they are together; None for any other word."""
    parts = _parts(word.text)
    if parts is None:
        return None
    cut, length, first, year, second = parts
    at = word.x0 + (word.x1 - word.x0) * cut / length
    right = Token((word,), "month", second, None, (at, word.x1))
    if year is None:
        return 0, [Token((word,), "month", first, None, (word.x0, at)), right]
    if before is None or before.kind != "month" or not _near(before, word):
        return None
    return 1, [Token((*before.words, word), "dated", before.month, year, (before.x0, at)), right]


@lru_cache(maxsize=8192)
def _parts(printed: str) -> tuple[int, int, int | None, int | None, int] | None:
    """At which of its letters, of how many, a second month begins; what stands before it: a month, or the year of the
    month before the word; and the second month."""
    text = printed.strip(PLAIN).lower()
    if len(text) > 18 or not text.isalnum():
        return None
    if (glued := _GLUED.match(text)) and (month := _month(glued[2])):
        return len(glued[1]), len(text), None, _year(glued[1]), month
    for cut in range(3, len(text) - 2):
        first, second = _month(text[:cut]), _month(text[cut:])
        if first and second:
            return cut, len(text), first, None, second
    return None


def _near(before: Token, word: Word) -> bool:
    height = min(word.y1 - word.y0, before.words[-1].y1 - before.words[-1].y0)
    return word.x0 - before.x1 <= 0.75 * GAP * height


def over(run: Sequence[Token], years: Sequence[Token]) -> dict[int, Token] | None:
    """Which month each year stands at; None when one stands at none, or two at one."""
    steps = [b.center - a.center for a, b in itertools.pairwise(run)]
    pitch = median(steps) if steps else run[0].x1 - run[0].x0
    placed: dict[int, Token] = {}
    for year in years:
        at = min(
            range(len(run)), key=lambda i: min(abs(run[i].center - year.center), abs(run[i].x0 - year.x0))
        )
        off = min(abs(run[at].center - year.center), abs(run[at].x0 - year.x0))
        if off > 0.5 * pitch or at in placed:
            return None
        placed[at] = year
    return placed


def steps(numbers: Sequence[int], years: Sequence[int]) -> bool:
    """Month by month, years and months count in one direction."""
    moments = [12 * y + m for y, m in zip(years, numbers, strict=True)]
    pairs = list(itertools.pairwise(moments))
    return bool(pairs) and (all(b > a for a, b in pairs) or all(b < a for a, b in pairs))
