"""Two colours under supervisor: one group each, `web` and `size` workers, restarted with back-off, surviving log-out.

supervisord is spoken to by its own XML-RPC over its socket; each request says how the same is done with
`supervisorctl`. A secret never stands in its files: programs are given `NAME_FILE` for `file:` references.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from typing import Any, cast
from xmlrpc.client import Fault, dumps, loads

from runbook.actions import Action, Address, Answer, Command, MoveLink, Request, WriteFile
from runbook.environments import Environment, variable
from runbook.errors import Refused
from runbook.facts import Colour
from runbook.targets.host.orphans import supervised
from runbook.targets.host.places import Places

_SUPERVISOR = """\
[supervisord]
nodaemon = false
pidfile = {state}/run/supervisord.pid
logfile = {state}/logs/supervisord.log
childlogdir = {state}/logs
identifier = creditai
umask = 077
{user}
[unix_http_server]
file = {state}/run/supervisor.sock
chmod = 0700
[rpcinterface:supervisor]
supervisor.rpcinterface_factory = supervisor.rpcinterface:make_main_rpcinterface
[supervisorctl]
serverurl = unix://{state}/run/supervisor.sock
[include]
files = {state}/supervisor/blue.conf {state}/supervisor/green.conf {state}/supervisor/logs.conf
"""
_SIDE = """\
; release = {release}
; size = {size}
[program:{colour}-web]
command = {program} serve --colour {colour} --release {release} --socket {socket}
stopwaitsecs = {patience}
autostart = true
{shared}
[program:{colour}-work]
command = {program} work --colour {colour} --release {release}
process_name = {colour}-work-%(process_num)d
numprocs = {size}
stopwaitsecs = {patience}
autostart = {work}
{shared}
"""
_SHARED = """\
directory = {folder}
autorestart = true
startsecs = 1
startretries = 3
stopasgroup = false
killasgroup = true
redirect_stderr = true
stdout_logfile = {logs}/%(program_name)s.log
stdout_logfile_maxbytes = 20MB
stdout_logfile_backups = 3
environment = {environment}"""


STOP_SECONDS = 60
"""How long a program may take to end before it is killed. A worker has handed back or left its jobs after half of that."""


def groups(colour: Colour) -> tuple[str, str]:
    """Supervisor's names of a colour's web and of its workers."""
    return f"{colour}-web", f"{colour}-work"


def stand_up(places: Places) -> tuple[Action, ...]:
    user = "user = root" if os.geteuid() == 0 else ""
    answers = '"$0" -m supervisor.supervisorctl -c "$1" pid >/dev/null 2>&1 && exit'
    start = f'{answers}\n{supervised(places, STOP_SECONDS)}exec "$0" -m supervisor.supervisord -c "$1"'
    return (
        WriteFile(
            "write the supervisor's configuration",
            places.supervisor,
            _SUPERVISOR.format(state=places.state, user=user),
        ),
        WriteFile(
            "a place for logs", places.logs / "README", "Logs of the edge, the supervisor and both colours.\n"
        ),
        WriteFile("a place for sockets", places.state / "run" / "README", "Sockets and process numbers.\n"),
        Command(
            "start the supervisor, unless it answers",
            ("sh", "-c", start, sys.executable, str(places.supervisor)),
            deadline=STOP_SECONDS + 60.0,
        ),
    )


def take_down(places: Places) -> tuple[Action, ...]:
    """Web drains, workers finish or hand back; only when all have ended, what they stand on may end."""
    what = "end the supervisor and what it runs"
    wait = (
        'while p=$(cat "$0" 2>/dev/null) && grep -qs "^State:.[^Z]" "/proc/$p/status"; do sleep 0.1; done\n'
    )
    return (
        call(places, what, "shutdown", by_hand="shutdown", tolerated=("SHUTDOWN_STATE",), absent=True),
        Command(
            "wait until all of it has ended",
            ("sh", "-c", wait + supervised(places, STOP_SECONDS), str(places.supervisor_pid)),
            deadline=2 * STOP_SECONDS + 30.0,
        ),
    )


def launch(
    environment: Environment, places: Places, colour: Colour, release: str, size: int, work: bool
) -> tuple[Action, ...]:
    text = configuration(environment, places, colour, release, size, work)
    return (
        WriteFile(f"set {colour} up for {release[:12]}", places.side(colour), text),
        *_cleared(places, colour),
        *(
            call(
                places,
                f"start {group}",
                "addProcessGroup",
                group,
                by_hand=f"add {group}",
                tolerated=("ALREADY_ADDED",),
            )
            for group in groups(colour)
        ),
    )


def stop(places: Places, colour: Colour) -> tuple[Action, ...]:
    return (
        WriteFile(f"set {colour} up for nothing", places.side(colour), "; nothing\n"),
        *_cleared(places, colour),
        MoveLink(f"take {colour}'s socket away", places.socket(colour), None),
    )


def wake(environment: Environment, places: Places, colour: Colour) -> tuple[Action, ...]:
    _, work = groups(colour)
    return (
        _system(environment, places, colour, "DELETE", f"{colour} takes work again"),
        call(places, f"start {work}", "startProcessGroup", work, False, by_hand=f"start {work}:*"),
    )


def drain(environment: Environment, places: Places, colour: Colour) -> tuple[Action, ...]:
    """Web lets go and stays; workers finish or hand back, and end."""
    _, work = groups(colour)
    return (
        _system(environment, places, colour, "POST", f"{colour} lets go of its connections"),
        call(
            places,
            f"{work}: finish or hand back, and end",
            "stopProcessGroup",
            work,
            False,
            by_hand=f"stop {work}:*",
            tolerated=("BAD_NAME",),
        ),
    )


def configuration(
    environment: Environment, places: Places, colour: Colour, release: str, size: int, work: bool = True
) -> str:
    """What supervisor is to run for a colour, its workers only with `work`. Refused for a secret that a supervised program
    cannot be handed."""
    told = environment.told | {
        "CREDITAI_COLOUR": colour,
        "CREDITAI_RELEASE": release,
        "PYTHONUNBUFFERED": "1",
    }
    told["CREDITAI_METRICS_FOLDER"] = str(places.measures(colour))
    for name, reference in {**environment.secrets, **_token(environment)}.items():
        if not reference.startswith("file:"):
            raise Refused(
                f"secrets.{name} is {reference}: on this target a program reads its secrets from files; give file:PATH."
            )
        told[f"{variable(name)}_FILE"] = reference.removeprefix("file:")
    shared = _SHARED.format(
        folder=places.state,
        logs=places.logs,
        environment=",".join(f"{n}={_quoted(v)}" for n, v in sorted(told.items())),
    )
    return _SIDE.format(
        release=release, size=size, colour=colour, shared=shared, socket=places.socket(colour), work=str(work).lower(),
        patience=STOP_SECONDS,
        program=places.release(release) / "bin" / "creditai",
    )  # fmt: skip


def question(places: Places) -> Request:
    """What runs?"""
    return call(places, "what the supervisor runs", "getAllProcessInfo", by_hand="status")


def running(answer: Answer) -> dict[str, list[tuple[str, float]]]:
    """Group -> of each of its processes the state, in supervisor's words, and the seconds since it was started."""
    found: dict[str, list[tuple[str, float]]] = {}
    for each in told(answer):
        kept = (str(each["statename"]), float(each["now"] - each["start"]))
        found.setdefault(str(each["group"]), []).append(kept)
    return found


