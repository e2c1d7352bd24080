"""The real application, and releases whose migration takes away or renames what the one that serves still asks for."""

from __future__ import annotations

from rehearsal.scenes import Chapter, Scene
from rehearsal.stage import Stage
from rehearsal.wanted import Exactly, Says

DROPS = "ALTER TABLE audit DROP COLUMN subject"
RENAMES = "ALTER TABLE person RENAME COLUMN role TO kind"
ADDS = "ALTER TABLE person ADD COLUMN note text"


class HarmfulMigration(Scene):
    """A migration that would break the release that serves: refused with the statement; one that adds goes through."""

    chapter = Chapter.REFUSALS
    real = True
    covers = ("R024", "R049", "R064", "R065", "R066", "R067")
    expects = {
        "dropping a column: ended with": Exactly(2),
        "dropping a column: it said": Says(f"after `{DROPS}` the release that serves breaks"),
        "renaming a column: ended with": Exactly(2),
        "renaming a column: it said": Says(f"after `{RENAMES}` the release that serves breaks"),
        "schema then": Exactly("as before"),
        "times the edge was pointed by them": Exactly(0),
        "adding a column: ended with": Exactly(0),
        "schema at the end": Exactly("9001"),
    }

    def play(self, stage: Stage) -> None:
        stage.operate("deploy", stage.artefact("v1"))
        before, pointed = self._schema(stage), len(stage.pointed())
        with stage.load(rate=20.0, asks="/api/health"):
            for what, version, sql in (("dropping", "v2", DROPS), ("renaming", "v3", RENAMES)):
                harmful = stage.artefact(version, migrations={"9001": sql})
                refused = stage.operate("deploy", harmful, code=None)
                stage.measure(f"{what} a column: ended with", refused.wait())
                stage.measure(f"{what} a column: it said", refused.told)
            now = self._schema(stage)
            stage.measure("schema then", "as before" if now == before else now)
            stage.measure("times the edge was pointed by them", len(stage.pointed()) - pointed)
            adds = stage.operate("deploy", stage.artefact("v4", migrations={"9001": ADDS}), code=None)
            stage.measure("adding a column: ended with", adds.wait())
            stage.measure("schema at the end", self._schema(stage))
            stage.more_answers()

    def _schema(self, stage: Stage) -> str:
        told = stage.operate("status").document
        return str(told["colours"][told["live"]]["health"]["schema"])
