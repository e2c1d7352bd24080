"""What coverage names is there, and nothing counts without a run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from runbook.coverage import NUMBERS, Item, items, named_tests, shown
from runbook.journal import Journal
from runbook.served import ELSEWHERE, SERVED
from tests.house.tree import ROOT

EMPTY = items((), None)


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
    journal.append("evidence", "", covers=["R127", "R128"], what="verify metrics", said="5 requests")
    journal.append("notice", "incident-1", name="x", way="slack", of="alert", what="failed", said="x")
    record = tmp_path / "tests.jsonl"
    lines = [("R176", "passed"), ("R177", "passed"), ("R177", "failed")]
    tests = {number: SERVED[number][1] for number, _ in lines}
    record.write_text(
        "".join(json.dumps({"test": tests[n], "outcome": o, "at": "2026-11-26"}) + "\n" for n, o in lines),
        "utf-8",
    )
    whole = {item.number: item.evidence for item in items(journal.entries(), tmp_path) if item.whole}
    assert set(whole) == {"R060", "R104", "R108", "R127", "R128", "R176"}
    assert whole["R060"] == "run run-1: held after 0.2 s"
    assert whole["R127"] == "verify metrics: 5 requests"


def test_what_a_rehearsal_showed_is_evidence_and_this_machines_own_comes_first(tmp_path: Path) -> None:
    own, rehearsed = Journal(tmp_path / "own"), Journal(tmp_path / "town")
    rehearsed.append(
        "notice", "incident-1", name="x", way="slack", of="alert", what="sent", said="Uploads fail"
    )
    for journal, seconds in ((rehearsed, 9.0), (own, 0.2)):
        journal.append("held", "run-1", step="switch", seconds=seconds)
    assert shown(rehearsed.entries()) == {"R060", "R104", "R108", "R115"}
    lines = [("R115", "as expected"), ("R060", "as expected"), ("R116", "as expected"), ("R116", "otherwise")]
    file = tmp_path / "evidence.jsonl"
    told = [{"number": n, "scene": "kill-switch", "at": "2026-11-26", "outcome": o} for n, o in lines]
    file.write_text("".join(json.dumps(line) + "\n" for line in told), "utf-8")
    found = {item.number: item.evidence or "" for item in items(own.entries(), None, file) if item.whole}
    assert set(found) == {"R060", "R104", "R108", "R115"}
    assert found["R115"] == "rehearsed: the scene kill-switch went as expected"
    assert "0.2 s" in found["R060"]


def test_the_tests_that_are_evidence_are_recorded() -> None:
    assert {item.test for item in EMPTY if item.test} == named_tests()
    assert len(named_tests()) > 50
