"""Two people release at the same moment; one acts, the other is told, or waits its turn."""

from __future__ import annotations

from rehearsal.scenes import Chapter, Scene
from rehearsal.stage import Stage
from rehearsal.wanted import Exactly, Says


class TwoOperators(Scene):
    """Two operators at once: one acts, one is told who is at work; a third waits and is told that the world has changed."""

    chapter = Chapter.TROUBLE
    covers = ("R079",)
    expects = {
        "one ended with": Exactly(0),
        "the other ended with": Exactly(2),
        "the other was told": Says("is at work since"),
        "the one who waited ended with": Exactly(2),
        "the one who waited was told": Says("Plan anew"),
        "runs begun": Exactly(1),
        "edge pointed": Exactly(1),
    }

    def play(self, stage: Stage) -> None:
        stage.operate("deploy", stage.artefact("v1"))
        runs, pointed = len(stage.runs()), len(stage.pointed())
        plans = {}
        for who, version in (("Dana", "v2"), ("Sam", "v3"), ("Alice", "v4")):
            planned = stage.operate("plan", stage.artefact(version), by=who)
            plans[who] = planned.document["digest"]
        with stage.load():
            acting = [stage.begin("deploy", plans[who], by=who) for who in ("Dana", "Sam")]
            stage.until(lambda: len(stage.runs()) > runs, "one of the two at work")
            waiting = stage.begin("deploy", plans["Alice"], "--wait", "60", by="Alice")
            ended = sorted((each.wait(), each.told) for each in acting)
            stage.measure("one ended with", ended[0][0])
            stage.measure("the other ended with", ended[1][0])
            stage.measure("the other was told", ended[1][1])
            stage.measure("the one who waited ended with", waiting.wait())
            stage.measure("the one who waited was told", waiting.told)
        stage.measure("runs begun", len(stage.runs()) - runs)
        stage.measure("edge pointed", len(stage.pointed()) - pointed)
