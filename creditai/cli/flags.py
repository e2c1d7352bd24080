"""Switch features off and on; see what is off and who has heard it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Annotated, Any

import typer

from creditai.cli import _environment, _terminal
from creditai.errors import WrongUsage

if TYPE_CHECKING:
    from creditai.flags.board import Seen
    from creditai.flags.ordering import Outcome
    from creditai.flags.switches import State

_WHAT = ("list", "disable", "enable")
_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


def flags(
    what: Annotated[str, typer.Argument(help=f"One of: {', '.join(_WHAT)}.")] = "list",
    names: Annotated[list[str] | None, typer.Argument(help="Names of switches.", show_default=False)] = None,
    lasting: Annotated[
        str, typer.Option("--for", help="How long the order stands: 90s, 30m, 2h, 1d.")
    ] = "2h",
    why: Annotated[str, typer.Option(help="Why, for the log of orders.")] = "",
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> int:
    """Order switches, by the settings of the environment; the application need not run.

    An order ends by itself. Every instance acknowledges it within two seconds; the verb prints who has, and exits 1 when
    somebody has not. While Valkey does not answer, the order is written to the file of this machine, its instances hear
    it there, and the exit code is 69, for nobody can acknowledge. `enable` takes an order back; a switch that is off by
    itself (emergency-limits) is on as long as --for says.

    Examples:

      creditai flags list --json
      creditai flags disable pdf-processing dispute-generation --for 2h --why "costs run away"
      creditai flags enable pdf-processing
      creditai flags enable emergency-limits --for 30m --why "a flood of sign-ins"
    """
    if what == "list":
        return _list(json)
    if what not in _WHAT:
        raise WrongUsage(f"{what!r} is nothing that `creditai flags` does; say one of: {', '.join(_WHAT)}.")
    return _order(what == "enable", tuple(names or ()), _seconds(lasting), why, json)


def _seconds(lasting: str) -> int:
    found = re.fullmatch(r"([0-9]{1,6})([smhd])", lasting)
    if found is None:
        raise WrongUsage(f"--for is {lasting[:20]!r}; say a number and a unit: 90s, 30m, 2h, 1d.")
    return int(found[1]) * _UNITS[found[2]]


def _order(value: bool, names: tuple[str, ...], seconds: int, why: str, as_json: bool) -> int:
    import getpass
    import socket

    from creditai.clients.redis import connect
    from creditai.flags import every_switch
    from creditai.flags.ordering import order
    from creditai.flags.switches import checked

    checked(names, seconds, why)
    settings = _environment.settings()
    by = f"{getpass.getuser()} at {socket.gethostname()}"[:60]
    clear = [name for name in names if every_switch()[name].default == value]
    if clear and len(clear) != len(names):
        raise WrongUsage("Some of these are on by themselves and some are off; order them apart.")
    with connect(_environment.given(settings.redis, "CREDITAI_REDIS")) as client:
        outcome = order(
            client, settings.data, names, value=value, seconds=seconds, by=by, why=why, clear=bool(clear)
        )
    return _told(outcome, names, value, as_json)


def _told(outcome: Outcome, names: tuple[str, ...], value: bool, as_json: bool) -> int:
    silent = {each.instance.id for each in outcome.silent}
    if as_json:
        _terminal.data(
            {
                "switches": list(names), "on": value, "epoch": outcome.epoch, "seconds": round(outcome.seconds, 3),
                "by_file": outcome.by_file,
                "instances": [{**_row(s), "acknowledged": s.instance.id not in silent} for s in outcome.seen],
            }
        )  # fmt: skip
    elif outcome.by_file:
        _terminal.say(
            "Valkey does not answer: the order is in the file of this machine. Its instances hear it within two seconds; nobody can acknowledge."
        )
    else:
        _terminal.table(
            ("instance", "role", "colour", "release", "acknowledged"),
            [
                (s.instance.id[:8], s.instance.role, s.instance.colour, s.instance.release, "no" if s.instance.id in silent else "yes")
                for s in outcome.seen
            ],
        )  # fmt: skip
        _terminal.say(
            f"{len(outcome.seen) - len(silent)} of {len(outcome.seen)} have acknowledged, after {outcome.seconds:.1f} seconds."
        )
    return 69 if outcome.by_file else int(bool(silent))


def _list(as_json: bool) -> int:
    from creditai.flags import every_switch

    state, seen, now, stale = _known()
    rows = [_switch(name, state, now) for name in every_switch()]
    if as_json:
        found = [{**_row(s), "acknowledged": s.instance.epoch >= state.epoch} for s in seen]
        _terminal.data({"epoch": state.epoch, "stale": stale, "switches": rows, "instances": found})
        return 0
    _terminal.table(
        ("switch", "", "for", "what it is"),
        [
            (str(r["switch"]), "on" if r["on"] else "off", _lasting(r["seconds_left"]), str(r["told"]))
            for r in rows
        ],
    )
    heard = f"{len(seen)} instances hear it."
    _terminal.say("Valkey does not answer; this is the last known state." if stale else heard)
    return 0


def _known() -> tuple[State, tuple[Seen, ...], float, bool]:
    """The orders and who hears them, at what time; at last whether Valkey is silent and this is what was known last."""
    import time

    import redis

    from creditai.clients.redis import connect
    from creditai.flags import known
    from creditai.flags.board import Board

    settings = _environment.settings()
    with connect(_environment.given(settings.redis, "CREDITAI_REDIS")) as client:
        try:
            board = Board(client)
            state, now = board.read()
            return state, board.instances(), now, False
        except redis.RedisError:
            return known.read(settings.data), (), time.time(), True


def _switch(name: str, state: State, now: float) -> dict[str, Any]:
    from creditai.flags import every_switch

    switch, order = every_switch()[name], state.order(name, now)
    return {
        "switch": name,
        "on": switch.default if order is None else order.value,
        "seconds_left": None if order is None else round(order.until - now),
        "why": order.why if order else None,
        "told": switch.told,
    }


def _lasting(seconds: object) -> str:
    return f"{seconds} s" if isinstance(seconds, int) else ""


def _row(seen: Seen) -> dict[str, Any]:
    one = seen.instance
    return {
        "id": one.id, "role": one.role, "colour": one.colour, "release": one.release, "pid": one.pid,
        "epoch": one.epoch, "seen_seconds_ago": round(seen.age, 2),
    }  # fmt: skip
