"""The application is down, and less must be offered all the same; people are told, and it comes back."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

from rehearsal.parties import parties
from rehearsal.scenes import Chapter, Scene
from rehearsal.stage import Stage
from rehearsal.wanted import AtLeast, Exactly, Says
from runbook.facts import Known, Process
from runbook.perform import Performer
from runbook.redaction import Redactor


class KillSwitch(Scene):
    """The application is down and the kill switch is needed: told, diagnosed, switched off, a page shown, and back."""

    chapter = Chapter.RESCUE
    real = True
    covers = (
        "R115",
        "R116",
        "R117",
        "R118",
        "R119",
        "R122",
        "R123",
        "R124",
        "R125",
        "R126",
        "R166",
        "R167",
        "R168",
        "R169",
        "R176",
    )
    expects = {
        "refused to people": AtLeast(1),
        "refused once it is back": Exactly(0),
        "the diagnosis": Says("ended"),
        "switched off with it down: ended with": Exactly(0),
        "the edge's page": Says("maintenance until"),
        "people back at": Exactly("the same release"),
        "off after it came back": Exactly("pdf-processing, dispute-generation"),
        "ordered at the end": Exactly("nothing"),
        "messages to Slack": AtLeast(4),
        "told twice": Exactly(0),
        "alerts opened at PagerDuty": Exactly(1),
        "alerts open at the end": Exactly(0),
        "the matrix asks for": Exactly("rollback now"),
    }

    def play(self, stage: Stage) -> None:
        stage.operate("deploy", stage.artefact("v1"))
        before = stage.operate("status").document["release"]
        with parties(stage.machine.folder) as town:
            slack, pagerduty = town.slack, town.pagerduty
            file = stage.machine.file
            file.write_text(f"{file.read_text('utf-8')}\n{town.table}", "utf-8")
            with stage.load(rate=20.0, asks="/api/health"):
                stage.more_answers()
                _down(stage)
                self._rescue(stage)
                _up(stage)
                back = time.monotonic()
                stage.more_answers()
            stage.measure("refused once it is back", sum(at > back for at, _, _ in stage.seen.refused))
            now = stage.operate("status").document["release"]
            stage.measure("people back at", "the same release" if now == before else "another one")
            told = stage.operate("status", subject="emergency", json=True).document
            off = [
                n for n, row in told["switches"].items() if row["seconds_left"] is not None and not row["on"]
            ]
            stage.measure("off after it came back", ", ".join(off))
            stage.operate("restore", subject="emergency")
            told = stage.operate("status", subject="emergency").document
            left = [n for n, row in told["switches"].items() if row["seconds_left"] is not None]
            stage.measure("ordered at the end", ", ".join([*left, *told["maintenance"]]) or "nothing")
            stage.operate("resolve", "incident-1", subject="incident", json=False)
            stage.measure("messages to Slack", len(slack.seen))
            stage.measure("told twice", len(slack.seen) - len(set(slack.seen)))
            stage.measure("alerts opened at PagerDuty", len(pagerduty.alerts))
            stage.measure("alerts open at the end", len(pagerduty.open))

    def _rescue(self, stage: Stage) -> None:
        """As somebody would who was called."""
        stage.operate("open", "Nothing answers", subject="incident", json=False)
        found = stage.operate("crashloop", subject="diagnose", code=1).document
        stage.measure("the diagnosis", found["findings"][0]["seen"])
        for trouble, seconds in (("database", "0"), ("memory", "2"), ("slow", "1")):
            stage.operate(trouble, "--seconds", seconds, subject="diagnose", code=None)
        stage.operate(
            "assess",
            "incident-1",
            "--severity",
            "critical",
            "--impact",
            "Nobody gets in",
            subject="incident",
            json=False,
        )
        stage.operate("assign", "incident-1", "--to", "dana", subject="incident", json=False)
        stage.operate("publish", "incident-1", subject="incident", json=False)
        asked = stage.operate("decide", "--severity", "critical", "--impact", "system down")
        stage.measure("the matrix asks for", asked.document["what"])
        off = stage.operate(
            "disable",
            "pdf-processing",
            "dispute-generation",
            "--for",
            "1h",
            "--why",
            "costs run away",
            subject="emergency",
            code=None,
        )
        stage.measure("switched off with it down: ended with", off.wait())
        stage.operate(
            "rate-limit", "--for", "2s", "--why", "a flood meanwhile", subject="emergency", code=None
        )
        page = stage.operate(
            "maintenance", "--for", "1m", "--why", "We mend it", subject="emergency", json=False
        )
        stage.measure("the edge's page", "maintenance until it is ended" if page.code == 0 else page.told)
        stage.operate(
            "message", "incident-1", "--status", "fixing", "--eta", "soon", subject="incident", json=False
        )


_ILL = """#!/bin/sh
case "$1" in
  serve|work) echo "this release is ill"; exit 3 ;;
  *) exec "$0.whole" "$@" ;;
esac
"""


def _down(stage: Stage) -> None:
    """What serves and works ends as soon as it is started; the release's other verbs are whole."""
    stage.mark("the application goes down")
    program = _program(stage)
    program.rename(program.with_name("creditai.whole"))
    program.write_text(_ILL, "utf-8")
    program.chmod(0o755)
    for process in _kept(stage):
        if process.pid is not None:
            os.kill(process.pid, signal.SIGKILL)
    stage.until(
        lambda: any(p.state == "failing" for p in _kept(stage)), "a process that ends again and again", 60
    )


def _up(stage: Stage) -> None:
    """The program is whole again, and what gave up is started."""
    program = _program(stage)
    program.with_name("creditai.whole").replace(program)
    stage.mark("the program is whole again")
    stage.operate("start", "--yes")


def _program(stage: Stage) -> Path:
    installed = stage.facts().installed
    assert isinstance(installed, Known)
    return stage.machine.host.folder(installed.value[-1]) / "bin" / "creditai"


def _kept(stage: Stage) -> tuple[Process, ...]:
    found = stage.machine.host.processes(Performer(Redactor()).ask)
    return found.value if isinstance(found, Known) else ()
