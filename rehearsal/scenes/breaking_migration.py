"""A migration by which the release that serves would break is not begun."""

from __future__ import annotations

from rehearsal.scenes import Chapter, Scene
from rehearsal.stage import Stage
from rehearsal.wanted import Exactly


class BreakingMigration(Scene):
    """A migration that nothing proves harmless: refused before anything is touched, the schema stays."""

    chapter = Chapter.REFUSALS
    short = True
    covers = ("R066", "R067")
    expects = {
        "release ended with": Exactly(2),
        "times the edge was pointed by it": Exactly(0),
        "schema before": Exactly("1"),
        "schema at the end": Exactly("1"),
        "people get at the end": Exactly("v1"),
    }

    def play(self, stage: Stage) -> None:
        stage.operate("deploy", stage.artefact("v1"))
        schema = stage.machine.folder / "world" / "schema"
        stage.measure("schema before", schema.read_text("utf-8"))
        before = len(stage.pointed())
        with stage.load():
            refused = stage.operate("deploy", stage.artefact("v2", schema="2"), code=None)
            stage.measure("release ended with", refused.wait())
            stage.measure("it said", refused.told)
            stage.measure("times the edge was pointed by it", len(stage.pointed()) - before)
            stage.measure("schema at the end", schema.read_text("utf-8"))
            stage.measure("people get at the end", stage.version())
            stage.more_answers(60)
