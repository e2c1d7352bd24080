"""The disk of the state folder is full: first while a release is copied, then while the journal is written.

No privilege is needed to play it: the operator's process gets a limit on the size of a file (RLIMIT_FSIZE), beyond
which the kernel refuses to write, as it does on a full disk. What serves has no such limit.
"""

from __future__ import annotations

from pathlib import Path

from rehearsal.scenes import Chapter, Scene
from rehearsal.stage import Stage
from rehearsal.wanted import Exactly, Says

_BIG = 4_000_000


class FullDisk(Scene):
    """A full disk: a release that does not fit is undone whole; a journal that cannot grow stops the run, which is resumed."""

    chapter = Chapter.TROUBLE
    covers = ("R038", "R043", "R079")
    expects = {
        "no room for the release: ended with": Exactly(1),
        "no room for the release: it said": Says("File too large"),
        "half copied leftovers": Exactly(0),
        "people get then": Exactly("v1"),
        "no room for the journal: ended with": Exactly(3),
        "no room for the journal: it said": Says("Make room"),
        "people are served meanwhile": Exactly(True),
        "with room again, resuming ended with": Exactly(0),
        "people get at the end": Exactly("v3"),
    }

    def play(self, stage: Stage) -> None:
        stage.operate("deploy", stage.artefact("v1"))
        with stage.load():
            self._no_room_for_the_release(stage)
            self._no_room_for_the_journal(stage)
            resumed = stage.operate("resume", code=None)
            stage.measure("with room again, resuming ended with", resumed.wait())
            stage.measure("people get at the end", stage.version())
            stage.more_answers()

    def _no_room_for_the_release(self, stage: Stage) -> None:
        artefact = Path(stage.artefact("v2"))
        (artefact / "weights").write_bytes(b"\0" * _BIG)
        stage.mark("there is no room for 4 MB")
        full = stage.operate("deploy", str(artefact), code=None, largest_file=_BIG // 2)
        stage.measure("no room for the release: ended with", full.wait())
        stage.measure("no room for the release: it said", full.told)
        state = stage.machine.environment.state
        stage.measure("half copied leftovers", len(list(state.rglob("*.part"))))
        stage.measure("people get then", stage.version())

    def _no_room_for_the_journal(self, stage: Stage) -> None:
        plan = stage.operate("plan", stage.artefact("v3")).document["digest"]
        state = stage.machine.environment.state
        room = max((state / name).stat().st_size for name in ("journal.db", "journal.jsonl")) + 24_000
        stage.mark("there is room for 24 kB of journal")
        full = stage.operate("deploy", plan, code=None, largest_file=room)
        stage.measure("no room for the journal: ended with", full.wait())
        stage.measure("no room for the journal: it said", full.told)
        before = len(stage.seen.answers)
        stage.more_answers()
        stage.measure("people are served meanwhile", len(stage.seen.answers) > before)
