"""What a release should be: nobody notices."""

from __future__ import annotations

from rehearsal.scenes import Chapter, Scene
from rehearsal.stage import Stage
from rehearsal.wanted import AtLeast, AtMost, Exactly


class GoodRelease(Scene):
    """A good release, a switch back and forth, a rollback: people notice nothing."""

    chapter = Chapter.RELEASES
    alone = True
    covers = ("R054", "R055", "R060", "R061", "R104", "R105", "R107", "R109", "R154")
    expects = {
        "release ended with": Exactly(0),
        "switch ended with": Exactly(0),
        "rollback ended with": Exactly(0),
        "people get at the end": Exactly("v2"),
        "event streams ended politely": AtLeast(4 * 3),
        "last answer of an old colour, s": AtMost(5),
        "rollback: edge pointed after, s": AtMost(5),
    }

    def play(self, stage: Stage) -> None:
        stage.operate("deploy", stage.artefact("v1"))
        with stage.load():
            released = stage.operate("deploy", stage.artefact("v2"), code=None)
            stage.measure("release ended with", released.wait())
            stage.more_answers()
            stage.measure("switch ended with", stage.operate("switch", code=None).wait())
            stage.more_answers()
            back = stage.operate("rollback", code=None)
            stage.measure("rollback ended with", back.wait())
            stage.measure(
                "rollback: edge pointed after, s", stage.pointed()[-1][0] - (back.began - stage.began)
            )
            stage.measure("people get at the end", stage.version())
            stage.more_answers()
        stage.measure("event streams ended politely", stage.seen.streams)
        stage.operate("report")
