"""The heads of a month grid: which words are months and years, and which month a column stands for.

A head is dated only by what is printed: its own year (`08/24`, `Aug 2024`, a year line with one year a
column), or a year that stands over one month of an unbroken run (`AUG JUL ... JAN DEC` under `2024`), or
`'25` in January's place. A run that does not count down or up by one, or years that contradict each
other, date nothing.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from statistics import median
from typing import Literal

from creditai.documents import Word
from creditai.documents.lines import GAP, Line
from creditai.values import parse_month_name

_YEAR = re.compile(r"^((?:19|20)\d\d)$|^['’‘](\d\d)$")
_MONTH_YEAR = re.compile(r"^(\d{1,2})[/-]('?\d\d|(?:19|20)\d\d)$|^((?:19|20)\d\d)[/-](\d{1,2})$")
_NAME_YEAR = re.compile(r"^([^\W\d]{3,10})\.?[-/'’]?((?:19|20)\d\d|\d\d)$")
_DIGIT = re.compile(r"\d")
_LETTERS = "JFMAMJJASOND"
_PLAIN = ".,:;'’\"()"
_LEADS = frozenset(
    {"year", "years", "month", "months", "month/year", "date", "mes", "año", "ano", "24-month", "two-year"}
    | {"payment", "history", "24", "account", "past", "your", "historial", "de", "pagos", "of", "and", "&"}
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, or the two words of `Aug 2024`. `month` and `year` as far as the words say."""

    words: tuple[Word, ...]
    kind: Literal["month", "year", "dated", "number", "other"]
    month: int | None = None
    year: int | None = None

    @property
    def x0(self) -> float:
        return self.words[0].x0

    @property
    def x1(self) -> float:
        return self.words[-1].x1

    @property
    def center(self) -> float:
        return (self.words[0].x0 + self.words[-1].x1) / 2


@dataclass(frozen=True, slots=True)
class Head:
    """One column (or row) head. `words` holds the month's words and the year's as two runs."""

    x0: float
    x1: float
    month: int | None
    year: int | None
    runs: tuple[tuple[Word, ...], ...]

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

    @cached_property
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
    text = word.text.strip(_PLAIN).lower()
    if not _DIGIT.search(text):
        month = _month(text)
        return Token((word,), "month", month) if month else Token((word,), "other")
    if found := _YEAR.match(word.text.strip(".,:;()")):
        return Token((word,), "year", None, int(found[1]) if found[1] else century(int(found[2])))
    if found := _MONTH_YEAR.match(text):
        number, year = (found[1], found[2]) if found[1] else (found[4], found[3])
        if 1 <= int(number) <= 12:
            return Token((word,), "dated", int(number), _year(year))
    if (found := _NAME_YEAR.match(text)) and (month_number := _month(found[1])):
        return Token((word,), "dated", month_number, _year(found[2]))
    return Token((word,), "number" if len(text) == 2 and text.isdecimal() else "other")


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
        if before and before.kind == "month" and one.kind in ("year", "number") and _near(before, word):
            year = one.year if one.year is not None else century(int(word.text.strip(_PLAIN)))
            if one.kind == "number" and word.text.endswith(","):
                found.append(one)
            else:
                found[-1] = Token((*before.words, word), "dated", before.month, year)
        else:
            found.append(one)
    return found


def _near(before: Token, word: Word) -> bool:
    height = min(word.y1 - word.y0, before.words[-1].y1 - before.words[-1].y0)
    return word.x0 - before.x1 <= 0.75 * GAP * height


def heads_at(lines: Sequence[Line], parsed: Sequence[Sequence[Token]], at: int) -> Heads | None:
    """The heads that begin on line `at` (it, or it and the next line), None when it has none."""
    months = _months_run(parsed[at])
    if months is not None:
        below = parsed[at + 1] if at + 1 < len(parsed) and _beside(lines, at, at + 1) else ()
        dated = _own_years(months) or _years_line(months, below)
        if dated:
            took = 2 if len(dated[0].runs) > 1 and _uses(dated, below) else 1
            lead = (*months[0], *_lead(below)[0]) if took == 2 else months[0]
            return Heads("dated", dated, took, lead)
        if all(t.kind == "month" for t in months[1]) and len(months[1]) >= 3:
            return Heads("months", tuple(_head(t) for t in months[1]), 1, months[0])
        return None
    if at + 1 < len(parsed) and _beside(lines, at, at + 1):
        months = _months_run(parsed[at + 1])
        if months is not None and (dated := _years_line(months, parsed[at])):
            return Heads("dated", dated, 2, (*_lead(parsed[at])[0], *months[0]))
    return _plain_heads(parsed[at])


