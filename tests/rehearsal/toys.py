"""Toy scenes: what the frame must tell apart, without a machine's releases."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from rehearsal.load import Seen
from rehearsal.operator import Astray
from rehearsal.scenes import Chapter, Scene
from rehearsal.stage import Stage
from rehearsal.wanted import AtMost, Exactly


class Toy(Scene):
    """A toy: nothing is released; the books are written by hand."""

    chapter = Chapter.RELEASES
    covers = ("R054",)
    expects = {"ended with": Exactly(0), "took": AtMost(5)}

    def play(self, stage: Stage) -> None:
        stage.seen.sent = 200
        stage.measure("ended with", 0)
        stage.measure("took", 1.5)


class OtherEnd(Toy):
    """Ends otherwise than expected."""

    def play(self, stage: Stage) -> None:
        super().play(stage)
        stage.measure("ended with", 1)


class Slow(Toy):
    """Takes longer than allowed."""

    def play(self, stage: Stage) -> None:
        super().play(stage)
        stage.measure("took", 5.5)


class Forgets(Toy):
    """Does not measure what it expects."""

    def play(self, stage: Stage) -> None:
        super().play(stage)
        del stage.measured["took"]


class Truthy(Toy):
    """Measures something that only equals what is expected."""

    def play(self, stage: Stage) -> None:
        super().play(stage)
        stage.measure("ended with", False)


class Loses(Toy):
    """Loses a request of people."""

    def play(self, stage: Stage) -> None:
        super().play(stage)
        stage.seen.drop("post on a new connection: ConnectionResetError")


class Doubles(Toy):
    """Does something twice."""

    def play(self, stage: Stage) -> None:
        super().play(stage)
        stage.seen.answer("post on a new connection", "blue", 409)


class Refuses(Toy):
    """Answers a request with an error."""

    def play(self, stage: Stage) -> None:
        super().play(stage)
        stage.seen.answer("post on a new connection", "blue", 502)


class Deserted(Toy):
    """Nobody comes: no load was on."""

    def play(self, stage: Stage) -> None:
        super().play(stage)
        stage.seen = Seen()


class Tampers(Toy):
    """Its journal was changed afterwards."""

    def play(self, stage: Stage) -> None:
        super().play(stage)
        stage.machine.journal.append("note", "", text="one")
        mirror = stage.machine.journal.mirror
        mirror.write_text(mirror.read_text("utf-8").replace("one", "two"), "utf-8")


class Astrayed(Toy):
    """Waits in vain."""

    def play(self, stage: Stage) -> None:
        super().play(stage)
        raise Astray("waited in vain")


class Breaks(Toy):
    """Has a fault of its own."""

    def play(self, stage: Stage) -> None:
        super().play(stage)
        raise ZeroDivisionError("a fault of the scene")


class Stopped(Toy):
    """Somebody at the terminal has enough of it."""

    def play(self, stage: Stage) -> None:
        raise KeyboardInterrupt


class Dies(Toy):
    """Its process is killed from outside."""

    def play(self, stage: Stage) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


class Meets(Toy):
    """Waits for another of its kind: both are played at once, or it waits in vain."""

    def play(self, stage: Stage) -> None:
        super().play(stage)
        place = Path(os.environ["CREDITAI_REHEARSAL_TOYS"])
        (place / self.name).touch()
        stage.mark("waits")
        stage.until(lambda: len(list(place.iterdir())) == 2, "the other one", 60.0)


class MeetsToo(Meets):
    """Its other one."""


class Alone(Toy):
    """Measures speed: tells whether anybody is there."""

    alone = True

    def play(self, stage: Stage) -> None:
        super().play(stage)
        place = Path(os.environ["CREDITAI_REHEARSAL_TOYS"])
        stage.measure("others", len(list(place.iterdir())))


class Endless(Toy):
    """Goes on until it is interrupted, and then takes down what it started."""

    def play(self, stage: Stage) -> None:
        place = Path(os.environ["CREDITAI_REHEARSAL_TOYS"])
        try:
            stage.mark("waits")
            while True:
                time.sleep(0.05)
        finally:
            (place / "taken down").touch()
