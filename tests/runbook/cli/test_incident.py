"""An incident from the command line: nothing open goes out, what is overdue is said, the journal tells it all."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from runbook.cli import main
from runbook.cli.incident._room import Room
from runbook.errors import WrongUsage
from runbook.incident.course import Incident
from runbook.journal import Journal

ROOT = Path(__file__).parents[3]
CONTACTS = str(ROOT / "environments/contacts/example.toml")
Say = Callable[..., int]


@pytest.fixture
def state(tmp_path: Path) -> Path:
    return tmp_path / "state"


@pytest.fixture
def say(tmp_path: Path, state: Path) -> Say:
    file = tmp_path / "here.toml"
    file.write_text(f'state = "{state}"\naddress = "http://127.0.0.1:1"\n')
    return lambda *words: main(["incident", *words, "-e", str(file)])


def test_the_whole_story(say: Say, state: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert say("open", "Uploads fail") == 0
    assert say("message", "incident-1") == 2
    assert "severity, impact, commander" in capsys.readouterr().err
    assert say("assess", "incident-1", "--severity", "high", "--impact", "Uploads are refused") == 0
    assert "status page does not say so" in capsys.readouterr().err
    assert say("assign", "incident-1", "--to", "dana", "--by", "sam") == 0
    assert say("publish", "incident-1") == 0
    assert say("message", "incident-1", "--status", "fixing", "--eta", "17:00 UTC") == 0
    assert "Status: FIXING" in capsys.readouterr().out
    assert say("resolve", "incident-1") == 0
    assert say("postmortem", "incident-1") == 0
    assert "assign by sam (to: dana)" in capsys.readouterr().out
    assert json.loads((state / "status/status.json").read_text())["status"] == "well"
    assert "resolved" in (state / "status/index.html").read_text()
    kinds = [entry.body["what"] for entry in Journal(state).entries(kind="incident")]
    assert kinds == ["open", "assess", "assign", "publish", "message", "resolve"]
    Journal(state).verify()


@pytest.mark.parametrize(
    "words",
    [
        ("open", "[BRIEF DESCRIPTION]"),
        ("assess", "incident-9", "--severity", "high", "--impact", "x"),
        ("assess", "incident-1", "--severity", "terrible", "--impact", "x"),
        ("message", "incident-1", "--status", "resolved"),
    ],
)
def test_what_is_refused_leaves_no_line(say: Say, state: Path, words: tuple[str, ...]) -> None:
    say("open", "Uploads fail")
    assert say(*words) == 2
    assert len(Journal(state).entries(kind="incident")) == 1


def at_once(monkeypatch: pytest.MonkeyPatch, *acts: Callable[[], object]) -> list[object]:
    """All of them at once, with time between looking and writing, where another would slip in; what they came to."""
    looked = Room.incidents

    def slow(room: Room) -> dict[str, Incident]:
        found = looked(room)
        time.sleep(0.1)
        return found

    def came_to(act: Callable[[], object]) -> object:
        try:
            return act()
        except WrongUsage as refused:
            return refused.message

    monkeypatch.setattr(Room, "incidents", slow)
    with ThreadPoolExecutor(len(acts)) as pool:
        found = list(pool.map(came_to, acts))
    monkeypatch.undo()
    return found


def test_of_two_who_open_at_once_each_has_their_own(
    say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = Room(str(tmp_path / "here.toml"), "dana")
    at_once(monkeypatch, lambda: room.opened("Uploads fail"), lambda: room.opened("Letters fail"))
    assert {each.issue for each in room.incidents().values()} == {"Uploads fail", "Letters fail"}


def test_nothing_is_written_behind_the_end(say: Say, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    room = Room(str(tmp_path / "here.toml"), "dana")
    room.opened("Uploads fail")
    found = at_once(monkeypatch, *(lambda: room.happened("incident-1", "resolve") for _ in range(2)))
    assert "incident-1 is resolved; open another one." in found
    assert room.incident("incident-1").resolved is not None


def test_status_says_what_there_is(say: Say, capsys: pytest.CaptureFixture[str]) -> None:
    assert say("status") == 0
    say("open", "Uploads fail")
    capsys.readouterr()
    assert say("status", "--json") == 0
    assert json.loads(capsys.readouterr().out)["incidents"][0]["issue"] == "Uploads fail"


def test_whom_to_call(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["oncall", "show", "--on", "2026-01-13", "--contacts", CONTACTS]) == 0
    assert capsys.readouterr().out.splitlines()[0].split()[:2] == ["primary", "Sam"]
    assert main(["contacts", "show", "--contacts", CONTACTS, "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"infrastructure", "database", "cdn"}
    assert main(["oncall", "show", "--contacts", str(tmp_path / "none.toml")]) == 2
    assert main(["oncall", "show", "--on", "soon", "--contacts", CONTACTS]) == 2
