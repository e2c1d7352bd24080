"""What must be true before a release is not: refused with the reason; mended, it goes."""

from __future__ import annotations

import subprocess
from pathlib import Path

from rehearsal.machine import WAIVED
from rehearsal.scenes import Chapter, Scene
from rehearsal.stage import Stage
from rehearsal.wanted import Exactly, Says


class FailingCheck(Scene):
    """A failing check: the sources have what nobody committed; refused until they are clean."""

    chapter = Chapter.REFUSALS
    covers = ("R001", "R002")
    expects = {
        "release ended with": Exactly(2),
        "it said": Says("clean-tree: 1 file differs"),
        "runs begun by it": Exactly(0),
        "people get meanwhile": Exactly("v1"),
        "after mending it ended with": Exactly(0),
    }

    def play(self, stage: Stage) -> None:
        stage.operate("deploy", stage.artefact("v1"))
        stage.machine.write_file(waive=[name for name in WAIVED if name != "clean-tree"])
        sources = _sources(stage.machine.folder / "sources")
        with stage.load():
            before = len(stage.runs())
            (sources / "notes").write_text("to be committed tomorrow\n", "utf-8")
            refused = stage.operate("deploy", stage.artefact("v2"), code=None, folder=sources)
            stage.measure("release ended with", refused.wait())
            stage.measure("it said", refused.told)
            stage.measure("runs begun by it", len(stage.runs()) - before)
            stage.measure("people get meanwhile", stage.version())
            _git(sources, "add", "notes")
            _git(sources, "commit", "-qm", "Keep the notes.")
            stage.mark("what was forgotten is committed")
            mended = stage.operate("deploy", stage.artefact("v2"), code=None, folder=sources)
            stage.measure("after mending it ended with", mended.wait())


def _sources(folder: Path) -> Path:
    """A repository with one commit."""
    folder.mkdir()
    _git(folder, "init", "-q", "-b", "main")
    (folder / "pyproject.toml").write_text('version = "0.2.0"\n', "utf-8")
    _git(folder, "add", ".")
    _git(folder, "commit", "-qm", "Begin.")
    return folder


def _git(folder: Path, *words: str) -> None:
    who = ("-c", "user.name=Dana", "-c", "user.email=dana@example.com", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *who, *words], cwd=folder, check=True, capture_output=True)
