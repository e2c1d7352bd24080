"""Slow answers: which routes, since when, and whether database, pool or processor is what they wait for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from runbook.actions import Answer, Question, Request
from runbook.checks import run
from runbook.diagnosis import Answers, Diagnosis, Finding, Scene, text
from runbook.judge import thresholds

_BUCKET = re.compile(r"^http_request_duration_seconds_bucket\{([^}]*)\} ([0-9.e+]+)$", re.MULTILINE)
_LABEL = re.compile(r'(\w+)="([^"]*)"')
_DATABASE = re.compile(
    r"^(db_slow_queries_total|db_pool_size|db_connections)(?:\{([^}]*)\})? ([0-9.e+]+)$", re.MULTILINE
)
_FEW = 5


@dataclass
class _Route:
    """One route's answers: upper bound of a bucket -> how many within it."""

    within: dict[float, float] = field(default_factory=dict)

    @property
    def count(self) -> float:
        return self.within.get(float("inf"), 0.0)

    def slower(self, seconds: float) -> tuple[float, float]:
        """How many took longer for certain, and than what: the smallest bound that is not below."""
        bound = min((each for each in self.within if each >= seconds), default=float("inf"))
        return self.count - self.within.get(bound, 0.0), bound

    def p95(self) -> float | None:
        """The bound under which 95 of a hundred lie; None when none are."""
        wanted = 0.95 * self.count
        return (
            next((bound for bound in sorted(self.within) if self.within[bound] >= wanted), None)
            if self.count
            else None
        )


class Slow(Diagnosis):
    """Which answers are slow, and what do they wait for?"""

    covers = ("R169",)
    rounds = 2

    def asks(self, scene: Scene) -> tuple[Question, ...]:
        at = scene.sides.get(scene.live or "", scene.edge).named(scene.edge)
        metrics = Request("metrics", at, "/metrics", bearer=scene.environment.operator_token, deadline=8.0)
        return metrics, run("cat", "/proc/loadavg"), run("getconf", "_NPROCESSORS_ONLN")

    def look(self, scene: Scene, rounds: Sequence[Answers]) -> tuple[Finding, ...]:
        told = [_metrics(each[0]) for each in rounds]
        if told[-1] is None:
            answer = rounds[-1][0]
            said = (answer.status or answer.error) if isinstance(answer, Answer) else "nothing"
            return (
                Finding(
                    f"/metrics of {scene.live or 'the edge'} answered {said}.",
                    "it does not tell what is slow",
                    "`creditai diagnose crashloop`.",
                ),
            )
        first, last = told[0] or "", told[-1]
        return (
            *_slow(_routes(first), _routes(last), scene.seconds),
            *_waits(first, last),
            *_busy(rounds[-1]),
        )


def _metrics(answer: object) -> str | None:
    if not isinstance(answer, Answer) or answer.status != 200:
        return None
    return answer.body.decode("utf-8", "replace")


def _routes(told: str) -> dict[str, _Route]:
    found: dict[str, _Route] = {}
    for labels, value in _BUCKET.findall(told):
        given = dict(_LABEL.findall(labels))
        route = found.setdefault(f"{given['method']} {given['route']}", _Route())
        bound = float(given["le"].replace("+Inf", "inf"))
        route.within[bound] = route.within.get(bound, 0.0) + float(value)
    return found


def _slow(first: Mapping[str, _Route], last: Mapping[str, _Route], seconds: float) -> list[Finding]:
    """By what came between the looks; by all since the start where that is too little."""
    made = []
    for name, now in last.items():
        before = first.get(name, _Route())
        fresh = _Route({bound: count - before.within.get(bound, 0.0) for bound, count in now.within.items()})
        route, when = (
            (fresh, f"within the last {seconds:g} s")
            if fresh.count >= _FEW
            else (now, "since its process started")
        )
        p95, (slower, than) = route.p95(), route.slower(thresholds.WARN_SECONDS)
        if p95 is None or p95 <= than:
            continue
        most = "" if p95 == float("inf") else f"; 95 of 100 stay within {p95:g} s"
        seen = f"{name}: {slower:.0f} of {route.count:.0f} answers took more than {than:g} s {when}{most}."
        then = "If it is new since a release: `creditai release rollback`. Else see what it waits for, below, or `creditai diagnose database`."
        made.append((slower, Finding(seen, "people wait there", then)))
    return [finding for _, finding in sorted(made, key=lambda each: -each[0])][:5]


def _waits(first: str, last: str) -> list[Finding]:
    made = []
    was, now = _by_process(first, "db_slow_queries_total"), _by_process(last, "db_slow_queries_total")
    slow = sum(max(count - was.get(process, 0.0), 0.0) for process, count in now.items())
    if slow:
        seen = f"{slow:.0f} statements took more than half a second between two looks."
        made.append(
            Finding(
                seen, "answers wait for the database", "`creditai diagnose database` names who holds up whom."
            )
        )
    sizes = _by_process(last, "db_pool_size")
    for process, used in _by_process(last, "db_connections", "in-use").items():
        size = sizes.get(process, 0.0)
        if size and used >= size:
            of = f"the pool of {process}" if process else "the pool"
            made.append(
                Finding(
                    f"All {size:.0f} connections of {of} are in use.",
                    "requests wait for a connection",
                    "`creditai diagnose database`; then CREDITAI_DATABASE_POOL.",
                )
            )
    return made


def _by_process(told: str, name: str, state: str | None = None) -> dict[str, float]:
    """Process -> value of one series. A colour that gathers its workers' metrics labels each with its process; one
    process alone has no such label, and is told under the empty name."""
    found = {}
    for series, labels, value in _DATABASE.findall(told):
        given = dict(_LABEL.findall(labels))
        if series == name and given.get("state") == state:
            found[given.get("process", "")] = float(value)
    return found


def _busy(answers: Answers) -> list[Finding]:
    load, cores = text(answers[1]).split(), text(answers[2]).strip()
    if not load or not cores.isdigit() or float(load[0]) <= 2 * int(cores):
        return []
    seen = f"{load[0]} wait for {cores} processors."
    return [
        Finding(
            seen,
            "the machine is overrun, and everything waits",
            "`ps aux --sort=-%cpu | head`; `creditai emergency rate-limit`.",
        )
    ]
