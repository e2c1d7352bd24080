"""The world as `creditai release status` tells it."""

from __future__ import annotations

from typing import Any

from runbook.counting import counted
from runbook.facts import COLOURS, Side, Unknown
from runbook.lease import holder
from runbook.operating import Desk
from runbook.records import plain
from runbook.run import unfinished


def document(desk: Desk) -> dict[str, Any]:
    """`edge`: the address; `live`: the colour, `release`: the digest that serves; both colours; lease; unfinished run."""
    facts = desk.facts()
    live = None if isinstance(facts.live, Unknown) else facts.live.value
    found, left = holder(desk.environment.state), unfinished(desk.journal)
    return {
        "environment": desk.environment.name,
        "edge": desk.environment.address,
        "live": live,
        "lacks": [] if live is None else list(facts.lacks),
        "release": None if isinstance(facts.served, Unknown) else facts.served.value.release,
        "answers": None if isinstance(facts.served, Unknown) else facts.served.value.colour,
        "colours": {colour: _side(facts.side(colour)) for colour in COLOURS},
        "unknown": {n: f.reason for n in ("live", "served") if isinstance(f := getattr(facts, n), Unknown)},
        "at_work": f"{found.holder} since {found.since}: {found.doing}"
        if found is not None and found.active
        else None,
        "unfinished": None if left is None else left.plan.goal.run,
    }


def _side(side: Side) -> dict[str, Any]:
    told: dict[str, Any] = {}
    for name in ("release", "web", "workers", "size", "connections", "health"):
        fact = getattr(side, name)
        told[name] = {"unknown": fact.reason} if isinstance(fact, Unknown) else plain(fact.value)
    return told


def _connections(told: Any) -> str:
    """Their number; as it is told where it could not be observed."""
    return counted(told, "connection") if isinstance(told, int) else f"{told} connections"


def as_text(told: dict[str, Any]) -> str:
    serves = f"{told['live']} serves {str(told['release'])[:12]}" if told["live"] else "nothing serves"
    lines = [f"{told['environment']} at {told['edge']}: {serves}"]
    for colour, side in told["colours"].items():
        release = side["release"] if isinstance(side["release"], str) else ""
        lines.append(
            f"  {colour:<6} {release[:12] or 'not set up':<13} web {side['web']}, workers {side['workers']}, {_connections(side['connections'])}"
        )
    if told["lacks"]:
        mends = "resume" if told["unfinished"] else "start"
        lines += [f"  does not run: {', '.join(told['lacks'])} (`creditai release {mends}`)"]
    lines += [f"  {name} is unknown: {reason}" for name, reason in told["unknown"].items()]
    lines += [f"at work: {told['at_work']}"] if told["at_work"] else []
    if told["unfinished"]:
        way = "" if told["at_work"] else " (`creditai release resume`)"
        lines += [f"unfinished: {told['unfinished']}{way}"]
    return "\n".join(lines)
