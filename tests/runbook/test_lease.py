"""One operator at a time: told who, freed of the dead, and safe from the frozen."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from rehearsal.machine import machine
from runbook.actions import WriteFile
from runbook.errors import Fenced, Locked
from runbook.lease import acquire, holder
from runbook.perform import Performer
from runbook.redaction import Redactor
from runbook.run import Run


def child(work: Callable[[], None]) -> int:
    """Fork a process that does `work` and ends: 0 when it came through, 3 when it was fenced."""
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()
            code = 0
        except Fenced:
            code = 3
        finally:
            os._exit(code)
    return pid


def ended(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def until(true: Callable[[], object], seconds: float = 120.0) -> None:
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_the_second_is_told_who_since_when_and_what(tmp_path: Path) -> None:
    first = acquire(tmp_path, "Dana", "deploy of one")
    with pytest.raises(Locked, match=r"Dana \(process \d+\) is at work since 20.*: deploy of one"):
        acquire(tmp_path, "Sam", "switch")
    first.release()
    second = acquire(tmp_path, "Sam", "switch")
    assert second.token == first.token + 1
    second.release()


def test_one_who_waits_gets_it_when_it_is_given_back(tmp_path: Path) -> None:
    first = acquire(tmp_path, "Dana", "deploy")
    waiting = child(lambda: acquire(tmp_path, "Sam", "switch", wait=120).release())
    time.sleep(0.3)
    first.release()
    assert ended(waiting) == 0


def test_it_outlives_its_time_while_its_holder_lives(tmp_path: Path) -> None:
    lease = acquire(tmp_path, "Dana", "deploy", ttl=3.0)
    first = holder(tmp_path)
    assert first is not None
    until(lambda: (now := holder(tmp_path)) is not None and now.until > first.until)
    with lease.fence(), pytest.raises(Locked):
        acquire(tmp_path, "Sam", "switch")
    lease.release()


def test_its_files_are_the_operators_own(tmp_path: Path) -> None:
    lease = acquire(tmp_path / "state", "Dana", "deploy")
    with lease.fence():
        pass
    lease.release()
    modes = {path.name: path.stat().st_mode & 0o777 for path in (tmp_path / "state").iterdir()}
    assert modes.keys() >= {"lease.db", "fence.lock"}
    assert set(modes.values()) == {0o600}
    assert (tmp_path / "state").stat().st_mode & 0o777 == 0o700


def test_a_dead_holder_holds_nobody_up(tmp_path: Path) -> None:
    def die() -> None:
        acquire(tmp_path, "Dana", "deploy")
        os.kill(os.getpid(), signal.SIGKILL)

    assert ended(child(die)) == -signal.SIGKILL
    started = time.monotonic()
    acquire(tmp_path, "Sam", "resume").release()
    assert time.monotonic() - started < 60


@pytest.mark.parametrize("hours", [1, -1])
def test_a_step_of_the_machines_clock_takes_it_from_nobody_and_keeps_it_for_nobody(
    hours: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As another process sees it afterwards: when the machine was started is told by its clock, and so are processes."""
    first = acquire(tmp_path, "Dana", "deploy")
    left = subprocess.Popen(["sleep", "86400"], start_new_session=True)
    try:
        first.child(left.pid)
        began = psutil.boot_time()
        monkeypatch.setattr("psutil._pslinux.boot_time", lambda: began + 3600 * hours)
        assert abs(psutil.Process().create_time() - time.time()) > 1800, "the step is seen"
        with pytest.raises(Locked, match="Dana"):
            acquire(tmp_path, "Sam", "switch")
        first.release()
        acquire(tmp_path, "Sam", "switch").release()
        assert left.wait(120) == -signal.SIGKILL
    finally:
        left.kill()
        left.wait()


def test_what_a_dead_holder_left_running_is_ended_first(tmp_path: Path) -> None:
    def leave() -> None:
        lease = acquire(tmp_path, "Dana", "deploy")
        left = subprocess.Popen(["sleep", "86400"], start_new_session=True)  # it would outlive the wait below
        lease.child(left.pid)
        os.kill(os.getpid(), signal.SIGKILL)

    ended(child(leave))
    found = holder(tmp_path)
    assert found is not None
    assert found.child is not None
    acquire(tmp_path, "Sam", "resume").release()
    until(lambda: not _runs(found.child or 0))


def test_what_yields_is_taken_from_one_at_work_and_its_programs_end_with_it(tmp_path: Path) -> None:
    """The one that was noted, and one that was begun since: the lease is another's by then."""
    mark, later = tmp_path / "held", tmp_path / "later"

    def work() -> None:
        lease = acquire(tmp_path, "Dana", "backup")
        noted = subprocess.Popen(["sleep", "86400"], start_new_session=True)
        lease.child(noted.pid)
        with lease.fence():
            mark.touch()
            noted.wait()
            since = subprocess.Popen(["sleep", "86400"], start_new_session=True)
            later.with_suffix(".part").write_text(str(since.pid), "utf-8")
            later.with_suffix(".part").rename(later)
            since.wait()

    busy = child(work)
    until(mark.exists)
    with pytest.raises(Locked, match="Dana"):
        acquire(tmp_path, "Sam", "rollback", over=("rehearse",))
    found = holder(tmp_path)
    assert found is not None
    taken = acquire(tmp_path, "Sam", "rollback", over=("backup",))
    assert taken.token == found.token + 1
    assert ended(busy) == -signal.SIGKILL, "it did not leave its act by itself"
    assert not _runs(found.child or 0)
    until(lambda: not _runs(int(later.read_text("utf-8"))))
    taken.release()


