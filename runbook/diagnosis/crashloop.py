"""Processes that start and end again: how often, with which code, and what they said last."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from runbook.actions import Address, Answer, Question, Ran, Request
from runbook.checks import run
from runbook.diagnosis import Answers, Diagnosis, Finding, Scene, text
from runbook.facts import Process, State, Unknown

_ENDED = re.compile(
    r"(?:\d{4}-\d\d-\d\d (\S+?),\d+ \w+ )?exited: (\S+) \((?:exit status (\d+)|terminated by (SIG\w+))[^;]*; (not )?expected\)"
)
_GAVE_UP = re.compile(r"gave up: (\S+) entered FATAL")
_MEANS = {
    "2": ("it refuses what it is told", "`creditai check configuration` names the setting."),
    "64": ("it refuses what it is told", "`creditai check configuration` names the setting."),
    "69": (
        "something that it needs does not answer",
        "`creditai diagnose database`, then `creditai check services`.",
    ),
    "126": ("its program may not be executed", "See the rights of the release folder; deploy it again."),
    "127": ("its program is not there", "The release folder is damaged; deploy it again."),
    "SIGKILL": (
        "it was killed from outside: the memory ran out, or somebody did it",
        "`creditai diagnose memory`; `dmesg -T | grep -i 'out of memory'` says whether the kernel did.",
    ),
    "SIGSEGV": (
        "a library crashed",
        "Go back with `creditai release rollback`; keep the log for whoever mends it.",
    ),
}
_USUAL = (
    "it ends by a fault of its own",
    "Read the end of its log above; `creditai release rollback` goes back meanwhile.",
)
_LAST, _LONG = 3, 240
_LATE = timedelta(minutes=10)
_TIMED = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,")
_KEPT: Mapping[State, str] = {
    "failing": "and is tried again", "running": "and runs again", "starting": "and starts again", "stopping": "and is being stopped",
    "stopped": "and is stopped", "absent": "and is gone",
}  # fmt: skip
_HEAD = ("ts", "release", "colour", "event", "trace", "request", "level", "at", "process")


class CrashLoop(Diagnosis):
    """Does a process start and end, again and again?"""

    covers = ("R166", "R170", "R171", "R172", "R173")

    def asks(self, scene: Scene) -> tuple[Question, ...]:
        host = urlsplit(scene.edge.where).hostname or "localhost"
        kept = () if isinstance(scene.processes, Unknown) else scene.processes.value
        return (
            run("tail", "-n", "400", str(scene.logs.get("supervisord", "/nonexistent"))),
            run("tail", "-n", "20", str(scene.logs.get("edge-error", "/nonexistent"))),
            run("getent", "ahosts", host),
            *(Request(f"health of {name}", at, "/api/health", deadline=3.0) for name, at in _doors(scene)),
            *(run("tail", "-n", "60", process.log) for process in kept),
        )

    def look(self, scene: Scene, rounds: Sequence[Answers]) -> tuple[Finding, ...]:
        answers = rounds[-1]
        if isinstance(scene.processes, Unknown):
            means = "nothing keeps the application alive, and nothing would start it again: what it ran may run on"
            return (
                Finding(
                    f"{scene.processes.reason}.",
                    means,
                    "`creditai release start`, or a deploy, stands it up again.",
                ),
            )
        doors = _doors(scene)
        logs = dict(zip([p.name for p in scene.processes.value], answers[3 + len(doors) :], strict=True))
        keeper = _recent(text(answers[0]), scene.processes.at)
        found = [f for process in scene.processes.value if (f := _of(process, keeper, logs[process.name]))]
        found += [
            _stopped(p) for p in scene.processes.value if p.state == "stopped" and _is_of(p, scene.live)
        ]
        return (*found, *_silent(scene, answers[3 : 3 + len(doors)], found), *_name(answers[2]))


def _doors(scene: Scene) -> list[tuple[str, Address]]:
    return [("the edge", scene.edge), *scene.sides.items()]


def _recent(keeper: str, now: datetime) -> str:
    """What the keeper wrote of late, by its own clock, which is the machine's; lines without a time stay. In the hour
    that comes twice a line is taken for the later one: what is an hour old is shown rather than what is new is not."""
    lines = keeper.splitlines()
    return "\n".join(each for each in lines if not _TIMED.match(each) or _written(each) >= now - _LATE)


def _written(line: str) -> datetime:
    return datetime.fromisoformat(line[:19]).replace(fold=1).astimezone()


def _is_of(process: Process, colour: str | None) -> bool:
    return colour is not None and process.name.startswith(f"{colour}-")


def _stopped(process: Process) -> Finding:
    """Of the colour that people are led to."""
    return Finding(
        f"{process.name} is stopped, and people are led to it.",
        "somebody stopped it, by hand or by a run that did not end: nothing starts it again by itself",
        "`creditai release status` says whether a run is unfinished: `creditai release resume`; else `creditai release start`.",
    )


def _of(process: Process, keeper: str, log: Answer | Ran) -> Finding | None:
    """Whether this one ends again and again: by its state, or by the keeper's log."""
    ended = [
        (code or signal, at)
        for at, name, code, signal, unexpected in _ENDED.findall(keeper)
        if name == process.name and unexpected
    ]
    gave_up = process.name in _GAVE_UP.findall(keeper)
    if process.state != "failing" and len(ended) < 2:
        return None
    code, at = ended[-1] if ended else (str(process.exit), "")
    times = sum(each == code for each, _ in ended)
    last = f", last at {at}" if at else ""
    lines = [said for line in text(log).splitlines() if (said := _plainly(line))][-_LAST:]
    how = (
        f"{process.name} ended {len(ended)} times of late, {times} of them with {_called(code)}{last}"
        if ended
        else f"{process.name} is {process.told}"
    )
    kept = "and is not started again" if gave_up and process.state == "failing" else _KEPT[process.state]
    silent = "says nothing of it" if text(log).strip() else "is empty"
    said = f" Its log ends: {' | '.join(lines)}" if lines else f" Its log {silent}."
    means, then = _MEANS.get(code, _USUAL)
    return Finding(f"{how}, {kept}.{said}", means, then)


