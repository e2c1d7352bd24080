"""The release that answers every request and does not do what people came for: their papers give it away."""

from __future__ import annotations

import re
import time
from itertools import cycle
from uuid import uuid4

from rehearsal.operator import Astray
from rehearsal.scenes import Chapter, Scene
from rehearsal.stage import Stage
from rehearsal.tour import READING_SECONDS, SAMPLES, Tour
from rehearsal.wanted import AtLeast, AtMost, Exactly, Says

_BEFORE, _MOST = 16, 40
"""Papers that the old release reads first, and those that are sent when the new one serves, at the most."""


class BlindRelease(Scene):
    """Passes every proof, answers every request, and reads none of people's papers: judged by that, it is turned back."""

    chapter = Chapter.TROUBLE
    real = True
    covers = ("R062", "R063", "R104", "R136")
    expects = {
        "papers read before": Exactly(_BEFORE),
        "release ended with": Exactly(1),
        "it said": Says("papers were not read"),
        "people get at the end": Exactly("the first release"),
        "papers that it did not read": AtLeast(10),
        "a paper sent afterwards is": Exactly("done"),
        "people met it for, s": AtMost(60),
    }

    def play(self, stage: Stage) -> None:
        stage.operate("deploy", stage.artefact("v1"))
        before = stage.operate("status").document["release"]
        made = stage.machine
        text = made.file.read_text("utf-8")
        made.file.write_text(
            re.sub(r"^watch_seconds = .*$", "watch_seconds = 90.0", text, flags=re.M), "utf-8"
        )
        people = [Tour(made.environment.address, made.environment.state / "data" / "mail") for _ in range(3)]
        for person in people:
            person.sign_up()
        turn = cycle(people)
        stage.mark(f"{len(people)} people send {_BEFORE} papers")
        first = [_sent(next(turn)) for _ in range(_BEFORE)]
        stage.measure("papers read before", sum(_ended(*each) == "done" for each in first))
        with stage.load(rate=10.0, asks="/api/health"):
            self._released(stage, turn)
        now = stage.operate("status").document["release"]
        stage.measure("people get at the end", "the first release" if now == before else f"another: {now}")
        last = _sent(next(turn))
        stage.measure("a paper sent afterwards is", _ended(*last))

    def _released(self, stage: Stage, turn: cycle[Tour]) -> None:
        """Once they are led to the new release, people go on sending papers."""
        released = stage.begin("deploy", stage.artefact("v2", blind=True))
        sent: list[Sent] = []
        stage.until(lambda: len(stage.pointed()) == 2 or released.code is not None, "the switch", 180.0)
        while released.code is None and len(sent) < _MOST:
            sent.append(_sent(next(turn)))
            time.sleep(0.7)
        stage.measure("release ended with", released.wait())
        stage.measure("it said", released.told)
        watched = [e.body["said"] for e in stage.entries(kind="done") if e.body["step"] == "watch"]
        stage.measure("the judge saw", str(watched[-1]) if watched else "nothing")
        stage.more_answers()
        (there, _), (back, _) = stage.pointed()[-2:]
        stage.measure("people met it for, s", back - there)
        stage.measure("papers that it did not read", sum(_ended(*each) == "failed" for each in sent))


Sent = tuple[Tour, str]


def _sent(person: Tour) -> Sent:
    """A paper that nobody has seen before: a report with words after its end, which every reader passes over."""
    content = (SAMPLES / "experian-2026-05-18.pdf").read_bytes() + f"\n% {uuid4()}\n".encode()
    return person, person.send(f"{uuid4().hex[:8]}.pdf", content)


def _ended(person: Tour, paper: str) -> str:
    """How reading it ended."""
    until = time.monotonic() + READING_SECONDS
    while (state := str(person.paper(paper)["state"])) not in ("done", "failed", "cancelled"):
        if time.monotonic() > until:
            raise Astray(f"a paper is {state} after {READING_SECONDS:g} s")
        time.sleep(0.3)
    return state
