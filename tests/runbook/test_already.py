"""A release that serves already is not deployed for nothing: only when the environment file was changed, or on request."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from runbook.already import already
from runbook.environments import Environment
from runbook.facts import Facts
from runbook.goal import Kind
from runbook.journal import Entry
from runbook.plan import Plan
from runbook.records import plain
from tests.runbook.worlds import NEW, OLD, goal, side, world

HERE = Environment("local", Path("/s"), "http://127.0.0.1:1")
STANDS = world(live="green", blue="a", green="b")


def journal(*runs: tuple[Kind, str, Environment, str]) -> tuple[Entry, ...]:
    """What the journal has of runs: kind, colour, by which environment file, how it ended."""
    made = []
    for number, (kind, colour, by, outcome) in enumerate(runs):
        run = replace(goal(kind, colour="blue" if colour == "blue" else "green"), run=f"run-{number}")
        plan = Plan(run, "local", by.digest, (), "", "", ())
        made += [Entry(0, "", run.run, "plan", {"plan": plain(plan), "digest": plan.digest}, "", "")]
        made += [Entry(0, "", run.run, "end", {"outcome": outcome}, "", "")]
    return tuple(made)


ONCE = journal(("deploy", "green", HERE, "released"))


def test_what_serves_already_is_said_with_what_it_would_cost() -> None:
    said = already(NEW, HERE, STANDS, ONCE)
    assert said == (
        f"green serves {NEW[:12]} already, by this very environment file. --again deploys it to blue too in the place of "
        f"{OLD[:12]}; `creditai release rollback` then leads to the same release."
    )
    alone = already(NEW, HERE, world(live="green", blue=None, green="b"), ONCE)
    assert alone is not None
    assert "in the place of" not in alone


@pytest.mark.parametrize(
    ("release", "facts", "entries"),
    [
        (OLD, STANDS, ONCE),  # it stands by, and does not serve
        (NEW, world(live=None, blue=None, green=None), ()),
        (NEW, world(live="green", blue="a", green=side("green", "b", web="failing")), ONCE),
        (NEW, world(live="green", blue="a", green=side("green", "b", ready=False)), ONCE),
        (NEW, world(live="green", blue="a", green="b", ground=False), ONCE),  # nobody reaches it
        (
            NEW,
            STANDS,
            journal(("deploy", "green", replace(HERE, workers=2), "released")),
        ),  # its settings are others
        (NEW, STANDS, journal(("deploy", "green", HERE, "turned back"))),
        (NEW, STANDS, journal(("deploy", "blue", HERE, "released"))),
    ],
)
def test_anything_else_is_deployed(release: str, facts: Facts, entries: tuple[Entry, ...]) -> None:
    assert already(release, HERE, facts, entries) is None


def test_the_file_by_which_it_was_set_up_last_counts() -> None:
    other = replace(HERE, workers=2)
    back = journal(("deploy", "green", HERE, "released"), ("deploy", "green", other, "released"), ("rollback", "blue", HERE, "released"))  # fmt: skip
    assert already(NEW, HERE, STANDS, back) is None
    assert already(NEW, other, STANDS, back) is not None
