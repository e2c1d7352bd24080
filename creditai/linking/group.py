"""The type of a link, and how pairs of lines grow into whole groups."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
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
    edges: Iterable[Edge[Member]], fits: Callable[[frozenset[Member], frozenset[Member]], bool]
) -> list[Group[Member]]:
    """The strongest pairs first, two groups become one where `fits` allows it. A group that is certain
    only in part is told twice: its certain core, and the whole as a maybe."""
    home: dict[Member, frozenset[Member]] = {}
    used: list[Edge[Member]] = []
    for edge in sorted(edges, key=lambda e: (not e.certain, -e.score, str(e.one), str(e.other))):
        mine = home.get(edge.one, frozenset({edge.one}))
        theirs = home.get(edge.other, frozenset({edge.other}))
        if mine != theirs:
            if not fits(mine, theirs):
                continue
            for member in mine | theirs:
                home[member] = mine | theirs
        used.append(edge)
    found: list[Group[Member]] = []
    by_group: dict[frozenset[Member], list[Edge[Member]]] = {}
    for edge in used:
        by_group.setdefault(home[edge.one], []).append(edge)
    for members, inside in by_group.items():
        found += _told(members, inside)
    return found


def _told(members: frozenset[Member], edges: Sequence[Edge[Member]]) -> list[Group[Member]]:
    certain = [edge for edge in edges if edge.certain]
    cores = _connected(certain)
    if cores == [members]:
        return [Group(members, "certain", tuple(certain))]
    groups = [Group(core, "certain", tuple(e for e in certain if e.one in core)) for core in cores]
    return [*groups, Group(members, "maybe", tuple(edges))]


def _connected(edges: Sequence[Edge[Member]]) -> list[frozenset[Member]]:
    home: dict[Member, frozenset[Member]] = {}
    for edge in edges:
        union = home.get(edge.one, frozenset({edge.one})) | home.get(edge.other, frozenset({edge.other}))
        for member in union:
            home[member] = union
    return list(dict.fromkeys(home.values()))
