"""The journal: chained, append-only, mirrored whole whatever was killed in between."""

from __future__ import annotations

import fcntl
import json
import os
import resource
import sqlite3
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from runbook.errors import JournalDamaged, Unwritable
from runbook.journal import Journal
from runbook.redaction import Redactor


def filled(folder: Path, count: int = 4) -> Journal:
    journal = Journal(folder)
    for number in range(count):
        journal.append("done", "run-1", said=f"act {number}")
    return journal


def test_what_was_written_is_read_and_the_chain_closes(tmp_path: Path) -> None:
    journal = filled(tmp_path)
    assert [e.body["said"] for e in journal.entries("run-1")] == [f"act {n}" for n in range(4)]
    assert journal.entries("run-2") == ()
    assert journal.verify() == 4
    assert [json.loads(line)["number"] for line in journal.mirror.read_text("utf-8").splitlines()] == [
        1,
        2,
        3,
        4,
    ]


def test_it_takes_no_change_and_no_deletion(tmp_path: Path) -> None:
    filled(tmp_path)
    with sqlite3.connect(tmp_path / "journal.db") as database:
        for statement in ("UPDATE entry SET body = '{}'", "DELETE FROM entry"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                database.execute(statement)
    database.close()


@pytest.mark.parametrize(
    "damage",
    [
        'UPDATE entry SET body = \'{"said":"another"}\' WHERE number = 2',
        "UPDATE entry SET at = '2026-01-01' WHERE number = 3",
        "DELETE FROM entry WHERE number = 2",
        "DELETE FROM entry WHERE number = 4",
        "UPDATE entry SET run = 'run-9' WHERE number = 1",
    ],
)
def test_damage_is_found_by_who_got_past_the_triggers(tmp_path: Path, damage: str) -> None:
    journal = filled(tmp_path)
    with sqlite3.connect(tmp_path / "journal.db") as database:
        database.executescript(f"DROP TRIGGER entry_stays; DROP TRIGGER entry_kept; {damage};")
    database.close()
    with pytest.raises(JournalDamaged):
        journal.verify()


def test_a_changed_mirror_is_found(tmp_path: Path) -> None:
    journal = filled(tmp_path)
    journal.mirror.write_text(journal.mirror.read_text("utf-8").replace("act 2", "act 7"), "utf-8")
    with pytest.raises(JournalDamaged, match="Line 3"):
        journal.verify()


@pytest.mark.parametrize("kept", [0, 1, 90, -1, -70])
def test_a_mirror_that_was_cut_is_caught_up(tmp_path: Path, kept: int) -> None:
    journal = filled(tmp_path)
    journal.mirror.write_bytes(journal.mirror.read_bytes()[:kept])
    journal.append("done", "run-1", said="after")
    assert journal.verify() == 5
    assert len(journal.mirror.read_text("utf-8").splitlines()) == 5


def _many(folder: str) -> None:
    journal = Journal(Path(folder))
    for number in range(20):
        journal.append("done", "run", number=number)


def test_several_processes_append_whole_entries(tmp_path: Path) -> None:
    with ProcessPoolExecutor(3) as pool:
        list(pool.map(_many, [str(tmp_path)] * 3))
    assert Journal(tmp_path).verify() == 60


def test_no_secret_is_kept(tmp_path: Path) -> None:
    journal = Journal(tmp_path, Redactor(["a-canary-value"]))
    journal.append("done", "run", said="it is a-canary-value", data={"deep": ["a-canary-value"]})
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"a-canary-value" not in kept


def test_where_there_is_no_room_it_says_so_and_what_was_written_stays(tmp_path: Path) -> None:
    Journal(tmp_path).append("note", "run-1", text="whole")
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            small = max((tmp_path / name).stat().st_size for name in ("journal.db", "journal.jsonl"))
            resource.setrlimit(resource.RLIMIT_FSIZE, (small, small))
            for _ in range(100):
                Journal(tmp_path).append("note", "run-1", text="x" * 2000)
        except Unwritable as full:
            code = 3 if "Make room" in full.message else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 3
    journal = Journal(tmp_path)
    journal.append("note", "run-1", text="with room again")
    assert journal.entries()[0].body["text"] == "whole"
    assert journal.verify() == len(journal.mirror.read_text("utf-8").splitlines()) >= 2


def test_one_frozen_over_the_mirror_holds_nobody_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = filled(tmp_path, 1)
    monkeypatch.setattr("runbook.journal._PATIENCE", 0.2)
    with journal.mirror.open("r+b") as frozen:
        fcntl.flock(frozen, fcntl.LOCK_EX)
        journal.append("note", "run-1", text="meanwhile")
        assert len(journal.mirror.read_text("utf-8").splitlines()) == 1
    journal.append("note", "run-1", text="afterwards")
    assert len(journal.mirror.read_text("utf-8").splitlines()) == journal.verify() == 3
