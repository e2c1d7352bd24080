"""Those who must know are told, each thing once, though the operator dies and Slack has a bad minute."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

from rehearsal.parties import parties
from rehearsal.scenes import Chapter, Scene
from rehearsal.stage import Stage
from rehearsal.wanted import AtLeast, Exactly, Says


class ToldOnce(Scene):
    """Slack, PagerDuty, mail and status page are each told once, though Slack fails twice and the operator is killed."""

    chapter = Chapter.RESCUE
    covers = ("R115", "R116", "R117", "R118", "R119", "R148", "R149", "R150", "R151", "R152")
    expects = {
        "resuming ended with": Exactly(0),
        "Slack: told twice": Exactly(0),
        "Slack: told of the release": Says("STARTED, APPLICATION UPDATE, VERIFICATION, COMPLETE"),
        "PagerDuty: changes told twice": Exactly(0),
        "PagerDuty: changes told": AtLeast(4),
        "PagerDuty: alerts of the incident": Exactly("trigger, resolve"),
        "PagerDuty: alerts that stay open": Exactly(0),
        "mails about the incident": AtLeast(2),
        "mails told twice": Exactly(0),
        "status page says while it lasts": Says("Uploads fail"),
        "status page at the end": Says("All is well"),
    }

    def play(self, stage: Stage) -> None:
        stage.operate("deploy", stage.artefact("v1"))
        with parties(stage.machine.folder) as told, stage.load():
            stage.machine.write_file(tables=told.table)
            told.slack.mode, told.slack.times = "error", 2
            dying = stage.begin("deploy", stage.artefact("v2"))
            dying.until(_the_edge_is_pointed, "the switch")
            dying.kill()
            stage.mark("the operator is killed in the midst of the release")
            stage.measure("resuming ended with", stage.operate("resume", by="Sam", code=None).wait())
            self._incident(stage)
            slack, changes = Counter(told.slack.seen), Counter(told.pagerduty.changes)
            stage.measure("Slack: told twice", _twice(slack))
            stage.measure("Slack: told of the release", ", ".join(_stages(told.slack.seen)))
            stage.measure("PagerDuty: changes told twice", _twice(changes))
            stage.measure("PagerDuty: changes told", len(changes))
            stage.measure(
                "PagerDuty: alerts of the incident",
                "; ".join(", ".join(a) for a in told.pagerduty.alerts.values()),
            )
            stage.measure("PagerDuty: alerts that stay open", len(told.pagerduty.open))
            incident = [
                subject
                for subject in told.letters.subjects
                if "ncident" in subject or "Uploads fail" in subject
            ]
            stage.measure("mails about the incident", len(incident))
            stage.measure(
                "mails told twice",
                _twice(Counter(zip(told.letters.subjects, told.letters.bodies, strict=True))),
            )

    def _incident(self, stage: Stage) -> None:
        page = stage.machine.environment.state / "status" / "index.html"

        def say(verb: str, *words: str) -> None:
            stage.operate(verb, *words, subject="incident", json=False)

        say("open", "Uploads fail")
        say("assess", "incident-1", "--severity", "high", "--impact", "One in ten uploads is refused")
        say("assign", "incident-1", "--to", "Sam")
        say("publish", "incident-1")
        stage.measure("status page says while it lasts", _said(page))
        say("message", "incident-1", "--status", "fixing", "--eta", "in ten minutes")
        say("resolve", "incident-1")
        stage.measure("status page at the end", _said(page))
        stage.more_answers()


def _said(page: Path) -> str:
    """The status page's words, without its form."""
    return " ".join(re.sub(r"<style>.*?</style>|<[^>]+>", " ", page.read_text("utf-8")).split())


def _twice(found: Counter[Any]) -> int:
    return sum(count - 1 for count in found.values())


def _stages(texts: list[str]) -> list[str]:
    """The stages of a release that were told, in their order."""
    names = ("STARTED", "DATABASE MIGRATION", "APPLICATION UPDATE", "VERIFICATION", "COMPLETE")
    return [name for name in names if any(name in text.upper() for text in texts)]


def _the_edge_is_pointed(event: dict[str, Any]) -> bool:
    return event["event"] == "done" and str(event["what"]).startswith("point the edge")
