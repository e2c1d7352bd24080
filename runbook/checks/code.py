"""What lies in the tree that must not (chapters P1.3, P3.1)."""

from __future__ import annotations

from runbook.actions import Question, Ran
from runbook.checks import About, Answers, Case, Check, Outcome, no, ran, run, unknown, yes

_SHAPES = (
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----$",
    r"\b(sk|rk)_live_(?![Cc]anary|CANARY)[A-Za-z0-9]{20,}",
    r"\bAKIA[0-9A-Z]{16}\b",
    r"\bgh[pousr]_[A-Za-z0-9]{36,}",
    r"\bxox[abprs]-[0-9]{8,}-[A-Za-z0-9-]{10,}",
    r"\bhooks\.slack\.com/services/T[A-Z0-9]{8,}/B[A-Z0-9]{8,}/[A-Za-z0-9]{20,}",
    r"\bAIza[0-9A-Za-z_-]{35}\b",
    r"\bwhsec_[A-Za-z0-9+/]{30,}",
)
"""Credentials as their makers print them; what only resembles one is left to people."""


class SecretsInTree(Check):
    """No credential stands in a tracked file."""

    covers = ("R013",)
    hint = "Revoke it at its maker first: what was committed is known. Then take it out, and refer to it by env: or file:."
    cases = (
        Case("yes", [ran(code=1)]),
        Case("no", [ran("creditai/x.py:3\ncreditai/y.py:9\n")]),
        Case("unknown", [ran(code=128, errors="fatal: not a git repository")]),
    )

    def asks(self, about: About) -> tuple[Question, ...]:
        shapes = [word for shape in _SHAPES for word in ("-e", shape)]
        return (run("git", "grep", "-nIP", "--only-matching", *shapes, folder=about.sources),)

    def look(self, about: About, answers: Answers) -> Outcome:
        """Where, and never what."""
        (answer,) = answers
        if not isinstance(answer, Ran) or answer.code not in (0, 1):
            return unknown(answer)
        places = [":".join(line.split(":", 2)[:2]) for line in answer.output.splitlines()]
        return (
            no(f"{len(places)} places: {', '.join(places[:5])}")
            if places
            else yes(f"none of {len(_SHAPES)} shapes")
        )


class EnvironmentFiles(Check):
    """No file of secrets is tracked: .env, keys, dumps of the database."""

    covers = ("R031",)
    hint = "git rm --cached it, and revoke what stands in it."
    cases = (
        Case("yes", [ran("")]),
        Case("no", [ran("deploy/.env\n")]),
        Case("unknown", [ran(code=128, errors="fatal: not a git repository")]),
    )

    def asks(self, about: About) -> tuple[Question, ...]:
        names = (
            "*.env",
            ".env",
            ".env.*",
            "*.pem",
            "*.key",
            "*.p12",
            "*.dump",
            "id_rsa",
            "id_ed25519",
            "*.sqlite",
            "*.db",
        )
        return (run("git", "ls-files", *names, folder=about.sources),)

    def look(self, about: About, answers: Answers) -> Outcome:
        (answer,) = answers
        if not isinstance(answer, Ran) or answer.code != 0:
            return unknown(answer)
        found = answer.output.split()
        return no(", ".join(found[:5])) if found else yes("none")
