"""Migrations that break the release that serves, or make it wait, are refused with the statement and the reason."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from creditai.store.workload import Statement as WorkloadStatement
from creditai.store.workload import Story, dump
from runbook.actions import Command
from runbook.database.certificate import Seen, Statement, blocked, certify
from runbook.database.programs import Programs
from runbook.database.scratch import Scratch, scratch
from runbook.environments import Environment
from runbook.errors import ActFailed
from runbook.facts import Found
from runbook.targets.host.databases import programs
from runbook.targets.host.places import Places
from tests.house.tree import ROOT
from tests.runbook.database import toy
from tests.runbook.database.migrations import BREAKING, INNOCENT, WAITING, Migration, said
from tests.runbook.database.standing import runner


@dataclass(frozen=True)
class Trial:
    """The toy on a server of its own."""

    at: Scratch
    run: object
    workload: Path

    def replay(self, dsn: str) -> Command:
        argv = (sys.executable, "-m", "tests.runbook.database.toy", dsn, str(self.workload))
        return Command("replay", argv, folder=ROOT, ok=(0, 1))

    def certify(self, migration: Migration) -> Found:
        return certify(self.run, self.at, "toy", "creditai_owner", said(migration), self.replay, "b" * 64)  # type: ignore[arg-type]


def trial() -> Iterator[Trial]:
    folder = Path(tempfile.mkdtemp(prefix="rb-"))
    folder.chmod(0o755)
    try:
        with runner(folder / "s") as run:
            given = Environment("test", folder / "s", "http://127.0.0.1:8000")
            found: Programs = programs(given, Places(folder / "s"))
            with scratch(run, folder / "scratch", found) as at:
                at.ask(run, "roles", toy.ROLES)
                at.ask(run, "a database", "CREATE DATABASE toy TEMPLATE template0 OWNER creditai_owner;")
                at.ask(run, "the toy", toy.SCHEMA, "toy")
                workload = folder / "workload.json"
                workload.write_text(toy.recorded(at.dsn("toy", "creditai_app")), "utf-8")
                yield Trial(at, run, workload)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def tried() -> Iterator[Trial]:
    yield from trial()


def test_there_are_forty_and_twenty() -> None:
    assert (len(BREAKING), len(INNOCENT)) == (40, 20)


FEW = (
    "a column is dropped", "NOT NULL without a default", "a wider type", "a trigger that swallows", "a policy is stricter",
    "an index without CONCURRENTLY", "a lock is held while rows are filled in",
)  # fmt: skip
"""One of each way in which it is found out: among the fast tests."""


def refused(tried: Trial, name: str) -> None:
    migration = {**BREAKING, **WAITING}[name]
    found = tried.certify(migration)
    assert not found.well
    shown = [each.short for each in said(migration)]
    assert all(any(f"`{statement}`" in reason for statement in shown) for reason in found.reasons), (
        found.reasons
    )
    assert not [reason for reason in found.reasons if "syntax error" in reason]


@pytest.mark.parametrize("name", FEW)
def test_what_breaks_or_blocks_the_release_that_serves_is_refused(tried: Trial, name: str) -> None:
    refused(tried, name)


@pytest.mark.slow
@pytest.mark.parametrize("name", [n for n in (*BREAKING, *WAITING) if n not in FEW])
def test_all_that_breaks_or_blocks_it_is_refused(tried: Trial, name: str) -> None:
    refused(tried, name)


@pytest.mark.parametrize(
    "name", ["a policy replaced by its equal", "a check, checked in its own transaction"]
)
def test_what_it_lives_through_is_not(tried: Trial, name: str) -> None:
    found = tried.certify(INNOCENT[name])
    assert found.well, found.reasons


@pytest.mark.slow
@pytest.mark.parametrize("name", INNOCENT)
def test_all_that_it_lives_through_is_not(tried: Trial, name: str) -> None:
    found = tried.certify(INNOCENT[name])
    assert found.well, found.reasons


def test_a_workload_that_says_nothing_proves_nothing(tried: Trial, tmp_path: Path) -> None:
    empty = tmp_path / "workload.json"
    empty.write_text(dump(()), "utf-8")
    with pytest.raises(ActFailed, match="workload is empty"):
        Trial(tried.at, tried.run, empty).certify(INNOCENT["a column"])


def test_a_release_that_is_broken_already_is_said_to_be(tried: Trial, tmp_path: Path) -> None:
    other = tmp_path / "workload.json"
    story = Story("gone", (WorkloadStatement("SELECT * FROM gone", {}, (), True),))
    other.write_text(dump((story,)), "utf-8")
    found = Trial(tried.at, tried.run, other).certify(INNOCENT["a column"])
    assert found.reasons == (
        'the release that serves does not even live on the schema as it is: UndefinedTable: relation "gone" does not exist (SELECT * FROM gone)',
    )


def seen(seconds: float = 0.0, **more: dict[str, int]) -> Seen:
    given = {"held": {}, "rewritten": {}, "read": {}, "changed": {}, **more}
    return Seen(seconds, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("said_", "reason"),
    [
        (seen(held={"a": "ShareLock"}, read={"a": 1001}), "reads 1001 rows of a"),  # type: ignore[dict-item]
        (seen(held={"a": "ShareLock"}, read={"a": 1000}), None),  # type: ignore[dict-item]
        (seen(read={"a": 9000}), None),
        (seen(rewritten={"a": 1001}), "rewrites all 1001 rows of a"),
        (seen(rewritten={"a": 1000}), None),
        (seen(changed={"a": 1001}), "changes 1001 rows"),
        (seen(changed={"a": 1000}), None),
        (seen(1.5, held={"a": "AccessExclusiveLock"}), "keeps a locked for 1.5 s"),  # type: ignore[dict-item]
        (seen(1.0, held={"a": "AccessExclusiveLock"}), None),  # type: ignore[dict-item]
        (seen(1.5), None),
    ],
)
def test_what_makes_others_wait_is_judged_by_rows_and_seconds(said_: Seen, reason: str | None) -> None:
    told = tuple(blocked((Statement("2", 1, False, "x"),), (said_,)))
    assert [reason in each for each in told] == [True] if reason else not told


def test_each_statement_of_a_transaction_is_judged_by_what_it_adds() -> None:
    """The server counts from the transaction's beginning, and keeps each lock to its end."""
    held: dict[str, int] = {"a": "AccessExclusiveLock"}  # type: ignore[dict-item]
    said_ = [Statement("2", 1, False, sql) for sql in ("first", "second", "third")]
    whole = (
        seen(0.4, held=held, read={"b": 900}, rewritten={"c": 1001}),
        seen(1.3, held=held, read={"b": 1900}, changed={"b": 900}, rewritten={"c": 1001}),
        seen(2.4, held=held, read={"b": 2901}, changed={"b": 900}, rewritten={"c": 1001}),
    )
    assert list(blocked(said_, whole)) == [
        "`first` rewrites all 1001 rows of c, and nobody reads or writes it meanwhile",
        "a stays locked (AccessExclusiveLock since `first`) while `third` goes through 1001 rows",
        "`third` keeps a locked for 1.1 s",
    ]
