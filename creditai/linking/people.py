"""Which reports are one person's. Reports of different people are never linked with each other.

Bureaus spell one person differently (a former name, one wrong digit), which is for rules to find, so
one difference parts nobody: two people are two when two of name, last four and birth date differ, or
when the names differ and nothing else agrees. A suffix that differs (Jr, Sr) is a name that differs.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import product

from creditai.report import AsReported, Consumer, Report
from creditai.values import PartialDate

SUFFIXES = {"JR": "JR", "SR": "SR", "II": "II", "III": "III", "IV": "IV", "2ND": "II", "3RD": "III"}
_LONG, _MISREAD = 5, 0.8
"""Words of so many letters that are so alike may be one, misspelt or misread from a picture."""
_TITLES = frozenset({"MR", "MRS", "MS", "DR"})


APART = "These reports are of different people, by the names, numbers and dates of birth that they print:"
NOT_HELD = "They are not held against each other."


@dataclass(frozen=True, slots=True)
class Identity:
    names: frozenset[tuple[str, ...]]
    suffixes: frozenset[str]
    last4: frozenset[str]
    births: frozenset[PartialDate]

    @property
    def known(self) -> bool:
        return bool(self.names or self.last4 or self.births)


def people(reports: Sequence[Report]) -> tuple[tuple[int, ...], ...]:
    """Places of `reports`, one tuple per person. A report that names nobody belongs to the one person
    there is; where there are several it stands alone."""
    alike_told: dict[Identity, list[int]] = {}
    for place, report in enumerate(reports):
        alike_told.setdefault(identity(report), []).append(place)
    nameless = [place for told, own in alike_told.items() if not told.known for place in own]
    groups = [
        [place for told in group for place in alike_told[told]]
        for group in _persons([told for told in alike_told if told.known])
    ]
    groups = [groups[0] + nameless] if len(groups) == 1 else groups + _alone(nameless, bool(groups))
    return tuple(sorted(tuple(sorted(group)) for group in groups if group))


def _persons(told: Sequence[Identity]) -> list[list[Identity]]:
    """Those that say most come first; each joins the first person that it conflicts with nowhere."""
    groups: list[list[Identity]] = []
    places: dict[str, set[int]] = {}
    for one in sorted(
        told, key=lambda one: (-_weight(one), repr(sorted(one.names)), repr(sorted(one.last4)))
    ):
        marks = _marks(one)
        asked = ("unnamed", *marks) if one.names else places
        near = sorted(set().union(*(places.get(mark, ()) for mark in asked)))
        home = next((g for g in near if all(same_person(one, other) for other in groups[g])), None)
        if home is None:
            home = len(groups)
            groups.append([])
        groups[home].append(one)
        for mark in marks:
            places.setdefault(mark, set()).add(home)
    return groups


def _alone(nameless: list[int], others: bool) -> list[list[int]]:
    return [[i] for i in nameless] if others else [nameless]


def identity(report: Report) -> Identity:
    consumer = report.consumer
    seen: tuple[Consumer | AsReported, ...] = (consumer, *consumer.as_reported)
    names = [_words(name) for one in seen for name in one.names]
    return Identity(
        frozenset(words for name in names if (words := _without_suffix(name))),
        frozenset(SUFFIXES[word] for name in names for word in name if word in SUFFIXES),
        frozenset(one.ssn_last4 for one in seen if one.ssn_last4),
        frozenset(one.birth_date for one in seen if one.birth_date),
    )


def _words(name: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKD", name.upper()).encode("ascii", "ignore").decode()
    return tuple(w for w in re.findall(r"[A-Z0-9]+", plain.replace("'", "")) if w not in _TITLES)


def _without_suffix(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in SUFFIXES)


def _weight(told: Identity) -> int:
    return bool(told.names) + bool(told.last4) + bool(told.births)


def _marks(told: Identity) -> list[str]:
    """What two reports of one person that have names share at least one of (see `same_person`)."""
    names = {f"name {word[:3]}" for name in told.names for word in name if len(word) > 1}
    births = {f"born {date.year}" for date in told.births}
    found = names | births | {f"ssn {digits}" for digits in told.last4}
    return sorted(found | ({"unnamed"} if not told.names else set()))


def same_person(a: Identity, b: Identity) -> bool:
    name, last4, birth = _name(a, b), _overlap(a.last4, b.last4), _birth(a, b)
    found = [name, last4, birth]
    if found.count(False) >= 2:
        return False
    return not (name is False and True not in found)


def _overlap(a: frozenset[str], b: frozenset[str]) -> bool | None:
    return None if not a or not b else bool(a & b)


def _birth(a: Identity, b: Identity) -> bool | None:
    """Agrees only by a full date in common; years that overlap say nothing."""
    if not a.births or not b.births:
        return None
    pairs = list(product(a.births, b.births))
    if any(x.latest < y.earliest or y.latest < x.earliest for x, y in pairs) and not any(
        x.earliest <= y.latest and y.earliest <= x.latest for x, y in pairs
    ):
        return False
    return True if any(x == y and x.exact for x, y in pairs) else None


def _name(a: Identity, b: Identity) -> bool | None:
    if not a.names or not b.names:
        return None
    if a.suffixes and b.suffixes and not a.suffixes & b.suffixes:
        return False
    return any(alike(x, y) for x, y in product(a.names, b.names))


def alike(x: Iterable[str], y: Iterable[str]) -> bool:
    """Two words in common, where an initial stands for a word; or all there is of a one-word name."""
    left, shared, whole = list(y), 0, 0
    size = len(left)
    mine = list(x)
    for word in mine:
        found = next((other for other in left if _stands_for(word, other)), None)
        if found is not None:
            left.remove(found)
            shared += 1
            whole += len(word) > 1 and len(found) > 1
    return whole >= 1 and shared >= min(2, len(mine), size)


def _stands_for(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    if a == b or (len(short) in (1, *range(3, len(long))) and long.startswith(short)):
        return True
    return len(short) >= _LONG and SequenceMatcher(None, a, b).ratio() >= _MISREAD
