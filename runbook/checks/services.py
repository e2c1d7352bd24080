"""The outside parties and the cache, as the release that serves finds them (chapters P2.3, V1.1)."""

from __future__ import annotations

import json
from typing import ClassVar

from runbook.actions import Address, Answer, Question, Request
from runbook.checks import About, Answers, Case, Check, Outcome, health, no, unknown, yes

_NOT_SET_UP = Outcome("not asked", "this environment has not set it up")


def _answer(status: str, **detail: str | bool) -> Answer:
    body = json.dumps({"status": status, "detail": detail}).encode()
    return Answer(200, {}, body, 0.01)


def _cases(**lacking: str | bool) -> tuple[Case, ...]:
    return (
        Case("yes", [_answer("healthy")]),
        Case("no", [_answer("failing", error="ConnectError")]),
        Case("no", [_answer("degraded", **lacking)]),
        Case("unknown", [Answer(0, {}, b"", 0.0, "ConnectionRefusedError")]),
        Case("unknown", [Answer(502, {}, b"<html>", 0.0)]),
    )


class _Dependency(Check):
    """One thing that the release asks itself, by the way that it uses it."""

    asked: ClassVar[str]
    of_release = True

    def asks(self, about: About) -> tuple[Question, ...]:
        if about.live is None:
            return ()
        environment = about.environment
        at, path = Address(environment.address), f"/api/system/health/{self.asked}"
        return (Request(f"how {self.asked} is", at, path, bearer=environment.operator_token, deadline=8.0),)

    def look(self, about: About, answers: Answers) -> Outcome:
        (answer,) = answers
        told = health(answer)
        if told is None:
            return unknown(answer)
        status, detail = str(told["status"]), told.get("detail") or {}
        assert isinstance(detail, dict)
        said = ", ".join(
            f"{name} {value}" for name, value in detail.items() if not isinstance(value, (dict, list))
        )
        if status == "not_configured":
            return _NOT_SET_UP
        return yes(said or status) if status == "healthy" else no(f"{status}: {said}" if said else status)


class Cache(_Dependency):
    """Valkey answers, so that limits and switches are shared."""

    covers = ("R083",)
    level = "advised"
    asked = "redis"
    hint = "Start Valkey; meanwhile limits are counted by each process and the last known switches stand."
    cases = _cases()


class Stripe(_Dependency):
    """Stripe answers to our key, and its webhook of our version is switched on and signed."""

    covers = ("R025",)
    asked = "stripe"
    hint = (
        "`creditai payments reconcile` compares with Stripe, `creditai payments endpoint` makes the endpoint."
    )
    cases = _cases(webhook_known=False)


class Recognition(_Dependency):
    """Document AI answers, where pages go outside to be read."""

    covers = ("R026",)
    level = "advised"
    asked = "google-cloud"
    hint = "See the key and the processor in the settings; meanwhile pages are read on this machine."
    cases = _cases(asked=False)


class Post(_Dependency):
    """The mail server greets and takes our sign-in."""

    covers = ("R027",)
    asked = "email"
    hint = "See CREDITAI_MAIL: without it nobody can confirm an address or is reminded of a clock."
    cases = _cases()


class Papers(_Dependency):
    """The store of papers can be written and read."""

    covers = ("R084",)
    asked = "objects"
    hint = "See CREDITAI_OBJECTS and the disk: without it no report can be uploaded."
    cases = _cases()