def _beside(lines: Sequence[Line], first: int, second: int) -> bool:
    """One line stands right under the other, or comes right after it over a page break."""
    a, b = lines[first], lines[second]
    return a.page != b.page or b.box[1] - a.box[3] <= 1.6 * (a.box[3] - a.box[1])


def _uses(heads: Sequence[Head], line: Sequence[Token]) -> bool:
    words = {id(w) for t in line for w in t.words}
    return any(id(w) in words for head in heads for run in head.runs for w in run)


def _head(one: Token) -> Head:
    return Head(one.x0, one.x1, one.month, one.year, (one.words,))


def _plain_heads(line: Sequence[Token]) -> Heads | None:
    """Heads that are dated themselves, or a row of years: nothing else may stand on the line."""
    lead, rest = _lead(line)
    kinds = {t.kind for t in rest}
    if kinds == {"dated"}:
        return Heads("dated", tuple(_head(t) for t in rest), 1, lead)
    if kinds == {"year"}:
        return Heads("years", tuple(_head(t) for t in rest), 1, lead)
    return None


def _lead(line: Sequence[Token]) -> tuple[tuple[Word, ...], Sequence[Token]]:
    """Words to the left that may head the row labels ("Year", "Month/Year"), and the rest."""
    count = 0
    while count < len(line) and line[count].kind in ("other", "number") and _leads(line[count]):
        count += 1
    return tuple(w for t in line[:count] for w in t.words), line[count:]


def _leads(one: Token) -> bool:
    return one.words[0].text.strip(_PLAIN).lower() in _LEADS


def _months_run(line: Sequence[Token]) -> tuple[tuple[Word, ...], list[Token]] | None:
    """The months of a line that is a row of months: those at its right end, `'25` standing for a
    January among them, or the twelve initials in order."""
    initials = _initials(line)
    if initials is not None:
        return initials
    line = _without_specks(line)
    count = len(line)
    while count and line[count - 1].kind in ("month", "year", "dated"):
        count -= 1
    run = list(line[count:])
    if not any(t.kind == "month" for t in run):
        return None
    if len(run) < 3 and (count or len(run) < 2):
        return None
    if run[0].kind == "year" and run[1].kind == "month" and not _can_be_january(run):
        return None
    return tuple(w for t in line[:count] if _leads(t) for w in t.words), run


def _can_be_january(run: Sequence[Token]) -> bool:
    return run[1].month in (2, 12)


def _without_specks(line: Sequence[Token]) -> Sequence[Token]:
    """A row of months that OCR read, without the few words between them that are none: what stands under
    a month that was not made out stays undated."""
    if not line or line[0].words[0].confidence is None:
        return line
    first = next((i for i, t in enumerate(line) if t.kind in ("month", "dated")), len(line))
    body = line[first:]
    kept = [t for t in body if t.kind in ("month", "year", "dated")]
    return [*line[:first], *kept] if len(kept) >= 6 and len(kept) >= 0.75 * len(body) else line


def _initials(line: Sequence[Token]) -> tuple[tuple[Word, ...], list[Token]] | None:
    if len(line) < 12:
        return None
    tail = line[-12:]
    letters = "".join(t.words[0].text.strip(_PLAIN).upper() for t in tail)
    if letters == _LETTERS:
        order = range(1, 13)
    elif letters == _LETTERS[::-1]:
        order = range(12, 0, -1)
    else:
        return None
    lead = tuple(w for t in line[:-12] if _leads(t) for w in t.words)
    return lead, [Token(t.words, "month", m) for t, m in zip(tail, order, strict=True)]


