"""A label that begins in a cell and ends on the next line, at the same left edge."""

from __future__ import annotations

from collections.abc import Sequence

from creditai.documents import Word
from creditai.documents.lines import Cell, Line
from creditai.forms.fields import answers, text_of
from creditai.forms.pairs.items import WIDE, Label
from creditai.vocabulary.tokens import tokens_of
from creditai.vocabulary.wordings import Wordings


def wrapped_label(
    words: Sequence[Word], line: Line, below: Line, labels: Wordings
) -> tuple[Label, list[Word]] | None:
    """A label begun in this cell and ended at the same left edge on the next line."""
    if not labels.begins(words[0].text):
        return None  # most cells
    head: tuple[str, ...] = ()
    part = 0
    for i, word in enumerate(words):
        head += tokens_of(word.text)
        if not labels.is_prefix(head) or word.text.endswith(":"):
            break
        part = i + 1
        if i + 1 < len(words) and words[i + 1].x0 - word.x1 > (word.y1 - word.y0):
            break
    if part == 0 or (not words[0].text[:1].isupper() and not words[0].text[:1].isdigit()):
        return None
    whole = labels.match([w.text for w in words])
    if whole is not None and whole.end > part:
        return None
    if part < len(words) and words[part].x0 - words[part - 1].x1 <= WIDE * (words[part].y1 - words[part].y0):
        return None
    return _rest_of_label(words, part, line, below, labels)


def _next_cell(line: Line, words: Sequence[Word]) -> list[Word]:
    """The cell after the one that holds these words."""
    after = [cell for cell in line.cells if cell.words[0].x0 > words[-1].x1]
    return list(after[0].words) if after else []


def _has_value(line: Line, cell: Cell, x0: float) -> bool:
    """Does this line have words at the value's edge for its own label in `cell`?"""
    return any(abs(c.words[0].x0 - x0) < 8 for c in line.cells if c is not cell)


def _rest_of_label(
    words: Sequence[Word], part: int, line: Line, below: Line, labels: Wordings
) -> tuple[Label, list[Word]] | None:
    height = max(words[0].y1 - words[0].y0, 1.0)
    near = below.page != words[0].page or below.box[1] - words[0].y1 < 1.2 * height
    cell = next((c for c in below.cells if abs(c.words[0].x0 - words[0].x0) <= 0.6 * height), None)
    if cell is None or not near:
        return None
    head = tuple(t for w in words[:part] for t in tokens_of(w.text))
    upper = labels.name_of_tokens(head)
    if upper is not None and labels.match([w.text for w in cell.words]) is not None:
        value = words[part:] or _next_cell(line, words)
        if not value or _has_value(below, cell, value[0].x0) or answers(upper, text_of(value)):
            return None  # two labels one above the other
    for n in range(len(cell.words), 0, -1):
        whole = head + tuple(t for w in cell.words[:n] for t in tokens_of(w.text))
        name = labels.name_of_tokens(whole)
        if name is None or (n < len(cell.words) and not cell.words[n - 1].text.endswith(":")):
            continue
        own = (*words[:part], *cell.words[:n])
        return Label(name, own, own[-1].text.endswith(":"), True), list(words[part:])
    return None
