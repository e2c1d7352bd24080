"""The addresses of health (chapters V1.1, V4.1): each answers, says who it is, and tells a thing's state honestly."""

from __future__ import annotations

import json
from typing import Any, ClassVar

from runbook.actions import Answer, Question, Request
from runbook.checks import Answers, Case, Outcome, health, no, unknown, yes
from runbook.verifications import Aim, Verification

_WHO = {"release": "a" * 64, "colour": "green", "revision": "r", "schema": "0004"}
_SILENT = Answer(0, {}, b"", 0.0, "ConnectionRefusedError")


def _answer(status: str, code: int = 200, seconds: float = 0.01, **more: Any) -> Answer:
    return Answer(code, {}, json.dumps({**_WHO, "status": status, **more}).encode(), seconds)


class Alive(Verification):
    """It answers GET and HEAD, and says which release, colour and schema it is."""

    covers = ("R081",)
    covers_past_edge = ("R058",)
    hint = "`creditai diagnose crashloop` says why it does not answer."
    cases = (
        Case("yes", [_answer("healthy"), Answer(200, {}, b"", 0.01)]),
        Case("no", [_answer("failing", 503), Answer(503, {}, b"", 0.01)]),
        Case("no", [Answer(200, {}, b'{"status": "ok"}', 0.01), Answer(200, {}, b"", 0.01)]),
        Case("unknown", [_SILENT, _SILENT]),
    )

    def asks(self, aim: Aim) -> tuple[Question, ...]:
        return tuple(
            Request("health", aim.at, "/api/health", method, deadline=8.0) for method in ("GET", "HEAD")
        )

    def look(self, aim: Aim, answers: Answers) -> Outcome:
        told = health(answers[0])
        if told is None:
            return unknown(answers[0])
        head = answers[1]
        missing = [name for name in ("release", "colour", "schema") if not told.get(name)]
        good = [a.status for a in answers if isinstance(a, Answer)]
        if missing or good != [200, 200]:
            return no(f"GET and HEAD answered {good}; missing: {', '.join(missing) or 'nothing'}")
        assert isinstance(head, Answer)
        return yes(
            f"{told['colour']} serves {str(told['release'])[:12]} on schema {told['schema']}: {told['status']}"
        )


class _Thing(Verification):
    """One thing that is depended on, by its own address. What is not set up must say so, and then that is right."""

    asked: ClassVar[str]
    hint = "`creditai check services` tells more; the settings say what is set up."
    cases = (
        Case("yes", [_answer("healthy", name="x", seconds=0.2)]),
        Case("yes", [_answer("not_configured", name="x")]),
        Case("no", [_answer("failing", 503, name="x")]),
        Case("no", [_answer("degraded", name="x")]),
        Case("unknown", [_SILENT]),
        Case("unknown", [Answer(404, {}, b"", 0.01)]),
    )

    def asks(self, aim: Aim) -> tuple[Question, ...]:
        return (Request(f"health of {self.asked}", aim.at, self.asked, deadline=8.0),)

    def look(self, aim: Aim, answers: Answers) -> Outcome:
        (answer,) = answers
        told = health(answer)
        if told is None or not isinstance(answer, Answer):
            return unknown(answer)
        said = f"{told['status']}, told in {1000 * answer.seconds:.0f} ms"
        return yes(said) if told["status"] in ("healthy", "not_configured") else no(said)


class DatabaseHealth(_Thing):
    """PostgreSQL answers a round trip through the pool."""

    covers = ("R082",)
    asked = "/api/system/health/database"


class CacheHealth(_Thing):
    """Valkey answers."""

    covers = ("R083",)
    asked = "/api/system/health/redis"


class IdentityHealth(_Thing):
    """Supabase's keys can be had, where it is set up."""

    covers = ("R084",)
    asked = "/api/system/health/supabase"


class RecognitionHealth(_Thing):
    """Document AI answers, where it is set up."""

    covers = ("R085",)
    asked = "/api/system/health/google-cloud"


class StripeHealth(_Thing):
    """Stripe answers to our key and will tell us of events, where it is set up."""

    covers = ("R100",)
    asked = "/api/stripe/health"


class GoogleCloudHealth(_Thing):
    """The runbook's own address of Google Cloud's health answers too."""

    covers = ("R101",)
    asked = "/api/google-cloud/health"
