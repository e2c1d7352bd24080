"""Whether a known wording is a label where it stands.

It is accepted on evidence: it fills its cell, or has a colon, or is followed by words that its field can take. A
wording inside a sentence is none of these.
"""

from __future__ import annotations

from collections.abc import Sequence

from creditai.documents import Word
from creditai.forms.fields import fits, kind_of, text_of
from creditai.forms.pairs.items import SEPARATORS, WIDE, Item, Label, is_icon
from creditai.values import is_dash
from creditai.vocabulary.statuses import status_of
from creditai.vocabulary.wordings import Found


def is_label(found: Found, words: Sequence[Word], before: Item | None, run: Sequence[Word]) -> bool:
    """`before`: the item on its left; `run`: the words since, in the same cell."""
    last = words[found.end - 1].text
    after = words[found.end :]
    colon = last.endswith(":") or (bool(after) and after[0].text == ":")
    if colon:
        return True
    first = next((c for c in words[found.start].text if c.isalnum() or c == "#"), "a")
    if first.islower():
        return False
    at_start = not run and all(is_icon(w) for w in words[: found.start])
    if not at_start:
        return _fits_mid_cell(found, words, before, run)
    if isinstance(before, Label) and _is_its_value(before, words, after):
        return False
    return not after or _fits_after(found, words)


def _is_its_value(before: Label, words: Sequence[Word], after: Sequence[Word]) -> bool:
    """Does this cell, though it begins like a label, answer the label before it? `Status | Past Due`."""
    if before.colon:
        return True
    if before.name == "status":
        text = text_of(words)
        return status_of(text) is not None or "past due" in text.casefold() or bool(after)
    return bool(after) and kind_of(before.name) == "text"


def _fits_after(found: Found, words: Sequence[Word]) -> bool:
    """A label without a colon that shares its cell with what follows."""
    after = words[found.end :]
    if after[0].text[:1].islower():
        return is_dash(text_of(after))  # `Date closed not reported`
    kind = kind_of(found.name)
    if kind != "text":
        return any(fits(found.name, text_of(after[:n])) for n in (1, 2, 3))
    gap = after[0].x0 - words[found.end - 1].x1
    height = max(after[0].y1 - after[0].y0, 1.0)
    return found.tokens >= 2 or gap > WIDE * height or _changes_weight(words, found.end)


def _changes_weight(words: Sequence[Word], end: int) -> bool:
    """`Status Current`, the one in regular type, the other in bold."""
    return len({w.bold for w in words[:end]} | {not w.bold for w in words[end:]}) == 1


def _fits_mid_cell(found: Found, words: Sequence[Word], before: Item | None, run: Sequence[Word]) -> bool:
    """`Date Opened 03/15/2019 Date Closed 04/2020`: the label before has its value, and a new one begins."""
    previous = words[found.start - 1]
    if previous.text in SEPARATORS or previous.text.endswith("|"):
        return not words[found.end :] or _fits_after(found, words)
    if not words[found.end :] and run and previous.bold != words[found.start].bold:
        return isinstance(before, Label)  # `Address *1 ELM ST* Phone`, its value in the cell beside
    if found.tokens < 2 or not isinstance(before, Label) or (before.colon and not run):
        return False
    if run and (kind_of(before.name) == "text" or not fits(before.name, text_of(run))):
        return False
    return not words[found.end :] or _fits_after(found, words)
