"""The tests' record: what passed and failed on this machine, and when; evidence for `creditai runbook coverage`."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime

import pytest

from runbook.coverage import RECORD
from tests.house.tree import ROOT


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note the outcome of a test itself; under xdist the process that gathers writes, not the workers."""
    if report.when != "call" or "PYTEST_XDIST_WORKER" in os.environ:
        return
    place = ROOT / RECORD
    place.parent.mkdir(exist_ok=True)
    told = {
        "test": report.nodeid,
        "outcome": report.outcome,
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    with place.open("a", encoding="utf-8") as file:
        file.write(json.dumps(told) + "\n")
