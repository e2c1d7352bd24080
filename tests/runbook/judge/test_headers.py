"""The Observatory's arithmetic on headers whose score is known."""

from __future__ import annotations

import pytest

from runbook.judge.headers import score

BEST = {
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'", "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer", "cross-origin-resource-policy": "same-origin",
    "strict-transport-security": "max-age=63072000; includeSubDomains; preload",
}  # fmt: skip


def test_nothing_at_all_over_plain_http() -> None:
    found = score({}, tls=False)
    assert (found.points, found.grade) == (100 - 25 - 5 - 20, "C")
    assert found.left_out == ("redirection", "strict-transport-security")


def test_the_best_has_every_bonus() -> None:
    found = score(BEST, tls=True)
    assert (found.points, found.grade, found.faults) == (100 + 10 + 5 + 5 + 10 + 5, "A+", ())


def test_a_bonus_never_hides_a_fault() -> None:
    """Under 90 by faults, no bonus counts: 100 - 20 stays 80 although 30 points of bonus are there."""
    found = score({**BEST, "content-security-policy": "default-src *; frame-ancestors 'none'"}, tls=True)
    assert (found.points, found.grade) == (80, "B+")


def test_at_ninety_by_faults_every_bonus_counts() -> None:
    policy = "script-src 'self' 'unsafe-eval'; frame-ancestors 'none'"
    found = score({**BEST, "content-security-policy": policy}, tls=True)
    assert (found.points, found.grade) == (100 - 10 + 5 + 5 + 10 + 5, "A+")


@pytest.mark.parametrize(
    ("header", "value", "by"),
    [
        ("content-security-policy", "script-src 'self' 'unsafe-inline'", -20),
        ("content-security-policy", "script-src 'self' 'unsafe-eval'", -10),
        ("content-security-policy", "script-src 'self' 'unsafe-inline' 'nonce-abc'", 5),
        ("content-security-policy", "default-src 'self'; style-src 'unsafe-inline'", 0),
        ("strict-transport-security", "max-age=300", -10),
        ("strict-transport-security", "nonsense", -20),
        ("referrer-policy", "unsafe-url", -5),
        ("x-frame-options", "ALLOW-FROM x", -20),
        ("cross-origin-resource-policy", "cross-origin", -5),
    ],
)
def test_a_fault_weighs_what_the_table_says(header: str, value: str, by: int) -> None:
    found = score({header: value}, tls=True)
    assert {m.test: m.by for m in found.modifiers}[header] == by


@pytest.mark.parametrize(
    ("cookies", "by"),
    [
        ([], 0), (["theme=x; Secure"], 5), (["theme=x"], -20), (["session=x; Secure; HttpOnly"], 5), (["session=x; HttpOnly"], -40),
        (["session=x; Secure"], -30), (["theme=x", "session=x"], -40), (["__Host-session=x; HttpOnly"], 5),
    ],
)  # fmt: skip
def test_a_cookie_weighs_by_what_it_opens(cookies: list[str], by: int) -> None:
    assert {m.test: m.by for m in score(BEST, tls=True, cookies=cookies).modifiers}["cookies"] == by


def test_plain_http_that_is_answered() -> None:
    assert score(BEST, tls=True, redirects=False).points == 80
    open_ = {**BEST, "access-control-allow-origin": "*", "access-control-allow-credentials": "true"}
    assert score(open_, tls=True).grade == "C"
