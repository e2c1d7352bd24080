"""A rehearsal while it is played: at a terminal one line a scene with what happens now below; else plain lines."""

from __future__ import annotations

import sys
from typing import Protocol

from rehearsal.playing import Played
from rehearsal.scenes import Scene


class Teller(Protocol):
    """What is told as it happens; more than one scene may be under way."""

    def begins(self, scene: Scene) -> None: ...

    def says(self, scene: Scene, what: str) -> None: ...

    def ended(self, played: Played) -> None: ...


def teller(count: int, *, quiet: bool) -> Teller:
    """The one that fits where the words go; `quiet`: only what is otherwise than expected."""
    if quiet:
        return Quiet()
    return Drawn(count) if sys.stderr.isatty() else Lines(count)


def line(number: int, count: int, played: Played) -> str:
    lost = next((held.found for held in played.held if held.name == "lost"), "?")
    word = "as expected" if played.well else "OTHERWISE"
    return f"{number:>2}/{count} {played.scene:<24} {word:<12} lost {lost}  {played.seconds:>5.1f} s"


class Quiet:
    def begins(self, scene: Scene) -> None:
        """Nothing is told."""

    def says(self, scene: Scene, what: str) -> None:
        """Nothing is told."""

    def ended(self, played: Played) -> None:
        for failure in played.failures:
            print(f"{played.scene}: {failure}", file=sys.stderr)


class Lines(Quiet):
    """For logs: when a scene begins, its moments, how it ended."""

    def __init__(self, count: int) -> None:
        self._count = count
        self._numbers: dict[str, int] = {}

    def begins(self, scene: Scene) -> None:
        number = self._numbers.setdefault(scene.name, len(self._numbers) + 1)
        print(f"{number:>2}/{self._count} {scene.name}: {scene.about}", file=sys.stderr, flush=True)

    def says(self, scene: Scene, what: str) -> None:
        print(f"      {scene.name}: {what}", file=sys.stderr, flush=True)

    def ended(self, played: Played) -> None:
        print(line(self._numbers[played.scene], self._count, played), file=sys.stderr, flush=True)
        super().ended(played)


class Drawn(Quiet):
    """For people: scenes that are over stand above, below them what happens now, a line for each under way."""

    def __init__(self, count: int) -> None:
        from rich.console import Console

        self._count = count
        self._numbers: dict[str, int] = {}
        self._now: dict[str, str] = {}
        self._console = Console(stderr=True, highlight=False, markup=False, emoji=False)
        self._status = self._console.status("")

    def begins(self, scene: Scene) -> None:
        self._numbers.setdefault(scene.name, len(self._numbers) + 1)
        self.says(scene, scene.about)
        self._status.start()

    def says(self, scene: Scene, what: str) -> None:
        self._now[scene.name] = f"{self._numbers[scene.name]}/{self._count} {scene.name}: {what}"
        self._draw()

    def ended(self, played: Played) -> None:
        self._status.stop()
        self._console.print(
            line(self._numbers[played.scene], self._count, played),
            style=None if played.well else "bold red",
        )
        super().ended(played)
        del self._now[played.scene]
        if self._now:
            self._draw()
            self._status.start()

    def _draw(self) -> None:
        self._status.update("\n  ".join(self._now.values()))
