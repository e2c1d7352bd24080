"""Are two printed names one furnisher? "SYNCB/AMAZON", "SYNCHRONY BANK"; "FIRST SAMPLE BK", "First Sample Bank NA".

A name is cut at "/" into parts (issuer and store), each part into words: dots and accents gone, legal
forms dropped, abbreviations spelt out, houses called by one name (creditai.vocabulary.furnishers).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import chain
from typing import Literal

from creditai.vocabulary.furnishers import ABBREVIATIONS, GENERAL, HOUSES, NOISE

Likeness = Literal["same", "like", "other"]
Part = tuple[str, ...]

_WORD = re.compile(r"[A-Z0-9]+")
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_CUT_AT = 8  # letters that a name cut off by a narrow column must still show


@lru_cache(maxsize=65536)
def parts(name: str) -> tuple[Part, ...]:
    """The name's comparable words, part by part; empty when nothing of it can be compared."""
    plain = unicodedata.normalize("NFKD", name.upper()).encode("ascii", "ignore").decode()
    plain = _BRACKETS.sub(" ", plain).replace(".", "").replace("'", "").replace("&", "")
    found = (_part(piece) for piece in re.split(r"[/\\|]", plain))
    return tuple(part for part in found if part)


def _part(piece: str) -> Part:
    words: list[str] = []
    for word in _WORD.findall(piece):
        words += ABBREVIATIONS.get(word, word).split()
    kept = [word for word in words if word not in NOISE] or words
    for length in range(len(kept), 0, -1):
        house = _houses().get(tuple(kept[:length]))
        if house is not None:
            return house + tuple(kept[length:])
    return tuple(kept)


@cache
def _houses() -> dict[Part, Part]:
    """Beginnings of names -> the house, as one word; the beginnings pass the same normalisation."""
    table: dict[Part, Part] = {}
    for house, names in HOUSES.items():
        for name in names:
            words = [w for word in name.split() for w in ABBREVIATIONS.get(word, word).split()]
            table[tuple(w for w in words if w not in NOISE)] = (house,)
    return table


@lru_cache(maxsize=262144)
def likeness(one: str, other: str) -> Likeness:
    """`same`: one house by name. `like`: may be (cut off, or issuer against issuer and store)."""
    a, b = parts(one), parts(other)
    if not a or not b:
        return "other"
    if a == b:
        return "same"
    short, long = sorted((a, b), key=len)
    if len(short) == 1 and len(long) == 1:
        return _part_likeness(short[0], long[0])
    found = _parts_likeness(short, long)
    if found == "other" and _cut_off(_joined(chain(*a)), _joined(chain(*b))):
        return "like"
    return found


def _parts_likeness(short: tuple[Part, ...], long: tuple[Part, ...]) -> Likeness:
    """Every part of the shorter name finds one of its own in the longer."""
    if len(short) == 1:
        return "like" if any(_part_likeness(short[0], part) != "other" for part in long) else "other"
    left = list(long)
    for part in short:
        found = next((other for other in left if _part_likeness(part, other) != "other"), None)
        if found is None:
            return "other"
        left.remove(found)
    return "same" if not left else "like"


@lru_cache(maxsize=65536)
def initials(name: str) -> frozenset[str]:
    """What two names that are `same` or `like` always share at least one of."""
    return frozenset(part[0][0] for part in parts(name))


def _part_likeness(a: Part, b: Part) -> Likeness:
    joined_a, joined_b = _joined(a), _joined(b)
    if joined_a == joined_b:
        return "same"
    shared, only_a, only_b = _aligned(a, b)
    telling = any(word not in GENERAL for word in shared)
    if telling and not _telling(only_a) and not _telling(only_b):
        return "like" if only_a and only_b else "same"
    return "like" if _cut_off(joined_a, joined_b) else "other"


def _joined(words: Iterable[str]) -> str:
    return "".join(words).replace(" ", "")


def _cut_off(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    return len(short) >= _CUT_AT and long.startswith(short)


def _telling(words: Part) -> bool:
    return any(word not in GENERAL for word in words)


def _aligned(a: Part, b: Part) -> tuple[Part, Part, Part]:
    """Words in common, in order; those that only one of the two has."""
    shared: list[str] = []
    only_a: list[str] = []
    rest = list(b)
    for word in a:
        at = next((i for i, other in enumerate(rest) if _one_word(word, other)), None)
        if at is None:
            only_a.append(word)
        else:
            other = rest.pop(at)
            shared.append(word if len(word) > len(other) else other)
    return tuple(shared), tuple(only_a), tuple(rest)


def _one_word(a: str, b: str) -> bool:
    """Equal, or one is the other shortened: its beginning, or its letters with some left out. A house of
    several words is itself only."""
    if a == b or " " in a or " " in b:
        return a == b
    short, long = sorted((a, b), key=len)
    if len(short) < 2 or short[0] != long[0] or short.isdigit():
        return False
    if len(short) >= 3 and long.startswith(short):
        return True
    if long in GENERAL and short in GENERAL:
        return False
    letters, skeleton = iter(long), not set("AEIOU") & set(short)
    ends = short[-1] == long[-1] or skeleton
    return len(short) >= 3 and ends and all(letter in letters for letter in short)
