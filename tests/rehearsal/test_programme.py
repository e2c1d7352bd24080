"""Scenes beside each other: as many as asked, one that measures speed alone, and nothing is left when it is stopped."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from rehearsal.playing import Played
from rehearsal.programme import programme
from rehearsal.scenes import Scene
from tests.rehearsal import toys


class Heard:
    """A teller that keeps what it is told. `stop`: at the first word of a scene somebody has enough."""

    def __init__(self, stop: bool = False) -> None:
        self.began: list[str] = []
        self.said: list[str] = []
        self.over: list[str] = []
        self._stop = stop

    def begins(self, scene: Scene) -> None:
        self.began.append(scene.name)

    def says(self, scene: Scene, what: str) -> None:
        self.said.append(f"{scene.name}: {what}")
        if self._stop:
            raise KeyboardInterrupt

    def ended(self, played: Played) -> None:
        self.over.append(played.scene)


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CREDITAI_REHEARSAL_TOYS", str(tmp_path))
    return tmp_path


def test_two_are_played_at_once_and_what_they_say_is_told_by_name(place: Path) -> None:
    heard = Heard()
    found = list(programme((toys.Meets(), toys.MeetsToo()), 2, heard))
    assert [each.failures for each in found] == [(), ()]
    assert sorted(heard.said) == ["meets-too: waits", "meets: waits"]
    assert sorted(heard.over) == sorted(heard.began) == ["meets", "meets-too"]


def test_one_that_measures_speed_comes_first_and_alone(place: Path) -> None:
    heard = Heard()
    scenes = (toys.Meets(), toys.MeetsToo(), toys.Alone())
    found = {each.scene: each for each in programme(scenes, 2, heard)}
    assert heard.began[0] == heard.over[0] == "alone"
    assert [h.found for h in found["alone"].held if h.name == "others"] == [0]
    assert all(each.well for each in found.values())


def test_a_scene_whose_process_is_killed_is_otherwise_than_expected_and_the_others_go_on() -> None:
    found = {each.scene: each for each in programme((toys.Dies(), toys.Toy()), 1, Heard())}
    assert "its process ended with -9" in found["dies"].failures[0]
    assert found["toy"].well


@pytest.mark.parametrize("where", ["foreground", "background"])
def test_who_stops_a_rehearsal_waits_until_its_scenes_are_taken_down(place: Path, where: str) -> None:
    """What a shell begins in the background is deaf to SIGINT, and so would be its scenes."""
    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, signal.SIG_IGN if where == "background" else signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            list(programme((toys.Endless(),), 2, Heard(stop=True)))
    finally:
        signal.signal(signal.SIGINT, before)
    assert (place / "taken down").exists()
