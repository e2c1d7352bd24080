"""One operator at a time: a lease that ends by itself, and a token that each act shows at the edge.

A row in `lease.db` of the state folder says who, since when, doing what, until when. The clock is the machine's own
since it was started (it does not jump); a lease from before a restart, or of a process that is gone, is free at once,
any other ends `ttl` seconds after its holder was last heard. Each new holder has a token greater by one; the first is the
time, so that a state folder made anew does not begin below what a database remembers.

`fence()` is the edge: a lock that is held while an act is done, within which the token is compared. A holder that was
frozen for longer than its lease and thaws finds its token overtaken and does nothing more. One that was frozen in the
midst of an act still has that lock: the next holder ends that process, which is on this machine, and then goes on.
A program that a dead holder left running is ended likewise, before anybody else acts.

Whose work may be ended for another's (`over`) loses its token at once and the program that it runs; the rest is as with one
that was frozen: it finds itself overtaken, or is ended in the midst of its act.
"""

from __future__ import annotations

import fcntl
import os
import sqlite3
import threading
import time
from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from signal import SIGKILL

import psutil

from runbook.errors import Fenced, Locked, Unwritable

TTL = 30.0
_FENCE_PATIENCE = 3.0
_WRITE_PATIENCE = 10.0
_TABLE = """CREATE TABLE IF NOT EXISTS lease (
  one INTEGER PRIMARY KEY CHECK (one = 1), token INTEGER NOT NULL, holder TEXT NOT NULL, doing TEXT NOT NULL,
  since TEXT NOT NULL, boot TEXT NOT NULL, pid INTEGER NOT NULL, started REAL NOT NULL, until REAL NOT NULL,
  child INTEGER, child_started REAL, host TEXT NOT NULL
) STRICT"""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds the lease, or held it last."""

    token: int
    holder: str
    doing: str
    since: str
    boot: str
    pid: int
    started: float
    until: float
    child: int | None
    child_started: float | None
    host: str

    @property
    def active(self) -> bool:
        """Whether it is still to be respected."""
        return self.boot == _boot() and _now() < self.until and _alive(self.pid, self.started)


class Lease:
    """A lease that is held: made by `acquire`, renewed by a thread until `release` or until it is lost."""

    def __init__(self, folder: Path, token: int, ttl: float) -> None:
        self._folder, self.token, self._ttl = folder, token, ttl
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._beat, name="lease", daemon=True)
        self._thread.start()

    @contextmanager
    def fence(self) -> Iterator[None]:
        """Hold the edge while an act is done. Fenced when the lease is another's by now, or was let run out."""
        with _locked(self._folder, None):
            self._check()
            yield

    def child(self, pid: int | None) -> None:
        """Note the program that is at work for this holder, so that it can be ended after its death."""
        started = None if pid is None else _started(pid)
        with _open(self._folder) as database:
            database.execute(
                "UPDATE lease SET child = ?, child_started = ? WHERE token = ?", (pid, started, self.token)
            )

    def release(self) -> None:
        """Give it back; nothing when it was lost."""
        self._ended.set()
        self._thread.join()
        with _open(self._folder) as database:
            database.execute("UPDATE lease SET until = 0 WHERE token = ?", (self.token,))

    def _check(self) -> None:
        found = holder(self._folder)
        if found is None or found.token != self.token:
            by = "nobody" if found is None else found.holder
            raise Fenced(
                f"The lease of this run was lost to {by}: nothing more is done here. `creditai release status` shows the run."
            )
        if _now() >= found.until:
            raise Fenced(
                "This run was not heard of for longer than its lease: nothing more is done. Resume it."
            )

    def _beat(self) -> None:
        while not self._ended.wait(self._ttl / 3):
            # what cannot be written now may be at the next beat; a lease that is not renewed ends by itself
            with suppress(Unwritable), _open(self._folder) as database:
                now = _now()
                database.execute(
                    "UPDATE lease SET until = ? WHERE token = ? AND until > ?",
                    (now + self._ttl, self.token, now),
                )


