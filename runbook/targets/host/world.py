"""The world of this machine, looked at: links and files read, sockets counted, health asked; nothing is changed."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar
from xmlrpc.client import Error

from runbook.actions import Address, Answer, Ran, Request
from runbook.environments import Environment
from runbook.errors import Refused
from runbook.facts import COLOURS, Colour, Fact, Facts, Health, Known, Process, Schema, Side, State, Unknown
from runbook.goal import Goal
from runbook.targets import Ask
from runbook.targets.host import artefacts, databases, edge, logs, orphans, parts
from runbook.targets.host import processes as keeping
from runbook.targets.host.places import Places

T = TypeVar("T")
Groups = dict[str, list[tuple[str, float]]]
_STATES: dict[str, State] = {
    "STOPPED": "stopped", "EXITED": "stopped", "STARTING": "starting", "RUNNING": "running", "STOPPING": "stopping",
    "BACKOFF": "failing", "FATAL": "failing", "UNKNOWN": "failing",
}  # fmt: skip
_GRAVEST: tuple[State, ...] = ("failing", "starting", "stopping", "running", "stopped")


def observed(
    environment: Environment, places: Places, ask: Ask, needs: frozenset[str], goal: Goal | None
) -> Facts:
    now = datetime.now(UTC)
    groups = _groups(places, ask, now)
    left = orphans.groups(places) if isinstance(groups, Unknown) else frozenset()
    blue, green = (_side(places, colour, groups, left, ask, now) for colour in COLOURS)
    schema: Fact[Schema] = Unknown("it was not asked", now, "db status")
    if "schema" in needs:
        schema = _schema(environment, places, ask, goal, now)
    mark: Fact[str | None] = Unknown("it was not asked", now, "the schema's comment")
    if "mark" in needs:
        mark = databases.mark(environment, places, ask, now)
    ground, down, lacks = _ground(environment, places, ask, groups, left, now)
    return Facts(
        at=now,
        ground=ground,
        down=down,
        lacks=lacks,
        keeper=Known(isinstance(groups, Known), now, str(places.supervisor_socket)),
        mark=mark,
        live=_live(places, now),
        served=_health(ask, edge.address(environment), now, ready=False),
        blue=blue,
        green=green,
        installed=_installed(places, now),
        schema=schema,
        told=Known(tuple(sorted(p.stem for p in places.messages.glob("*.txt"))), now, str(places.messages)),
    )


def processes(places: Places, ask: Ask) -> Fact[tuple[Process, ...]]:
    """What supervisor keeps, as it tells it."""
    now, source = datetime.now(UTC), str(places.supervisor_socket)
    answer = ask(keeping.question(places))
    if not isinstance(answer, Answer) or answer.status != 200:
        told = answer.error if isinstance(answer, Answer) else ""
        return Unknown(f"the supervisor does not answer: {told}", now, source)
    try:
        return Known(tuple(_process(each) for each in keeping.told(answer)), now, source)
    except (Error, ValueError, KeyError) as error:
        return Unknown(f"the supervisor's answer is not understood: {error}", now, source)


def _process(told: Mapping[str, Any]) -> Process:
    ended = bool(told["stop"])
    return Process(
        str(told["name"]), _STATES[str(told["statename"])], int(told["pid"]) or None, float(told["start"]) or None,
        int(told["exitstatus"]) if ended else None, str(told["spawnerr"] or told["description"]), str(told["stdout_logfile"] or told["logfile"]),
    )  # fmt: skip


def maintained(places: Places) -> Fact[tuple[str, ...]]:
    found = sorted(path.name for path in places.maintenance.glob("20*"))
    return Known(tuple(found), datetime.now(UTC), str(places.maintenance))


def _groups(places: Places, ask: Ask, now: datetime) -> Fact[Groups]:
    answer = ask(keeping.question(places))
    if not isinstance(answer, Answer) or answer.status != 200:
        told = answer.error if isinstance(answer, Answer) else ""
        return Unknown(f"the supervisor does not answer: {told}", now, str(places.supervisor_socket))
    try:
        return Known(keeping.running(answer), now, str(places.supervisor_socket))
    except (Error, ValueError, KeyError) as error:
        return Unknown(
            f"the supervisor's answer is not understood: {error}", now, str(places.supervisor_socket)
        )


def _ground(
    environment: Environment,
    places: Places,
    ask: Ask,
    groups: Fact[Groups],
    left: frozenset[str],
    now: datetime,
) -> tuple[Fact[bool], Fact[bool], tuple[str, ...]]:
    """Whether all of it stands as it should, whether nothing of it runs, and what does not run. `left`: what a supervisor
    that does not answer has left running."""
    answer = ask(edge.question(environment))
    there = isinstance(answer, Answer) and answer.status != 0
    loaded = isinstance(answer, Answer) and edge.loaded(environment, places, answer)
    kept, turned = isinstance(groups, Known), isinstance(groups, Known) and logs.GROUP in groups.value
    run = {"nginx": there, "the supervisor": kept, **parts.run(environment, places)}
    down = not any(run.values()) and not left
    run |= {"nginx": there and edge.mastered(places), "what turns the edge's logs over": turned}
    lacks = tuple(name for name, runs in run.items() if not runs)
    source = f"{environment.address}/.edge, the supervisor, the parts"
    return Known(loaded and not lacks, now, source), Known(down, now, source), lacks


def _live(places: Places, now: datetime) -> Fact[Colour | None]:
    source = str(places.upstream)
    try:
        to = Path(os.readlink(places.upstream)).stem
    except FileNotFoundError:
        return Known(None, now, source)
    except OSError as error:
        return Unknown(f"the edge's link cannot be read: {error}", now, source)
    for colour in COLOURS:
        if to == colour:
            return Known(colour, now, source)
    return Unknown(f"the edge's link leads to {to!r}, which is no colour", now, source)


def _side(
    places: Places, colour: Colour, groups: Fact[Groups], left: frozenset[str], ask: Ask, now: datetime
) -> Side:
    connections = _connections(places.socket(colour), now)
    release, size = _set_up(places.side(colour), now)
    web, work = (_state(groups, left, group) for group in keeping.groups(colour))
    health = _health(ask, Address(f"unix:{places.socket(colour)}"), now, ready=True)
    return Side(colour, release, web, work, size, health, connections, _since(groups, colour))


def _set_up(path: Path, now: datetime) -> tuple[Fact[str | None], Fact[int]]:
    """What a colour is set up for, from the file that supervisor reads."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return Known(None, now, str(path)), Known(0, now, str(path))
    except OSError as error:
        return Unknown(str(error), now, str(path)), Unknown(str(error), now, str(path))
    told = dict(re.findall(r"^; (release|size) = (\S+)$", text, re.MULTILINE))
    return Known(told.get("release"), now, str(path)), Known(int(told.get("size", 0)), now, str(path))


