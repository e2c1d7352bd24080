"""Every outside party at once, as the release finds it (chapter V4.1)."""

from __future__ import annotations

import json

from runbook.actions import Answer, Question, Request
from runbook.checks import Answers, Case, Outcome, health, no, unknown, yes
from runbook.verifications import Aim, Verification


def _things(**states: str) -> Answer:
    told = {name: {"status": state, "seconds": 0.01} for name, state in states.items()}
    return Answer(200, {}, json.dumps({"status": "healthy", "things": told}).encode(), 0.1)


class Integrations(Verification):
    """Nothing that is set up fails; what is not set up is named."""

    covers = ("R099",)
    hint = "`creditai check services` says of each what to do."
    cases = (
        Case("yes", [_things(database="healthy", stripe="not_configured")]),
        Case("no", [_things(database="healthy", stripe="failing")]),
        Case("no", [_things(database="degraded")]),
        Case("unknown", [Answer(0, {}, b"", 0.0, "TimeoutError")]),
        Case("unknown", [Answer(200, {}, b'{"status": "healthy"}', 0.0)]),
    )

    def asks(self, aim: Aim) -> tuple[Question, ...]:
        token = aim.environment.operator_token
        return (Request("every part's health", aim.at, "/api/system/health", bearer=token, deadline=8.0),)

    def look(self, aim: Aim, answers: Answers) -> Outcome:
        (answer,) = answers
        told = health(answer)
        things = (told or {}).get("things")
        if not isinstance(things, dict):
            return unknown(answer)
        bad = [
            f"{name} {each['status']}"
            for name, each in things.items()
            if each["status"] in ("failing", "degraded")
        ]
        unset = [name for name, each in things.items() if each["status"] == "not_configured"]
        said = f"{len(things) - len(bad) - len(unset)} healthy; not set up: {', '.join(unset) or 'none'}"
        return no(f"{', '.join(bad)}; {said}") if bad else yes(said)
