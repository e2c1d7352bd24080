"""What would be done, why, and how it is undone; nothing that serves is touched to learn it.

The plan's digest covers what it is to reach, its premises, the artefact, the backup and the certificate: approvals
sign that digest, and a plan goes stale by its premises alone. Times are the median of the same step in this
machine's journal, or not told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from statistics import median
from uuid import uuid4

from runbook.environments import Environment
from runbook.errors import Refused, StalePlan
from runbook.facts import Colour, Facts, Found, Known, Unknown, need, other
from runbook.goal import Goal, Kind
from runbook.journal import Entry
from runbook.journeys import every_journey
from runbook.judge.matrix import Way
from runbook.records import digest
from runbook.steps import Step

Proofs = tuple[str, str]
"""Of the backup and of the certificate: digest and what was found, or why there is none."""


@dataclass(frozen=True, slots=True)
class Premise:
    """A fact without which the plan is another one."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Planned:
    """One step, as it looked when it was planned."""

    name: str
    about: str
    covers: tuple[str, ...]
    holds: bool
    acts: tuple[str, ...]
    undo: tuple[str, ...]
    usual_seconds: float | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be done. `no_return`: the points of no return that it passes, or goes back over, as `revision: why`."""

    goal: Goal
    environment: str
    environment_digest: str
    premises: tuple[Premise, ...]
    backup: str
    certificate: str
    steps: tuple[Planned, ...]
    no_return: tuple[str, ...] = ()

    @property
    def way(self) -> Way:
        """Whether the way back is open without a person's word."""
        return "closed" if self.no_return else "open"

    @property
    def digest(self) -> str:
        signed = (self.goal, self.environment_digest, self.premises, self.backup, self.certificate)
        return digest((*signed, self.no_return) if self.no_return else signed)


def goal_of(
    kind: Kind, environment: Environment, facts: Facts, release: str | None = None, artefact: str = ""
) -> Goal:
    """What such a run is to reach, from the world. Refused when the world has no such thing."""
    live = need(facts.live, "Which colour serves")
    if kind in ("start", "stop", "backup", "restore"):
        return _standing(kind, environment, facts, live, artefact)
    colour: Colour = "blue" if live is None else other(live)
    if kind != "deploy":
        if live is None:
            raise Refused(f"Nothing serves yet, so there is nothing to {kind}; deploy a release first.")
        release = need(facts.side(colour).release, f"What {colour} is set up for")
        if release is None:
            raise Refused(
                f"{colour} is set up for nothing, so there is nothing to {kind} to; deploy a release."
            )
    assert release is not None
    size = environment.workers if live is None else need(facts.side(live).size, f"The size of {live}")
    old_release = None if live is None else need(facts.side(live).release, f"What {live} runs")
    return _goal(kind, environment, release, (colour, live, old_release), artefact, size)


def _standing(kind: Kind, environment: Environment, facts: Facts, live: Colour | None, artefact: str) -> Goal:
    """To start, to stop, to back up or to restore what was released, as it stood."""
    if live is None:
        raise Refused(
            f"Nothing was released here yet, so there is nothing to {kind}; deploy a release first."
        )
    release = need(facts.side(live).release, f"What {live} is set up for")
    beside = need(facts.side(other(live)).release, f"What {other(live)} is set up for")
    if release is None:
        raise Refused(f"{live} is set up for nothing; deploy a release.")
    standby = None if beside is None else other(live)
    size = need(facts.side(live).size, f"The size of {live}")
    return _goal(kind, environment, release, (live, standby, beside), artefact, size)


def _goal(
    kind: Kind, environment: Environment, release: str, colours: tuple[Colour, Colour | None, str | None],
    artefact: str, size: int,
) -> Goal:  # fmt: skip
    return Goal(
        f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid4().hex[:6]}", kind, release, *colours, artefact,
        max(size, environment.workers), environment.probe_rate, environment.probe_seconds, environment.watch_seconds,
        environment.keep_releases, _journeys(environment) if kind == "deploy" else (),
    )  # fmt: skip


