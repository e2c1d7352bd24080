"""Two lists of lines that may hold the same accounts -> which line goes with which.

Lists are two bureaus, or two pulls of one bureau. Candidates are lines whose furnishers'
names fit, or that were opened on one day, so eighty accounts cost eighty times a few comparisons. The best
pairing as a whole decides; a pair is certain only if its grounds are, no other pair has such grounds
for either line, and it is the best for both. Where two pairings are as good, nothing is said, unless
the lines are word for word alike: then they go by the order in which they are printed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from creditai.linking.assignment import Pair, best
from creditai.linking.evidence import Likely, compare_lines
from creditai.linking.names import initials, likeness
from creditai.report import Account
from creditai.values import PartialDate

_MARGIN = 12.0
"""By how much a certain pair must be better than every other with certain grounds for one of its lines."""
_TIE = 1e-6
_ORDER = 1e-11
"""Far below a tie: lines that are alike word for word are paired in the order they are printed."""


def pair(
    left: Sequence[Account], right: Sequence[Account], *, one_bureau: bool
) -> list[tuple[int, int, float, bool, tuple[str, ...]]]:
    """(place in left, place in right, score, certain, why), each place at most once."""
    likely = _candidates(left, right, one_bureau)
    scores = {at: found.score for at, found in likely.items()}
    chosen = best({(a, b): score + _ORDER * a * b for (a, b), score in scores.items()})
    rows, columns = _by_side(scores)
    partners = dict(chosen), {b: a for a, b in chosen}
    kept = []
    for a, b in sorted(chosen):
        found = likely[a, b]
        rivals = [p for p in chain(rows[a], columns[b]) if p != (a, b)]
        if not found.supported and rivals:
            continue
        equals = [p for p in rivals if scores[p] >= found.score - _TIE]
        if _tied((a, b), partners, scores, rows, columns) and not _twins((a, b), equals, left, right):
            continue
        certain = (
            found.grounds
            and all(not likely[p].grounds or scores[p] <= found.score - _MARGIN for p in rivals)
            and all(scores[p] < found.score for p in rivals)
        )
        kept.append((a, b, found.score, certain, found.why))
    return kept


def _candidates(left: Sequence[Account], right: Sequence[Account], one_bureau: bool) -> dict[Pair, Likely]:
    by_name, by_day = _places(right)
    by_initial: dict[str, list[str]] = {}
    for name in by_name:
        for letter in initials(name):
            by_initial.setdefault(letter, []).append(name)
    fitting: dict[str | None, list[int]] = {
        name: _fitting(name, by_name, by_initial) for name in {account.furnisher for account in left}
    }
    found: dict[Pair, Likely] = {}
    for a, account in enumerate(left):
        for b in dict.fromkeys(chain(fitting[account.furnisher], by_day.get(account.opened, ()))):
            likely = compare_lines(account, right[b], one_bureau=one_bureau)
            if likely is not None:
                found[a, b] = likely
    return found


def _places(lines: Sequence[Account]) -> tuple[dict[str, list[int]], dict[PartialDate | None, list[int]]]:
    """Where each furnisher's lines stand, and those opened on each day."""
    by_name: dict[str, list[int]] = {}
    by_day: dict[PartialDate | None, list[int]] = {}
    for place, account in enumerate(lines):
        if account.furnisher is not None:
            by_name.setdefault(account.furnisher, []).append(place)
        if account.opened is not None and account.opened.exact:
            by_day.setdefault(account.opened, []).append(place)
    return by_name, by_day


def _fitting(
    name: str | None, by_name: Mapping[str, list[int]], by_initial: Mapping[str, list[str]]
) -> list[int]:
    if name is None:
        return []
    near = dict.fromkeys(chain.from_iterable(by_initial.get(letter, ()) for letter in initials(name)))
    return sorted(place for other in near if likeness(name, other) != "other" for place in by_name[other])


def _by_side(scores: Mapping[Pair, float]) -> tuple[dict[int, list[Pair]], dict[int, list[Pair]]]:
    rows: dict[int, list[Pair]] = {}
    columns: dict[int, list[Pair]] = {}
    for a, b in scores:
        rows.setdefault(a, []).append((a, b))
        columns.setdefault(b, []).append((a, b))
    return rows, columns


def _tied(
    at: Pair,
    partners: tuple[Mapping[int, int], Mapping[int, int]],
    scores: Mapping[Pair, float],
    rows: Mapping[int, list[Pair]],
    columns: Mapping[int, list[Pair]],
) -> bool:
    """Could the pairing do as well without this pair, by one exchange?"""
    a, b = at
    partner_of_row, partner_of_column = partners
    for _, other in rows[a]:
        if other == b:
            continue
        rival = partner_of_column.get(other)
        if rival is None:
            if scores[a, other] >= scores[at] - _TIE:
                return True
        elif scores[a, other] + scores.get((rival, b), 0.0) >= scores[at] + scores[rival, other] - _TIE:
            return True
    return any(
        rival != a and rival not in partner_of_row and scores[rival, b] >= scores[at] - _TIE
        for rival, _ in columns[b]
    )


def _twins(at: Pair, rivals: list[Pair], left: Sequence[Account], right: Sequence[Account]) -> bool:
    a, b = at
    return all(left[x] == left[a] and right[y] == right[b] for x, y in rivals)
