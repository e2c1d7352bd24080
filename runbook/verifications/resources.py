"""What the machine and its processes use (chapter V2.2)."""

from __future__ import annotations

import re

from runbook.actions import Question, Ran
from runbook.checks import Answers, Case, Outcome, no, ran, run, unknown, yes
from runbook.counting import counted
from runbook.judge import thresholds
from runbook.verifications import Aim, Verification

_MEMORY = "MemTotal: 8000000 kB\nMemAvailable:    4000000 kB\n"
_PS = "  PID   RSS %CPU COMMAND\n   12 90000  1.0 creditai serve --colour green\n"


class Machine(Verification):
    """Processors and memory are used to less than the warning threshold."""

    covers = ("R091",)
    hint = "Memory: `creditai diagnose memory` says who grows. Processors: `creditai diagnose slow` says what waits, `ps aux --sort=-%cpu | head` who takes them."
    cases = (
        Case("yes", [ran(_MEMORY), ran("1.00 0.90 0.80 1/200 99\n"), ran("2\n")]),
        Case("no", [ran(_MEMORY.replace("4000000", "100000")), ran("1.00 0.90 0.80 1/200 99\n"), ran("2\n")]),
        Case("no", [ran(_MEMORY), ran("9.00 8.00 8.00 1/200 99\n"), ran("2\n")]),
        Case("unknown", [ran(code=1), ran("1.00 0.90 0.80 1/200 99\n"), ran("2\n")]),
    )

    def asks(self, aim: Aim) -> tuple[Question, ...]:
        return run("cat", "/proc/meminfo"), run("cat", "/proc/loadavg"), run("getconf", "_NPROCESSORS_ONLN")

    def look(self, aim: Aim, answers: Answers) -> Outcome:
        texts = [a.output if isinstance(a, Ran) else "" for a in answers]
        total, free = (re.search(rf"{name}:\s+(\d+) kB", texts[0]) for name in ("MemTotal", "MemAvailable"))
        if total is None or free is None or len(texts[1].split()) < 3 or not texts[2].strip().isdigit():
            return unknown(answers[0])
        memory = 1 - int(free[1]) / int(total[1])
        load, cores = float(texts[1].split()[1]), int(texts[2])
        said = f"{memory:.0%} of the memory is used, {load:g} wait for {cores} processors (5 minutes)"
        return yes(said) if memory <= thresholds.WARN_RESOURCES and load <= 2 * cores else no(said)


class Processes(Verification):
    """The release's own processes are there, and none has taken a quarter of the memory."""

    covers = ("R092", "R174")
    hint = "`creditai diagnose memory` watches them for a while."
    cases = (
        Case("yes", [ran(_PS), ran(_MEMORY)]),
        Case("no", [ran(_PS.replace("90000", "3000000")), ran(_MEMORY)]),
        Case("no", [ran("  PID   RSS %CPU COMMAND\n    1  9000  0.0 init\n"), ran(_MEMORY)]),
        Case("unknown", [ran(code=1, errors="ps: not permitted"), ran(_MEMORY)]),
    )

    def asks(self, aim: Aim) -> tuple[Question, ...]:
        return run("ps", "-eo", "pid,rss,pcpu,args", "--sort=-rss", "ww"), run("cat", "/proc/meminfo")

    def look(self, aim: Aim, answers: Answers) -> Outcome:
        ps, memory = answers
        total = re.search(r"MemTotal:\s+(\d+) kB", memory.output) if isinstance(memory, Ran) else None
        if not isinstance(ps, Ran) or ps.code != 0 or total is None:
            return unknown(ps)
        rows = [line.split(None, 3) for line in ps.output.splitlines()[1:]]
        own = [
            (int(r[1]), float(r[2]), r[3])
            for r in rows
            if len(r) == 4 and re.search(r"creditai.* (serve|work)\b", r[3])
        ]
        if not own:
            return no("no process of a release is there")
        largest = max(own)
        said = f"{counted(len(own), 'process', 'processes')}, {sum(o[0] for o in own) // 1024} MB together, the largest {largest[0] // 1024} MB"
        return no(said) if largest[0] > int(total[1]) / 4 else yes(said)