def _journeys(environment: Environment) -> tuple[str, ...]:
    """Those that the environment does not waive, one by one or all."""
    waived = environment.waive
    return () if "journeys" in waived else tuple(j.name for j in every_journey() if j.name not in waived)


def planned(
    goal: Goal, environment: Environment, facts: Facts, steps: Sequence[Step], journal: Iterable[Entry],
    proofs: Proofs | None = None, no_return: tuple[str, ...] = (),
) -> Plan:  # fmt: skip
    """The plan for `goal` in the world as `facts` say. Refused when the schema would change and nothing is proved."""
    usual = usual_seconds(journal)
    lines = tuple(_planned_step(step, facts, usual.get(step.name)) for step in steps)
    found = proofs or unneeded(goal, facts) or waived(environment)
    if found is None:
        raise Refused(
            "The database would be migrated, and there is neither a proved backup nor a certificate. "
            "`creditai release plan` makes both, or waive `backup` and `rehearsal` by name and reason in the environment file."
        )
    return Plan(goal, environment.name, environment.digest, premises(facts), *found, lines, no_return)


def premises(facts: Facts) -> tuple[Premise, ...]:
    """What a plan rests on."""
    told: list[tuple[str, Known[str | None] | Known[Colour | None] | Unknown]] = [
        ("live", facts.live),
        ("blue", facts.blue.release),
        ("green", facts.green.release),
    ]
    return tuple(Premise(name, "unknown" if isinstance(f, Unknown) else str(f.value)) for name, f in told)


def still_true(plan: Plan, environment: Environment, facts: Facts) -> None:
    """StalePlan names the premise that is no longer true."""
    if environment.digest != plan.environment_digest:
        raise StalePlan(f"The environment file of {plan.environment} was changed since the plan; plan anew.")
    for then, now in zip(plan.premises, premises(facts), strict=True):
        if then != now:
            raise StalePlan(
                f"The plan rests on {then.name} being {then.value}; it is {now.value} now. Plan anew."
            )


def usual_seconds(journal: Iterable[Entry]) -> dict[str, float]:
    """Step -> the median of how long it took, over the finished ones of the journal."""
    taken: dict[str, list[float]] = {}
    for entry in journal:
        if entry.kind == "held" and entry.body.get("seconds") is not None:
            taken.setdefault(str(entry.body["step"]), []).append(float(entry.body["seconds"]))
    return {step: round(median(each), 1) for step, each in taken.items()}


def _planned_step(step: Step, facts: Facts, usual: float | None) -> Planned:
    acts = tuple(action.shown for action in step.actions(facts))
    try:
        undo = tuple(action.shown for action in step.undo(facts))
    except Refused as unknown:
        undo = (unknown.message,)
    return Planned(step.name, step.about, step.covers, step.holds(facts), acts, undo, usual)


def unneeded(goal: Goal, facts: Facts) -> Proofs | None:
    """Why neither backup nor certificate is needed; None when they are."""
    if goal.kind != "deploy":
        return ("not needed: the schema is not touched",) * 2
    if isinstance(facts.schema, Known) and facts.schema.value.pending == 0:
        return ("not needed: no migration is pending",) * 2
    return ("not needed: nothing serves yet",) * 2 if goal.old is None else None


def waived(environment: Environment) -> Proofs | None:
    """What an environment does without, with its reasons; None unless it does without both."""
    found = [environment.waive.get(name) for name in ("backup", "rehearsal")]
    return None if None in found else (f"waived: {found[0]}", f"waived: {found[1]}")


def proved(environment: Environment, found: Mapping[str, Found]) -> Proofs:
    """The digests of what a rehearsal came to, as a plan carries them. Refused when it did not come to it."""
    told = []
    for name, waiver, study in (("backup", "backup", "proof"), ("certificate", "rehearsal", "certificate")):
        if waiver in environment.waive:
            told.append(f"waived: {environment.waive[waiver]}")
        elif (seen := found.get(study)) is None or not seen.well:
            raise Refused(f"There is no {name}: {'it was not made' if seen is None else seen.said}.")
        else:
            told.append(f"{seen.digest[:32]}: {seen.said}")
    return told[0], told[1]
