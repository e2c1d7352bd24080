"""What coverage names is there, and nothing counts without a run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from runbook.coverage import ELSEWHERE, NUMBERS, SERVED, Item, items
from runbook.journal import Journal
from tests.house.tree import ROOT

EMPTY = items((), Path("/nonexistent"))


@pytest.mark.parametrize("item", [i for i in EMPTY if i.code], ids=lambda item: item.number)
def test_the_code_and_the_test_that_are_named_are_there(item: Item) -> None:
    assert (ROOT / str(item.code)).is_file()
    place, _, function = str(item.test).partition("::")
    assert f"def {function.partition('[')[0]}(" in (ROOT / place).read_text("utf-8")


def test_nothing_counts_without_a_run() -> None:
    assert [item.number for item in EMPTY] == list(NUMBERS)
    assert not [item for item in EMPTY if item.whole]
    assert all(
        item.target.startswith("not on this target")
        for item in EMPTY
        if item.number in ELSEWHERE and not item.code
    )
    assert set(SERVED) | set(ELSEWHERE) <= set(NUMBERS)


def test_evidence_comes_from_the_journal_and_from_tests_that_passed_last(tmp_path: Path) -> None:
    journal = Journal(tmp_path)
    journal.append("held", "run-1", step="switch", seconds=0.2)
    journal.append("held", "run-1", step="drain", seconds=None)
    journal.append("checked", "", check="clean-tree", verdict="unknown", said="no git")
    record = tmp_path / "tests.jsonl"
    lines = [("R176", "passed"), ("R177", "passed"), ("R177", "failed")]
    tests = {number: SERVED[number][1] for number, _ in lines}
    record.write_text(
        "".join(json.dumps({"test": tests[n], "outcome": o, "at": "2026-11-26"}) + "\n" for n, o in lines),
        "utf-8",
    )
    whole = {item.number: item.evidence for item in items(journal.entries(), record) if item.whole}
    assert set(whole) == {"R060", "R104", "R108", "R176"}
    assert whole["R060"] == "run run-1: held after 0.2 s"
