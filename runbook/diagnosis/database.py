"""The database: is it there, is it full, does one hold up the others."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from runbook.actions import Question, Ran
from runbook.checks import run
from runbook.diagnosis import Answers, Diagnosis, Finding, Scene, text
from runbook.judge import thresholds
from runbook.told import IN_A_SHELL, product

_LONG = 60.0


class Database(Diagnosis):
    """Is the database there, and does somebody hold it up?"""

    covers = ("R167",)

    def asks(self, scene: Scene) -> tuple[Question, ...]:
        ps = run("ps", "-eo", "pid,etimes,args", "ww")
        if scene.program is None:
            return (ps,)
        asked = (
            product(scene.environment, scene.program, f"db {verb}", "db", verb, deadline=30.0)
            for verb in ("stats", "validate")
        )
        return ps, *asked

    def look(self, scene: Scene, rounds: Sequence[Answers]) -> tuple[Finding, ...]:
        answers = rounds[-1]
        if len(answers) < 2:
            return (
                Finding(
                    "No release is installed here.",
                    "nothing knows where the database is",
                    "Deploy one, or ask on its machine.",
                ),
            )
        told = _told(answers[1])
        if told is None:
            return (_unreachable(answers),)
        return (*_blocked(told), *_full(told), *_long(told), *_invalid(told), *_schema(answers[2:]))


def _schema(answers: Answers) -> list[Finding]:
    """Tables, rights and policies that are not as the release expects; nothing when it could not tell."""
    told = text(answers[0]) if answers else ""
    faults = json.loads(told).get("faults", []) if told.strip().startswith("{") else []
    if not faults:
        return []
    more = [f"and {len(faults) - 3} more"] if len(faults) > 3 else []
    seen = "; ".join([str(each).rstrip(".") for each in faults[:3]] + more)
    return [
        Finding(
            f"The schema is not what the release expects: {seen}.",
            "somebody changed it by hand, or a migration was half done: what the release says to it fails",
            "`creditai release history` lists backups, `creditai release restore RUN` puts one in its place and says first what that "
            f"loses. {IN_A_SHELL}, then `creditai db validate` lists each fault.",
        )
    ]


def _told(answer: object) -> dict[str, Any] | None:
    if not isinstance(answer, Ran) or not answer.output.strip().startswith("{"):
        return None
    told: dict[str, Any] = json.loads(answer.output)
    return told if {"busy", "connections", "invalid_indexes"} <= told.keys() else None


def _unreachable(answers: Answers) -> Finding:
    stats = answers[1]
    said = (stats.errors or stats.output).strip()[-300:].rstrip(".") if isinstance(stats, Ran) else ""
    runs = [line for line in text(answers[0]).splitlines() if "postgres" in line and "creditai" not in line]
    here = (
        f"{len(runs)} processes of PostgreSQL run on this machine"
        if runs
        else "No process of PostgreSQL runs on this machine"
    )
    means = (
        "it refuses us: address, role or password are not right"
        if runs
        else "it is down, or elsewhere and not reached"
    )
    then = (
        "`creditai check configuration` and the secret's file."
        if runs
        else "Start it; where it is elsewhere, see the network and its own log."
    )
    return Finding(
        f"The release's program could not ask it: {said or 'nothing was said'}. {here}.", means, then
    )


def _blocked(told: Mapping[str, Any]) -> list[Finding]:
    """Who holds up others and waits for nobody: the root of a queue."""
    busy = {each["pid"]: each for each in told["busy"]}
    waiting = {pid: each["blocked_by"] for pid, each in busy.items() if each["blocked_by"]}
    roots = {pid for by in waiting.values() for pid in by if pid not in waiting}
    made = []
    for pid in sorted(roots):
        behind = _behind(pid, waiting)
        holder = busy.get(pid)
        what = (
            f"{holder['name']} (pid {pid}, {holder['state']} for {holder['seconds']:.0f} s, last statement: {holder['statement']})"
            if holder
            else f"pid {pid}"
        )
        longest = max(busy[each]["seconds"] for each in behind)
        seen = f"{what} holds a lock for which {len(behind)} wait, the longest for {longest:.0f} s."
        idle = bool(holder) and "idle in transaction" in str(holder["state"] if holder else "")
        means = "it forgot to end its transaction" if idle else "it works on what the others need"
        then = f"{IN_A_SHELL}, then `creditai db shell --owner`: SELECT pg_terminate_backend({pid}); its transaction is rolled back, the others go on."
        made.append(Finding(seen, means, then))
    return made


def _behind(pid: int, waiting: Mapping[int, Sequence[int]]) -> set[int]:
    """All who wait for it, directly or behind others."""
    found: set[int] = set()
    grown = {each for each, by in waiting.items() if pid in by}
    while grown - found:
        found |= grown
        grown = {each for each, by in waiting.items() if found & set(by)}
    return found


def _full(told: Mapping[str, Any]) -> list[Finding]:
    used, most = sum(each["count"] for each in told["connections"]), told["max_connections"]
    if used <= thresholds.WARN_RESOURCES * most:
        return []
    by: dict[str, int] = {}
    for each in told["connections"]:
        by[each["name"]] = by.get(each["name"], 0) + each["count"]
    first = ", ".join(f"{name} {count}" for name, count in sorted(by.items(), key=lambda row: -row[1])[:3])
    seen = f"{used} of {most} connections are in use: {first}."
    return [
        Finding(
            seen,
            "the next instance may find none",
            "Lower CREDITAI_DATABASE_POOL or workers, or raise max_connections.",
        )
    ]


def _long(told: Mapping[str, Any]) -> list[Finding]:
    made = []
    for each in told["busy"]:
        if each["seconds"] > _LONG and not each["blocked_by"]:
            seen = f"{each['name']} (pid {each['pid']}) has a transaction open for {each['seconds']:.0f} s: {each['statement']}."
            means = "vacuum cannot clean behind it, and a migration waits for it"
            made.append(Finding(seen, means, f"Let it end, or: SELECT pg_cancel_backend({each['pid']})."))
    return made


def _invalid(told: Mapping[str, Any]) -> list[Finding]:
    if not told["invalid_indexes"]:
        return []
    seen = f"Invalid indexes: {', '.join(told['invalid_indexes'])}."
    return [
        Finding(
            seen,
            "an interrupted migration left them; they cost and serve nothing",
            f"{IN_A_SHELL}, then `creditai db migrate --rebuild`.",
        )
    ]
