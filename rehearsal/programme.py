"""The order of scenes: each in a process of its own, a few at once, and one that measures speed with nothing beside it.

Scenes share nothing (folder, port, PostgreSQL, parties are a scene's own) and mostly wait, so two of them fit on two
cores. What is interrupted here is interrupted in each scene, once, and waited for: a scene takes down what it started.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from rehearsal.playing import Played, play
from rehearsal.scenes import Scene
from rehearsal.telling import Teller
from rehearsal.timeline import Timeline

AT_ONCE = min(2, os.cpu_count() or 1)
_INTERRUPTED = 130
_SPAWN = get_context("spawn")


def programme(scenes: Sequence[Scene], at_once: int, tell: Teller) -> Iterator[Played]:
    """What came of each, as each ends. Those that are alone come first: one of them waits for nothing then."""
    waiting = sorted(scenes, key=lambda scene: not scene.alone)
    running: dict[Connection, _Running] = {}
    try:
        while waiting or running:
            while waiting and _fits(waiting[0], [each.scene for each in running.values()], at_once):
                tell.begins(waiting[0])
                begun = _begun(waiting.pop(0))
                running[begun.heard] = begun
            for heard in wait(list(running)):
                assert isinstance(heard, Connection)
                if (played := running[heard].hear(tell.says)) is not None:
                    running.pop(heard).close()
                    tell.ended(played)
                    yield played
    finally:
        for each in running.values():
            each.interrupt()
        for each in running.values():
            each.close()


def _fits(scene: Scene, running: Sequence[Scene], at_once: int) -> bool:
    alone = scene.alone or any(each.alone for each in running)
    return not running or (not alone and len(running) < at_once)


@dataclass(frozen=True, slots=True)
class _Running:
    """A scene that is played, and what is heard of it: its moments as words, at last what came of it."""

    scene: Scene
    process: BaseProcess
    heard: Connection
    began: float = field(default_factory=time.monotonic)

    def hear(self, say: Callable[[Scene, str], None]) -> Played | None:
        """KeyboardInterrupt when the scene was interrupted."""
        try:
            told = self.heard.recv()
        except EOFError:
            self.process.join()
            if self.process.exitcode == _INTERRUPTED:
                raise KeyboardInterrupt from None
            return self._broken()
        if isinstance(told, Played):
            return told
        say(self.scene, str(told))
        return None

    def _broken(self) -> Played:
        seconds = round(time.monotonic() - self.began, 1)
        why = f"its process ended with {self.process.exitcode} before the scene did; what it had started may still run"
        return Played(
            self.scene.name, self.scene.chapter.name.lower(), self.scene.about, self.scene.covers, (), datetime.now(UTC),
            seconds, (), why, Timeline(seconds, (), (), (), ()),
        )  # fmt: skip

    def interrupt(self) -> None:
        if self.process.pid is not None and self.process.is_alive():
            os.kill(self.process.pid, signal.SIGINT)

    def close(self) -> None:
        self.heard.close()
        self.process.join()


def _begun(scene: Scene) -> _Running:
    heard, told = _SPAWN.Pipe(duplex=False)
    process = _SPAWN.Process(target=_apart, args=(scene, told), name=scene.name)
    process.start()
    told.close()
    return _Running(scene, process, heard)


def _apart(scene: Scene, told: Connection) -> None:
    """In the scene's process. A group of its own: what is typed at the terminal interrupts who asked, and they this; which
    a process that was begun in the background would not hear."""
    os.setpgrp()
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        told.send(play(scene, told.send))
    except KeyboardInterrupt:
        sys.exit(_INTERRUPTED)
