"""What a run looks like while it runs: JSON lines for programs, one line a step for people, and a question at Ctrl-C."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from runbook.cli._fitting import aside, columns, fitted, say
from runbook.cli._waiting import waiting
from runbook.errors import NeedsPerson, Refused
from runbook.facts import Facts, Unknown
from runbook.goal import WENT_WELL, Goal, Kind
from runbook.operating import Desk, Hear
from runbook.plan import Plan, Planned
from runbook.records import plain
from runbook.returning import known, revisions, said

_DIGEST = re.compile(r"\b([0-9a-f]{12})[0-9a-f]{52}\b")
_WIDTH = 108
_UNDER = " " * 12
_WHOSE = {
    "before": "people at the old colour, in the last hour",
    "baseline": "the old colour, for comparison",
    "payments-before": "payments at the old colour",
    "readings-before": "papers at the old colour",
}
_ASK = "Ctrl-C. [h]old for `creditai release resume`, roll [b]ack, or go [o]n? "


def show_plan(plan: Plan, as_json: bool, state: str = "", full: bool = False) -> None:
    """The plan: what, why it is or is not needed, undo, usual time, premises, digest. `state`: the folder that is said
    to be STATE. `full`: each act as it would be typed."""
    if as_json:
        print(json.dumps({"digest": plan.digest, **plain(plan)}, indent=1))
        return
    goal = plan.goal
    say(
        f"{goal.kind} of {goal.release[:12]} to {goal.colour} on {plan.environment}; {goal.old or 'nothing'} serves now"
    )
    for step in plan.steps:
        say(f"  {step.name:<9} {'holds already' if step.holds else step.about + _usually(step)}")
        for line in _whole(step) if full else _short(step, state):
            say(f"{'':12}{line}", " " * 14)
    say(f"backup: {plan.backup}")
    say(f"certificate: {plan.certificate}")
    for each in plan.no_return:
        say(f"point of no return: {each}")
    say("rests on: " + ", ".join(f"{p.name} = {p.value[:12]}" for p in plan.premises))
    if not full:
        say(f"`creditai release plan {plan.digest[:12]} --full` has each command whole, and how it is undone")
    say(
        f"plan {plan.digest[:12]}: `creditai release deploy {plan.digest[:12]} -e {plan.environment}{said(plan.no_return)}` does it"
    )


def _usually(step: Planned) -> str:
    return "" if step.usual_seconds is None else f" Usually {step.usual_seconds:g} s."


def headed(plan: Plan, more: str = "") -> None:
    """One line over what follows."""
    goal = plan.goal
    told = f"{goal.kind} of {goal.release[:12]} on {plan.environment}, {goal.colour}" + (
        f": {more}" if more else ""
    )
    aside(told)


def _short(step: Planned, state: str) -> Iterator[str]:
    """What it does, each act as it fits a line."""
    for act in () if step.holds else step.acts:
        short = _DIGEST.sub(r"\1", act.replace(state, "STATE") if state else act)
        yield short if len(short) <= _WIDTH else f"{short[: _WIDTH - 4]} ..."


def _whole(step: Planned) -> Iterator[str]:
    """What it does and how that is undone, as it would be typed."""
    if not step.holds:
        yield from step.acts
        yield from (f"undone by: {act}" for act in step.undo)


def asked_and_carried(
    at: Desk, kind: Kind, question: Callable[[Goal], str], yes: bool, wait: float, as_json: bool, no_return: str = "",
    over: bool = False,
) -> int:  # fmt: skip
    """Plan a run of what stands already, ask once, do it; its exit code. Refused first of all while a run is unfinished."""
    at.free(over=over)
    return asked_and_done(at, at.plan(kind), question, yes, wait, as_json, no_return, over)


def asked_and_done(
    at: Desk, plan: Plan, question: Callable[[Goal], str], yes: bool, wait: float, as_json: bool, no_return: str,
    over: bool = False,
) -> int:  # fmt: skip
    """Ask once, and once more for what cannot be taken back; do it; its exit code."""
    if yes:
        known(plan.no_return, no_return)
    confirmed(question(plan.goal), yes)
    if plan.no_return and not yes:
        confirmed(f"There is no return from {'; '.join(plan.no_return)}. Go on?", False)
        no_return = revisions(plan.no_return)
    hear = listener(plan, as_json)
    return carried(at, plan, hear, lambda: at.do(plan, hear, wait, no_return=no_return, over=over))


def interruption(facts: Facts) -> str | None:
    """What a start costs people who are served by what outlived its keeper."""
    if not facts.keeper.is_(False) or isinstance(facts.served, Unknown):
        return None
    return (
        "People are still served, by what outlived its supervisor. A start ends it and starts it anew: they are answered 502 "
        "meanwhile, a quarter of a minute as a rule. Until then nothing starts again what ends."
    )


def listener(plan: Plan, as_json: bool) -> Hear:
    """What is told each entry of the journal."""
    if as_json:
        return lambda kind, body: print(
            json.dumps({"event": kind, "run": plan.goal.run, **_brief(body)}), flush=True
        )
    if sys.stderr.isatty():
        return _Drawn(plan)
    return lambda kind, body: _line(kind, {**body, "made": plan}, _aside)


@contextmanager
def preparing(about: str) -> Iterator[Hear]:
    """What is told of preparations, which are no part of the answer; at a terminal also what is under way."""
    with waiting(about) as wait:

        def hear(kind: str, body: Mapping[str, Any]) -> None:
            if kind in ("intend", "readies"):
                wait.far(str(body["what"]))
            _line(kind, body, lambda text: wait.above(text, _UNDER))

        yield hear


def _aside(text: str) -> None:
    aside(text, _UNDER)


def _brief(body: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in body.items() if name not in ("facts", "plan")}


def _line(kind: str, body: Mapping[str, Any], say: Callable[[str], None]) -> None:
    match kind:
        case "readies":
            say(f"  {body['what']}")
        case "held":
            say(
                f"  {body['step']:<9} "
                + ("held already" if body["seconds"] is None else f"done in {body['seconds']:g} s")
            )
        case "failed":
            say(f"  {body['step']:<9} failed: {body['reason']}")
        case "decided":
            say(f"  {body['step']:<9} {body['reason']}")
            say(f"            {body['what']}: {body['why']}")
            if body["until"]:
                say(
                    f"            at {str(body['until'])[11:19]} UTC it is rolled back, unless somebody says `creditai release keep`"
                )
        case "kept":
            say(f"  {body['step']:<9} kept by {body['operator']}")
        case "turn":
            say(f"turning back: {body['reason']}")
        case "untold":
            say(f"NOT TOLD: {body['said']}")
        case "undone":
            say(f"  {body['step']:<9} undone")
        case "done" if body.get("data"):
            for line in _measured(body):
                say(line)
        case "end" if body.get("outcome") == "released" and body.get("made"):
            say(_ended(body["made"]))


def _measured(body: Mapping[str, Any]) -> Iterator[str]:
    """A line for each measurement, by its name: one step may hold several, and some are the old colour's."""
    found = body["data"].get("measured") or {body["what"]: body}
    for name, each in found.items():
        whose = "" if name == body["step"] else f"{_WHOSE.get(name, name)}: "
        yield f"  {body['step']:<9} {whose}{each['said']}"


