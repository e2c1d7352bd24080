"""An account's life: its line in every pull of one bureau (`pulls`), then across bureaus (`bureaus`).

First each bureau for itself, pull after pull: a line is paired with the newest line so far of each
account, also of one that was missing in between. Then the bureaus, by the lines of one round: reports
made at one time, so that moving amounts help. All orders are by date and content, never by file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from creditai.linking.group import Edge, Group, Link, grow
from creditai.linking.numbers import agreement
from creditai.linking.pairing import pair
from creditai.report import BUREAUS, Account, Bureau, Report
from creditai.values import PartialDate

Spot = tuple[int, int]
"""(place of the report, place of the account in it)"""


@dataclass(eq=False, slots=True)
class Life:
    """One account at one bureau; `lines`: round -> where it stands."""

    bureau: Bureau
    lines: dict[int, Spot] = field(default_factory=dict)

    @property
    def newest(self) -> int:
        return max(self.lines)


def pulled(report: Report, bureau: Bureau) -> PartialDate | None:
    """The day of this bureau's print: its own where a merged report gives one."""
    own = (one.report_date for one in report.consumer.as_reported if one.bureau == bureau)
    return next((date for date in own if date is not None), report.report_date)


def holds(report: Report, bureau: Bureau) -> bool:
    return bureau in report.source.bureaus or any(a.bureau == bureau for a in report.accounts)


def rounds(reports: Sequence[Report], places: Sequence[int]) -> list[dict[Bureau, int]]:
    """Reports of one time, at most one per bureau, oldest round first. A new round begins where a
    bureau comes again; reports without a date come last."""
    order = sorted(places, key=lambda i: _when(reports[i], i))
    found: list[dict[Bureau, int]] = []
    for i in order:
        mine = [bureau for bureau in BUREAUS if holds(reports[i], bureau)]
        if not found or any(bureau in found[-1] for bureau in mine):
            found.append({})
        found[-1].update(dict.fromkeys(mine, i))
    return found


def _when(report: Report, place: int) -> tuple[str, str, int]:
    return (str(report.report_date or "9999"), report.source.sha256, place)


def lives(reports: Sequence[Report], places: Sequence[int]) -> Iterator[Link]:
    """The links `pulls` and `bureaus` of one person's reports."""
    order = rounds(reports, places)
    by_bureau = {bureau: _of_bureau(reports, order, bureau) for bureau in BUREAUS}
    edges: list[Edge[int]] = []
    every = [life for found, _ in by_bureau.values() for life in found]
    number = {id(life): i for i, life in enumerate(every)}
    for _, pulls in by_bureau.values():
        yield from (_pulls_link(group) for group in grow(pulls, lambda *_: True))
    for one, other in combinations(BUREAUS, 2):
        for a, b, score, certain, why in _across(reports, by_bureau[one][0], by_bureau[other][0]):
            edges.append(Edge(number[id(a)], number[id(b)], score, certain, why))
    for group in grow(edges, lambda x, y: _one_each(reports, [every[i] for i in sorted(x | y)])):
        yield from _bureaus_links([every[i] for i in sorted(group.members)], group)


def _of_bureau(
    reports: Sequence[Report], order: Sequence[dict[Bureau, int]], bureau: Bureau
) -> tuple[list[Life], list[Edge[Spot]]]:
    found: list[Life] = []
    edges: list[Edge[Spot]] = []
    for number, places in enumerate(order):
        if bureau not in places:
            continue
        at = places[bureau]
        spots = [(at, i) for i, account in enumerate(reports[at].accounts) if account.bureau == bureau]
        before = [_line(reports, life) for life in found]
        homes: dict[int, Life] = {}
        for a, b, score, certain, why in pair(before, [_at(reports, s) for s in spots], one_bureau=True):
            edges.append(Edge(found[a].lines[found[a].newest], spots[b], score, certain, why))
            homes[b] = found[a]
        for b, spot in enumerate(spots):
            if b not in homes:
                found.append(homes.setdefault(b, Life(bureau)))
            homes[b].lines[number] = spot
    return found, edges


def _at(reports: Sequence[Report], spot: Spot) -> Account:
    return reports[spot[0]].accounts[spot[1]]


def _line(reports: Sequence[Report], life: Life, number: int | None = None) -> Account:
    return _at(reports, life.lines[life.newest if number is None else number])


def _across(
    reports: Sequence[Report], left: list[Life], right: list[Life]
) -> Iterator[tuple[Life, Life, float, bool, tuple[str, ...]]]:
    """Pairs of two bureaus' lives, by the lines nearest in time; the newest rounds first."""
    for a, b, score, certain, why in pair(
        [_line(reports, life) for life in left], [_line(reports, life) for life in right], one_bureau=False
    ):
        yield left[a], right[b], score, certain, why


def _one_each(reports: Sequence[Report], members: Sequence[Life]) -> bool:
    """At most one life per bureau, and no two lines whose visible digits conflict."""
    if len({life.bureau for life in members}) < len(members):
        return False
    shown = [_line(reports, life).account_number for life in members]
    numbers = [number for number in shown if number]
    return not any(agreement(a, b).conflict for a, b in combinations(numbers, 2))


def _pulls_link(group: Group[Spot]) -> Link:
    return Link(_pointers(sorted(group.members)), "pulls", group.certainty, group.why)


def _bureaus_links(members: Sequence[Life], group: Group[int]) -> Iterator[Link]:
    told: set[frozenset[Spot]] = set()
    every_round = sorted({number for life in members for number in life.lines})
    sets = [frozenset(life.lines[n] for life in members if n in life.lines) for n in every_round]
    for spots in [*sets, frozenset(life.lines[life.newest] for life in members)]:
        if len(spots) > 1 and spots not in told:
            told.add(spots)
            yield Link(_pointers(sorted(spots)), "bureaus", group.certainty, group.why)


def _pointers(spots: Sequence[Spot]) -> tuple[str, ...]:
    return tuple(f"/reports/{report}/accounts/{account}" for report, account in spots)
