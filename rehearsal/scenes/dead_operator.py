"""The operator's machine loses power in the midst of a release; a colleague goes on."""

from __future__ import annotations

from typing import Any

from rehearsal.scenes import Chapter, Scene
from rehearsal.stage import Stage
from rehearsal.wanted import AtMost, Exactly, Says


class DeadOperator(Scene):
    """A dead operator: killed between switching and draining; another one resumes, and it ends as it would have."""

    chapter = Chapter.TROUBLE
    covers = ("R079", "R109")
    expects = {
        "another release meanwhile ended with": Exactly(2),
        "it said": Says("creditai release resume"),
        "resuming ended with": Exactly(0),
        "the run ended": Exactly("released"),
        "people get at the end": Exactly("v2"),
        "the colleague was at work after, s": AtMost(30),
    }

    def play(self, stage: Stage) -> None:
        stage.operate("deploy", stage.artefact("v1"))
        with stage.load():
            dying = stage.begin("deploy", stage.artefact("v2"), by="Dana")
            dying.until(_the_edge_is_pointed, "the switch")
            dying.kill()
            stage.mark("Dana's machine is dead: kill -9")
            stage.more_answers()
            other = stage.operate("deploy", stage.artefact("v3"), by="Sam", code=None)
            stage.measure("another release meanwhile ended with", other.wait())
            stage.measure("it said", other.told)
            resumed = stage.operate("resume", "--wait", "40", by="Sam", code=None)
            stage.measure("resuming ended with", resumed.wait())
            stage.more_answers()
            stage.measure("people get at the end", stage.version())
        stage.measure("the run ended", list(stage.runs().values())[-1])
        began = stage.clock(stage.entries(kind="resumed")[-1].at)
        stage.measure("the colleague was at work after, s", began - (resumed.began - stage.began))


def _the_edge_is_pointed(event: dict[str, Any]) -> bool:
    return event["event"] == "done" and str(event["what"]).startswith("point the edge")
