"""The tests' record on this machine, in `.record/`, never committed: evidence for `creditai runbook coverage` and for
`creditai check suites`.

tests.jsonl    one line for each test that the runbook names: what came of it, when
suites.jsonl   one line a session: the commit, whether anything else was in the tree, each file's passed and failed
"""

from __future__ import annotations

import json
import os
import subprocess
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.house.tree import ROOT

_OUTCOMES: dict[str, tuple[str, str]] = {}


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Keep the outcome of a test; what failed while it was set up failed."""
    if report.when == "call" or report.failed:
        _OUTCOMES[report.nodeid] = (report.outcome, datetime.now(UTC).isoformat(timespec="seconds"))


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Under xdist the process that gathers writes, not the workers."""
    if "PYTEST_XDIST_WORKER" in os.environ or not _OUTCOMES:
        return
    from runbook.coverage import named_tests

    folder = ROOT / ".record"
    folder.mkdir(exist_ok=True)
    named = named_tests()
    lines = [
        {"test": test, "outcome": outcome, "at": at}
        for test, (outcome, at) in _OUTCOMES.items()
        if test in named or test.partition("[")[0] in named
    ]
    _append(folder / "tests.jsonl", lines)
    if (commit := _git("rev-parse", "HEAD")) is not None:
        told = {"at": datetime.now(UTC).isoformat(timespec="seconds"), "commit": commit.strip()}
        dirty = bool((_git("status", "--porcelain") or "x").strip())
        _append(folder / "suites.jsonl", [{**told, "dirty": dirty, "files": _files()}])


def _files() -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for test, (outcome, _) in _OUTCOMES.items():
        if outcome != "skipped":
            found[test.partition("::")[0]][outcome == "failed"] += 1
    return dict(found)


def _append(path: Any, lines: Iterable[object]) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("".join(json.dumps(line) + "\n" for line in lines))


def _git(*words: str) -> str | None:
    ran = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True)
    return ran.stdout if ran.returncode == 0 else None