def told(answer: Answer) -> list[dict[str, Any]]:
    """Every process, as supervisor tells it."""
    return cast(list[dict[str, Any]], loads(answer.body.decode())[0][0])


def _token(environment: Environment) -> dict[str, str]:
    return {"operator_token": environment.operator_token} if environment.operator_token else {}


def _quoted(value: str) -> str:
    return '"' + value.replace("%", "%%").replace('"', '\\"') + '"'


def _cleared(places: Places, colour: Colour) -> Iterator[Request]:
    """Read the files anew, and let nothing of the colour run."""
    yield call(places, "read the configuration anew", "reloadConfig", by_hand="reread")
    for group in groups(colour):
        yield call(
            places,
            f"stop {group}",
            "stopProcessGroup",
            group,
            by_hand=f"stop {group}:*",
            tolerated=("BAD_NAME",),
        )
        yield call(
            places,
            f"forget {group}",
            "removeProcessGroup",
            group,
            by_hand=f"remove {group}",
            tolerated=("BAD_NAME",),
            ending=True,
        )


def _system(environment: Environment, places: Places, colour: Colour, method: str, what: str) -> Request:
    """One that does not answer holds no connection; whether it came to that is asked of the world afterwards."""

    def refusal(answer: Answer) -> str | None:
        return None if answer.status == 0 or 200 <= answer.status < 300 else f"answered {answer.status}"

    told = {"Content-Type": "application/json"} if method == "POST" else {}
    return Request(
        what, Address(f"unix:{places.socket(colour)}"), "/api/system/drain", method, told, b'{"stay": true}' if told else b"",
        bearer=environment.operator_token, deadline=5.0, refusal=refusal,
    )  # fmt: skip


def call(
    places: Places,
    what: str,
    method: str,
    *arguments: Any,
    by_hand: str,
    tolerated: Sequence[str] = (),
    absent: bool = False,
    ending: bool = False,
) -> Request:
    """One call of supervisor's XML-RPC. A fault of `tolerated` is as good as done; `absent`: so is its not being there.
    `ending`: what still ends is waited for; supervisor's own waiting is for what runs, and not for what was told before."""

    def not_yet(answer: Answer) -> bool:
        return ending and b"STILL_RUNNING" in answer.body

    def refusal(answer: Answer) -> str | None:
        if answer.status != 200:
            return (
                None
                if absent and answer.status == 0
                else f"supervisor answered {answer.status or answer.error}"
            )
        try:
            loads(answer.body.decode())
        except Fault as fault:
            return None if fault.faultString.startswith(tuple(tolerated) or "\0") else str(fault.faultString)
        return None

    return Request(
        what, Address(f"unix:{places.supervisor_socket}"), "/RPC2", "POST", {"Content-Type": "text/xml"},
        dumps(arguments, f"supervisor.{method}").encode(),
        by_hand=f"supervisorctl -c {places.supervisor} {by_hand}", deadline=STOP_SECONDS + 30.0, refusal=refusal, not_yet=not_yet,
    )  # fmt: skip
