"""The heads of a month grid: which words are months and years, and which month a column stands for.

A head is dated only by what is printed: its own year (`08/24`, `Aug 2024`, a year line with one year a
column), or a year that stands over one month of an unbroken run (`AUG JUL ... JAN DEC` under `2024`), or
`'25` in January's place.

A month whose own year is not printed takes it from its neighbour under three conditions, all of them: the
months of the run go up or down by one without a gap; a year is printed at one of them, or at several, and
all printed years agree; and that printed year is a run of the head, so that the evidence of every cell has
it in `also`. A run that fails one of them dates nothing, and without any year the history is missing
(`ambiguous`): no year is ever taken from the report's date.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import replace

from creditai.documents import Word
from creditai.documents.lines import Line
from creditai.forms.history.bands import band_of_heads
from creditai.forms.history.tokens import PLAIN, Head, Heads, Token, century, over, steps
from creditai.vocabulary.bureaus import bureau_of

_LETTERS = "JFMAMJJASOND"
_LEADS = frozenset(
    {"year", "years", "month", "months", "month/year", "date", "mes", "año", "ano", "24-month", "two-year"}
    | {"payment", "history", "24", "account", "past", "your", "historial", "de", "pagos", "of", "and", "&"}
)


def heads_at(lines: Sequence[Line], parsed: Sequence[Sequence[Token]], at: int) -> Heads | None:
    """The heads that begin on line `at` (it, or it and the next line), None when it has none."""
    if not (_may_head(parsed[at]) or (at + 1 < len(parsed) and _may_head(parsed[at + 1]))):
        return None
    if (band := band_of_heads(lines, parsed, at)) is not None:
        return band
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


def _may_head(line: Sequence[Token]) -> bool:
    """Months or years, or as many words as a year has initials."""
    return len(line) >= len(_LETTERS) or any(t.kind in ("month", "year", "dated") for t in line)


def _beside(lines: Sequence[Line], first: int, second: int) -> bool:
    """One line stands right under the other, or comes right after it over a page break."""
    a, b = lines[first], lines[second]
    return a.page != b.page or b.box[1] - a.box[3] <= 1.6 * (a.box[3] - a.box[1])


def _uses(heads: Sequence[Head], line: Sequence[Token]) -> bool:
    words = {id(w) for t in line for w in t.words}
    return any(id(w) in words for head in heads for run in head.runs for w in run)


def _head(one: Token) -> Head:
    return Head(one.x0, one.x1, one.month, one.year, one.runs, bool(one.by))


def _plain_heads(line: Sequence[Token]) -> Heads | None:
    """Heads that are dated themselves, or a row of years: nothing else may stand on the line."""
    lead, rest = _lead(line)
    rest = _without_specks(rest)
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
    return "".join(w.text for w in one.words).strip(PLAIN).lower() in _LEADS


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
    return _leading(line[:count]), run


def _leading(line: Sequence[Token]) -> tuple[Word, ...]:
    """What stands left of the months and is understood: a bureau's name, or words such as "Month"."""
    words = tuple(w for t in line for w in t.words)
    if words and bureau_of(" ".join(w.text for w in words)) is not None:
        return words
    return tuple(w for t in line if _leads(t) for w in t.words)


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
    letters = "".join(t.words[0].text.strip(PLAIN).upper() for t in tail)
    if letters == _LETTERS:
        order = range(1, 13)
    elif letters == _LETTERS[::-1]:
        order = range(12, 0, -1)
    else:
        return None
    return _leading(line[:-12]), [Token(t.words, "month", m) for t, m in zip(tail, order, strict=True)]


def dated_run(run: Sequence[Token]) -> tuple[Head, ...] | None:
    """Months one after the other, in whatever direction, each with its own year or counted from one."""
    if all(t.kind == "dated" for t in run):
        return tuple(_head(t) for t in run)
    return _own_years(((), list(run)))


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
        Head(
            t.x0, t.x1, number, year, t.runs if i in anchors else (t.words, *_source(runs, year)), bool(t.by)
        )
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
    placed = over(run, [t for t in years if t is not None])
    if placed is None:
        return None
    numbers = [t.month or 0 for t in run]
    anchors: dict[int, int | None] = {i: t.year for i, t in placed.items()}
    all_own = len(placed) == len(run)
    found = [t.year for _, t in sorted(placed.items())] if all_own else _years_of(numbers, anchors)
    if found is None or (all_own and not lead and not steps(numbers, [y or 0 for y in found])):
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
    text = one.words[0].text.strip(PLAIN)
    if one.kind != "number" or (not labelled and text in ("30", "60", "90")):
        return None
    return replace(one, kind="year", year=century(int(text)))


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
