"""Which backups stay: by age, by proof, by plan; and how old the one of a plan may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from runbook.environments import Environment
from runbook.errors import StalePlan
from runbook.facts import Found
from runbook.journal import Journal
from runbook.operating import Desk
from runbook.plan import Plan, planned
from runbook.records import plain
from runbook.redaction import Redactor
from runbook.retention import Backup, standing, surplus, taken
from runbook.targets import target
from tests.runbook.worlds import NOW, goal, world

DAY = timedelta(days=1)
GOOD = Found(True, "", (), "d", {})


def backups(*ages: float, proved: tuple[float, ...] = ()) -> tuple[Backup, ...]:
    """Of so many days ago, the oldest first; each is called by its age."""
    return tuple(Backup(f"{age:g}", NOW - age * DAY, age in proved) for age in sorted(ages, reverse=True))


def gone(found: tuple[Backup, ...], newest: int = 2, plans: tuple[str, ...] = ()) -> list[str]:
    return list(surplus(found, NOW, newest, plans, timedelta(hours=24)))


def test_the_newest_stay_one_a_day_for_a_week_one_a_week_for_five() -> None:
    half_days = backups(*(n / 2 for n in range(1, 200)))
    left = [float(b.run) for b in half_days if b.run not in gone(half_days)]
    assert {0.5, 1.0} <= set(left)
    assert len([age for age in left if age < 7]) <= 9
    assert len({(NOW - age * DAY).date() for age in left if age < 7}) >= 7
    older = [age for age in left if 7 <= age < 35]
    assert len(older) == len({(NOW - age * DAY).isocalendar()[:2] for age in older}) >= 4
    assert not [age for age in left if age >= 35]


def test_a_machine_that_backs_up_every_hour_for_a_year_keeps_a_handful() -> None:
    hourly = backups(*(n / 24 for n in range(24 * 365)))
    assert len(hourly) - len(gone(hourly, newest=5)) <= 5 + 8 + 6


def test_the_last_that_was_proved_stays_however_old() -> None:
    found = backups(1, 2, 100, 200, 300, proved=(200, 300))
    assert gone(found) == ["300", "100"]


def test_one_of_a_plan_that_may_still_be_begun_stays() -> None:
    found = backups(*(n / 100 for n in range(1, 30)))
    assert "0.2" in gone(found)
    assert "0.2" not in gone(found, plans=("0.2",))
    old = backups(0.1, 50)
    assert gone(old, newest=1, plans=("50",)) == ["50"], "its plan is refused by now"


def test_the_few_that_there_are_all_stay() -> None:
    assert gone(()) == []
    assert gone(backups(100, 200), newest=5) == []


def desk(folder: Path, **more: Any) -> Desk:
    environment = Environment("test", folder, "http://127.0.0.1:8000", **more)
    return Desk(environment, target(environment), Journal(folder), Redactor(), "dana")


def done(at: Desk, run: str, **found: Found) -> None:
    told: Mapping[str, Any] = {name: plain(each) for name, each in found.items()}
    at.journal.append(
        "done", run, step="back_up", what="back up", said="", seconds=1.0, data={"found": told}, back=False
    )


def test_what_is_no_longer_kept_is_removed_and_the_journal_says_so(tmp_path: Path) -> None:
    at = desk(tmp_path, keep_backups=1)
    for number in range(4):
        (tmp_path / "backups" / f"run-{number}").mkdir(parents=True)
        done(at, f"run-{number}", backup=GOOD)
    done(at, "run-0", proof=GOOD)
    (tmp_path / "backups" / "by-hand").mkdir()
    with at.lease("backup", 0.0) as lease:
        at._prune(lease, "run-3", lambda kind, body: None)
    assert [path.name for path in sorted((tmp_path / "backups").iterdir())] == ["by-hand", "run-0", "run-3"]
    said = [str(e.body["what"]) for e in at.journal.entries("run-3", "intend")]
    assert said == [f"remove the backup run-{n}, which is no longer kept" for n in (1, 2)]


def plan(at: Desk) -> Plan:
    return planned(goal(), at.environment, world(live="blue", blue="a", green=None), (), ())


def test_a_backup_that_has_grown_old_makes_its_plan_stale(tmp_path: Path) -> None:
    at = desk(tmp_path)
    made = plan(at)
    done(at, f"{made.goal.run}-rehearse", backup=GOOD)
    at._fresh(made)
    aged = replace(at, environment=replace(at.environment, backup_hours=0.0))
    with pytest.raises(StalePlan, match="backup_hours"):
        aged._fresh(made)


def test_what_was_taken_is_told_by_the_journal(tmp_path: Path) -> None:
    at = desk(tmp_path)
    done(at, "one", backup=GOOD)
    done(at, "two", backup=replace(GOOD, well=False))
    done(at, "three", backup=GOOD)
    done(at, "three", proof=GOOD)
    found = taken(at.journal.entries())
    assert [(each.run, each.proved) for each in found] == [("one", False), ("three", True)]
    assert datetime.now(UTC) - found[0].at < timedelta(minutes=5)


def test_the_backup_of_a_deploy_stands_from_its_plan_until_its_run_has_ended(tmp_path: Path) -> None:
    at = desk(tmp_path)
    made, other = plan(at), plan(at)
    run, prepared = made.goal.run, replace(other, goal=replace(other.goal, run="by-hand", kind="backup"))
    at.journal.append("plan", run, plan=made, digest=made.digest)
    at.journal.append("plan", "by-hand", plan=prepared, digest=prepared.digest)
    stands = frozenset({f"{run}-backup", f"{run}-rehearse"})
    assert standing(at.journal.entries()) == stands
    at.journal.append("begin", run, operator="dana")
    assert standing(at.journal.entries()) == stands
    at.journal.append("end", run, outcome="turned back")
    assert standing(at.journal.entries()) == frozenset()
    at.journal.append("reopened", run)
    assert standing(at.journal.entries()) == stands
