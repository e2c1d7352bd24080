"""How far a run has come, from its journal alone: the same answer after every crash. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from runbook.facts import Facts, Found, Measured
from runbook.journal import Entry
from runbook.judge.matrix import What
from runbook.plan import Plan
from runbook.records import read

Outcome = Literal["released", "turned back", "needs a person"]
_DECIDED = ("what", "why", "reason", "until")


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided when a step did not hold, by which words, and the moment at which it is done by itself."""

    what: What
    why: str
    reason: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Progress:
    """`begun`: the steps that may have touched the world, in order, with the facts from before the first touch."""

    plan: Plan
    begun: Mapping[str, Facts] = field(default_factory=dict)
    undone: frozenset[str] = frozenset()
    turned: str | None = None
    outcome: Outcome | None = None
    measured: Mapping[str, Measured] = field(default_factory=dict)
    found: Mapping[str, Found] = field(default_factory=dict)
    decided: Mapping[str, Decided] = field(default_factory=dict)
    kept: frozenset[str] = frozenset()
    switched: datetime | None = None

    @property
    def open(self) -> tuple[str, ...]:
        """Steps over which somebody may say that the release is kept."""
        choices = ("rollback unless overridden", "operator's choice", "needs a person")
        return tuple(s for s, d in self.decided.items() if d.what in choices and s not in self.kept)

    @property
    def to_undo(self) -> tuple[str, ...]:
        """Latest first."""
        return tuple(step for step in reversed(list(self.begun)) if step not in self.undone)


def progress(entries: Iterable[Entry]) -> Progress:
    """The progress of one run; KeyError when its plan is not among its entries."""
    plan: Plan | None = None
    begun: dict[str, Facts] = {}
    undone: set[str] = set()
    measured: dict[str, Measured] = {}
    found: dict[str, Found] = {}
    turned: str | None = None
    outcome: Outcome | None = None
    decided: dict[str, Decided] = {}
    kept: set[str] = set()
    switched: datetime | None = None
    for entry in entries:
        body = entry.body
        match entry.kind:
            case "plan":
                plan = read(Plan, body["plan"])
            case "decided":
                decided[body["step"]] = read(Decided, {name: body[name] for name in _DECIDED})
            case "kept":
                kept.add(body["step"])
            case "held" if body["step"] == "switch":
                switched = datetime.fromisoformat(entry.at)
            case "step":
                begun.setdefault(body["step"], read(Facts, body["facts"]))
            case "done":
                measured |= {
                    n: read(Measured, m) for n, m in body.get("data", {}).get("measured", {}).items()
                }
                found |= {n: read(Found, f) for n, f in body.get("data", {}).get("found", {}).items()}
            case "turn":
                turned = turned or body["reason"]
            case "undone":
                undone.add(body["step"])
            case "end":
                outcome = body["outcome"]
            case "reopened":
                outcome = None
    if plan is None:
        raise KeyError("a run without a plan")
    return Progress(
        plan, begun, frozenset(undone), turned, outcome, measured, found, decided, frozenset(kept), switched
    )  # fmt: skip
