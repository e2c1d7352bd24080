"""Sixty migrations of a small application, tried: which are refused, with the statement and why; and squawk beside it.

`python -m benchmarks.release_migrations [--markdown]`. Real PostgreSQL, the toy of the tests, its own process replaying.
squawk is asked when it is installed (`pip install squawk-cli`): it reads SQL alone, without those rules that our way of
migrating fulfils for every migration (timeouts, one transaction), and a finding of it is counted whatever it is about.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.runbook.database.migrations import BREAKING, INNOCENT, WAITING, Migration, said
from tests.runbook.database.test_certificate import trial

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


def main() -> None:
    began = time.monotonic()
    counts = {}
    for tried in trial():
        for kind, many in (("breaking", BREAKING), ("waiting", WAITING), ("innocent", INNOCENT)):
            refused = lint = 0
            for name, migration in many.items():
                found = tried.certify(migration)
                squawk = linted(migration)
                refused += not found.well
                lint += bool(squawk)
                told = (
                    found.reasons[0] if found.reasons else f"lives through {len(said(migration))} statements"
                )
                print(f"{kind:<9} {'refused' if not found.well else 'passes':<8} {name}: {told}")
            counts[kind] = (refused, lint if squawk is not None else None, len(many))
    print()
    for kind, (refused, flagged, of) in counts.items():
        beside = "not installed" if flagged is None else f"{flagged} of {of}"
        print(f"{kind}: {refused} of {of} refused; squawk: {beside}")
    print(f"{time.monotonic() - began:.0f} seconds")


if __name__ == "__main__":
    main()
