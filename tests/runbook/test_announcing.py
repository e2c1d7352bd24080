"""What is foretold of a release rests on releases: neither a backup nor a switch is one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from runbook import announcing
from runbook.environments import Environment
from runbook.goal import Kind
from runbook.journal import Journal
from runbook.operating import Desk
from runbook.plan import planned
from runbook.redaction import Redactor
from runbook.targets import target
from tests.runbook.worlds import goal, world


def desk(folder: Path) -> Desk:
    environment = Environment("test", folder, "http://127.0.0.1:8000")
    return Desk(environment, target(environment), Journal(folder), Redactor(), "dana")


def run(at: Desk, name: str, kind: Kind) -> None:
    made = replace(goal(kind), run=name)
    facts = world(live="blue", blue="a", green=None)
    at.journal.append("plan", name, plan=planned(made, at.environment, facts, (), ()))
    at.journal.append("begin", name, operator="dana")
    at.journal.append("end", name, outcome="released")


def test_a_backup_or_a_switch_is_no_release(tmp_path: Path) -> None:
    at = desk(tmp_path)
    at.journal.append("checked", "", check="commits", verdict="yes", said="abc123 Read more.")
    run(at, "one", "backup")
    run(at, "two", "switch")
    assert announcing._last(at) is None
    assert announcing._usual(at) == timedelta(minutes=10)
    run(at, "three", "deploy")
    assert announcing._last(at) == "abc123"
    assert announcing._usual(at) < timedelta(minutes=1)
