"""How long what the supervisor keeps may take to end: longer than the product needs, shorter than who waits for it."""

from __future__ import annotations

import re
from pathlib import Path

from creditai import worker
from creditai.settings import Settings
from runbook.environments import MOST_DRAIN_SECONDS, Environment
from runbook.steps.drain import Drain
from runbook.steps.halt import Halt
from runbook.targets.host import processes
from runbook.targets.host.places import Places


def test_nobody_is_killed_while_ending_as_it_may_and_nobody_is_waited_for_longer_than_that() -> None:
    environment = Environment("test", Path("/state"), "http://127.0.0.1:8000")
    told = processes.configuration(environment, Places(Path("/state")), "blue", "a" * 64, 2)
    waits = [int(each) for each in re.findall(r"^stopwaitsecs = (.+)$", told, re.MULTILINE)]
    assert len(waits) == 2
    usual = Settings.read({"CREDITAI_ENVIRONMENT": "local"}).drain_seconds
    ends = max(worker.DRAIN_SECONDS, usual, MOST_DRAIN_SECONDS)
    assert ends + 15 < min(waits)
    assert max(waits) < min(Drain.patience, processes.question(Places(Path("/state"))).deadline)
    assert max(waits) <= Halt.patience
