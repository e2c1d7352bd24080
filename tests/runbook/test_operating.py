"""Who may begin, before anything costly is done for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from runbook.environments import Environment
from runbook.errors import Refused
from runbook.journal import Journal
from runbook.lease import acquire
from runbook.operating import Desk
from runbook.plan import planned
from runbook.records import plain
from runbook.redaction import Redactor
from runbook.targets import target
from tests.runbook.worlds import goal, world


def test_a_run_that_nobody_is_at_work_on_comes_before_a_new_one(tmp_path: Path) -> None:
    """Said before a release is built and planned for a quarter of a minute, not after."""
    environment = Environment("test", tmp_path, "http://127.0.0.1:8000")
    at = Desk(environment, target(environment), Journal(tmp_path), Redactor(), "dana")
    at.free()
    left = planned(goal(), environment, world(live="blue", blue="a", green=None), (), ())
    at.journal.append("plan", left.goal.run, plan=plain(left))
    at.journal.append("begin", left.goal.run, operator="dana", token=1, plan=left.digest)
    with pytest.raises(Refused, match="`creditai release resume` goes on with it, --back undoes it"):
        at.free()
    lease = acquire(tmp_path, "dana", "deploy")
    at.free()  # it is under way: `--wait` waits for it
    lease.release()
    with pytest.raises(Refused):
        at.free()
