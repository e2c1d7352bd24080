"""What must not be had from outside (chapter V3.1): asked as anybody can ask."""

from __future__ import annotations

from runbook.actions import Answer, Question, Request
from runbook.checks import Answers, Case, Outcome, no, unknown, yes
from runbook.verifications import Aim, Verification

_HIDDEN = (
    "/.git/HEAD", "/.env", "/metrics", "/server-status", "/debug", "/api/system/drain", "/api/feature-flags/emergency-disable",
    "/api/v1/me", "/..%2f..%2fetc/passwd", "/api/health/%2e%2e/%2e%2e/etc/passwd",
)  # fmt: skip
_WELL = [
    *(Answer(404, {}, b"{}", 0.01) for _ in _HIDDEN),
    Answer(405, {}, b"{}", 0.01),
    Answer(404, {"server": "nginx"}, b"{}", 0.01),
]


class Exposed(Verification):
    """Nothing inside is served, no method mirrors, no answer tells versions or a trace."""

    covers = ("R096",)
    hint = "Take it away at the edge first (`creditai emergency maintenance`), then in the release."
    cases = (
        Case("yes", _WELL),
        Case("no", [Answer(200, {}, b"ref: refs/heads/main", 0.01), *_WELL[1:]]),
        Case("no", [*_WELL[:-2], Answer(200, {}, b"TRACE /", 0.01), _WELL[-1]]),
        Case("no", [*_WELL[:-1], Answer(404, {"server": "nginx/1.31.3"}, b"{}", 0.01)]),
        Case("no", [*_WELL[:-1], Answer(500, {}, b"Traceback (most recent call last)", 0.01)]),
        Case("unknown", [Answer(0, {}, b"", 0.0, "TimeoutError"), *_WELL[1:]]),
    )

    def asks(self, aim: Aim) -> tuple[Question, ...]:
        hidden = tuple(Request(f"is {path} hidden?", aim.at, path, deadline=5.0) for path in _HIDDEN)
        trace = Request("does TRACE mirror?", aim.at, "/api/health", "TRACE", deadline=5.0)
        return (*hidden, trace, Request("what an error tells", aim.at, "/api/v1/no-such-thing", deadline=5.0))

    def look(self, aim: Aim, answers: Answers) -> Outcome:
        found = [a for a in answers if isinstance(a, Answer)]
        silent = next((a for a in found if a.status == 0), None)
        if silent is not None:
            return unknown(silent)
        names = (*_HIDDEN, "TRACE", "an error")
        bad = [
            f"{name} answers {a.status}"
            for name, a in zip(names, found, strict=True)
            if 200 <= a.status < 300
        ]
        bad += [f"{n} answers {a.status}" for n, a in zip(names, found, strict=True) if a.status >= 500]
        bad += [f"{n} shows a trace" for n, a in zip(names, found, strict=True) if b"Traceback" in a.body]
        server = found[-1].headers.get("server", "")
        bad += [f"the server tells its version: {server}"] if any(c.isdigit() for c in server) else []
        return no("; ".join(bad)) if bad else yes(f"{len(found)} questions, nothing is given away")
