"""The headers of an answer, scored by the arithmetic of MDN's HTTP Observatory, from its published table of modifiers.

https://developer.mozilla.org/en-US/observatory/docs/tests_and_scoring : a score begins at 100, faults take away,
bonuses count only when nothing brought it under 90, and a grade is a step of the score. Written from the facts; what an
API has none of (pages with scripts of others) is not looked at: subresource integrity stands at 0 here. Over plain HTTP,
what asks for TLS (redirection, HSTS) is left out and named. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

_GRADES = (
    (100, "A+"), (90, "A"), (85, "A-"), (80, "B+"), (70, "B"), (65, "B-"), (60, "C+"), (50, "C"), (45, "C-"), (40, "D+"),
    (30, "D"), (25, "D-"), (0, "F"),
)  # fmt: skip
_BONUS_FROM = 90
_SIX_MONTHS = 15_768_000
_PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
_UNSAFE = {"origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"}


@dataclass(frozen=True, slots=True)
class Modifier:
    """What one test adds or takes away, and why."""

    test: str
    by: int
    why: str


@dataclass(frozen=True, slots=True)
class Score:
    points: int
    grade: str
    modifiers: tuple[Modifier, ...]
    left_out: tuple[str, ...] = ()

    @property
    def faults(self) -> tuple[str, ...]:
        return tuple(f"{m.test} {m.by}: {m.why}" for m in self.modifiers if m.by < 0)


def score(
    headers: Mapping[str, str], *, tls: bool, redirects: bool = True, cookies: Sequence[str] = ()
) -> Score:
    """`headers`: names in lower case. `redirects`: whether plain HTTP leads to HTTPS."""
    found = [
        _csp(headers.get("content-security-policy", "")),
        _cookies(cookies),
        _cors(headers),
        _referrer(headers.get("referrer-policy", "")),
        _nosniff(headers.get("x-content-type-options", "")),
        _frames(headers),
        _resource(headers.get("cross-origin-resource-policy", "")),
    ]
    if tls:
        found += [_hsts(headers.get("strict-transport-security", "")), _redirection(redirects)]
    faults = 100 + sum(m.by for m in found if m.by < 0)
    points = max(0, faults + (sum(m.by for m in found if m.by > 0) if faults >= _BONUS_FROM else 0))
    grade = next(grade for bound, grade in _GRADES if points >= bound)
    return Score(points, grade, tuple(found), () if tls else ("redirection", "strict-transport-security"))


def _csp(value: str) -> Modifier:
    name = "content-security-policy"
    rules = {words[0].lower(): words[1:] for part in value.split(";") if (words := part.split())}
    if not rules:
        return Modifier(name, -25, "there is none")
    scripts = rules.get("script-src", rules.get("default-src", ["*"]))
    if any(word in ("*", "http:", "https:", "data:") for word in scripts):
        return Modifier(name, -20, "scripts may come from anywhere")
    if "'unsafe-inline'" in scripts and not any(
        w.startswith(("'nonce-", "'sha256-", "'sha384-", "'sha512-")) for w in scripts
    ):
        return Modifier(name, -20, "'unsafe-inline' in script-src")
    if "'unsafe-eval'" in scripts:
        return Modifier(name, -10, "'unsafe-eval' in script-src")
    if "'unsafe-inline'" in rules.get("style-src", rules.get("default-src", [])):
        return Modifier(name, 0, "'unsafe-inline' in style-src")
    if rules.get("default-src") == ["'none'"]:
        return Modifier(name, 10, "default-src 'none', nothing unsafe")
    return Modifier(name, 5, "nothing unsafe")


def _cookies(cookies: Sequence[str]) -> Modifier:
    """A cookie without Secure weighs 20, one of a session 40 (without HttpOnly 30)."""
    worst = Modifier("cookies", 0 if not cookies else 5, "none is set" if not cookies else "all are closed")
    for cookie in cookies:
        name, flags = cookie.partition("=")[0].strip(), cookie.lower()
        session = bool(re.search(r"sess|auth|token|sid", name, re.IGNORECASE))
        if "secure" not in flags and not name.startswith(("__Host-", "__Secure-")):
            worst = min(
                worst,
                Modifier("cookies", -40 if session else -20, f"{name} is not Secure"),
                key=lambda m: m.by,
            )
        elif session and "httponly" not in flags:
            worst = min(worst, Modifier("cookies", -30, f"{name} is not HttpOnly"), key=lambda m: m.by)
    return worst


def _cors(headers: Mapping[str, str]) -> Modifier:
    universal = (
        headers.get("access-control-allow-origin") == "*"
        and headers.get("access-control-allow-credentials") == "true"
    )
    return Modifier(
        "cross-origin-resource-sharing",
        -50 if universal else 0,
        "open to every site with credentials" if universal else "closed",
    )


def _referrer(value: str) -> Modifier:
    last = [word.strip().lower() for word in value.split(",") if word.strip()][-1:]
    if not last:
        return Modifier("referrer-policy", 0, "there is none")
    by = 5 if last[0] in _PRIVATE else -5
    return Modifier(
        "referrer-policy", by, last[0] if last[0] in _PRIVATE | _UNSAFE else f"{last[0]} is not known"
    )


def _nosniff(value: str) -> Modifier:
    good = value.strip().lower() == "nosniff"
    return Modifier("x-content-type-options", 0 if good else -5, "nosniff" if good else "there is none")


def _frames(headers: Mapping[str, str]) -> Modifier:
    if "frame-ancestors" in headers.get("content-security-policy", ""):
        return Modifier("x-frame-options", 5, "by frame-ancestors")
    good = headers.get("x-frame-options", "").strip().lower() in ("deny", "sameorigin")
    return Modifier("x-frame-options", 0 if good else -20, "set" if good else "there is none")


def _resource(value: str) -> Modifier:
    good = value.strip().lower() in ("same-origin", "same-site")
    bad = value.strip().lower() == "cross-origin"
    return Modifier(
        "cross-origin-resource-policy", 10 if good else 0 if not bad else -5, value or "there is none"
    )


def _hsts(value: str) -> Modifier:
    age = re.search(r"max-age=\"?(\d+)", value)
    if age is None:
        return Modifier("strict-transport-security", -20, "there is none")
    if int(age[1]) < _SIX_MONTHS:
        return Modifier("strict-transport-security", -10, f"{int(age[1])} seconds are less than six months")
    preloads = "preload" in value and "includesubdomains" in value.lower()
    return Modifier("strict-transport-security", 5 if preloads else 0, value)


def _redirection(redirects: bool) -> Modifier:
    return Modifier(
        "redirection", 0 if redirects else -20, "to HTTPS" if redirects else "plain HTTP is answered"
    )
