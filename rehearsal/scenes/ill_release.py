"""The release that passes every proof and then fails people: the judge takes it back."""

from __future__ import annotations

from rehearsal.scenes import Chapter, Scene
from rehearsal.stage import Stage
from rehearsal.wanted import AtLeast, AtMost, Exactly, Says


class IllRelease(Scene):
    """Turns ill after the switch: every second request fails; the judge does not watch to the end, it rolls back."""

    chapter = Chapter.TROUBLE
    covers = ("R062", "R063", "R104", "R105")
    expects = {
        "release ended with": Exactly(1),
        "it said": Says("watch"),
        "people get at the end": Exactly("v1"),
        "refused to people": AtLeast(1),
        "refused by the release that serves again": Exactly(0),
        "people met the ill release for, s": AtMost(15),
        "installed releases at the end": Exactly(1),
    }

    def play(self, stage: Stage) -> None:
        stage.operate("deploy", stage.artefact("v1"))
        healthy = stage.live()
        stage.machine.write_file(watch=120.0)
        with stage.load():
            released = stage.operate("deploy", stage.artefact("v2", faults="ill"), code=None)
            stage.measure("release ended with", released.wait())
            stage.measure("it said", released.told)
            stage.more_answers(colour=healthy)
            stage.measure("people get at the end", stage.version())
        (there, _), (back, _) = stage.pointed()[-2:]
        stage.measure("people met the ill release for, s", back - there)
        blamed = [colour for _, colour, _ in stage.seen.refused]
        stage.measure("refused by the release that serves again", blamed.count(healthy))
        installed = list((stage.machine.environment.state / "releases").iterdir())
        stage.measure("installed releases at the end", len(installed))
