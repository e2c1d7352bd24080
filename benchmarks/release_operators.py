"""Two operators who start together: do both ever act, and what is the one told who does not?

    python -m benchmarks.release_operators [--times 100]

Two processes plan and do a switch at the same moment, again and again, on one machine (nginx, supervisor, journal and lease
are real; the application is the stub). Then one holder is frozen for longer than its lease, another takes over, and the
first is thawed. Counted from the journal: acts of one run that lie within another's.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from collections import Counter
from pathlib import Path

from benchmarks import verdict
from rehearsal.machine import Machine, machine
from runbook.actions import WriteFile
from runbook.errors import RunbookError
from runbook.lease import acquire
from runbook.operating import Desk
from runbook.perform import Performer
from runbook.redaction import Redactor

_ACTS = ("intend", "done", "failed")


def switching(made: Machine, who: str, at: float, told: int) -> None:
    """Plan, wait for the moment, do; the outcome is written to `told`."""
    desk = Desk(made.environment, made.host, made.journal, Redactor(), who)
    try:
        plan = desk.plan("switch")
        time.sleep(max(0.0, at - time.monotonic()))
        desk.do(plan, lambda kind, body: None, ttl=5.0)
        said = "released"
    except RunbookError as error:
        said = type(error).__name__
    os.write(told, f"{said}\n".encode())


def together(made: Machine) -> list[str]:
    """Two processes at one moment; what became of each."""
    read, write = os.pipe()
    at, children = time.monotonic() + 1.0, []
    for who in ("Dana", "Sam"):
        pid = os.fork()
        if pid == 0:
            switching(made, who, at, write)
            os._exit(0)
        children.append(pid)
    os.close(write)
    for pid in children:
        os.waitpid(pid, 0)
    with os.fdopen(read) as lines:
        return sorted(lines.read().split())


def within_each_other(made: Machine) -> int:
    """Acts of a run that lie between the begin and the end of another."""
    open_run, count = "", 0
    for entry in made.journal.entries():
        if entry.kind == "begin":
            count += bool(open_run)
            open_run = entry.run
        elif entry.kind in _ACTS and open_run and entry.run != open_run:
            count += 1
        elif entry.kind == "end" and entry.run == open_run:
            open_run = ""
    return count


def thawed(folder: Path) -> bool:
    """Whether the next act of one who was frozen for longer than the lease was refused."""
    mark, acted = folder / "held", folder / "acted"
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            performer = Performer(Redactor(), acquire(folder, "Dana", "deploy", ttl=0.5))
            mark.touch()
            while not (folder / "go").exists():
                time.sleep(0.01)
            performer.perform(WriteFile("an act", acted, "by the frozen one"))
        except RunbookError as error:
            code = 3 if type(error).__name__ == "Fenced" else 1
        finally:
            os._exit(code)
    while not mark.exists():
        time.sleep(0.01)
    os.kill(pid, signal.SIGSTOP)
    second = acquire(folder, "Sam", "resume", wait=20)
    (folder / "go").touch()
    os.kill(pid, signal.SIGCONT)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    second.release()
    for name in ("held", "go"):
        (folder / name).unlink()
    return code == 3 and not acted.exists()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--times", type=int, default=100)
    times = parser.parse_args().times
    outcomes: Counter[tuple[str, ...]] = Counter()
    with machine() as made:
        made.deploy("one")
        for _ in range(times):
            outcomes[tuple(together(made))] += 1
        overlaps, whole = within_each_other(made), made.journal.verify()
        refused = sum(thawed(made.folder) for _ in range(10))
    for outcome, count in outcomes.most_common():
        print(f"    {count} x {' and '.join(outcome)}")
    print(f"    {whole} entries of the journal, whole")
    met = [
        verdict(f"release_operators: acts within another's run, {times} times", overlaps, 0, "acts"),
        verdict("release_operators: starts of which none or both came through", _odd(outcomes), 0, "times"),
        verdict("release_operators: thawed holders that acted, of 10", 10 - refused, 0, "holders"),
    ]
    return 0 if all(met) else 1


def _odd(outcomes: Counter[tuple[str, ...]]) -> int:
    """One after the other may come through when the second's plan is made after the first's end; never none."""
    return sum(count for outcome, count in outcomes.items() if outcome.count("released") != 1)


if __name__ == "__main__":
    sys.exit(main())
