"""A scene that ends otherwise than expected fails the rehearsal, whatever it was that differed."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from rehearsal import command
from rehearsal.page import page
from rehearsal.playing import keep, play
from rehearsal.scenes import ALWAYS, Scene, every_scene
from runbook.coverage import NUMBERS, REHEARSED
from tests.rehearsal import toys


def played(scene: Scene):  # type: ignore[no-untyped-def]
    return play(scene, lambda what: None)


def test_a_scene_that_ends_as_expected_is_well() -> None:
    found = played(toys.Toy())
    assert found.failures == ()
    assert found.well
    assert {held.name for held in found.held} == {*ALWAYS, "ended with", "took"}


@pytest.mark.parametrize(
    ("scene", "said"),
    [
        (toys.OtherEnd(), "ended with was 1, expected: 0"),
        (toys.Slow(), "took was 5.5, expected: at most 5"),
        (toys.Forgets(), "took was not measured, expected: at most 5"),
        (toys.Truthy(), "ended with was False, expected: 0"),
        (toys.Loses(), "lost was 1, expected: 0"),
        (toys.Doubles(), "done twice was 1, expected: 0"),
        (toys.Refuses(), "refused to people was 1, expected: 0"),
        (toys.Deserted(), "requests of people was 0, expected: at least 100"),
        (toys.Tampers(), "journal was Line 1"),
        (toys.Astrayed(), "waited in vain"),
        (toys.Breaks(), "ZeroDivisionError: a fault of the scene"),
    ],
    ids=lambda value: value.name if isinstance(value, Scene) else "",
)
def test_a_scene_that_ends_otherwise_fails_and_says_how(scene: Scene, said: str) -> None:
    found = played(scene)
    assert not found.well
    assert any(said in failure for failure in found.failures), found.failures
    assert "otherwise" in page([found], 1.0, datetime.now(UTC))


def test_what_is_expected_of_every_scene_is_said_otherwise_by_name_alone() -> None:
    assert toys.Toy().wanted.items() >= ALWAYS.items()
    assert {name for scene in every_scene() for name in scene.expects if name in ALWAYS} == {
        "refused to people"
    }


def test_evidence_is_a_line_for_each_number_and_says_what_failed(tmp_path: Path) -> None:
    for scene in (toys.Toy(), toys.OtherEnd()):
        keep(played(scene), tmp_path)
    lines = [json.loads(line) for line in (tmp_path / REHEARSED).read_text("utf-8").splitlines()]
    assert [(line["number"], line["scene"], line["outcome"]) for line in lines] == [
        ("R054", "toy", "as expected"),
        ("R054", "other-end", "otherwise"),
    ]
    assert all(datetime.fromisoformat(line["at"]).tzinfo for line in lines)


def test_a_rehearsal_that_is_stopped_keeps_what_it_showed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = tmp_path / "here.toml"
    environment.write_text('state = "s"\naddress = "http://127.0.0.1:1"\n', "utf-8")
    monkeypatch.setattr(command, "every_scene", lambda: (toys.Toy(), toys.Stopped(), toys.Slow()))
    with pytest.raises(KeyboardInterrupt):
        command.rehearse([], environment=str(environment), html="", listing=False, at_once=1, json=True)
    kept = [json.loads(line) for line in (tmp_path / "s" / REHEARSED).read_text("utf-8").splitlines()]
    assert [(line["scene"], line["outcome"]) for line in kept] == [("toy", "as expected")]


@pytest.mark.parametrize("scene", every_scene(), ids=lambda scene: scene.name)
def test_a_scene_says_what_it_is_and_expects_something_of_its_own(scene: Scene) -> None:
    assert scene.about.endswith(".")
    assert len(scene.about.split()) >= 5
    assert scene.covers
    assert set(scene.covers) <= set(NUMBERS)
    assert set(scene.expects) - set(ALWAYS)


def test_names_of_scenes_are_those_of_their_files() -> None:
    assert [type(s).__module__.rpartition(".")[2].replace("_", "-") for s in every_scene()] == [
        s.name for s in every_scene()
    ]
