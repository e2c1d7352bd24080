"""Scores -> slots: value, model, scale, factors. A scale's ends are never taken for a score."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from creditai.documents import Word
from creditai.documents.lines import Cell, Line
from creditai.forms.draft.slots import Slot
from creditai.forms.fields import put, put_other, settle, text_of
from creditai.forms.here import Here
from creditai.forms.pairs import Pair, pairs_in
from creditai.values import Why, parse_range, parse_score
from creditai.vocabulary.kinds import bureau_of
from creditai.vocabulary.labels import score_labels

_MODEL = re.compile(
    r"(?:fico®?\s*(?:auto |bankcard )?score®?\s*\d*[a-z]?|vantagescore®?\s*[\d.]*|insight score)", re.I
)
_DOTS = frozenset("·•|")
_LARGER, _NEAR = 1.4, 20.0
"""How many times as large a score is set as its model's name, and the points between them at most."""


def read_scores(here: Here, lines: Sequence[Line]) -> None:
    """Every labelled score in these lines; further labels belong to the score before them."""
    slot: Slot | None = None
    waiting: list[Pair] = []
    for pair in _named(here, pairs_in(lines, score_labels(), here.print.dates).pairs):
        if pair.label.name == "value":
            words, model = _value_words(pair)
            if isinstance(parse_score(text_of(words)), Why):
                continue
            slot = _open(here) if here.bureau else _open(_of_row(here, lines, pair))
            put(slot, "value", pair.label.words, words, said=int(text_of(words)))
            _put_model(slot, pair, model)
            for early in waiting:
                _put_more(here, slot, early)
            waiting = []
        elif slot is None:
            waiting.append(pair)
        else:
            _put_more(here, slot, pair)


def _named(here: Here, pairs: Sequence[Pair]) -> Iterator[Pair]:
    """A model's name is a label as well (`VantageScore 3.0: 628`): where it is the value of `Score Model`, it
    becomes that; where `Credit Score` stands before it, it is the model and that is the label."""
    at = 0
    while at < len(pairs):
        pair, after = pairs[at], pairs[at + 1] if at + 1 < len(pairs) else None
        at += 1
        name = text_of(after.label.words).strip("(): ") if after is not None else ""
        if after is not None and not pair.words and _MODEL.fullmatch(name) and _beside(pair, after):
            if pair.label.name == "model" and not after.words:
                yield replace(pair, lines=[tuple(after.label.words)])
                at += 1
                continue
            if pair.label.name == "value":
                here.draft.claim(pair.label.words)
                continue
        yield pair


def _beside(pair: Pair, after: Pair) -> bool:
    one, two = pair.label.words[-1], after.label.words[0]
    return one.page == two.page and min(one.y1, two.y1) - max(one.y0, two.y0) > 0.5 * (one.y1 - one.y0)


def _open(here: Here) -> Slot:
    slot = here.draft.score(here.bureau)
    if here.bureau and here.bureau_words:
        slot.put("bureau", here.bureau, here.bureau_words, via="bureau")
    return slot


def _of_row(here: Here, lines: Sequence[Line], pair: Pair) -> Here:
    """`Experian   FICO Score 2   688`: the bureau whose name begins the score's row, if nothing else does."""
    label = pair.label.words[0]
    row = next((line for line in lines if any(w is label for w in line.words)), None)
    cell = row.cells[0] if row is not None else None
    bureau = bureau_of(cell.text) if cell is not None and cell.box[2] < label.x0 else None
    if cell is None or bureau is None or len(cell.words) > 2:
        return here
    return replace(here, bureau=bureau, bureau_words=cell.words)


def _value_words(pair: Pair) -> tuple[list[Word], list[Word]]:
    """`(VantageScore 3.0): 628` -> the value's words, the model's words."""
    words = pair.words
    if len(words) > 1 and words[0].text.startswith("("):
        end = next((i for i, w in enumerate(words) if w.text.rstrip(":").endswith(")")), None)
        if end is not None:
            return words[end + 1 :], words[: end + 1]
    return words[:1], []


def _put_model(slot: Slot, pair: Pair, model: Sequence[Word]) -> None:
    if model:
        slot.put("model", text_of(model).strip("():"), model)
        return
    label = text_of(pair.label.words).strip("(): ")
    if re.fullmatch(_MODEL, label):
        slot.put("model", label, pair.label.words)


def _put_more(here: Here, slot: Slot, pair: Pair) -> None:
    name = pair.label.name
    if name == "range":
        scale = parse_range(pair.text)
        if not isinstance(scale, Why):
            settle(slot, "range", scale, pair.words, label=pair.label.words)
    elif name in ("model", "date"):
        put(slot, name, pair.label.words, pair.words, style=here.print.dates)
    elif name == "factors":
        here.draft.claim(pair.label.words)
        for line in pair.lines:
            slot.add("factors", text_of(line).lstrip("•- "), line)
    elif pair.words:
        put_other(here.draft.root, pair.label.words, pair.words)


def read_large_scores(here: Here, lines: Sequence[Line]) -> None:
    """A number far larger than the name of its model, which stands beside it, over or under it: `641` of a web page."""
    for n, line in enumerate(lines):
        for cell in line.cells:
            word = cell.words[0]
            if len(cell.words) > 1 or not here.draft.is_open(word) or isinstance(parse_score(word.text), Why):
                continue
            near = [part for other in lines[max(0, n - 1) : n + 2] for c in other.cells for part in _parts(c)]
            model = next((c for c in near if _is_model_of(c, word)), None)
            if model is not None:
                slot = _open(here)
                slot.put("value", int(word.text), cell.words)
                slot.put("model", model.text, model.words)


def _parts(cell: Cell) -> list[Cell]:
    """`TransUnion · VantageScore 3.0`: what stands between dots and bars."""
    parts = (tuple(part) for dot, part in groupby(cell.words, lambda word: word.text in _DOTS) if not dot)
    return [Cell(part) for part in parts]


def _is_model_of(cell: Cell, number: Word) -> bool:
    word = cell.words[0]
    near = word.page == number.page and word.y0 < number.y1 + _NEAR and word.y1 > number.y0 - _NEAR
    return near and number.size > _LARGER * word.size > 0 and _MODEL.fullmatch(cell.text) is not None


def read_printed_scores(here: Here, lines: Sequence[Line]) -> None:
    """`700 Equifax data`: the word beside the number is the bureau."""
    for line in lines:
        words = line.words
        if len(words) == 3 and words[2].text.casefold() == "data" and here.draft.is_open(words[0]):
            bureau = bureau_of(words[1].text)
            value = parse_score(words[0].text)
            if bureau is not None and not isinstance(value, Why):
                slot = here.draft.score(bureau)
                slot.put("bureau", bureau, words[1:2], via="bureau")
                slot.put("value", value, words[:1])
                here.draft.claim(words)
