"""What the verbs of `creditai verify` have in common: an aim, questions put, evidence journaled, loads bounded."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from typing import Any

from runbook.actions import Journey, Traffic
from runbook.checks import NOT_ASKED, Verdict
from runbook.errors import Refused
from runbook.facts import COLOURS, Known, Measured, need, other
from runbook.journal import evidence
from runbook.journeys import Aim as Journeyed
from runbook.journeys import every_journey
from runbook.judge import thresholds
from runbook.lease import acquire
from runbook.operating import Desk, desk
from runbook.perform import Performer
from runbook.records import read
from runbook.verifications import Aim, every_verification

MOST_RATE, MOST_SECONDS = 200.0, 600.0
Far = Callable[[str], None]
"""Told how far it came."""


def _nobody(told: str) -> None:
    """Hears nothing."""


@dataclass(frozen=True, slots=True)
class Verified:
    """One item, asked."""

    verification: str
    section: str
    covers: tuple[str, ...]
    verdict: Verdict
    said: str
    hint: str


def aimed(environment: str, of: str, colour: str = "") -> tuple[Desk, Aim]:
    """The desk and the aim. `environment`: the name of one, whose edge is meant, or blue, green or idle: that colour
    of the environment `of`, past the edge."""
    name = colour or (environment if environment in (*COLOURS, "idle") else "edge")
    at = desk(of if name == environment else environment)
    if name == "idle":
        name = _idle(at)
    if name not in (*COLOURS, "edge"):
        raise Refused(f"{name!r} is nothing that can be verified; say edge, blue, green or idle.")
    edge = at.target.edge()
    address = edge if name == "edge" else at.target.side("blue" if name == "blue" else "green").named(edge)
    return at, Aim(at.environment, name, address, datetime.now(UTC))


def _idle(at: Desk) -> str:
    live = need(at.facts().live, "Which colour serves")
    if live is None:
        raise Refused("Nothing serves, so that no colour stands by.")
    return other(live)


def verified(at: Desk, aim: Aim, section: str | None, far: Far = _nobody) -> tuple[Verified, ...]:
    """Ask every item of a section or of all; what came of it stands in the journal. `far` is told which it is at."""
    ask, found = Performer(at.redactor).ask, []
    for item in every_verification(section):
        far(item.name)
        questions = item.asks(aim)
        outcome = item.look(aim, [ask(question) for question in questions]) if questions else NOT_ASKED
        made = Verified(item.name, item.section, item.covers, outcome.verdict, outcome.said, item.hint)
        if made.verdict in ("yes", "no"):
            more = () if aim.name == "edge" else item.covers_past_edge
            evidence(
                at.journal,
                (*item.covers, *more),
                f"verify {item.section} of {aim.name}",
                f"{made.verdict}: {made.said}",
            )
        found.append(made)
    return tuple(found)


def loaded(at: Desk, aim: Aim, name: str, rate: float, seconds: float) -> Measured:
    """A bounded open-loop load of marked requests, judged as a release is. Refused: it would be more than a bound."""
    if not (0 < rate <= MOST_RATE and 0 < seconds <= MOST_SECONDS):
        raise Refused(
            f"At most {MOST_RATE:g} requests a second for {MOST_SECONDS:g} seconds; less is always possible."
        )
    served = at.facts()
    side = (
        served.served if aim.name == "edge" else served.side("blue" if aim.name == "blue" else "green").health
    )
    if not isinstance(side, Known):
        raise Refused(f"{aim.name} does not answer ({side.reason}); `creditai diagnose crashloop` says more.")
    lease = acquire(at.environment.state / "verifying", at.operator, f"{name} of {aim.name}", wait=5.0)
    try:
        traffic = Traffic(
            f"{name} of {aim.name}", name, aim.at, "/api/health", rate, seconds, side.value.release
        )
        done = Performer(at.redactor, lease).perform(traffic)
    finally:
        lease.release()
    told: Any = done.data["measured"][name]
    return read(Measured, told)


def may_be_loaded(at: Desk, aim: Aim) -> None:
    """A load never meets people: it goes to the colour that stands by, or to a declared test host."""
    live = need(at.facts().live, "Which colour serves")
    if at.environment.test_host or (aim.name != "edge" and aim.name != live):
        return
    raise Refused(
        f"{aim.name} serves people: a load goes to the idle colour (`--environment idle`), or to an environment whose file "
        "says test_host = true."
    )


def quick(found: Measured) -> bool:
    """Whether a measurement is as good as the thresholds ask."""
    return found.verdict == "well" and found.p95 is not None and found.p95 <= thresholds.WARN_SECONDS


def figures(found: Measured, rate: float, seconds: float) -> str:
    """The measurement in one line, with how long and how fast."""
    times = (
        ""
        if found.p50 is None or found.p95 is None
        else f", median {1000 * found.p50:.0f} ms, 95th percentile {1000 * found.p95:.0f} ms"
    )
    return f"{found.answered} answers in {seconds:g} s at {rate:g} a second{times}; {found.said}"


def gone(at: Desk, aim: Aim, names: tuple[str, ...], far: Far = _nobody) -> dict[str, Measured]:
    """Go journeys as somebody who is nobody, under the lease, for they write; what came of each stands in the journal.
    `far` is told which it is at."""
    known = {journey.name: journey for journey in every_journey()}
    if strange := [name for name in names if name not in known]:
        raise Refused(f"There is no journey {strange[0]!r}; there is: {', '.join(known)}.")
    colour = "" if aim.name == "edge" else aim.name
    if colour and not at.facts().side("blue" if colour == "blue" else "green").workers.is_("running"):
        raise Refused(
            f"{colour} stands by: its workers rest, so that nothing would be read. Verify the edge instead."
        )
    found: dict[str, Measured] = {}
    lease = acquire(at.environment.state, at.operator, f"journeys at {aim.name}")
    try:
        performer = Performer(at.redactor, lease)
        for name in names or tuple(known):
            far(name)
            run = f"verify-{datetime.now(UTC):%Y%m%dt%H%M%S}-{name}"
            way = Journeyed(aim.at, at.target.edge().where, at.target.operator(), run, colour)
            act = Journey(f"{name} at {aim.name}", name, aim.at, partial(known[name].way, way))
            at.journal.append("intend", run, step="verify", what=act.what, shown=act.shown, back=False)
            measured = read(Measured, performer.perform(act).data["measured"][name])
            evidence(at.journal, known[name].covers, act.what, f"{measured.verdict}: {measured.said}")
            found[name] = measured
    finally:
        lease.release()
    return found
