"""Emergencies (chapter X3): less is offered, for a while, so that the rest lives. Works with the application down.

Switches and limits are ordered by the release's own program, which writes where they live (Valkey, or this machine's
file while that is away), and then it is asked who has heard it. Maintenance is the edge's own: a file a minute, and it
ends by itself. Each order stands in the journal before it is given, has an end, and can be taken back.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from pathlib import Path
from typing import Any

from runbook import maintenance
from runbook.actions import Action, Answer, Command, Ran, Request
from runbook.errors import ActFailed, NeedsPerson, Refused, WrongUsage
from runbook.facts import Known
from runbook.journal import evidence
from runbook.lease import acquire
from runbook.messages import filled
from runbook.operating import Desk
from runbook.perform import Performer
from runbook.told import product

LIMITS = "emergency-limits"
LONGEST_MAINTENANCE = timedelta(hours=4)
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}
_NUMBERS: Mapping[str, str] = {LIMITS: "R122", "pdf-processing": "R125", "dispute-generation": "R126"}
_ORDERED = (0, 1, 69)
"""Exit codes of `creditai flags` after which the order stands: heard by all, not by all, by file."""
_PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>CreditAI: maintenance</title>'
    "<style>body{{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:20vh auto;padding:0 1rem;color:#1b1f24}}</style></head>"
    "<body><h1>We are working on it</h1><p>{why}</p><p>CreditAI is back by {until} at the latest. What you sent before is kept. "
    "The days that the law gives a bureau run on from your letter's posting, whether we answer or not.</p></body></html>\n"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What is ordered now: switch -> its state and seconds left, who has heard it, minutes of maintenance left."""

    switches: Mapping[str, Mapping[str, Any]]
    heard: tuple[str, ...]
    silent: tuple[str, ...]
    by_file: bool
    maintenance: tuple[str, ...] = ()
    limited: float | None = None
    unknown: tuple[str, ...] = field(default=())

    @property
    def ordered(self) -> tuple[str, ...]:
        return tuple(name for name, told in self.switches.items() if told["seconds_left"] is not None)


def lasting(text: str) -> int:
    """Seconds of `90s`, `30m`, `2h`, `1d`."""
    found = re.fullmatch(r"([0-9]{1,6})([smhd])", text)
    if found is None or int(found[1]) == 0:
        raise WrongUsage(f"--for is {text[:20]!r}; say a number and a unit: 90s, 30m, 2h, 1d.")
    return int(found[1]) * _UNITS[found[2]]


def switch(at: Desk, names: tuple[str, ...], *, on: bool, span: str, why: str) -> Standing:
    """Order switches, and see who has heard it. NeedsPerson names who has not."""
    seconds, reason = lasting(span), filled("--why", why)
    verb = "enable" if on else "disable"
    words = ("flags", verb, *names, "--for", span, "--why", reason)
    order = _by_product(at, f"{verb} {', '.join(names)} for {span}", words)
    _act(at, f"{verb} {' '.join(names)}", (order,), why=reason, seconds=seconds)
    found = standing(at)
    said = f"{verb} {', '.join(names)} for {span}: heard by {len(found.heard)}, not by {len(found.silent)}"
    numbers = {_NUMBERS[name] for name in names if name in _NUMBERS} | ({"R124"} if not on else set())
    _heard(found, dict.fromkeys(names, on))
    if numbers:
        evidence(at.journal, sorted(numbers), "emergency", said)
    return found


def _heard(found: Standing, ordered: Mapping[str, bool | None]) -> None:
    """NeedsPerson unless the order stands, as the product itself tells, and everybody who lives has heard it."""
    if found.unknown:
        raise NeedsPerson(f"Whether the order stands is not known: {'; '.join(found.unknown)}")
    other = [n for n, on in ordered.items() if n not in found.switches or not _stands(found.switches[n], on)]
    if other:
        raise NeedsPerson(
            f"The order was given and does not stand for: {', '.join(other)}. `creditai emergency status`."
        )
    if found.by_file:
        raise NeedsPerson(
            "Valkey does not answer: the order is in this machine's file, its instances hear it within two seconds, and nobody "
            "can acknowledge. Look at /metrics (flags_stale) or try it; instances on other machines have not heard it."
        )
    if found.silent:
        raise NeedsPerson(
            f"{len(found.silent)} of {len(found.silent) + len(found.heard)} instances have not acknowledged: {', '.join(found.silent)}. "
            "End them (`creditai release switch`, or kill them): they do what they did before."
        )


def _stands(told: Mapping[str, Any], on: bool | None) -> bool:
    """`on` None: taken back, no order stands."""
    return (
        told["seconds_left"] is None
        if on is None
        else (told["seconds_left"] is not None and told["on"] is on)
    )


def maintain(at: Desk, span: str, why: str) -> datetime:
    """Let the edge answer a page; the moment at which that ends. NeedsPerson when the edge does not do it."""
    seconds, reason = lasting(span), filled("--why", why)
    if seconds > LONGEST_MAINTENANCE.total_seconds():
        raise WrongUsage("Maintenance lasts four hours at the longest; order it again if it must go on.")
    now = datetime.now(UTC)
    until = (
        (now + timedelta(seconds=seconds)).replace(second=0, microsecond=0) + timedelta(minutes=1)
    ).astimezone()
    page = _PAGE.format(why=escape(reason), until=f"{until:%H:%M %Z}")
    order = at.target.maintenance(maintenance.minutes(now, until), page)
    _act(at, "maintenance", order, why=reason, seconds=seconds)
    _edge_says(at, maintained=True)
    return until


