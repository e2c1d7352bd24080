"""What is true now: observed, typed, frozen, with the time and the source; never remembered, never a default.

A fact that could not be observed is `Unknown` with the reason. Facts are read anew before each step; as they were
before a step began they go into the journal, and `undo` is told from there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Literal, TypeVar

from runbook.errors import Refused

T = TypeVar("T")
Colour = Literal["blue", "green"]
COLOURS: tuple[Colour, Colour] = ("blue", "green")


@dataclass(frozen=True, slots=True)
class Known(Generic[T]):
    """Observed: the value, when, and what said so."""

    value: T
    at: datetime
    source: str

    def is_(self, value: object) -> bool:
        return self.value == value


@dataclass(frozen=True, slots=True)
class Unknown:
    """Not observed: why not."""

    reason: str
    at: datetime
    source: str

    def is_(self, value: object) -> bool:
        """An unknown equals nothing, not even None."""
        return False


Fact = Known[T] | Unknown
_NOT_ASKED = Unknown("it was not asked", datetime.min, "nothing")


def need(fact: Known[T] | Unknown, what: str) -> T:
    """The value; Refused when it is unknown, for then nothing can be decided."""
    if isinstance(fact, Unknown):
        raise Refused(f"{what} is unknown: {fact.reason}. Nothing is decided on a guess.")
    return fact.value


def other(colour: Colour) -> Colour:
    return "green" if colour == "blue" else "blue"


@dataclass(frozen=True, slots=True)
class Health:
    """What an instance says of itself at /api/health and /api/health/ready."""

    status: str
    release: str
    colour: str
    revision: str
    schema: str
    ready: bool


_WELL = ("ok", "healthy", "degraded")
"""What an instance calls itself when it can serve; one that is `degraded` lacks something that is not critical."""

State = Literal["absent", "starting", "running", "stopping", "stopped", "failing"]


@dataclass(frozen=True, slots=True)
class Side:
    """One colour. `release`: the digest that it is set up to run, None when it is not set up. `since`: seconds, to one, for
    which the youngest of its processes runs."""

    colour: Colour
    release: Fact[str | None]
    web: Fact[State]
    workers: Fact[State]
    size: Fact[int]
    health: Fact[Health]
    connections: Fact[int]
    since: Fact[float] = _NOT_ASKED

    @property
    def manned(self) -> bool:
        """Its workers are set up, at work or not: a crash may lie between starting web and setting them up."""
        return isinstance(self.workers, Known) and self.workers.value in (
            "starting",
            "running",
            "stopping",
            "stopped",
        )

    @property
    def rests(self) -> bool:
        """Its workers have ended, or there are none: one that is still stopping may hold a job."""
        return self.workers.is_("stopped") or self.workers.is_("absent")

    def serves(self, release: str) -> bool:
        """It answers, ready, with the release that it is set up for."""
        return self.stands(release) and isinstance(self.health, Known) and self.health.value.ready

    def stands(self, release: str) -> bool:
        """It answers with the release that it is set up for; drained or not."""
        return (
            self.release.is_(release)
            and self.web.is_("running")
            and isinstance(self.health, Known)
            and self.health.value.status in _WELL
            and (self.health.value.release, self.health.value.colour) == (release, self.colour)
        )


@dataclass(frozen=True, slots=True)
class Process:
    """One program that the target keeps alive. `began`: when, since 1970; `exit`: how it ended last, None while it was
    never seen to end; `told`: what the keeper says of it; `log`: where it writes."""

    name: str
    state: State
    pid: int | None
    began: float | None
    exit: int | None
    told: str
    log: str


@dataclass(frozen=True, slots=True)
class Schema:
    """Where the database stands, as a release's own `db status` says. `no_return`: the pending migrations that cannot be
    taken back, as `revision: why`."""

    revision: str
    pending: int
    no_return: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Measured:
    """What a measurement of this run came to; `verdict` as the judge gave it."""

    verdict: Literal["well", "ill", "silent"]
    said: str
    answered: int
    failed: int
    p50: float | None
    p95: float | None


@dataclass(frozen=True, slots=True)
class Found:
    """What a study of this run came to. `reasons`: why it is ill, each a sentence; `told`: figures and names; `digest`:
    of what was studied."""

    well: bool
    said: str
    reasons: tuple[str, ...]
    digest: str
    told: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Facts:
    """The world of one target. `ground`: what keeps the processes, the edge as it should be configured, and the parts
    that are this target's own stand; `lacks`: what of it does not run; `down`: none of them does. `keeper`: what keeps the
    processes answers; while it does not, nothing is started or ended."""

    at: datetime
    ground: Fact[bool]
    live: Fact[Colour | None]
    served: Fact[Health]
    blue: Side
    green: Side
    installed: Fact[tuple[str, ...]]
    schema: Fact[Schema]
    told: Fact[tuple[str, ...]]
    measured: Mapping[str, Measured] = field(default_factory=dict)
    down: Fact[bool] = _NOT_ASKED
    mark: Fact[str | None] = _NOT_ASKED
    found: Mapping[str, Found] = field(default_factory=dict)
    lacks: tuple[str, ...] = ()
    keeper: Fact[bool] = _NOT_ASKED

    def side(self, colour: Colour) -> Side:
        return self.blue if colour == "blue" else self.green
