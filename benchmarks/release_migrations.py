"""Sixty-six migrations of a small application, tried: which are refused, with the statement and why; and squawk beside it.

`python -m benchmarks.release_migrations`. Goals: all that break or make wait are refused, of the innocent at most one. Real PostgreSQL, the toy of the tests, its own process replaying.
squawk is asked when it is installed (`pip install squawk-cli`): it reads SQL alone, without those rules that our way of
migrating fulfils for every migration (timeouts, one transaction), and a finding of it is counted whatever it is about.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks import verdict
from tests.runbook.database.migrations import BREAKING, INNOCENT, WAITING, Migration, said
from tests.runbook.database.test_certificate import Trial, trial

_FULFILLED = "require-lock-timeout,require-statement-timeout,prefer-robust-stmts"


def linted(migration: Migration) -> bool | None:
    """Whether squawk has something to say; None when it is not installed."""
    program = shutil.which("squawk", path=str(Path(sys.executable).parent)) or shutil.which("squawk")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for number, group in enumerate(migration):
            files.append(Path(folder) / f"{number:03}.sql")
            files[-1].write_text("".join(f"{sql.rstrip(';')};\n" for sql in group), "utf-8")
        ran = subprocess.run(
            [program, "--assume-in-transaction", "--exclude", _FULFILLED, *map(str, files)],
            capture_output=True,
        )
    return ran.returncode != 0


@dataclass(slots=True)
class Count:
    of: int
    refused: int = 0
    flagged: int | None = None


def counted(tried: Trial, kind: str, many: Mapping[str, Migration]) -> Count:
    """Each migration of a kind, tried and told; what came of them all."""
    count = Count(len(many))
    for name, migration in many.items():
        found = tried.certify(migration)
        squawk = linted(migration)
        count.refused += not found.well
        if squawk is not None:
            count.flagged = (count.flagged or 0) + squawk
        told = found.reasons[0] if found.reasons else f"lives through {len(said(migration))} statements"
        print(f"{kind:<9} {'passes' if found.well else 'refused':<8} {name}: {told}")
    return count


def main() -> int:
    began = time.monotonic()
    kinds = (("breaking", BREAKING), ("waiting", WAITING), ("innocent", INNOCENT))
    counts = {kind: counted(tried, kind, many) for tried in trial() for kind, many in kinds}
    print()
    for kind, count in counts.items():
        beside = "not installed" if count.flagged is None else f"something to say of {count.flagged}"
        print(f"  {kind}: {count.refused} of {count.of} refused; squawk: {beside}")
    print(f"  {time.monotonic() - began:.0f} seconds")
    harmful = ("breaking", "waiting")
    let_in = sum(counts[kind].of - counts[kind].refused for kind in harmful)
    tried_in_all = sum(counts[kind].of for kind in harmful)
    goals = (
        verdict(f"release_migrations: let in, of {tried_in_all} that harm", let_in, 0, "migrations"),
        verdict(
            f"release_migrations: refused, of {counts['innocent'].of} that are innocent",
            counts["innocent"].refused,
            1,
            "migrations",
        ),
    )
    return 0 if all(goals) else 1


if __name__ == "__main__":
    sys.exit(main())
