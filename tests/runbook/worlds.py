"""Worlds for tests of what is pure: facts as a target would observe them."""

from __future__ import annotations

from datetime import UTC, datetime

from runbook.facts import Colour, Fact, Facts, Health, Known, Measured, Schema, Side, State, Unknown
from runbook.goal import Goal, Kind

NOW = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
OLD, NEW = "a" * 64, "b" * 64
RELEASES = {"a": OLD, "b": NEW}


def known(value: object) -> Fact:  # type: ignore[type-arg]
    return Known(value, NOW, "a test")


def unknown(reason: str = "nobody answered") -> Unknown:
    return Unknown(reason, NOW, "a test")


def side(
    colour: Colour, release: str | None, *, web: State | None = None, workers: State = "running", ready: bool = True,
    connections: int = 0, size: int = 1,
) -> Side:  # fmt: skip
    """A side that runs `release` ("a" is the old one, "b" the new one) and answers, or one that is not set up."""
    runs = None if release is None else RELEASES[release]
    web = web or ("absent" if runs is None else "running")
    answers = runs is not None and web == "running"
    health = known(Health("ok", runs or "", colour, "r", "1", ready)) if answers else unknown()
    return Side(
        colour, known(runs), known(web), known("absent" if runs is None else workers), known(size if runs else 0),
        health, known(connections),
    )  # fmt: skip


def world(
    *, live: Colour | None, blue: str | Side | None, green: str | Side | None, installed: tuple[str, ...] = (),
    told: tuple[str, ...] = (), pending: int | None = 0, ground: bool = True, measured: dict[str, Measured] | None = None,
    served: Colour | None = None, down: bool = False,
) -> Facts:  # fmt: skip
    """The world of one machine. `served`: who answers through the edge, unless it is the live one."""
    sides = {"blue": blue if isinstance(blue, Side) else side("blue", blue)}
    sides["green"] = green if isinstance(green, Side) else side("green", green)
    through = served or live
    return Facts(
        NOW, known(ground), known(live), sides[through].health if through else unknown(), sides["blue"], sides["green"],
        known(installed), unknown() if pending is None else known(Schema("1", pending)), known(told), measured or {},
        known(down),
    )  # fmt: skip


def goal(kind: Kind = "deploy", *, old: Colour | None = "blue", colour: Colour = "green") -> Goal:
    """The new release to green, where blue serves the old one."""
    return Goal("run-1", kind, NEW, colour, old, OLD if old else None, "/artefact", 1, 5.0, 5.0, 20.0, 5)
