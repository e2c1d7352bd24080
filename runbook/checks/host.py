"""The machine that a release goes to (chapters P2.1, E1.1): room, load, what must run."""

from __future__ import annotations

import re

from runbook.actions import Address, Answer, Question, Ran, Request
from runbook.checks import About, Answers, Case, Check, Outcome, no, ran, run, unknown, yes
from runbook.judge import thresholds

_DISK_GB = 2.0
_MEMORY_MB = 512


def _answer(status: int, error: str = "") -> Answer:
    return Answer(status, {}, b"", 0.0, error)


class Reached(Check):
    """The machine answers, and says what it is."""

    covers = ("R015", "R036")
    hint = "This target acts on the machine that it runs on: run it there (over ssh from afar)."
    cases = (
        Case("yes", [ran("Linux app-01 6.18.0 x86_64\n")]),
        Case("no", [ran("Plan9 app-01\n")]),
        Case("unknown", [ran(code=-1, errors="No such file or directory")]),
    )

    def asks(self, about: About) -> tuple[Question, ...]:
        return (run("uname", "-snrm"),)

    def look(self, about: About, answers: Answers) -> Outcome:
        (answer,) = answers
        if not isinstance(answer, Ran) or answer.code != 0:
            return unknown(answer)
        told = answer.output.strip()
        return yes(told) if told.startswith("Linux ") else no(f"{told}: sockets are counted in Linux' tables")


class Memory(Check):
    """There is memory for a second colour beside the first."""

    covers = ("R037",)
    hint = "End what is not needed, or take a larger machine: both colours run during a switch."
    cases = (
        Case("yes", [ran("MemTotal: 8000000 kB\nMemAvailable:    4000000 kB\n")]),
        Case("no", [ran("MemTotal: 8000000 kB\nMemAvailable:     100000 kB\n")]),
        Case("unknown", [ran("MemTotal: 8000000 kB\n")]),
        Case("unknown", [ran(code=1, errors="cat: /proc/meminfo: No such file")]),
    )

    def asks(self, about: About) -> tuple[Question, ...]:
        return (run("cat", "/proc/meminfo"),)

    def look(self, about: About, answers: Answers) -> Outcome:
        (answer,) = answers
        found = re.search(r"MemAvailable:\s+(\d+) kB", answer.output) if isinstance(answer, Ran) else None
        if found is None:
            return unknown(answer)
        free = int(found[1]) // 1024
        return (
            yes(f"{free} MB free")
            if free >= _MEMORY_MB
            else no(f"{free} MB free, and {_MEMORY_MB} are needed")
        )


class Disk(Check):
    """There is room for the release, the journal and the logs."""

    covers = ("R038", "R132")
    hint = "Make room on the disk of the state folder; `creditai release` keeps its newest releases only."
    cases = (
        Case(
            "yes",
            [
                ran(
                    "Filesystem 1024-blocks Used Available Capacity Mounted\n/dev/a 90000000 1 50000000 44% /\n"
                )
            ],
        ),
        Case(
            "no",
            [
                ran(
                    "Filesystem 1024-blocks Used Available Capacity Mounted\n/dev/a 90000000 1 50000000 91% /\n"
                )
            ],
        ),
        Case(
            "no",
            [ran("Filesystem 1024-blocks Used Available Capacity Mounted\n/dev/a 90000000 1 900000 20% /\n")],
        ),
        Case("unknown", [ran(code=1, errors="df: no file systems processed")]),
    )

    def asks(self, about: About) -> tuple[Question, ...]:
        state = about.environment.state
        place = next((folder for folder in (state, *state.parents) if folder.exists()), state)
        return (run("df", "-Pk", str(place)),)

    def look(self, about: About, answers: Answers) -> Outcome:
        (answer,) = answers
        found = re.search(r"\s(\d+)\s+(\d+)%\s", answer.output) if isinstance(answer, Ran) else None
        if found is None:
            return unknown(answer)
        free, used = int(found[1]) / 1024**2, int(found[2]) / 100
        said = f"{free:.1f} GB free, {used:.0%} used"
        return yes(said) if free >= _DISK_GB and used <= thresholds.WARN_RESOURCES + 0.1 else no(said)


class Load(Check):
    """The processors are not overrun."""

    covers = ("R039", "R131")
    level = "advised"
    hint = "See what runs (`ps aux --sort=-%cpu | head`), or release later."
    cases = (
        Case("yes", [ran("1.00 0.90 0.80 1/200 99\n"), ran("2\n")]),
        Case("no", [ran("9.00 8.90 8.80 1/200 99\n"), ran("2\n")]),
        Case("unknown", [ran(code=1), ran("2\n")]),
    )

    def asks(self, about: About) -> tuple[Question, ...]:
        return run("cat", "/proc/loadavg"), run("getconf", "_NPROCESSORS_ONLN")

    def look(self, about: About, answers: Answers) -> Outcome:
        try:
            load, cores = (float(a.output.split()[0]) for a in answers if isinstance(a, Ran))
        except (ValueError, IndexError):
            return unknown(answers[0])
        said = f"{load:g} wait for {cores:g} processors"
        return yes(said) if load <= 2 * cores else no(said)


class EdgeAnswers(Check):
    """The edge of this environment answers with its configuration."""

    covers = ("R016", "R040")
    level = "advised"
    hint = "On a bare machine a deploy starts it; otherwise see logs/edge-error.log of the state folder."
    cases = (
        Case("yes", [_answer(200)]),
        Case("no", [_answer(502)]),
        Case("unknown", [_answer(0, "refused")]),
    )

    def asks(self, about: About) -> tuple[Question, ...]:
        return (Request("the edge", Address(about.environment.address), "/.edge", deadline=3.0),)

    def look(self, about: About, answers: Answers) -> Outcome:
        (answer,) = answers
        if not isinstance(answer, Answer) or answer.status == 0:
            return unknown(answer)
        return yes("answers") if answer.status == 200 else no(f"answers {answer.status}")
