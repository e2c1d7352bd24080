"""The tests' record on this machine, in `.record/`, never committed: evidence for `creditai runbook coverage` and for
`creditai check suites`.

tests.jsonl    one line for each test that the runbook names: what came of it, when
suites.jsonl   one line a session: the commit, whether anything else was in the tree, which marks were chosen (`-m`),
               each file's passed and failed
"""

from __future__ import annotations

import ast
import json
import os
import subprocess
from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pytest

from tests.house.tree import ROOT, modules

_MANY = 100
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
        chosen = str(session.config.getoption("markexpr"))
        _append(folder / "suites.jsonl", [{**told, "dirty": dirty, "chosen": chosen, "files": _files()}])


def only_slow(source: str) -> bool:
    """Whether every test of a file is marked slow, so that a run of the fast ones leaves nothing of it out."""
    tests = [
        node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.startswith("test_")
    ]
    return bool(tests) and all(
        any("mark.slow" in ast.unparse(decorator) for decorator in test.decorator_list) for test in tests
    )


def _files() -> dict[str, list[int]]:
    """File -> passed and failed. A run of many files names those too of which all tests are slow, with none."""
    found: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for test, (outcome, _) in _OUTCOMES.items():
        if outcome != "skipped":
            found[test.partition("::")[0]][outcome == "failed"] += 1
    if len(found) > _MANY:
        for path in modules("tests"):
            if (
                path.name.startswith("test_")
                and path.as_posix() not in found
                and only_slow((ROOT / path).read_text("utf-8"))
            ):
                found[path.as_posix()] = [0, 0]
    return dict(found)


def _append(path: Any, lines: Iterable[object]) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write("".join(json.dumps(line) + "\n" for line in lines))


def _git(*words: str) -> str | None:
    ran = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True)
    return ran.stdout if ran.returncode == 0 else None
