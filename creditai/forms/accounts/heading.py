"""An account's heading -> furnisher, and what rides on the same line: a masked number, `- Closed`,
`(Original Creditor: X)`, a badge, a section number, an icon."""

from __future__ import annotations

import re
from collections.abc import Sequence

from creditai.documents import Word
from creditai.documents.lines import Line
from creditai.forms.draft.slots import Slot
from creditai.forms.fields import settle, text_of
from creditai.forms.pairs import Pairs
from creditai.forms.pairs.items import is_icon
from creditai.values import Why, parse_money
from creditai.vocabulary.statuses import condition_of

_MASK = re.compile(r"^#?[\dXx*•.·-]*[\dA-Z]*(?:[Xx*•·]{2,}|\.{3,})[\dXx*•.·]*$|^#[\w*-]{3,}$|^\d{5,}\*+$")
_APART, _SMALLER = 1.0, 0.85
"""Text heights between a name and an amount beside it; what a tag's size is of the name's, at most."""
_NUMBERING = re.compile(r"^\d{1,2}\.\d{1,3}\.?$")
_COUNT = re.compile(
    r"^(?:\(?#?\d{1,3}(?:\.|\)|:| [-–—])|(?:account|trade ?line|trade|collection|item) ?(?:#|no\.?|number)? ?\d{1,3}"
    r"(?: of \d{1,3})?(?:\.|\)|:| ?[-–—])?) (?=.*[A-Za-z])",
    re.I,
)
_BADGES = (
    ("potentially", "negative"),
    ("-", "closed"),
    ("–", "closed"),
    ("—", "closed"),
    ("(closed)",),
    ("-", "open"),
    *((dash, word) for dash in "-–—" for word in ("cerrada", "cerrado", "abierta", "abierto")),
)


def is_masked_number(text: str) -> bool:
    """`412345678901****`, `*0042`, `#123456****`: digits with a mask, or behind a number sign."""
    return bool(_MASK.match(text)) and any(c.isdigit() or c in "Xx*" for c in text)


def read_heading(slot: Slot, lines: Sequence[Line], found: Pairs) -> None:
    """Put what the heading's lines say; a labelled furnisher wins over them."""
    words = [w for line in lines for w in line.words]
    if not words:
        return
    draft = slot.ledger
    draft.claim(w for w in words if is_icon(w) or _NUMBERING.match(w.text))
    rest = [w for w in words if not is_icon(w) and not _NUMBERING.match(w.text)]
    rest = _take_badges(slot, _take_count(slot, rest))
    rest = _take_beside(slot, _take_number(slot, rest))
    while len(rest) > 1 and rest[-1].text in ("-", "–", "|", ":"):
        draft.claim(rest[-1:])
        rest = rest[:-1]
    if not rest:
        return
    if "furnisher" in slot.fields:
        draft.claim(rest)
    else:
        slot.missing.pop("furnisher", None)
        settle(slot, "furnisher", text_of(rest), rest)


def _take_count(slot: Slot, words: list[Word]) -> list[Word]:
    """`1. MOCK BANK`, `Account 3: MOCK BANK`: which of the accounts it is."""
    counted = _COUNT.match(text_of(words)) if words else None
    end = len(counted[0].split()) if counted else 0
    slot.ledger.claim(words[:end])
    return words[end:]


def _take_badges(slot: Slot, words: list[Word]) -> list[Word]:
    for badge in _BADGES:
        n = len(badge)
        tail = tuple(w.text.casefold().strip("()") if n > 1 else w.text.casefold() for w in words[-n:])
        if len(words) > n and tail == badge:
            condition = condition_of(text_of(words[-1:]))
            if condition is not None and "condition" not in slot.fields:
                slot.put("condition", condition, words[-n:], via="condition")
            slot.ledger.claim(words[-n:])
            words = words[:-n]
    return words


def _take_beside(slot: Slot, words: list[Word]) -> list[Word]:
    """A balance at the other end of the line, a tag in smaller type: no part of the name. What says again what the block
    says is read with it; else it stays unread."""
    first = words[0] if words else None
    end = next((n for n, w in enumerate(words) if n and _is_aside(first, words[n - 1], w)), len(words))
    text = text_of(words[end:]).casefold()
    said = {str(slot.fields.get("account_type")).casefold(), str(slot.fields.get("portfolio")).casefold()}
    if text in said or parse_money(text) == slot.fields.get("balance", ""):
        slot.ledger.claim(words[end:])
    return words[:end]


def _is_aside(first: Word | None, before: Word, word: Word) -> bool:
    if first is None or not first.size or word.page != first.page or before.y0 >= word.y1:
        return False  # a name that wraps, or type that nobody knows
    height = first.y1 - first.y0
    apart = word.x0 - before.x1 > _APART * height
    amount = word.text.startswith("$") and not isinstance(parse_money(word.text), Why)
    return word.size < _SMALLER * first.size or (apart and amount)


def _take_number(slot: Slot, words: list[Word]) -> list[Word]:
    if len(words) < 2 or not is_masked_number(words[-1].text):
        return words
    if "account_number" not in slot.fields:
        slot.put("account_number", words[-1].text.lstrip("#"), words[-1:])
    slot.ledger.claim(words[-1:])
    return words[:-1]
