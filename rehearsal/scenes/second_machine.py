"""What was tried on one machine goes to the next as the very same bytes."""

from __future__ import annotations

from rehearsal.machine import machine
from rehearsal.scenes import Chapter, Scene
from rehearsal.stage import Stage
from rehearsal.wanted import Exactly


class SecondMachine(Scene):
    """Two machines: a release goes to staging first, then the very same bytes to where people are."""

    chapter = Chapter.RELEASES
    covers = ("R024", "R046", "R056")
    expects = {
        "on staging it ended with": Exactly(0),
        "on the other it ended with": Exactly(0),
        "both serve": Exactly("the same release"),
        "people noticed staging": Exactly(False),
    }

    def play(self, stage: Stage) -> None:
        stage.operate("deploy", stage.artefact("v1"))
        with machine(name="staging", probe_rate=25.0, probe_seconds=1.0, watch_seconds=1.0) as staging:
            staging.write_file()
            stage.operate("deploy", stage.artefact("v1"), at=staging)
            with stage.load():
                before = len(stage.pointed())
                tried = stage.operate("deploy", stage.artefact("v2"), at=staging, code=None)
                stage.measure("on staging it ended with", tried.wait())
                stage.measure(
                    "people noticed staging", len(stage.pointed()) != before or stage.version() != "v1"
                )
                gone = stage.operate("deploy", stage.artefact("v2"), code=None)
                stage.measure("on the other it ended with", gone.wait())
                told = {stage.operate("status", at=at).document["release"] for at in (staging, stage.machine)}
                stage.measure("both serve", "the same release" if len(told) == 1 else "different releases")
                stage.more_answers()
