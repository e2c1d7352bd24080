"""What is said before and after a release: announced, reported, followed up, decided, read in the logs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest

from rehearsal.machine import Machine, machine
from runbook import cli
from runbook.operating import desk

Say = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def at() -> Iterator[Machine]:
    with machine() as made:
        made.write_file()
        found = desk(str(made.file), "Dana")
        found.do(found.plan("deploy", str(made.artefact("one"))), lambda kind, body: None)
        yield made


@pytest.fixture
def say(at: Machine, capsys: pytest.CaptureFixture[str]) -> Say:
    def said(*words: str) -> tuple[int, str, str]:
        code = cli.main(["release", *words, "--environment", str(at.file)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return said


def evidence(at: Machine) -> dict[str, str]:
    return {n: e.body["said"] for e in at.journal.entries(kind="evidence") for n in e.body["covers"]}


def test_a_release_leaves_its_report_and_what_is_to_be_done(at: Machine, say: Say) -> None:
    assert "PRODUCTION DEPLOYMENT COMPLETE" in evidence(at)["R154"]
    assert "Error Rate: 0.00 % (0 of " in evidence(at)["R153"]
    code, out, _ = say("follow-ups", "--json")
    told = json.loads(out)
    released = datetime.fromisoformat(at.journal.entries(kind="end")[-1].at).date()
    assert code == 0
    assert [(f["what"], f["due"]) for f in told] == [
        ("Monitor for 24 hours", str(released + timedelta(days=1))), ("Retrospective", str(released + timedelta(days=7)))
    ]  # fmt: skip
    assert say("follow-ups", "--done", "Nothing of the kind")[0] == 2
    code, out, _ = say("follow-ups", "--done", "monitor for 24 hours")
    assert (code, out.splitlines()[0]) == (0, "Done: Monitor for 24 hours")
    at.journal.append("follow-up", "run-0", what="Retrospective", due="2026-01-01", state="open")
    code, out, _ = say("follow-ups")
    assert code == 1
    assert "OVERDUE  Retrospective by 2026-01-01 (run-0)" in out


def test_a_release_is_announced_from_git_and_journal(at: Machine, say: Say) -> None:
    code, out, err = say("announce", "--at", "2026-12-01T14:00", "--lead", "dana", "--impact", "minimal")
    assert code == 0, err
    assert "Date: 2026-12-01" in out
    assert "Deployment Lead: @dana" in out
    assert "Expected duration: 10 min" not in out  # the median of what this journal released, not a guess
    assert "R147" in evidence(at)
    for words in (("--at", "soon", "--lead", "dana"), ("--at", "2026-12-01T14:00", "--lead", "[NAME]")):
        assert say("announce", *words)[0] == 2


@pytest.mark.parametrize(
    ("severity", "impact", "what", "number"),
    [
        ("critical", "system down", "rollback now", "R176"), ("high", "major features broken", "rollback unless overridden", "R177"),
        ("medium", "minor features affected", "operator's choice", "R178"), ("low", "cosmetic", "fix forward", "R179"),
    ],
)  # fmt: skip
def test_the_matrix_is_asked_and_its_answer_kept(
    at: Machine, say: Say, severity: str, impact: str, what: str, number: str
) -> None:
    code, out, _ = say("decide", "--severity", severity, "--impact", impact, "--json")
    told = json.loads(out)
    assert (code, told["what"]) == (0, what)
    assert told["age"] < 600
    assert what in evidence(at)[number]
    assert say("decide", "--severity", "dreadful", "--impact", impact)[0] == 2


def test_logs_are_read_and_secrets_masked(at: Machine, say: Say) -> None:
    log = at.environment.state / "logs" / "blue-web.log"
    with log.open("a") as file:
        file.write("a line\npassword=hunter2hunter2\n")
    code, out, err = say("logs", "blue", "--lines", "20")
    assert code == 0, err
    assert "==> blue-web <==" in out
    assert "password=***" in out
    assert "hunter2" not in out
    assert "supervisord" in say("logs", "supervisord")[1]
    assert say("logs", "nobody")[0] == 2
    assert {"R057", "R106", "R157"} <= set(evidence(at))