def acquire(
    folder: Path, who: str, doing: str, *, ttl: float = TTL, wait: float = 0.0, over: Collection[str] = ()
) -> Lease:
    """Take the lease, after at most `wait` seconds in the queue. Locked names its holder. `over`: what may be taken from
    one who is at work on it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    deadline = time.monotonic() + wait
    while (taken := _take(folder, who, doing, ttl, over)) is None:
        found = holder(folder)
        if time.monotonic() >= deadline and found is not None and found.active:
            raise Locked(
                f"{found.holder} (process {found.pid}) is at work since {found.since}: {found.doing}. "
                "Wait for it (--wait SECONDS); its lease ends by itself when it is dead."
            )
        time.sleep(0.1)
    token, before = taken
    if before is not None:
        _clear(folder, before)
    return Lease(folder, token, ttl)


def holder(folder: Path) -> Holder | None:
    """The row, whether still to be respected or not."""
    with _open(folder) as database:
        row = database.execute(
            "SELECT token, holder, doing, since, boot, pid, started, until, child, child_started, host FROM lease"
        ).fetchone()
    return None if row is None else Holder(*row)


def _take(
    folder: Path, who: str, doing: str, ttl: float, over: Collection[str]
) -> tuple[int, Holder | None] | None:
    with _open(folder) as database:
        if not _begun(database, folder):
            return None
        row = database.execute(
            "SELECT token, holder, doing, since, boot, pid, started, until, child, child_started, host FROM lease"
        ).fetchone()
        before = None if row is None else Holder(*row)
        if before is not None and before.active and before.doing not in over:
            database.execute("ROLLBACK")
            return None
        token = int(time.time()) if before is None else before.token + 1
        since = datetime.now(UTC).isoformat(timespec="seconds")
        database.execute(
            "INSERT OR REPLACE INTO lease VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, NULL, NULL, ?)",
            (
                token,
                who,
                doing,
                since,
                _boot(),
                os.getpid(),
                _started(os.getpid()),
                _now() + ttl,
                os.uname().nodename,
            ),
        )
        database.execute("COMMIT")
    return token, before


def _begun(database: sqlite3.Connection, folder: Path) -> bool:
    """Begin to write, unless a holder was frozen while it wrote: that one is ended, and it is to be tried again."""
    try:
        database.execute("BEGIN IMMEDIATE")
        return True
    except sqlite3.OperationalError:
        frozen = holder(folder)
        if frozen is None:
            raise
        if not frozen.active and frozen.boot == _boot():
            _end(frozen.pid, frozen.started)
        return False


def _clear(folder: Path, before: Holder) -> None:
    """Let nothing of the last holder act any more: its program, and itself when it is frozen within an act."""
    if before.boot != _boot():
        return
    if before.child is not None and before.child_started is not None:
        _end(before.child, before.child_started)
    with _locked(folder, before):
        return


@contextmanager
def _locked(folder: Path, frozen: Holder | None) -> Iterator[None]:
    """The fence's lock; if `frozen` keeps it for too long, that process is ended first."""
    descriptor = os.open(folder / "fence.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        deadline = time.monotonic() + _FENCE_PATIENCE
        while frozen is not None and not _try(descriptor):
            if time.monotonic() > deadline:
                _end(frozen.pid, frozen.started)
                frozen = None
            time.sleep(0.02)
        if frozen is None:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _try(descriptor: int) -> bool:
    with suppress(BlockingIOError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return True
    return False


def _end(pid: int, started: float) -> None:
    if not _alive(pid, started):
        return
    group = pid if os.getpgid(pid) == pid else None  # a program of ours leads its own group
    below = []
    with suppress(psutil.NoSuchProcess):  # one that was not frozen may have begun another program since
        below = psutil.Process(pid).children(recursive=True)
    with suppress(ProcessLookupError):
        os.killpg(group, SIGKILL) if group and group != os.getpgrp() else os.kill(pid, SIGKILL)
    for each in below:
        with suppress(psutil.NoSuchProcess):
            each.kill()


def _alive(pid: int, started: float) -> bool:
    """Whether that very process is there and not a corpse: numbers are used again."""
    try:
        return bool(
            psutil.Process(pid).status() != psutil.STATUS_ZOMBIE and abs(_started(pid) - started) < 0.5
        )
    except psutil.NoSuchProcess:
        return False


def _started(pid: int) -> float:
    """When a process began, in seconds since the machine was started, which no step of its clock changes; where the kernel
    has no table of processes, by the clock. 0.0: there is none."""
    with suppress(FileNotFoundError, ProcessLookupError):
        told = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace")
        return int(told.rpartition(")")[2].split()[19]) / os.sysconf("SC_CLK_TCK")
    try:
        return float(psutil.Process(pid).create_time())
    except psutil.NoSuchProcess:
        return 0.0


def _now() -> float:
    return time.clock_gettime(time.CLOCK_BOOTTIME) if hasattr(time, "CLOCK_BOOTTIME") else time.monotonic()


def _boot() -> str:
    path = Path("/proc/sys/kernel/random/boot_id")
    return path.read_text("utf-8").strip() if path.exists() else f"{psutil.boot_time():.0f}"


@contextmanager
def _open(folder: Path) -> Iterator[sqlite3.Connection]:
    try:
        os.close(os.open(folder / "lease.db", os.O_RDWR | os.O_CREAT, 0o600))
        with closing(
            sqlite3.connect(folder / "lease.db", timeout=_WRITE_PATIENCE, isolation_level=None)
        ) as database:
            database.execute("PRAGMA journal_mode = WAL")  # who holds it can be read while another writes
            database.execute(_TABLE)
            yield database
    except sqlite3.OperationalError as error:
        raise Unwritable(
            f"The lease in {folder} cannot be written ({error}). Make room on that disk, then `creditai release resume`."
        ) from error
