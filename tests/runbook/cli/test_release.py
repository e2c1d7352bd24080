"""`creditai release ...` as an operator types it, on a machine of the tests."""

from __future__ import annotations

import inspect
import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

import entry
from rehearsal.machine import Machine, machine
from runbook import cli
from runbook.approvals import public
from runbook.errors import RunbookError
from runbook.journal import Journal
from runbook.lease import acquire

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture
def at() -> Iterator[Machine]:
    with machine() as made:
        made.write_file()
        yield made


@pytest.fixture
def say(at: Machine, capsys: pytest.CaptureFixture[str]) -> Say:
    def said(*words: str) -> tuple[int, str, str]:
        code = cli.main(["release", *words, "--environment", str(at.folder / "test.toml")])
        told = capsys.readouterr()
        return code, told.out, told.err

    return said


@pytest.mark.long
def test_a_release_from_plan_to_rollback(at: Machine, say: Say) -> None:
    code, out, _ = say("plan", str(at.artefact("one")), "--json")
    planned = json.loads(out)
    assert code == 0
    assert [s["name"] for s in planned["steps"]][:4] == ["announce", "install", "ground", "expand"]
    assert "ground    Stand up the edge" in say("plan", planned["digest"][:12], "--full")[1]
    code, out, err = say("deploy", planned["digest"][:12], "--yes", "--json")
    events = [json.loads(line) for line in out.splitlines()]
    assert (code, events[-1]["event"], events[-1]["outcome"]) == (0, "end", "released"), err
    assert say("deploy", planned["digest"], "--yes")[0] == 2  # begun before
    assert say("deploy", str(at.artefact("two")), "--yes")[0] == 0
    code, out, _ = say("deploy", str(at.artefact("two")), "--yes")
    assert code == 0
    assert out.startswith("green serves ")
    assert out.endswith("Nothing was done.\n")
    assert out.split(". ")[0] in say("plan", str(at.artefact("two")))[1]
    status = json.loads(say("status", "--json")[1])
    assert status["edge"] == at.environment.address
    assert status["live"] == status["answers"] == "green"
    assert status["colours"]["green"]["release"] == status["release"] != status["colours"]["blue"]["release"]
    assert say("rollback", "--yes")[0] == 0
    assert say("switch", "--yes")[0] == 0
    history = json.loads(say("history", "--json")[1])
    assert [run["kind"] for run in history] == ["deploy", "deploy", "rollback", "switch"]
    assert [run["outcome"] for run in history] == ["released", "released", "rolled back", "switched"]
    report = json.loads(say("report", history[1]["run"], "--json")[1])
    assert report["measured"]["watch"]["verdict"] == "well"
    assert {"install", "launch", "switch"} <= {step["step"] for step in report["steps"]}
    held = {e.body["step"] for e in at.journal.entries(history[1]["run"], "held")}
    assert "drain" in held, (
        "begun with the switch; on a slow machine there is nothing left to do when its turn comes"
    )
    for words in (["status"], ["history"], ["report"], ["verify-journal"]):
        code, out, _ = say(*words)
        assert code == 0
        assert out.strip()
    no_secret_is_told(at)


def both_colours_stand(at: Machine) -> None:
    for version in ("one", "two"):
        at.deploy(version)


def no_secret_is_told(at: Machine) -> None:
    token = (at.folder / "token").read_bytes()
    kept = [p for p in at.environment.state.rglob("*") if p.is_file() and not p.is_symlink()]
    assert len(kept) > 10
    assert [p.name for p in kept if token in p.read_bytes()] == []
    assert Journal(at.environment.state).verify() > 100


@pytest.mark.long
def test_everything_stops_and_starts_as_it_stood(at: Machine, say: Say) -> None:
    both_colours_stand(at)
    before = json.loads(say("status", "--json")[1])
    assert say("stop", "--yes")[0] == 0
    down = json.loads(say("status", "--json")[1])
    assert (down["live"], down["release"], down["answers"]) == (before["live"], None, None)
    assert {side["web"] for side in down["colours"].values()} == {"absent"}
    assert say("start", "--yes")[0] == 0
    after = json.loads(say("status", "--json")[1])
    assert (after["live"], after["release"]) == (before["live"], before["release"])
    idle = "blue" if after["live"] == "green" else "green"
    assert after["colours"][idle]["workers"] == "stopped"
    assert say("start", "--yes")[0] == 0  # what runs is left running


