"""What happened when: answers by colour, what was lost, each command with its steps, the scene's own moments. Pure.

Steps and switches are told by the journal, which survives a killed operator; answers by the load's own books.
Seconds count from the beginning of the scene.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from runbook.journal import Entry

if TYPE_CHECKING:
    from rehearsal.stage import Stage

BIN = 0.25
Kind = Literal["held", "failed", "undone", "broken off"]


@dataclass(frozen=True, slots=True)
class Span:
    """One step of a run: from when to when, and what came of it."""

    step: str
    began: float
    ended: float
    kind: Kind


@dataclass(frozen=True, slots=True)
class Lane:
    """One command of one operator; `code` None: it was killed."""

    by: str
    words: str
    began: float
    ended: float
    code: int
    said: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """`answers`: a row for each quarter of a second that had any: from when, blue, green, refused, lost."""

    seconds: float
    answers: tuple[tuple[float, int, int, int, int], ...]
    switches: tuple[tuple[float, str], ...]
    marks: tuple[tuple[float, str], ...]
    lanes: tuple[Lane, ...]


def timeline(stage: Stage, seconds: float) -> Timeline:
    spans = _spans(stage, stage.entries())
    lanes = []
    for acting in stage.acted:
        began = acting.began - stage.began
        ended = seconds if acting.ended is None else acting.ended - stage.began
        own = tuple(s for s in spans if began <= s.ended and s.began <= ended) if _acts(acting.words) else ()
        code = acting.code
        lanes.append(
            Lane(acting.by, _short(acting.words, stage.machine.file.stem), round(began, 2), round(ended, 2), -1 if code is None else code, acting.told[:400], own)
        )  # fmt: skip
    return Timeline(
        round(seconds, 2),
        _answers(stage),
        tuple((round(at, 2), colour) for at, colour in stage.pointed()),
        tuple((round(at - stage.began, 2), what) for at, what in stage.marks),
        tuple(lanes),
    )


def _acts(words: tuple[str, ...]) -> bool:
    return words[:1] == ("release",) and words[1] in ("deploy", "switch", "rollback", "resume")


def _short(words: tuple[str, ...], own: str) -> str:
    """The command without what is the same for all of a scene, and paths by their last part."""
    kept, given = [], iter(words)
    for word in given:
        if word in ("--environment", "--operator", "-e"):
            other = Path(next(given)).stem
            kept += ["-e", other] if word != "--operator" and other != own else []
        elif word not in ("--json", "--yes"):
            kept.append(word.rpartition("/")[2] if word.startswith("/") else word)
    return " ".join(["creditai", *kept])


def _answers(stage: Stage) -> tuple[tuple[float, int, int, int, int], ...]:
    seen, count = stage.seen, defaultdict[int, Counter[str]](Counter)

    def row(at: float) -> Counter[str]:
        return count[int((at - stage.began) / BIN)]

    for at, colour in seen.answers:
        row(at)[colour] += 1
    for at, colour, _ in seen.refused:
        row(at).update({"refused": 1, colour: -1})
    for at in seen.dropped:
        row(at)["lost"] += 1
    return tuple(
        (round(number * BIN, 2), each["blue"], each["green"], each["refused"], each["lost"])
        for number, each in sorted(count.items())
    )


def _spans(stage: Stage, entries: Iterable[Entry]) -> tuple[Span, ...]:
    """From the journal: a step begins with its entry `step`; it ends with `held`, with the run's turn, or is broken
    off where its run says nothing more until it is resumed."""
    found: list[Span] = []
    begun: dict[str, dict[str, float]] = defaultdict(dict)
    last: dict[str, float] = {}

    def close(run: str, at: float, kind: Kind) -> None:
        found.extend(Span(step, began, at, kind) for step, began in begun.pop(run, {}).items())

    for entry in entries:
        at, run, body = round(stage.clock(entry.at), 2), entry.run, entry.body
        match entry.kind:
            case "step":
                begun[run][body["step"]] = at
            case "held" if body["seconds"] is not None:
                began = begun[run].pop(body["step"], at - float(body["seconds"]))
                found.append(Span(body["step"], round(began, 2), at, "held"))
            case "resumed":
                close(run, last[run], "broken off")
            case "turn":
                close(run, at, "failed")
            case "undone":
                found.append(Span(body["step"], last["undo"], at, "undone"))
        if entry.kind in ("turn", "undone", "resumed"):
            last["undo"] = at
        last[run] = at
    for run in list(begun):
        close(run, last[run], "broken off")
    return tuple(sorted(found, key=lambda span: span.began))
