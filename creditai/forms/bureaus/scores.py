"""Scores in columns of bureaus: labelled rows, and bare numbers that stand under the bureaus' names."""

from __future__ import annotations

import re

from creditai.documents import Word
from creditai.forms.bureaus.blocks import Table
from creditai.forms.bureaus.cells import split
from creditai.forms.bureaus.columns import BureauRow
from creditai.forms.bureaus.facts import claim_headers, columns_of_table, of_bureau, pair_of, rows_of_table
from creditai.forms.draft.slots import Slot
from creditai.forms.fields import put, settle, text_of
from creditai.forms.here import Here
from creditai.forms.pairs import Pair
from creditai.values import Why, is_dash, parse_range, parse_score
from creditai.vocabulary.labels import score_labels

_MODEL = re.compile(r"\bfico\b|vantage", re.I)
_SCORE = re.compile(r"\bscore(?:\s*\d+(?:\.\d+)?)?\W*$", re.I)


def read_bureau_scores(here: Here, table: Table) -> None:
    """One score per bureau and model; scale and factors belong to the score above them."""
    claim_headers(here, table)
    _bare_scores(here, table)
    rows, _ = rows_of_table(table, score_labels())
    for bureau, column in columns_of_table(table).items():
        own = of_bureau(here, column)
        slot: Slot | None = None
        waiting: list[Pair] = []
        for n, row in enumerate(rows):
            here.draft.claim(row.label)
            pair = pair_of(row, n, bureau)
            pair.lines = [line for line in pair.lines if here.draft.is_open(line[0])]
            if not pair.words or is_dash(pair.text):
                here.draft.claim(pair.words)
            elif row.name == "value" or _is_score(row):
                slot = _score(own, pair)
                for early in waiting if slot is not None else ():
                    _more(own, slot, early)
            elif slot is None and row.name in ("range", "model", "date"):
                waiting.append(pair)
            else:
                _more(own, slot, pair)


def _is_score(row: BureauRow) -> bool:
    """`FICO Score 8:`, or whatever else calls itself a score and is one under every bureau."""
    if _MODEL.search(text_of(row.label)):
        return True
    said = [row.words_of(bureau) for bureau in row.values]
    told = [words for words in said if words and not is_dash(text_of(words))]
    return bool(
        told
        and _SCORE.search(text_of(row.label))
        and all(len(words) == 1 and not isinstance(parse_score(words[0].text), Why) for words in told)
    )


def _score(here: Here, pair: Pair) -> Slot | None:
    """`Not Reported - Code: 4` is no score, and says so."""
    value = parse_score(pair.words[0].text)
    if isinstance(value, Why):
        here.draft.claim(pair.words)
        return None
    slot = _open_score(here)
    slot.put("value", value, pair.words[:1])
    label = text_of(pair.label.words).strip(": ")
    if _MODEL.search(label) or pair.label.name != "value":
        slot.put("model", label, pair.label.words)
    scale = parse_range(text_of(pair.words[1:])) if len(pair.words) > 1 else Why("blank")
    if not isinstance(scale, Why):
        slot.put("range", scale, pair.words[1:])
    return slot


def _open_score(here: Here) -> Slot:
    slot = here.draft.score(here.bureau)
    slot.put("bureau", here.bureau, here.bureau_words, via="bureau")
    return slot


def _more(here: Here, slot: Slot | None, pair: Pair) -> None:
    name = pair.label.name
    if name == "factors":
        _factors(here, slot or _last_score(here), pair)
    elif slot is not None and name == "range":
        scale = parse_range(pair.text)
        if not isinstance(scale, Why):
            settle(slot, "range", scale, pair.words, label=pair.label.words)
    elif slot is not None and name in ("model", "date"):
        put(slot, name, pair.label.words, pair.words, style=here.print.dates)
    elif name.startswith("other:"):
        here.draft.root.other(pair.label.words, pair.words, under=[here.bureau_words])


def _last_score(here: Here) -> Slot | None:
    own = [s for s in here.draft.root.parts.get("scores", ()) if isinstance(s, Slot)]
    return next((s for s in reversed(own) if s.fields.get("bureau") == here.bureau), None)


def _factors(here: Here, slot: Slot | None, pair: Pair) -> None:
    """A factor a line; one that goes on in small letters is not finished. Without a score: left unread."""
    if slot is None:
        return
    here.draft.claim(pair.label.words)
    runs: list[list[Word]] = []
    for line in pair.lines:
        if runs and line[0].text[:1].islower():
            runs[-1].extend(line)
        else:
            runs.append(list(line))
    for run in runs:
        slot.add("factors", text_of(run).lstrip("•- "), run)


def _bare_scores(here: Here, table: Table) -> None:
    """A line of nothing but scores under the bureaus."""
    for i, line in enumerate(table.lines):
        geometry = table.geometry[i]
        if geometry is None or i in table.headers or len(line.words) != len(line.cells):
            continue
        label, values = split(line, geometry)
        if label or not values or any(isinstance(parse_score(text_of(v)), Why) for v in values.values()):
            continue
        for at, words in values.items():
            slot = _open_score(of_bureau(here, geometry.header.columns[at]))
            slot.put("value", int(words[0].text), words)