def _runs(pid: int) -> bool:
    status = Path(f"/proc/{pid}/status")
    return status.exists() and "State:\tZ" not in status.read_text("utf-8")


def test_the_next_act_of_one_who_was_frozen_is_refused(tmp_path: Path) -> None:
    mark, go = tmp_path / "held", tmp_path / "go"

    def work() -> None:
        performer = Performer(Redactor(), acquire(tmp_path, "Dana", "deploy", ttl=0.5))
        mark.touch()
        until(go.exists)
        performer.perform(WriteFile("an act", tmp_path / "acted", "by the frozen one"))

    frozen = child(work)
    until(mark.exists)
    os.kill(frozen, signal.SIGSTOP)
    second = acquire(tmp_path, "Sam", "resume", wait=120)
    go.touch()
    os.kill(frozen, signal.SIGCONT)
    assert ended(frozen) == 3
    assert not (tmp_path / "acted").exists()
    second.release()


def test_one_frozen_while_it_writes_its_lease_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "writing"

    def work() -> None:
        acquire(tmp_path, "Dana", "deploy", ttl=0.5)._ended.set()
        with closing(sqlite3.connect(tmp_path / "lease.db", isolation_level=None)) as database:
            database.execute("BEGIN IMMEDIATE")
            mark.touch()
            signal.pause()

    frozen = child(work)
    until(mark.exists)
    monkeypatch.setattr("runbook.lease._WRITE_PATIENCE", 0.2)
    second = acquire(tmp_path, "Sam", "resume", wait=20)
    assert ended(frozen) == -signal.SIGKILL
    second.release()


def test_one_who_writes_for_long_and_lives_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mark = tmp_path / "writing"

    def work() -> None:
        acquire(tmp_path, "Dana", "deploy", ttl=3600)._ended.set()
        with closing(sqlite3.connect(tmp_path / "lease.db", isolation_level=None)) as database:
            database.execute("BEGIN IMMEDIATE")
            mark.touch()
            signal.pause()

    slow = child(work)
    until(mark.exists)
    monkeypatch.setattr("runbook.lease._WRITE_PATIENCE", 0.2)
    try:
        with pytest.raises(Locked, match="Dana"):
            acquire(tmp_path, "Sam", "resume")
        assert os.waitpid(slow, os.WNOHANG) == (0, 0)
    finally:
        os.kill(slow, signal.SIGKILL)
    assert ended(slow) == -signal.SIGKILL


def test_one_who_was_frozen_between_acts_journals_nothing_more(tmp_path: Path) -> None:
    """The colleague has brought the run to its end, so that nothing is left to be done that could be refused."""
    with machine() as made:
        goal = made.goal("one")
        made.plan(goal)
        lease = acquire(made.environment.state, "Dana", "deploy", ttl=0.3)
        lease._ended.set()  # its heart stands still, as in a frozen process
        second = acquire(made.environment.state, "Sam", "resume", wait=120)
        before = len(made.journal.entries())
        heard: list[str] = []
        with pytest.raises(Fenced, match="lost to Sam"):
            Run(
                goal, made.host, (), made.journal, Performer(Redactor(), lease), lambda kind, body: heard.append(kind)
            ).go()  # fmt: skip
        assert (len(made.journal.entries()), heard) == (before, [])
        second.release()


def test_one_frozen_within_an_act_is_ended_before_the_next_begins(tmp_path: Path) -> None:
    mark = tmp_path / "held"

    def work() -> None:
        with acquire(tmp_path, "Dana", "deploy", ttl=0.5).fence():
            mark.touch()
            time.sleep(60)

    frozen = child(work)
    until(mark.exists)
    os.kill(frozen, signal.SIGSTOP)
    second = acquire(tmp_path, "Sam", "resume", wait=120)
    with second.fence():
        assert ended(frozen) == -signal.SIGKILL
    second.release()


def test_of_two_who_start_together_only_one_acts_at_a_time(tmp_path: Path) -> None:
    """Each adds to a file what nobody else may see half done."""
    program = (
        "import sys, time\nfrom pathlib import Path\nfrom runbook.lease import acquire\n"
        "folder = Path(sys.argv[1])\nfor n in range(10):\n"
        "    lease = acquire(folder, sys.argv[2], 'count', wait=30)\n    with lease.fence():\n"
        "        place = folder / 'inside'\n        place.touch(exist_ok=False)\n        time.sleep(0.005)\n        place.unlink()\n"
        "    lease.release()\n"
    )
    begin = acquire(tmp_path, "Alex", "begin")
    begin.release()
    runs = [subprocess.Popen([sys.executable, "-c", program, str(tmp_path), who]) for who in ("Dana", "Sam")]
    assert [run.wait(60) for run in runs] == [0, 0]
    found = holder(tmp_path)
    assert found is not None
    assert found.token == begin.token + 20
