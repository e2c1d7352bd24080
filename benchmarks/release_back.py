"""From typing `creditai release rollback` to the edge pointed back, with people's load on: alone, and with both processors taken.

    python -m benchmarks.release_back [--times 6] [--busy 2]

The command is a process of its own, as an operator types it; nginx, supervisor, journal and lease are real, the application
is the stub. What lies before the plan is the interpreter's start and the first look at the world.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from statistics import median

from benchmarks import verdict
from rehearsal.machine import machine
from rehearsal.stage import Stage
from runbook.journal import Entry

GOAL = 5.0


@contextmanager
def taken(processors: int) -> Iterator[None]:
    """So many loops compute beside it."""
    loops = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(processors)]
    try:
        yield
    finally:
        for each in loops:
            each.kill()
            each.wait()


def once(stage: Stage) -> tuple[float, float]:
    """Seconds until the plan stands, and until the edge is pointed."""
    before, typed = len(stage.entries()), datetime.now(UTC)
    stage.operate("rollback")
    come = stage.entries()[before:]

    def after(entry: Entry) -> float:
        return (datetime.fromisoformat(entry.at) - typed).total_seconds()

    return (
        next(after(e) for e in come if e.kind == "plan"),
        next(after(e) for e in come if e.kind == "done" and e.body["what"].startswith("point the edge")),
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--times", type=int, default=6)
    parser.add_argument("--busy", type=int, default=2)
    given = parser.parse_args()
    met = []
    with machine() as made:
        made.write_file()
        stage = Stage(made, lambda text: None)
        try:
            for version in ("v1", "v2"):
                stage.operate("deploy", stage.artefact(version))
            for busy in (0, given.busy):
                with taken(busy), stage.load():
                    found = [once(stage) for _ in range(given.times)]
                planned, pointed = (median(each) for each in zip(*found, strict=True))
                print(
                    f"    {busy} loops beside: plan after {planned:.2f} s, pointed after {pointed:.2f} s at the median"
                )
                met.append(
                    verdict(
                        f"release_back: typed to pointed, {busy} loops, at most",
                        max(p for _, p in found),
                        GOAL,
                        "s",
                    )
                )
        finally:
            stage.end()
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