def test_a_stale_plan_and_a_missing_thing_are_refused_in_one_sentence(at: Machine, say: Say) -> None:
    stale = json.loads(say("plan", str(at.artefact("three")), "--json")[1])["digest"]
    assert say("deploy", str(at.artefact("four")), "--yes")[0] == 0
    code, _, err = say("deploy", stale, "--yes")
    assert code == 2
    assert "Plan anew" in err
    for words in (
        ["deploy", "abcdef"],
        ["plan", str(at.folder)],
        ["report", "no-such-run"],
        ["resume"],
        ["nonsense"],
        ["switch"],
    ):
        code, out, err = say(*words)
        assert (code, out, err.count("\n")) == (2, "", 1), words


@pytest.mark.long
def test_an_ill_release_ends_with_1_and_a_second_operator_with_2(at: Machine, say: Say) -> None:
    both_colours_stand(at)
    code, _, err = say("deploy", str(at.artefact("ill", faults="dies")), "--yes")
    assert code == 1
    assert "dies again" in err
    lease = acquire(at.environment.state, "Sam", "switch")
    code, _, err = say("switch", "--yes")
    lease.release()
    assert code == 2
    assert "Sam (process" in err


@pytest.mark.long
def test_two_persons_sign_the_very_plan(at: Machine, say: Say, tmp_path: Path) -> None:
    keys = {name: Ed25519PrivateKey.generate() for name in ("alice", "bob", "mallory")}
    for name, key in keys.items():
        (tmp_path / name).write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    known = "".join(f'{name} = "{public(keys[name])}"\n' for name in ("alice", "bob"))
    path = at.write_file("approvals = 2")
    path.write_text(path.read_text("utf-8") + f"[approvers]\n{known}", "utf-8")
    planned = json.loads(say("plan", str(at.artefact("five")), "--json")[1])["digest"]
    for who, by in (("alice", "alice"), ("alice", "alice"), ("mallory", "alice")):
        told = say("approve", planned, "--key", str(tmp_path / who))[1]
        assert f"approved by: {by}." in told
        assert ("counts for nothing" in told) is (who == "mallory")
        code, _, err = say("deploy", planned, "--yes")
        assert code == 2
        assert "asks for 2 approvals" in err
    other = json.loads(say("plan", str(at.artefact("six")), "--json")[1])["digest"]
    assert "alice, bob" in say("approve", planned, "--key", str(tmp_path / "bob"))[1]
    assert say("deploy", other, "--yes")[0] == 2
    assert say("deploy", planned, "--yes")[0] == 0
    at.write_file()


def every_verb() -> list[tuple[str, str]]:
    return [(subject, verb) for subject in cli.subjects() for verb in cli.verbs(subject)]


@pytest.mark.parametrize(("subject", "verb"), every_verb())
def test_every_verb_shows_examples_and_explains_each_option(subject: str, verb: str) -> None:
    function = cli.load(subject, verb)
    assert re.search(
        rf"^\s+creditai {subject} {verb}\b",
        (inspect.getdoc(function) or "").partition("Examples:")[2],
        re.MULTILINE,
    )
    for name, parameter in inspect.signature(function, eval_str=True).parameters.items():
        told: Any = getattr(parameter.annotation, "__metadata__", ())
        assert told, f"{verb}: {name} is not annotated"
        assert told[0].help, f"{verb}: {name} is not explained"


def test_the_door_knows_the_subjects_and_loads_one_half() -> None:
    assert set(entry.RUNBOOK) == set(cli.subjects())
    for words, absent in ((["release", "--help"], "creditai"), (["--help"], "runbook")):
        program = f"import sys; sys.argv = ['creditai', *{words}]\nimport entry\ntry:\n    entry.main()\nexcept SystemExit as end:\n    assert not end.code\nprint([m for m in sys.modules if m.split('.')[0] == {absent!r}], file=sys.stderr)"
        ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
        assert ran.stderr.splitlines()[-1] == "[]"
        assert ran.stdout


def test_every_exit_code_is_documented() -> None:
    def kinds(of: type[RunbookError]) -> set[int]:
        return {of.exit_code}.union(*(kinds(each) for each in of.__subclasses__()))

    assert kinds(RunbookError) | {0} == set(cli.EXIT_CODES)