def restore(at: Desk, names: tuple[str, ...]) -> Standing:
    """Take back what was ordered: all of it, or the switches that are named."""
    before = standing(at)
    wanted = names or before.ordered
    for on, chosen in (
        (True, [n for n in wanted if n != LIMITS]),
        (False, [n for n in wanted if n == LIMITS]),
    ):
        if chosen:
            words = ("flags", "enable" if on else "disable", *chosen, "--why", "taken back")
            order = _by_product(at, f"take back {', '.join(chosen)}", words)
            _act(at, f"restore {' '.join(chosen)}", (order,), why="taken back", seconds=0)
    if not names and before.maintenance:
        _act(at, "end maintenance", at.target.maintenance((), ""), why="taken back", seconds=0)
        _edge_says(at, maintained=False)
    found = standing(at)
    if wanted:
        _heard(found, dict.fromkeys(wanted))
    return found


def standing(at: Desk) -> Standing:
    """What is ordered now, as the product's own program and the edge say."""
    ask = Performer(at.redactor).ask
    answer = ask(_by_product(at, "what is ordered", ("flags", "list")))
    told = _json(answer)
    minutes = at.target.maintained()
    left = maintenance.left(minutes.value, datetime.now(UTC)) if isinstance(minutes, Known) else ()
    if told is None:
        assert isinstance(answer, Ran)
        said = (answer.errors or answer.output).strip()[-200:]
        return Standing({}, (), (), False, left, _limited(at), (f"switches: {said}",))
    rows = told["instances"]
    return Standing(
        {row["switch"]: row for row in told["switches"]},
        tuple(_named(row) for row in rows if row["acknowledged"]),
        tuple(_named(row) for row in rows if not row["acknowledged"]),
        bool(told["stale"]),
        left,
        _limited(at),
    )


def _named(row: Mapping[str, Any]) -> str:
    return f"{row['role']} {row['colour']} {str(row['release'])[:12]} (process {row['pid']})"


def _limited(at: Desk) -> float | None:
    """How many requests were over a limit, at the colour that serves, since it started."""
    facts = at.facts()
    if not isinstance(facts.live, Known) or facts.live.value is None:
        return None
    side = at.target.side(facts.live.value).named(at.target.edge())
    token = at.environment.operator_token
    answer = Performer(at.redactor).ask(Request("metrics", side, "/metrics", bearer=token, deadline=5.0))
    if not isinstance(answer, Answer) or answer.status != 200:
        return None
    text = answer.body.decode("utf-8", "replace")
    return sum(
        float(v)
        for v in re.findall(r"^http_requests_limited_total\{[^}]*\} ([0-9.e+]+)$", text, re.MULTILINE)
    )


def _json(answer: object) -> dict[str, Any] | None:
    if not isinstance(answer, Ran) or not answer.output.strip().startswith("{"):
        return None
    told: dict[str, Any] = json.loads(answer.output)
    return told


def _by_product(at: Desk, what: str, words: Iterable[str]) -> Command:
    """The program of the release that serves, else of any that is installed: the application itself need not run."""
    folder = at.target.program(Performer(at.redactor).ask) or _any_program(at)
    return product(at.environment, folder, what, *words, deadline=30.0, ok=_ORDERED)


def _any_program(at: Desk) -> Path:
    installed = at.facts().installed
    if not isinstance(installed, Known) or not installed.value:
        raise Refused(
            "No release is installed here, so that nothing knows the switches; maintenance works all the same."
        )
    return at.target.folder(installed.value[-1])


def _act(at: Desk, what: str, actions: Iterable[Action], *, why: str, seconds: int) -> None:
    """Under a lease of its own: an emergency never waits for a release, and is journaled before it is done."""
    lease = acquire(at.environment.state / "emergency", at.operator, what, wait=10.0)
    note = {"what": what, "by": at.operator, "why": why, "seconds": seconds}
    try:
        at.journal.append("emergency", "", state="meant", **note)
        performer = Performer(at.redactor, lease)
        for action in actions:
            performer.perform(action)
    except ActFailed as failed:
        at.journal.append("emergency", "", state="failed", said=str(failed), **note)
        raise NeedsPerson(f"{what} was not ordered: {failed}") from failed
    finally:
        lease.release()
    at.journal.append("emergency", "", state="done", **note)


def _edge_says(at: Desk, *, maintained: bool) -> None:
    """The edge itself is asked until it does as ordered, two seconds at the longest."""
    ask, deadline = Performer(at.redactor).ask, time.monotonic() + 2.0
    while True:
        answer = ask(Request("is it maintained?", at.target.edge(), "/", deadline=1.0))
        page = isinstance(answer, Answer) and answer.status == 503 and b"CreditAI: maintenance" in answer.body
        if page is maintained:
            return
        if time.monotonic() > deadline:
            said = answer.status or answer.error if isinstance(answer, Answer) else ""
            raise NeedsPerson(
                f"The edge was told to {'show' if maintained else 'end'} the page and answers {said}. A deploy since this version "
                "loads the edge's configuration that knows it; `creditai diagnose crashloop` says whether the edge runs."
            )
        time.sleep(0.05)
