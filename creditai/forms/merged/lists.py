"""Scores and inquiries of a lender's merged file: a line each, with or without heads over them.

    EXPERIAN / FICO SCORE 2    DANA Q SAMPLE    628    RANGE 320-844
    09/14/26   FIRST SAMPLE BANK     XP

A line counts only when it names its bureau and has its value in a cell of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from creditai.documents import Word
from creditai.documents.lines import Cell, Line
from creditai.forms.fields import text_of
from creditai.forms.here import Here
from creditai.forms.merged.trades import sources_of
from creditai.forms.tables import find_table
from creditai.forms.tables.columns import split_by_columns
from creditai.report import Bureau
from creditai.values import Why, parse_date, parse_range, parse_score
from creditai.vocabulary.bureaus import bureau_of
from creditai.vocabulary.labels import inquiry_labels
from creditai.vocabulary.wordings import Wordings

_SCORES = Wordings((("BUREAU", "bureau"), ("MODEL", "model"), ("SCORE", "value"), ("SOURCE", "bureau")))


def read_score_table(here: Here, lines: Sequence[Line]) -> None:
    """`EXPERIAN  FICO SCORE 2  728`, under heads that say so, or told by their shapes."""
    table = find_table(lines, _SCORES, ["bureau", "value"])
    if table is None:
        for line in lines:
            _read_score_line(here, line)
        return
    at = {column.name: n for n, column in enumerate(table.columns)}
    for column in table.columns:
        here.draft.claim(column.words)
    for line in lines[table.first + 1 : table.end]:
        cells = split_by_columns(line, table.columns) or {}
        whose, value = cells.get(at["bureau"], ()), cells.get(at["value"], ())
        _put_score(here, whose, value, cells.get(at.get("model", -1), ()), ())


def _read_score_line(here: Here, line: Line) -> None:
    first = line.cells[0].words
    values = [c.words for c in line.cells[1:] if len(c.words) == 1 and _is_score(c)]
    whose, _, model_begun = first[0].text.partition("/")
    if len(values) != 1 or bureau_of(whose) is None:
        return
    ranges = [c.words for c in line.cells[1:] if c.words[0].text.casefold().rstrip(":") == "range"]
    model = first[2:] if len(first) > 2 and first[1].text in ("/", "-", "–") else first[1:]
    named = (
        c.words
        for c in line.cells[1:]
        if not _is_score(c) and c.words[0].text.casefold().rstrip(":") != "range"
    )
    scale = ranges[0] if ranges else ()
    if model_begun:
        _put_score(here, first, values[0], first, scale)
    else:
        _put_score(here, first[:1], values[0], model or next(named, ()), scale)
    here.draft.claim(line.words)


def _is_score(cell: Cell) -> bool:
    return not isinstance(parse_score(cell.text), Why)


def _put_score(
    here: Here, whose: Sequence[Word], value: Sequence[Word], model: Sequence[Word], scale: Sequence[Word]
) -> None:
    bureau, score = bureau_of(text_of(whose).partition("/")[0]), parse_score(text_of(value))
    if bureau is None or isinstance(score, Why):
        return
    slot = here.draft.score(bureau)
    slot.put("bureau", bureau, whose, via="bureau")
    slot.put("value", score, value)
    if model:
        together = model is whose  # `EXPERIAN/FAIR ISAAC (VER. 2)`
        slot.put("model", text_of(model).partition("/")[2] if together else text_of(model), model)
    ends = parse_range(text_of(scale[1:])) if len(scale) > 1 else Why("blank")
    if not isinstance(ends, Why):
        slot.put("range", ends, scale[1:])


def read_inquiry_lines(here: Here, lines: Sequence[Line]) -> list[Line]:
    """One inquiry for each bureau that a line of date, name and source names; the other lines are handed
    back, without the heads of those that were read."""
    table = find_table(lines, inquiry_labels(), ["company", "date"])
    rest: list[Line] = []
    for printed in lines:
        line = _in_three(printed)
        sources = sources_of(line.cells[-1].words[-1]) if len(line.cells[-1].words) == 1 else ()
        date = parse_date(line.cells[0].text)
        if len(line.cells) != 3 or not sources or isinstance(date, Why):
            rest.append(printed)
            continue
        for bureau in sources:
            _put_inquiry(replace(here, bureau=bureau, bureau_words=line.cells[-1].words), bureau, line)
    if table is not None and len(rest) < len(lines):
        here.draft.claim(w for column in table.columns for w in column.words)
        rest = [line for line in rest if line is not lines[table.first]]
    return rest


def _in_three(line: Line) -> Line:
    """A day and a name that one space parts, and the source behind them."""
    first = line.cells[0].words
    if len(line.cells) != 2 or len(first) < 2 or isinstance(parse_date(first[0].text), Why):
        return line
    return Line((Cell(first[:1]), Cell(first[1:]), line.cells[1]))


def _put_inquiry(here: Here, bureau: Bureau, line: Line) -> None:
    slot = here.draft.inquiry(bureau)
    date, name, source = (cell.words for cell in line.cells)
    slot.put("bureau", bureau, source, via="bureau")
    slot.put("company", text_of(name), name)
    slot.put("date", parse_date(text_of(date)), date)
