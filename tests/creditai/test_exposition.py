"""Metrics of a whole colour: what workers measured is told by web, each under its own name."""

from __future__ import annotations

import fcntl
import socket
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from creditai import exposition
from creditai.errors import WrongUsage


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine is given time; what is asserted is who answers, not how soon."""
    monkeypatch.setattr(exposition, "SECONDS", 60.0)


def told(folder: Path) -> list[tuple[str, dict[str, str], float]]:
    families = text_string_to_metric_families(exposition.gathered(folder).decode())
    return [(each.name, dict(each.labels), each.value) for family in families for each in family.samples]


def processes(folder: Path) -> dict[str, float]:
    return {labels["state"]: value for name, labels, value in told(folder) if name == "metrics_processes"}


def test_what_workers_measured_is_told_under_their_names(tmp_path: Path) -> None:
    doors = [exposition.answering(tmp_path) for _ in range(2)]
    try:
        found = told(tmp_path)
    finally:
        for door in doors:
            door.close()
    named = {
        name: {ls["process"] for n, ls, _ in found if n == name}
        for name, labels, _ in found
        if "process" in labels
    }
    assert named["process_resident_memory_bytes"] == {"web", "work-0", "work-1"}
    assert named["machine_memory_bytes"] == {"web"}, "one machine, told once"
    assert [n for n, ls, _ in found if n == "db_pool_size"] == ["db_pool_size"] * 3
    assert processes(tmp_path) == {"answered": 1, "silent": 0}, "both have ended"
    assert not list(tmp_path.glob("*.sock"))


def test_a_family_is_told_once_whatever_processes_have_it(tmp_path: Path) -> None:
    door = exposition.answering(tmp_path)
    try:
        lines = exposition.gathered(tmp_path).decode().splitlines()
    finally:
        door.close()
    kinds = [line.split()[2] for line in lines if line.startswith("# TYPE ")]
    assert len(kinds) == len(set(kinds)), "Prometheus refuses a family that comes twice"


def test_what_a_killed_worker_left_is_nobodys_and_its_place_is_taken(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as dead:
        dead.bind(str(tmp_path / "work-0.sock"))
    assert processes(tmp_path) == {"answered": 1, "silent": 0}
    (tmp_path / "work-0.lock").touch()
    assert processes(tmp_path) == {"answered": 1, "silent": 0}
    door = exposition.answering(tmp_path)
    assert door.path.name == "work-0.sock"
    assert processes(tmp_path) == {"answered": 2, "silent": 0}
    door.close()


def test_one_that_lives_and_does_not_answer_is_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exposition, "SECONDS", 0.1)
    with (tmp_path / "work-0.lock").open("w") as lock, socket.socket(socket.AF_UNIX) as hanging:
        fcntl.flock(lock, fcntl.LOCK_EX)
        hanging.bind(str(tmp_path / "work-0.sock"))
        hanging.listen()
        assert processes(tmp_path) == {"answered": 1, "silent": 1}


def test_a_folder_whose_sockets_nobody_could_open_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="too long"):
        exposition.answering(tmp_path / ("long" * 30))
