"""What a scene acts on: its machine, its operators, people's load, and the books of both.

`stage.operate("deploy", ...)` is `creditai release deploy ... --json` by a person with a name. Everything is measured
on one clock; the scene's own moments are told with `mark`, its results with `measure`.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from rehearsal.load import Seen, flowing
from rehearsal.machine import Machine
from rehearsal.operator import ROOT, Acting, Astray, begin
from rehearsal.wanted import Value
from runbook.facts import Facts, Known
from runbook.journal import Entry

Say = Callable[[str], None]
RATE = 60.0
_ACTING = ("plan", "deploy", "switch", "rollback", "resume")


@dataclass(slots=True)
class Stage:
    """One scene's. `began`: the same moment on both clocks."""

    machine: Machine
    say: Say
    began: float = field(default_factory=time.monotonic)
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    seen: Seen = field(default_factory=Seen)
    acted: list[Acting] = field(default_factory=list)
    marks: list[tuple[float, str]] = field(default_factory=list)
    measured: dict[str, Value] = field(default_factory=dict)
    flowed: list[tuple[float, float]] = field(default_factory=list)
    environ: dict[str, str] = field(default_factory=dict)

    def begin(
        self, verb: str, *words: str, by: str = "Dana", subject: str = "release",
        folder: Path = ROOT, largest_file: int | None = None, json: bool = True, at: Machine | None = None,
    ) -> Acting:  # fmt: skip
        """Type a verb and let it run."""
        self.say(f"{by}: creditai {subject} {verb}")
        options = ["--environment", str((at or self.machine).file)]
        options += ["--operator", by] if subject == "release" and verb in _ACTING else []
        options += ["--yes"] if verb in ("deploy", "switch", "rollback") else []
        options += ["--json"] if json else []
        acting = begin(
            subject,
            verb,
            *words,
            *options,
            by=by,
            folder=folder,
            environ=self.environ,
            largest_file=largest_file,
        )
        self.acted.append(acting)
        return acting

    def operate(self, verb: str, *words: str, code: int | None = 0, **more: Any) -> Acting:
        """Type a verb and wait for its end. Astray when it ends otherwise than `code`; None: whatever it is."""
        acting = self.begin(verb, *words, **more)
        found = acting.wait()
        if code is not None and found != code:
            raise Astray(f"`creditai {verb}` ended with {found} instead of {code}: {acting.told}")
        return acting

    @contextmanager
    def load(self, rate: float = RATE, trust: ssl.SSLContext | None = None, asks: str = "") -> Iterator[Seen]:
        """People come, for the length of the block."""
        began = time.monotonic()
        with flowing(self.machine.port, rate, trust, self.seen, asks) as seen:
            self.until(lambda: len(seen.answers) >= 20, "people's first answers")
            try:
                yield seen
            finally:
                self.flowed.append((began, time.monotonic()))

    def more_answers(self, count: int = 40, colour: str = "") -> None:
        """Wait until so many more requests were answered (by that colour)."""

        def answered() -> int:
            return sum(1 for _, who in list(self.seen.answers) if colour in ("", who))

        before = answered()
        self.until(lambda: answered() >= before + count, f"{count} more answers {colour}")

    def until(self, true: Callable[[], bool], what: str, patience: float = 30.0) -> None:
        """Wait for a condition of the world."""
        deadline = time.monotonic() + patience
        while not true():
            if time.monotonic() > deadline:
                raise Astray(f"waited {patience:g} s in vain for {what}")
            time.sleep(0.02)

    def mark(self, what: str) -> None:
        """A moment, for the timeline."""
        self.say(what)
        self.marks.append((time.monotonic(), what))

    def measure(self, name: str, value: Value) -> None:
        self.measured[name] = round(value, 2) if isinstance(value, float) else value

    def artefact(self, version: str, **more: Any) -> str:
        return str(self.machine.artefact(version, **more))

    def facts(self) -> Facts:
        return self.machine.facts()

    def live(self) -> str:
        """The colour that serves, or `nothing`."""
        found = self.facts().live
        return str(found.value or "nothing") if isinstance(found, Known) else "unknown"

    def version(self) -> str:
        """What people get: the version that answers through the edge."""
        found = self.facts().served
        return found.value.revision if isinstance(found, Known) else "unknown"

    def entries(self, **which: Any) -> tuple[Entry, ...]:
        return self.machine.journal.entries(**which)

    def runs(self) -> Mapping[str, str]:
        """Run -> how it ended, in the journal's words."""
        found = {entry.run: "unfinished" for entry in self.entries(kind="begin")}
        for entry in self.entries():
            if entry.run in found and entry.kind in ("end", "reopened"):
                found[entry.run] = str(entry.body["outcome"]) if entry.kind == "end" else "unfinished"
        return found

    def pointed(self) -> tuple[tuple[float, str], ...]:
        """When the edge was pointed (on this stage's clock), and at which colour."""
        return tuple(
            (self.clock(entry.at), str(entry.body["what"]).rpartition(" ")[2])
            for entry in self.entries(kind="done")
            if str(entry.body["what"]).startswith("point the edge at")
        )

    def clock(self, at: str) -> float:
        """A moment of the journal on this stage's clock: seconds since the scene began."""
        return (datetime.fromisoformat(at) - self.at).total_seconds()

    def late_answers(self) -> float:
        """The longest that a colour still answered after the edge was pointed elsewhere."""
        moved = [*self.pointed(), (float("inf"), "")]
        worst = 0.0
        for (at, colour), (until, _) in pairwise(moved):
            late = [
                t - at
                for when, who in self.seen.answers
                if at < (t := when - self.began) < until and who not in ("", colour)
            ]
            worst = max([worst, *late])
        return worst

    def end(self) -> None:
        """Nothing that an operator typed goes on."""
        for acting in self.acted:
            if acting.code is None:
                acting.kill()
