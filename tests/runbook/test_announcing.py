"""What is foretold of a release rests on releases: neither a backup nor a switch is one."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

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


@pytest.mark.parametrize("when", ["2026-12-01T14:00", "2026-12-01T14:00+00:00", "2026-12-01T16:00+02:00"])
def test_a_moment_is_told_in_utc_whatever_its_zone(tmp_path: Path, when: str) -> None:
    text, untold = announcing.announced(desk(tmp_path), when, "Dana", "none")
    assert "Date: 2026-12-01\nTime: 14:00 UTC" in text
    assert untold == ()


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
