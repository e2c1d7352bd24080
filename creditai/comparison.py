"""Two pulls of one bureau: what is gone, new, back, changed, unchanged.

    compare(reports, links) -> comparisons

Each account of a bureau's pull is compared with the pull before it. Only what two papers show: never
why, never what the bureau answered. So

- a pull without a date, or two whose dates overlap, are not put in order and not compared;
- `gone`, `new` and `back` need the other pull to be read whole: where the furnisher's name or the number
  stands among its unread words, where much stayed unread, or where the line may be another one under a
  new name ("maybe" link), absence proves nothing and is not said;
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

from creditai.case import Comparison, FieldChange, Link, read_whole
from creditai.linking import people
from creditai.linking.lives import holds, pulled
from creditai.linking.names import parts
from creditai.linking.numbers import ENOUGH, visible
from creditai.report import BUREAUS, Account, Bureau, Report
from creditai.vocabulary.furnishers import GENERAL

Homes = tuple[Mapping[str, int], frozenset[str]]
_COMPARED = tuple(
    field.name for field in fields(Account) if field.name not in ("bureau", "section", "monthly", "other")
)


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
        elif pointer not in maybe and _absent(reports[new], account):
            yield Comparison(pointer, None, "gone")
    for pointer, account in after.items():
        home = certain.get(pointer, -1)
        if home not in was and pointer not in maybe and _absent(reports[old], account):
            yield Comparison(None, pointer, "back" if home in seen else "new")


def _absent(report: Report, account: Account) -> bool:
    """Is it sure that the print does not have the account, nor anywhere among its unread words?"""
    if not read_whole(report):
        return False
    told = visible(account.account_number or "")
    digits = [end for end in (told.head, told.tail) if len(end) >= ENOUGH] if told else []
    names = [word for part in parts(account.furnisher or "") for word in part if word not in GENERAL]
    unread = " ".join(place.text.upper() for place in report.coverage.unread)
    return not any(words in unread for words in (*digits, *names))


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
