"""Masked account numbers, compared by the digits that both show.

Bureaus hide different ends: `412345XXXXXXXXXX` shows the first six, `412345678901****` all but the last
four, `*0042` the last four. A mask says nothing of its length, so what is visible is aligned from its
own end: a beginning with a beginning, an end with an end. No overlap is no evidence, either way.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

ENOUGH = 4
"""Agreeing digits that count as agreement of the number (domain rule of linking)."""
BIN = 6
"""The first digits of a card name its bank and product: two cards of one bank share them."""

_LEAD = re.compile(r"^(?:ACCOUNT|ACCT|NUMBER|NO|#|:|\s)+(?=[^A-Z]|[A-Z0-9]*\d)")
_MASK = re.compile(r"[*•●∙·.…#?_]+|X{2,}|(?<![A-Z0-9])X|X(?![A-Z0-9])")
_SEPARATOR = re.compile(r"[\s\-–—/:]")
_LOOSE = 4  # an unmasked number this short may be either end of the real one


@dataclass(frozen=True, slots=True)
class Visible:
    """`head`: shown from the left; `tail`: shown up to the right end; `whole`: nothing hidden."""

    head: str
    tail: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Agreement:
    """`digits`: how many visible positions agree; `telling`: more than a bank's own first digits."""

    digits: int
    conflict: bool
    telling: bool = False


NOTHING = Agreement(0, False)


@lru_cache(maxsize=65536)
def visible(number: str) -> Visible | None:
    """What `number` shows; None when it shows nothing."""
    plain = _SEPARATOR.sub("", _LEAD.sub("", number.upper().strip()))
    pieces = _MASK.split(plain)
    shown = [re.sub(r"[^A-Z0-9]", "", piece) for piece in pieces]
    if not any(shown):
        return None
    if len(shown) == 1:
        return Visible(shown[0], shown[0], True)
    return Visible(shown[0], shown[-1], False)


@lru_cache(maxsize=262144)
def agreement(one: str, other: str) -> Agreement:
    a, b = visible(one), visible(other)
    if a is None or b is None:
        return NOTHING
    if a.whole and b.whole:
        return _wholes(a.head, b.head)
    if (a.whole and len(a.head) <= _LOOSE) or (b.whole and len(b.head) <= _LOOSE):
        return _loose(a, b)
    heads, tails = min(len(a.head), len(b.head)), min(len(a.tail), len(b.tail))
    if a.head[:heads] != b.head[:heads] or (tails and a.tail[-tails:] != b.tail[-tails:]):
        return Agreement(0, True)
    digits = heads + tails
    return Agreement(digits, False, tails >= ENOUGH or heads > BIN)


def _wholes(a: str, b: str) -> Agreement:
    """Two numbers with nothing hidden: equal, padded with zeros, or cut by a narrow column."""
    a, b = a.lstrip("0") or a, b.lstrip("0") or b
    short, long = sorted((a, b), key=len)
    if short == long or (len(short) >= ENOUGH and (long.startswith(short) or long.endswith(short))):
        return Agreement(len(short), False, len(short) >= ENOUGH and (short == long or len(short) > BIN))
    return Agreement(0, True)


def _loose(a: Visible, b: Visible) -> Agreement:
    """One side is a few digits without a mask: which end they are is not printed."""
    short, long = (a, b) if a.whole and len(a.head) <= _LOOSE else (b, a)
    digits = short.head
    if long.tail and long.tail.endswith(digits):
        return Agreement(len(digits), False, len(digits) >= ENOUGH)
    if long.head and long.head.startswith(digits):
        return Agreement(len(digits), False)
    return NOTHING if len(long.head) < len(digits) or len(long.tail) < len(digits) else Agreement(0, True)
