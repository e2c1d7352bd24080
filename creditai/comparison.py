"""Two pulls of one bureau: what is gone, new, back, changed, unchanged.

    compare(reports, links) -> comparisons

Each account of a bureau's pull is compared with the pull before it. Only what two papers show: never
why, never what the bureau answered. So

- a pull without a date, or two whose dates overlap, are not put in order and not compared;
- `gone` needs a later pull that was read whole: when words of an account stayed unread there, or the
  line may be another one under a new name ("maybe" link), absence proves nothing and is not said;
- a value against none counts only where the later (earlier) print has the label and leaves it empty,
  or where both prints are of one layout: what another product does not print has not changed;
- amounts and dates that move every month are changes like any other.

`back`: printed, then absent from a pull that was read whole, then printed again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import fields
from itertools import pairwise

from creditai.case import Comparison, FieldChange, Link
from creditai.linking import people
from creditai.linking.lives import holds, pulled
from creditai.report import BUREAUS, Account, Bureau, Report

Homes = tuple[Mapping[str, int], frozenset[str]]
_COMPARED = tuple(
    field.name for field in fields(Account) if field.name not in ("bureau", "section", "monthly", "other")
)
_SURE_ABSENCE = 0.02
"""At most this share of a print's words may be unread for an absence to be said."""


def compare(reports: Sequence[Report], links: Sequence[Link]) -> tuple[Comparison, ...]:
    """For each bureau of each person, each pull against the one before; in the order of the pulls."""
    homes = _homes(links)
    found: list[Comparison] = []
    for places in people(reports):
        for bureau in BUREAUS:
            seen: set[int] = set()
            for old, new in pairwise(_order(reports, places, bureau)):
                found += _pulls(reports, bureau, old, new, homes, seen)
                seen.update(homes[0][p] for p in _lines(reports[old], old, bureau) if p in homes[0])
    return tuple(found)


def read_whole(report: Report) -> bool:
    """Was enough of the print read that what is not in the report is not on the paper?

    Every page of it gave words, and hardly any stayed unread.
    """
    unread = sum(len(place.text.split()) for place in report.coverage.unread)
    return unread <= _SURE_ABSENCE * report.coverage.words


def _homes(links: Sequence[Link]) -> Homes:
    """Pointer -> number of its `pulls` link; the pointers that stand in a maybe."""
    certain: dict[str, int] = {}
    maybe: set[str] = set()
    for number, link in enumerate(links):
        if link.kind == "pulls" and link.certainty == "certain":
            certain.update(dict.fromkeys(link.accounts, number))
        elif link.kind == "pulls":
            maybe.update(link.accounts)
    return certain, frozenset(maybe)


def _order(reports: Sequence[Report], places: Sequence[int], bureau: Bureau) -> list[int]:
    """The bureau's dated pulls, oldest first; of pulls whose order is not printed, none."""
    dated = []
    for place in places:
        date = pulled(reports[place], bureau) if holds(reports[place], bureau) else None
        if date is not None:
            dated.append((date, place))
    dated.sort()
    kept: list[int] = []
    for date, place in dated:
        others = (other for other, at in dated if at != place)
        if all(other.latest < date.earliest or date.latest < other.earliest for other in others):
            kept.append(place)
    return kept


def _pulls(
    reports: Sequence[Report], bureau: Bureau, old: int, new: int, homes: Homes, seen: AbstractSet[int]
) -> Iterator[Comparison]:
    """`seen`: the accounts of pulls older than `old`."""
    certain, maybe = homes
    before, after = _lines(reports[old], old, bureau), _lines(reports[new], new, bureau)
    now = {certain[p]: p for p in after if p in certain}
    was = {certain[p] for p in before if p in certain}
    for pointer, account in before.items():
        later = now.get(certain[pointer]) if pointer in certain else None
        if later is not None:
            yield _pair(reports[old], reports[new], pointer, later, account, after[later])
        elif pointer not in maybe and read_whole(reports[new]):
            yield Comparison(pointer, None, "gone")
    for pointer in after:
        home = certain.get(pointer, -1)
        if home not in was and pointer not in maybe and read_whole(reports[old]):
            yield Comparison(None, pointer, "back" if home in seen else "new")


def _lines(report: Report, place: int, bureau: Bureau) -> dict[str, Account]:
    return {
        f"/reports/{place}/accounts/{i}": account
        for i, account in enumerate(report.accounts)
        if account.bureau == bureau
    }


def _pair(old: Report, new: Report, before: str, after: str, was: Account, now: Account) -> Comparison:
    changes = tuple(_changes(old, new, before, after, was, now))
    return Comparison(before, after, "changed" if changes else "unchanged", changes)


def _changes(
    old: Report, new: Report, before: str, after: str, was: Account, now: Account
) -> Iterator[FieldChange]:
    one_layout = old.source.layout == new.source.layout
    for name in _COMPARED:
        first, second = getattr(was, name), getattr(now, name)
        if first == second:
            continue
        if _nothing(first) and not _says_nothing_stands_there(old, before, name, one_layout):
            continue
        if _nothing(second) and not _says_nothing_stands_there(new, after, name, one_layout):
            continue
        yield FieldChange(name, first, second)


def _nothing(value: object) -> bool:
    return value is None or value == ()


def _says_nothing_stands_there(report: Report, pointer: str, name: str, one_layout: bool) -> bool:
    """An empty label says it; so does its absence from a print of the same layout. Words that could
    not be read, or have no one meaning, do not."""
    local = "/" + pointer.split("/", 3)[3]
    reasons = [m.reason for m in report.coverage.missing if m.pointer == f"{local}/{name}"]
    if not reasons:
        return one_layout
    return all(reason in ("blank", "dash") or (reason == "not_printed" and one_layout) for reason in reasons)
