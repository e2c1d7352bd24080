"""The type of a link, and how pairs of lines grow into whole groups."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

LinkKind = Literal["bureaus", "pulls", "debt"]
Certainty = Literal["certain", "maybe"]
Member = TypeVar("Member", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Link:
    """One account at several bureaus, at several dates, or one debt of a creditor and its collectors."""

    accounts: tuple[str, ...]
    kind: LinkKind
    certainty: Certainty
    why: str


@dataclass(frozen=True, slots=True)
class Edge(Generic[Member]):
    """Two members that look like one; `score` ranks, `why` in words."""

    one: Member
    other: Member
    score: float
    certain: bool
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group(Generic[Member]):
    members: frozenset[Member]
    certainty: Certainty
    edges: tuple[Edge[Member], ...]

    @property
    def why(self) -> str:
        """What all its pairs have in common, else pair by pair; the weakest pair decides."""
        weakest = min(self.edges, key=lambda edge: (edge.certain, edge.score, edge.why))
        return "; ".join(weakest.why)


def grow(
    edges: Iterable[Edge[Member]], fits: Callable[[AbstractSet[Member], AbstractSet[Member]], bool]
) -> list[Group[Member]]:
    """The strongest pairs first, two groups become one where `fits` allows it. A group that is certain
    only in part is told twice: its certain core, and the whole as a maybe."""
    ranked = sorted(edges, key=lambda e: (not e.certain, -e.score, str(e.one), str(e.other)))
    used, home = _joined(ranked, fits)
    inside: dict[int, list[Edge[Member]]] = {}
    for edge in used:
        inside.setdefault(id(home[edge.one]), []).append(edge)
    return [group for own in inside.values() for group in _told(frozenset(home[own[0].one]), own)]


def _joined(
    edges: Iterable[Edge[Member]], fits: Callable[[AbstractSet[Member], AbstractSet[Member]], bool]
) -> tuple[list[Edge[Member]], dict[Member, set[Member]]]:
    """The edges that found place, and for each member the set it came into (one object per group)."""
    home: dict[Member, set[Member]] = {}
    used: list[Edge[Member]] = []
    for edge in edges:
        mine, theirs = home.setdefault(edge.one, {edge.one}), home.setdefault(edge.other, {edge.other})
        if mine is not theirs:
            if not fits(mine, theirs):
                continue
            large, small = (mine, theirs) if len(mine) >= len(theirs) else (theirs, mine)
            large |= small
            home.update(dict.fromkeys(small, large))
        used.append(edge)
    return used, home


def _told(members: frozenset[Member], edges: Sequence[Edge[Member]]) -> list[Group[Member]]:
    certain = [edge for edge in edges if edge.certain]
    _, home = _joined(certain, lambda *_: True)
    cores = {id(core): frozenset(core) for core in home.values()}
    if members in cores.values():
        return [Group(members, "certain", tuple(certain))]
    groups = [Group(core, "certain", tuple(e for e in certain if e.one in core)) for core in cores.values()]
    return [*groups, Group(members, "maybe", tuple(edges))]