def _plainly(line: str) -> str:
    """A line of a log as a person reads it; empty for one of the product's own that tells nothing of an end."""
    try:
        told = json.loads(line)
    except ValueError:
        return line.strip()[:_LONG]
    if not isinstance(told, dict) or "event" not in told:
        return line.strip()[:_LONG]
    if told.get("level") in ("debug", "info"):
        return ""
    rest = [f"{name} {value}" for name, value in told.items() if name not in _HEAD]
    return " ".join((str(told.get("ts", ""))[11:19], str(told["event"]), *rest))[:_LONG]


def _called(code: str) -> str:
    return code if code.startswith("SIG") else f"exit code {code}"


def _silent(scene: Scene, answers: Answers, found: Sequence[Finding]) -> tuple[Finding, ...]:
    """A door that does not answer although nothing ends: it hangs, or nobody was sent there."""
    made = []
    for (name, _), answer in zip(_doors(scene), answers, strict=True):
        assert isinstance(answer, Answer)
        concerned = name in ("the edge", scene.live)
        if concerned and (answer.status == 0 or answer.status >= 500) and not found:
            said = (
                f"{name} answers {answer.status or answer.error} to /api/health, although its processes run."
            )
            made.append(
                Finding(
                    said,
                    "it hangs, or is not well",
                    "`creditai diagnose slow`, `creditai diagnose database`; then rollback.",
                )
            )
    return tuple(made)


def _name(answer: Answer | Ran) -> tuple[Finding, ...]:
    if isinstance(answer, Ran) and answer.code == 2:
        return (
            Finding(
                "The name of the edge is not known here.",
                "DNS does not lead to it",
                "`creditai check outside`.",
            ),
        )
    return ()