def _own_years(months: tuple[tuple[Word, ...], list[Token]]) -> tuple[Head, ...] | None:
    """Years among the months themselves: `Mar Feb '25 Dec`, or `Jan 2024 Feb Mar`."""
    run = months[1]
    anchors = {i: t.year for i, t in enumerate(run) if t.year is not None}
    if not anchors or any(t.kind == "year" and not _fits_january(run, i) for i, t in enumerate(run)):
        return None
    numbers = [1 if t.kind == "year" else t.month or 0 for t in run]
    years = _years_of(numbers, anchors)
    if years is None:
        own = [t for t in run if t.kind == "dated"]
        scanned = run[0].words[0].confidence is not None
        return tuple(_head(t) for t in own) if scanned and len(own) >= 6 else None
    runs = {year: run[i].words for i, year in anchors.items() if year is not None}
    return tuple(
        Head(t.x0, t.x1, number, year, (t.words,) if i in anchors else (t.words, *_source(runs, year)))
        for i, (t, number, year) in enumerate(zip(run, numbers, years, strict=True))
    )


def _fits_january(run: Sequence[Token], at: int) -> bool:
    """The neighbours of a year that stands in January's place are December and February."""
    near = {run[i].month for i in (at - 1, at + 1) if 0 <= i < len(run)}
    return (
        bool(near)
        and near <= {2, 12}
        and len(near) == len([i for i in (at - 1, at + 1) if 0 <= i < len(run)])
    )


def _source(runs: dict[int, tuple[Word, ...]], year: int) -> list[tuple[Word, ...]]:
    """The printed year that dates a month: its own, else the nearest that the run counts from."""
    if not runs:
        return []
    return [runs[min(runs, key=lambda printed: abs(printed - year))]]


def _years_line(
    months: tuple[tuple[Word, ...], list[Token]], line: Sequence[Token]
) -> tuple[Head, ...] | None:
    """Years of their own line over or under the months: one for each, or one where a year begins."""
    run = months[1]
    if any(t.kind != "month" for t in run):
        return None
    lead, rest = _lead(line)
    years = [_as_year(t, labelled=bool(lead)) for t in rest]
    if not years or None in years:
        return None
    placed = _over(run, [t for t in years if t is not None])
    if placed is None:
        return None
    numbers = [t.month or 0 for t in run]
    anchors: dict[int, int | None] = {i: t.year for i, t in placed.items()}
    all_own = len(placed) == len(run)
    found = [t.year for _, t in sorted(placed.items())] if all_own else _years_of(numbers, anchors)
    if found is None or (all_own and not lead and not _steps(numbers, [y or 0 for y in found])):
        return None
    runs = {t.year: t.words for t in placed.values() if t.year is not None}
    return tuple(
        Head(
            t.x0, t.x1, t.month, y, (t.words, *([placed[i].words] if i in placed else _source(runs, y or 0)))
        )
        for i, (t, y) in enumerate(zip(run, found, strict=True))
    )


def _as_year(one: Token, *, labelled: bool) -> Token | None:
    """A year, or two digits where years stand; 30, 60 and 90 are years only beside the word."""
    if one.kind == "year":
        return one
    text = one.words[0].text.strip(_PLAIN)
    if one.kind != "number" or (not labelled and text in ("30", "60", "90")):
        return None
    return replace(one, kind="year", year=century(int(text)))


def _over(run: Sequence[Token], years: Sequence[Token]) -> dict[int, Token] | None:
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


def _years_of(numbers: Sequence[int], anchors: Mapping[int, int | None]) -> list[int] | None:
    """The year of each month of an unbroken run, counted from the printed ones; None when the run
    does not step by one or the printed years disagree."""
    step = _step(numbers)
    if step is None:
        return None
    at, year = next((i, y) for i, y in sorted(anchors.items()) if y is not None)
    zero = 12 * year + numbers[at] - 1 - step * at
    years = [(zero + step * i) // 12 for i in range(len(numbers))]
    return years if all(years[i] == y for i, y in anchors.items()) else None


def _step(numbers: Sequence[int]) -> int | None:
    steps = {(b - a) % 12 for a, b in itertools.pairwise(numbers)}
    return {1: 1, 11: -1}.get(next(iter(steps))) if len(steps) == 1 else None


def _steps(numbers: Sequence[int], years: Sequence[int]) -> bool:
    """Month by month, years and months count in one direction."""
    moments = [12 * y + m for y, m in zip(years, numbers, strict=True)]
    pairs = list(itertools.pairwise(moments))
    return bool(pairs) and (all(b > a for a, b in pairs) or all(b < a for a, b in pairs))
