"""What the vendors of three-bureau prints put together, taken apart again where the paper allows it.

`Collection/Chargeoff` is one word for two states; it is a collection only where the account's own type
says so. `Individual account, Revolving account, Credit Card` is responsibility, portfolio and type.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from creditai.documents import Word
from creditai.forms.draft.slots import Slot
from creditai.forms.fields import settle, text_of
from creditai.forms.pairs import Pair
from creditai.values import is_dash
from creditai.vocabulary.kinds import portfolio_of, responsibility_of
from creditai.vocabulary.statuses import VIA

_MERGED = re.compile(r"^\W*collection\s*(?:/|or)\s*charge\W?\s?off\W*$", re.I)
_COLLECTS = re.compile(r"collection|debt buyer|factoring", re.I)
_TYPES = ("account_type", "account_description", "portfolio", "other:creditor type", "other:type of business")


def read_merged_status(slot: Slot, pairs: Sequence[Pair]) -> None:
    """The status of an account whose type says what its payment status leaves open."""
    if "status" in slot.fields:
        return
    said = next((p for p in pairs if p.label.name == "status" and _MERGED.match(p.text)), None)
    kind = next((p for p in pairs if p.label.name.casefold() in _TYPES and _COLLECTS.search(p.text)), None)
    if said is not None and kind is not None:
        slot.put("status", "collection", said.words, via=VIA, also=[kind.words])


def read_description(slot: Slot, pair: Pair) -> None:
    """`Individual account, Revolving account, Credit Card`, part by part; the last is printed as the type."""
    slot.ledger.claim(pair.label.words)
    if not pair.words or is_dash(pair.text):
        for name in ("responsibility", "responsibility_text"):
            slot.miss(name, "dash" if pair.words else "blank", [*pair.label.words, *pair.words])
        return
    parts = _parts(pair.words)
    text = text_of(parts[0]).rstrip(",")
    settle(slot, "responsibility_text", text, parts[0])
    responsibility = responsibility_of(text)
    if responsibility is not None:
        settle(slot, "responsibility", responsibility, parts[0], via="responsibility")
    else:
        slot.miss("responsibility", "no_contract_value", parts[0])
    for part in parts[1:]:
        portfolio = portfolio_of(text_of(part).rstrip(","))
        if portfolio is not None and "portfolio" not in slot.fields:
            slot.put("portfolio", portfolio, part, via="portfolio")
    kind = parts[-1]
    if len(parts) > 2 and "account_type" not in slot.fields and "account_type" not in slot.missing:
        slot.put("account_type", text_of(kind), kind)
    slot.other(pair.label.words, pair.words)


def _parts(words: Sequence[Word]) -> list[list[Word]]:
    """Cut after each comma; the comma stays with its word on paper and is no part of the value."""
    parts: list[list[Word]] = [[]]
    for word in words:
        parts[-1].append(word)
        if word.text.endswith(","):
            parts.append([])
    return [part for part in parts if part]
