"""The scenes themselves, as `creditai rehearse` plays them; the short ones are among the long tests."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from rehearsal.playing import play
from rehearsal.scenes import Scene, every_scene
from runbook.coverage import REHEARSED
from tests.house.tree import ROOT

SHORT = [scene for scene in every_scene() if scene.short]


def rehearse(*words: str) -> subprocess.CompletedProcess[str]:
    program = "import sys; sys.argv[0] = 'creditai'; from entry import main; main()"
    return subprocess.run(
        [sys.executable, "-c", program, "rehearse", *words], cwd=ROOT, capture_output=True, text=True
    )


def environment(folder: Path) -> Path:
    path = folder / "kept.toml"
    path.write_text(f'state = "{folder / "s"}"\naddress = "http://127.0.0.1:8000"\n', "utf-8")
    return path


@pytest.mark.long
@pytest.mark.parametrize("scene", SHORT, ids=lambda scene: scene.name)
def test_a_short_scene_ends_as_expected(scene: Scene) -> None:
    assert play(scene, lambda what: None).failures == ()


@pytest.mark.slow
@pytest.mark.parametrize("scene", [s for s in every_scene() if not s.short], ids=lambda scene: scene.name)
def test_a_long_scene_ends_as_expected(scene: Scene) -> None:
    assert play(scene, lambda what: None).failures == ()


@pytest.mark.slow
def test_the_command_writes_page_document_and_evidence(tmp_path: Path) -> None:
    ran = rehearse(SHORT[0].name, "--environment", str(environment(tmp_path)), "--json")
    told = json.loads(ran.stdout)
    assert (ran.returncode, told["well"], ran.stderr) == (0, True, "")
    assert [scene["scene"] for scene in told["scenes"]] == [SHORT[0].name]
    html = Path(told["page"]).read_text("utf-8")
    assert "All as expected" in html
    assert "<script" not in html
    assert len((tmp_path / "s" / REHEARSED).read_text("utf-8").splitlines()) >= len(SHORT[0].covers)


def test_the_command_lists_its_scenes_and_refuses_others() -> None:
    assert len(rehearse("--list").stdout.splitlines()) == len(every_scene())
    ran = rehearse("no-such-scene")
    assert ran.returncode == 2
    assert "There is no scene 'no-such-scene'" in ran.stderr