def _state(groups: Fact[Groups], left: frozenset[str], group: str) -> Fact[State]:
    """The gravest of a group's processes; no group is `absent`. While no supervisor answers what it ran may run on."""
    if isinstance(groups, Unknown):
        return Known("running" if group in left else "absent", groups.at, groups.source)
    found = {_STATES[word] for word, _ in groups.value.get(group, ())}
    return Known(next((s for s in _GRAVEST if s in found), "absent"), groups.at, groups.source)


def _since(groups: Fact[Groups], colour: Colour) -> Fact[float]:
    """Of those that are kept running; supervisor counts whole seconds."""
    if isinstance(groups, Unknown):
        return groups
    kept = [each for group in keeping.groups(colour) for each in groups.value.get(group, ())]
    ages = [age for word, age in kept if _STATES[word] in ("running", "starting", "failing")]
    return (
        Known(min(ages), groups.at, groups.source)
        if ages
        else Unknown("nothing runs", groups.at, groups.source)
    )


def _health(ask: Ask, at: Address, now: datetime, *, ready: bool) -> Fact[Health]:
    source = f"{at.where}/api/health"
    answer = ask(Request("health", at, "/api/health", deadline=2.0))
    if not isinstance(answer, Answer) or answer.status == 0:
        return Unknown(f"no answer: {answer.error if isinstance(answer, Answer) else ''}", now, source)
    try:
        told = json.loads(answer.body)
        texts = [str(told[name]) for name in ("status", "release", "colour", "revision", "schema")]
    except (ValueError, KeyError, TypeError):
        return Unknown(f"answered {answer.status}, which is no health", now, source)
    is_ready = answer.status == 200
    if ready:
        second = ask(Request("readiness", at, "/api/health/ready", deadline=2.0))
        is_ready = isinstance(second, Answer) and second.status == 200
    return Known(Health(texts[0], texts[1], texts[2], texts[3], texts[4], is_ready), now, source)


def _connections(socket: Path, now: datetime) -> Fact[int]:
    """Open connections to a socket, from the kernel's table: whatever the application believes."""
    table = Path("/proc/net/unix")
    try:
        lines = table.read_text("utf-8", "replace").splitlines()[1:]
    except OSError as error:
        return Unknown(f"this system has no table of sockets: {error}", now, str(table))
    rows = [line.split(None, 7) for line in lines]
    count = sum(1 for p in rows if len(p) == 8 and p[7] == str(socket) and p[5] == "03")
    return Known(count, now, str(table))


def _installed(places: Places, now: datetime) -> Fact[tuple[str, ...]]:
    """Oldest first; what is half copied is not installed."""
    found = [p for p in places.releases.glob("*") if p.is_dir() and re.fullmatch(r"[0-9a-f]{64}", p.name)]
    return Known(
        tuple(p.name for p in sorted(found, key=lambda p: p.stat().st_ctime_ns)), now, str(places.releases)
    )


def _schema(
    environment: Environment, places: Places, ask: Ask, goal: Goal | None, now: datetime
) -> Fact[Schema]:
    if goal is None:
        return Unknown("no release is meant", now, "db status")
    folder = places.release(goal.release)
    if not folder.exists():
        folder = Path(goal.artefact) if goal.artefact else folder
    try:
        ran = ask(artefacts.database(environment, folder, "status", 60.0))
    except Refused as missing:
        return Unknown(missing.message, now, "db status")
    if not isinstance(ran, Ran) or ran.code != 0:
        told = ran.errors.strip()[-300:] if isinstance(ran, Ran) else ""
        return Unknown(f"`creditai db status` of {folder.name[:12]} failed: {told}", now, "db status")
    try:
        told_ = json.loads(ran.output)
        pending = told_["pending"]
        no_return = tuple(
            f"{m['revision']}: {m['no_return']}"
            for m in told_.get("migrations", ())
            if m["no_return"] and not m["applied"]
        )
        return Known(
            Schema(str(told_["revision"]), pending if isinstance(pending, int) else len(pending), no_return),
            now,
            "db status",
        )
    except (ValueError, KeyError, TypeError) as error:
        return Unknown(f"`creditai db status` says what is not understood: {error}", now, "db status")
