"""Security headers, scored (chapter V3.1): on the plainest answer and on one that refuses."""

from __future__ import annotations

from runbook.actions import Answer, Question, Request
from runbook.checks import Answers, Case, Outcome, no, unknown, yes
from runbook.judge.headers import score
from runbook.verifications import Aim, Verification

LEAST = 90
_GOOD = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'", "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer", "cross-origin-resource-policy": "same-origin",
    "strict-transport-security": "max-age=63072000; includeSubDomains",
}  # fmt: skip


class SecurityHeaders(Verification):
    """Every answer scores A or better by the Observatory's arithmetic."""

    covers = ("R095",)
    hint = "The sentence names each fault and its weight; the release sets its headers in web/edge.py."
    cases = (
        Case("yes", [Answer(200, _GOOD, b"", 0.01), Answer(404, _GOOD, b"", 0.01)]),
        Case("no", [Answer(200, _GOOD, b"", 0.01), Answer(404, {}, b"", 0.01)]),
        Case(
            "no",
            [
                Answer(200, {**_GOOD, "content-security-policy": "default-src *"}, b"", 0.01),
                Answer(404, _GOOD, b"", 0.01),
            ],
        ),
        Case("unknown", [Answer(200, _GOOD, b"", 0.01), Answer(0, {}, b"", 0.0, "TimeoutError")]),
    )

    def asks(self, aim: Aim) -> tuple[Question, ...]:
        return tuple(
            Request("the headers", aim.at, path, deadline=8.0)
            for path in ("/api/health", "/api/v1/no-such-thing")
        )

    def look(self, aim: Aim, answers: Answers) -> Outcome:
        scores = []
        for answer in answers:
            if not isinstance(answer, Answer) or answer.status == 0:
                return unknown(answer)
            cookie = answer.headers.get("set-cookie")
            scores.append(score(answer.headers, tls=aim.tls, cookies=[cookie] if cookie else []))
        worst = min(scores, key=lambda each: each.points)
        said = f"{worst.grade}, {worst.points} points"
        said += f"; not asked over plain HTTP: {', '.join(worst.left_out)}" if worst.left_out else ""
        return yes(said) if worst.points >= LEAST else no(f"{said}; {'; '.join(worst.faults)}")
