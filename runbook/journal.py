"""What was meant and what came of it: append-only, chained by digests, on the disk before anything is done.

SQLite in WAL mode with every commit synced, in the operator's state folder, never in a database that a release
touches; mirrored line by line into `journal.jsonl`, which any tool can read. Each entry's digest covers the one
before it, so that a changed, lost or inserted entry breaks the chain. The database refuses UPDATE and DELETE.
A mirror that fell behind (the process was killed between the two, or another that was frozen kept its lock) is caught
up by the next entry.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from runbook.errors import JournalDamaged, Unwritable
from runbook.records import canonical, plain
from runbook.redaction import Redactor

GENESIS = "0" * 64
_PATIENCE = 5.0
_TABLES = """
CREATE TABLE IF NOT EXISTS entry (
  number INTEGER PRIMARY KEY, at TEXT NOT NULL, run TEXT NOT NULL, kind TEXT NOT NULL,
  body TEXT NOT NULL, before TEXT NOT NULL, digest TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX IF NOT EXISTS entry_run ON entry (run);
CREATE TRIGGER IF NOT EXISTS entry_stays BEFORE UPDATE ON entry BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER IF NOT EXISTS entry_kept BEFORE DELETE ON entry BEGIN SELECT RAISE(ABORT, 'append-only'); END;
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the journal. `body` is JSON as an object."""

    number: int
    at: str
    run: str
    kind: str
    body: dict[str, Any]
    before: str
    digest: str

    def line(self) -> str:
        return json.dumps(plain(self), sort_keys=True, ensure_ascii=True)

    def computed(self) -> str:
        return _digest(self.number, self.at, self.run, self.kind, canonical(self.body), self.before)


class Journal:
    """The journal of one state folder; several processes may append, each entry whole."""

    def __init__(self, folder: Path, redactor: Redactor | None = None) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._path, self.mirror = folder / "journal.db", folder / "journal.jsonl"
        self._redactor = redactor or Redactor()
        os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
        with self._open() as database:
            database.execute("PRAGMA journal_mode = WAL")
            database.executescript(_TABLES)

    def append(self, kind: str, run: str, **body: Any) -> Entry:
        """Write an entry; when this returns it is on the disk. Unwritable: it is not, and nothing may be done."""
        kept = json.loads(canonical(self._redactor.deep(plain(body))))
        with self._open() as database:
            database.execute("BEGIN IMMEDIATE")
            last = database.execute(
                "SELECT number, digest FROM entry ORDER BY number DESC LIMIT 1"
            ).fetchone()
            number, before = (last[0] + 1, last[1]) if last else (1, GENESIS)
            at = datetime.now(UTC).isoformat(timespec="microseconds")
            sealed = _digest(number, at, run, kind, canonical(kept), before)
            made = Entry(number, at, run, kind, kept, before, sealed)
            row = (number, at, run, kind, canonical(kept), before, sealed)
            database.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)", row)
            database.execute("COMMIT")
            try:
                self._catch_up(database)
            except OSError as error:
                raise self._unwritable(error) from error
        return made

    def entries(self, run: str | None = None, kind: str | None = None) -> tuple[Entry, ...]:
        """All entries, oldest first, of one run or kind if told."""
        with self._open() as database:
            rows = database.execute(
                "SELECT number, at, run, kind, body, before, digest FROM entry"
                " WHERE (?1 IS NULL OR run = ?1) AND (?2 IS NULL OR kind = ?2) ORDER BY number",
                (run, kind),
            ).fetchall()
        return tuple(Entry(n, at, r, k, json.loads(body), before, d) for n, at, r, k, body, before, d in rows)

    def verify(self) -> int:
        """Recompute the chain and compare the mirror; how many entries it holds. JournalDamaged names the first bad one."""
        before, count = GENESIS, 0
        found = self.entries()
        for count, entry in enumerate(found, start=1):
            if (entry.number, entry.before, entry.digest) != (count, before, entry.computed()):
                raise JournalDamaged(
                    f"Entry {count} of {self._path} is not what was written: the chain breaks there. "
                    "Compare it with journal.jsonl and with a copy kept elsewhere."
                )
            before = entry.digest
        mirrored = self.mirror.read_text("utf-8").splitlines() if self.mirror.exists() else []
        for number, (line, entry) in enumerate(zip(mirrored, found, strict=False), start=1):
            if line != entry.line():
                raise JournalDamaged(
                    f"Line {number} of {self.mirror} differs from entry {number} of {self._path}."
                )
        if len(mirrored) > len(found):
            raise JournalDamaged(f"{self.mirror} holds {len(mirrored)} entries, {self._path} only {count}.")
        return count

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            with closing(sqlite3.connect(self._path, timeout=30, isolation_level=None)) as database:
                database.execute("PRAGMA synchronous = FULL")
                yield database
        except sqlite3.OperationalError as error:
            raise self._unwritable(error) from error

    def _unwritable(self, error: Exception) -> Unwritable:
        return Unwritable(
            f"The journal cannot be written ({error}), and nothing is done that is not written first. "
            f"Make room on the disk of {self._path.parent}, then `creditai release resume`."
        )

    def _catch_up(self, database: sqlite3.Connection) -> None:
        descriptor = os.open(self.mirror, os.O_RDWR | os.O_CREAT, 0o600)
        with open(descriptor, "r+b") as file:
            if not _locked(file):
                return  # whoever has it is slow or frozen; the next entry catches up
            last = _whole_lines(file)
            rows = database.execute(
                "SELECT number, at, run, kind, body, before, digest FROM entry WHERE number > ? ORDER BY number",
                (last,),
            )
            file.seek(0, os.SEEK_END)
            for n, at, r, k, body, before, d in rows:
                file.write(Entry(n, at, r, k, json.loads(body), before, d).line().encode() + b"\n")
            file.flush()
            os.fsync(file.fileno())


def evidence(journal: Journal, covers: Iterable[str], what: str, said: str, every: float = 0.0) -> None:
    """Note that something ran, and what it said, for the lines of the runbook that it serves; what is asked again and
    again (`every` so many seconds at most) does not fill the journal."""
    last = [e for e in journal.entries(kind="evidence") if e.body["what"] == what][-1:] if every else []
    if last and (datetime.now(UTC) - datetime.fromisoformat(last[0].at)).total_seconds() < every:
        return
    journal.append("evidence", "", covers=list(covers), what=what, said=said)


def _digest(number: int, at: str, run: str, kind: str, body: str, before: str) -> str:
    return hashlib.sha256(json.dumps([number, at, run, kind, body, before]).encode()).hexdigest()


def _locked(file: Any) -> bool:
    """Take the mirror's lock, unless another keeps it for longer than an entry takes."""
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            if time.monotonic() > deadline:
                return False
        time.sleep(0.01)


def _whole_lines(file: Any) -> int:
    """Cut off a line that was half written; the number of the last whole one."""
    size = file.seek(0, os.SEEK_END)
    tail = b""
    place = size
    while place and tail.count(b"\n") < 2:
        place = max(0, place - 65536)
        file.seek(place)
        tail = file.read(size - place)
    whole = tail[: tail.rfind(b"\n") + 1]
    file.truncate(place + len(whole))
    lines = whole.splitlines()
    return int(json.loads(lines[-1])["number"]) if lines else 0
