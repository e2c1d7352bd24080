"""One debt: the creditor's line and its collectors' lines.

A collector's number is its own, so the debt is known by the original creditor's name, the amount (at
most a quarter above what was charged off) and the dates (one first delinquency, or placed after the
charge-off). `certain` needs all of these and no second creditor's line that would do as well; a name
alone, or a name and an amount, is a maybe. Two collectors of one creditor, amount and first
delinquency are a maybe without a creditor's line too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from decimal import Decimal
from typing import NamedTuple

from creditai.linking.group import Edge, Link, grow
from creditai.linking.names import initials, likeness
from creditai.linking.together import ties
from creditai.report import Account, Bureau, Report
from creditai.values import PartialDate

_ABOVE = Decimal("1.25")
_APART = 31  # days between first delinquencies that are one
_ENDED = frozenset({"charge_off", "collection", "transferred", "settled"})
Spot = tuple[int, int]
Fit = tuple[float, bool, tuple[str, ...]]
"""How well a creditor's line fits, whether it does for certain, and why."""


class _Creditor(NamedTuple):
    """A creditor's own line of a debt that ended badly; `off`: when it was written off."""

    spot: Spot
    line: Account
    off: PartialDate | None


def debts(reports: Sequence[Report], order: Sequence[dict[Bureau, int]]) -> Iterator[Link]:
    """The links `debt` of one person, round by round: within a bureau, else across the round's bureaus."""
    for places in order:
        spots = [
            (place, i)
            for bureau, place in places.items()
            for i, account in enumerate(reports[place].accounts)
            if account.bureau == bureau
        ]
        yield from _of_round({spot: reports[spot[0]].accounts[spot[1]] for spot in sorted(spots)})


def _of_round(lines: dict[Spot, Account]) -> Iterator[Link]:
    for group in grow(_edges(lines), lambda mine, theirs: _one_creditor(lines, mine | theirs)):
        pointers = tuple(f"/reports/{r}/accounts/{i}" for r, i in sorted(group.members))
        yield Link(pointers, "debt", group.certainty, group.why)


def _edges(lines: dict[Spot, Account]) -> Iterator[Edge[Spot]]:
    collectors = {spot: line for spot, line in lines.items() if is_collection(line)}
    creditors = [
        _Creditor(spot, line, _written_off(line))
        for spot, line in lines.items()
        if not is_collection(line) and _ended(line)
    ]
    named: dict[str, list[_Creditor]] = {}
    for creditor in creditors:
        for initial in initials(creditor.line.furnisher or ""):
            named.setdefault(initial, []).append(creditor)
    for spot, line in collectors.items():
        fits = {c.spot: c for i in initials(line.original_creditor or "") for c in named.get(i, ())}
        found = _of_creditor(spot, line, fits.values())
        if found is not None:
            yield found
    for spot, other in ties(
        list(collectors),
        lambda spot: ((collectors[spot].bureau, collectors[spot].high_credit),),
        lambda spot, other: _one_collected(collectors[spot], collectors[other]),
    ):
        why = ("one original creditor, amount and first delinquency, two collectors",)
        yield Edge(spot, other, 1.0, False, why)


def is_collection(account: Account) -> bool:
    """A collector's or debt buyer's line, not a creditor's own."""
    return account.portfolio == "collection" or (
        account.status == "collection" and account.original_creditor is not None
    )


def _ended(account: Account) -> bool:
    return (
        account.status in _ENDED
        or bool(account.charge_off_amount)
        or any(cell.status in ("CO", "CL") for cell in account.payment_history)
    )


def _of_creditor(spot: Spot, line: Account, creditors: Iterable[_Creditor]) -> Edge[Spot] | None:
    """The one creditor's line that fits best, at the collector's bureau if one does there."""
    fitting = [(fit, it) for it in creditors if (fit := _fit(line, it))]
    at_home = [(fit, it) for fit, it in fitting if it.line.bureau == line.bureau]
    return _best(spot, at_home) or _best(spot, fitting)


def _best(spot: Spot, fitting: Sequence[tuple[Fit, _Creditor]]) -> Edge[Spot] | None:
    """None when none fits or two do alike."""
    found = sorted(((*fit, it.spot) for fit, it in fitting), key=lambda one: (-one[0], one[3]))
    if not found or (len(found) > 1 and found[1][0] == found[0][0]):
        return None
    score, certain, why, home = found[0]
    alone = all(not other[1] for other in found[1:])
    return Edge(home, spot, score, certain and alone, why)


def _fit(line: Account, found: _Creditor) -> Fit | None:
    creditor = found.line
    named = line.original_creditor is not None and creditor.furnisher is not None
    name = likeness(line.original_creditor or "", creditor.furnisher or "") if named else "other"
    amount, dated = _amount(line, creditor), _dated(line, found)
    if amount is False or dated is False or name == "other":
        return None
    why = [
        "its original creditor is the other's furnisher"
        if name == "same"
        else "its original creditor's name fits"
    ]
    why += ["its amount is within a quarter above the charged-off amount"] * (amount is True)
    why += ["the first delinquency or the placement fits"] * (dated is True)
    score = {"same": 10.0, "like": 5.0}[name] + 10 * (amount is True) + 10 * (dated is True)
    score += 5 * _equal_amount(line, creditor)
    return score, bool(amount and dated), tuple(why)


def _first_amount(line: Account) -> Decimal | None:
    return line.high_credit or line.balance or None


def _charged(creditor: Account) -> Decimal | None:
    return creditor.charge_off_amount or creditor.balance or creditor.past_due or None


def _amount(line: Account, creditor: Account) -> bool | None:
    mine, theirs = _first_amount(line), _charged(creditor)
    return None if mine is None or theirs is None else theirs <= mine <= theirs * _ABOVE


def _equal_amount(line: Account, creditor: Account) -> bool:
    return _first_amount(line) is not None and _first_amount(line) == _charged(creditor)


def _written_off(creditor: Account) -> PartialDate | None:
    return creditor.charged_off or min(
        (cell.month for cell in creditor.payment_history if cell.status == "CO"), default=None
    )


def _dated(line: Account, creditor: _Creditor) -> bool | None:
    """One first delinquency, or placed after the charge-off; False: placed before it, or delinquent apart."""
    mine, theirs = line.first_delinquency, creditor.line.first_delinquency
    if mine is not None and theirs is not None and _gap(mine, theirs) <= _APART:
        return True
    off = creditor.off
    if line.opened is None or off is None:
        return None
    if line.opened.latest < off.earliest:
        return False
    return True if line.opened.earliest >= off.earliest else None


def _gap(a: PartialDate, b: PartialDate) -> int:
    """Least number of days between the two; 0 when they overlap."""
    first, second = sorted((a, b))
    return max(0, (second.earliest - first.latest).days)


def _one_collected(a: Account, b: Account) -> bool:
    if a.bureau != b.bureau or not a.original_creditor or not b.original_creditor or not a.high_credit:
        return False
    if likeness(a.original_creditor, b.original_creditor) != "same" or a.high_credit != b.high_credit:
        return False
    return (
        a.furnisher is not None
        and b.furnisher is not None
        and likeness(a.furnisher, b.furnisher) == "other"
        and a.first_delinquency is not None
        and b.first_delinquency is not None
        and _gap(a.first_delinquency, b.first_delinquency) <= _APART
    )


def _one_creditor(lines: dict[Spot, Account], members: AbstractSet[Spot]) -> bool:
    """One creditor's line per bureau in a group."""
    homes = [lines[spot].bureau for spot in members if not is_collection(lines[spot])]
    return len(set(homes)) == len(homes)
