"""The product itself instead of the stub: PostgreSQL and Valkey, web and workers, as an operator has them locally."""

from __future__ import annotations

from pathlib import Path
from secrets import token_hex

from rehearsal import recognising, selling
from rehearsal.document_ai import Town
from rehearsal.party import listening
from rehearsal.scenes import Chapter, Scene
from rehearsal.stage import Stage
from rehearsal.stripe.running import Running
from rehearsal.wanted import AtMost, Exactly, Says


class RealApplication(Scene):
    """The real application on its own PostgreSQL and Valkey: released, Stripe and Document AI connected, released again, rolled back."""

    chapter = Chapter.RELEASES
    real = True
    covers = ("R025", "R026", "R040", "R042", "R054", "R055", "R066", "R067", "R088", "R104", "R105")
    expects = {
        "first release ended with": Exactly(0),
        "second release ended with": Exactly(0),
        "Stripe's journey": Says("Stripe is healthy"),
        "Stripe by the checks": Exactly("yes"),
        "Document AI by the checks": Exactly("yes"),
        "rollback ended with": Exactly(0),
        "people are back at": Exactly("the first release"),
        "last answer of an old colour, s": AtMost(5),
        "rollback: edge pointed after, s": AtMost(5),
    }

    def play(self, stage: Stage) -> None:
        key = f"sk_test_{token_hex(16)}"  # a weak one is refused by the checks
        with Running(key=key) as stripe, listening(Town(0)) as recogniser:
            self._played(stage, stripe, recogniser)

    def _played(self, stage: Stage, stripe: Running, recogniser: Town) -> None:
        first = stage.operate("deploy", stage.artefact("v1"), code=None)
        stage.measure("first release ended with", first.wait())
        stage.measure("first release took, s", (first.ended or 0.0) - first.began)
        before = stage.operate("status").document["release"]
        selling.connect(stage.machine, stripe, Path(stage.artefact("v1")) / "bin" / "creditai")
        recognising.connect(stage.machine, recogniser)
        stage.mark("Stripe and Document AI are connected")
        with stage.load(rate=30.0, asks="/api/health"):
            second = stage.operate("deploy", stage.artefact("v2"), code=None)
            stage.measure("second release ended with", second.wait())
            stage.measure("second release took, s", (second.ended or 0.0) - second.began)
            self._parties(stage)
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

    def _parties(self, stage: Stage) -> None:
        """By what the release said of itself before the switch, and by the checks of the one that serves."""
        gone = [e.body["said"] for e in stage.entries(kind="done") if e.body["what"].startswith("stripe: ")]
        stage.measure("Stripe's journey", str(gone[-1]) if gone else "not gone")
        checks = stage.operate("services", subject="check", code=None).document
        told = {each["check"]: each["verdict"] for each in checks}
        stage.measure("Stripe by the checks", told["stripe"])
        stage.measure("Document AI by the checks", told["recognition"])
