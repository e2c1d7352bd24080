"""The product itself instead of the stub: PostgreSQL and Valkey, web and workers, as an operator has them locally."""

from __future__ import annotations

from rehearsal.scenes import AtMost, Chapter, Exactly, Scene
from rehearsal.stage import Stage


class RealApplication(Scene):
    """The real application on its own PostgreSQL and Valkey: released, released again, rolled back, with people asking."""

    chapter = Chapter.RELEASES
    real = True
    covers = ("R040", "R042", "R054", "R055", "R066", "R067", "R104", "R105")
    expects = {
        "first release ended with": Exactly(0),
        "second release ended with": Exactly(0),
        "rollback ended with": Exactly(0),
        "people are back at": Exactly("the first release"),
        "last answer of an old colour, s": AtMost(5),
        "rollback: edge pointed after, s": AtMost(5),
    }

    def play(self, stage: Stage) -> None:
        first = stage.operate("deploy", stage.artefact("v1"), code=None)
        stage.measure("first release ended with", first.wait())
        stage.measure("first release took, s", (first.ended or 0.0) - first.began)
        before = stage.operate("status").document["release"]
        with stage.load(rate=30.0, asks="/api/health"):
            second = stage.operate("deploy", stage.artefact("v2"), code=None)
            stage.measure("second release ended with", second.wait())
            stage.measure("second release took, s", (second.ended or 0.0) - second.began)
            stage.more_answers()
            back = stage.operate("rollback", code=None)
            stage.measure("rollback ended with", back.wait())
            stage.measure(
                "rollback: edge pointed after, s", stage.pointed()[-1][0] - (back.began - stage.began)
            )
            now = stage.operate("status").document["release"]
            stage.measure(
                "people are back at", "the first release" if now == before else f"another one: {now}"
            )
            stage.more_answers()
