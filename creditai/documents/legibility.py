"""Is a page's text what the page shows? Fonts without a true table of characters say something else.

Such text is consistent, so nothing but its statistics gives it away: characters that no text has, letters
that are not distributed as letters are, words without vowels. A page with too little text to tell counts
as legible.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection
from functools import cache
from operator import mul
from string import punctuation

LEAST_CHARACTERS = 12
MOST_ICONS = 15
"""A print uses a few private glyphs over and over; a font without a table has one for every letter."""
LEAST_LETTERS = 90
"""Distinct words with fewer letters in all have no statistics."""

# Letters per thousand in English and Spanish prose, between which reports stand.
_FREQUENCY = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyz",
        (96, 17, 37, 42, 125, 17, 18, 42, 68, 3, 5, 42, 27, 70, 77, 24, 4, 63, 66, 76, 31, 10, 14, 2, 17, 2),
        strict=True,
    )
)
_UNUSUAL = [n - sum(_FREQUENCY.values()) / len(_FREQUENCY) for n in _FREQUENCY.values()]
"""Each letter's distance from the mean."""
_LETTERS = re.compile(r"[a-z]{3,}")
_MASK = re.compile(r"(.)\1\1")
_SIGNS = frozenset(punctuation)
_VOWEL = re.compile(r"[aeiouy]")
_FAMILIAR = frozenset("’‘“”–—…•·®©™°§¶«»¡¿ªº¢£€¥±×÷½¼¾¹²³†‡−")
_FAIR, _STRANGE, _VOWELLESS = 0.55, 0.2, 0.7
"""Least correlation with prose, most strange characters, least share of longer words that have a vowel. Pages
of reports have 0.8 to 0.95, under a fiftieth, and nine of ten; a shuffled alphabet reaches 0.55 by chance
once in a hundred."""


def illegible(words: Collection[str]) -> str | None:
    """Why these distinct words are not what the paper shows, None when they may be."""
    text = "".join(words)
    if len(text) < LEAST_CHARACTERS:
        return None
    letters = Counter(text)
    plain = text.isascii() and text.isprintable()
    if (not plain and _strangers(letters) > _STRANGE * len(text)) or _is_punctuation(letters):
        return "characters that the font gives no meaning"
    if _is_shuffled(words):
        return "letters that the font has in a false order"
    return None


def _strangers(letters: Counter[str]) -> int:
    """How many of these are no characters of a text; a few kinds of private glyph may be."""
    icons = {c for c in letters if not c.isascii() and unicodedata.category(c) == "Co"}
    strange = sum(n for c, n in letters.items() if _is_strange(c) and c not in icons)
    return strange + (sum(letters[c] for c in icons) if len(icons) > MOST_ICONS else 0)


def _is_punctuation(letters: Counter[str]) -> bool:
    """Mostly signs, and of every sort: letters that were moved down the table."""
    signs = _SIGNS & letters.keys()
    return len(signs) >= 12 and sum(letters[c] for c in signs) > 0.5 * letters.total()


@cache
def _is_strange(character: str) -> bool:
    if character.isascii():
        return character < " " or character == "\x7f"
    if character in _FAMILIAR:
        return False
    kind = unicodedata.category(character)
    if kind in ("Cc", "Cn", "Co", "Cs") or character == "\ufffd":
        return True
    return 0x80 <= ord(character) < 0xC0


def _is_shuffled(words: Collection[str]) -> bool:
    """Distinct words only, so that the codes of a payment grid, printed a hundred times, have no vote."""
    found = {run for run in _LETTERS.findall(" ".join(words).lower()) if not _MASK.search(run)}
    text = "".join(found)
    if len(text) < LEAST_LETTERS:
        return False
    long = [w for w in found if len(w) >= 4]
    voiced = sum(map(bool, map(_VOWEL.search, long)))
    few_vowels = len(long) >= 12 and voiced < _VOWELLESS * len(long)
    return few_vowels or _correlation(Counter(text)) < _FAIR


def _correlation(letters: Counter[str]) -> float:
    """Pearson's, between these letters and prose."""
    seen = list(map(letters.__getitem__, _FREQUENCY))
    spread = (sum(map(mul, seen, seen)) - sum(seen) ** 2 / len(seen)) * sum(map(mul, _UNUSUAL, _UNUSUAL))
    return sum(map(mul, seen, _UNUSUAL)) / spread**0.5 if len(set(seen)) > 1 else 0.0