def _ended(plan: Plan) -> str:
    """What is true now, and the way back."""
    goal = plan.goal
    came = WENT_WELL[goal.kind].capitalize()
    if goal.kind == "restore":
        return f"{came}. What was replaced is kept: `creditai release restore {goal.run}` puts it back."
    if goal.kind not in ("deploy", "switch", "rollback"):
        return f"{came}."
    back = (
        f" `creditai release rollback{said(plan.no_return)}` goes back."
        if goal.kind != "rollback" and goal.old
        else ""
    )
    return f"{came}: {goal.colour} serves {goal.release[:12]}.{back}"


class _Drawn:
    """Lines above, and below them what happens now, how long that usually takes, and what Ctrl-C does."""

    def __init__(self, plan: Plan) -> None:
        from rich.console import Console

        self._plan = plan
        self._usual = {step.name: step.usual_seconds for step in plan.steps}
        self._console = Console(stderr=True, highlight=False, markup=False, emoji=False)
        self._status = self._console.status("")

    def __call__(self, kind: str, body: Mapping[str, Any]) -> None:
        if kind == "intend":
            usual = self._usual.get(body["step"])
            told = f" (usually {usual:g} s)" if usual else ""
            self._status.update(f"{body['step']}: {body['what']}{told}; Ctrl-C asks: hold, roll back, go on")
            self._status.start()  # not before: a plan that is refused has nothing under way
        elif kind == "end":
            self.stop()
        _line(kind, {**body, "made": self._plan}, self._print)

    def stop(self) -> None:
        self._status.stop()

    def _print(self, text: str) -> None:
        self._console.print(fitted(text, columns(sys.stderr)), soft_wrap=True)


def carried(desk: Desk, plan: Plan, hear: Hear, go: Callable[[], None]) -> int:
    """Run `go`; at Ctrl-C ask what is to be done. Whatever was interrupted, `resume` knows how to go on."""
    try:
        go()
        return 0
    except KeyboardInterrupt:
        _stopped(hear)
        choice = _choice()
        if choice == "h":
            raise NeedsPerson(
                f"Left as it is: {plan.goal.kind} {plan.goal.run}. `creditai release resume -e {plan.environment}` goes on, with --back undoes it."
            ) from None
        return carried(desk, plan, hear, lambda: desk.resume(hear, wait=5.0, back=choice == "b"))
    finally:
        _stopped(hear)


def _stopped(hear: Hear) -> None:
    if isinstance(hear, _Drawn):
        hear.stop()


def _choice() -> str:
    """What the operator wants; hold, when nobody can be asked."""
    if not sys.stdin.isatty():
        return "h"
    answer = ""
    while answer not in ("h", "b", "o"):
        print(_ASK, end="", file=sys.stderr, flush=True)
        answer = sys.stdin.readline().strip().lower()[:1] or "h"
    return answer


def confirmed(question: str, yes: bool) -> None:
    """Go on only when it was said: --yes, or a y at the terminal."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise Refused("Nobody can be asked here; say --yes.")
    print(f"{question} [y/N] ", end="", file=sys.stderr, flush=True)
    if sys.stdin.readline().strip().lower() not in ("y", "yes"):
        raise Refused("Not confirmed; nothing was done.")
