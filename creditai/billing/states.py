"""Where plans may be sold. State laws on credit services ask for registration, bonds, or forbid (15 USC 1679j keeps
them), so a state is off until somebody looked at its law: a row of `states.toml` with `looked_at` and `source`.

Two keys are needed: that row, and the operator's setting `sell_in`. Away from production a rehearsal may sell
in a state that nobody looked at; nobody is charged there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

from creditai.errors import Invalid, NotAllowed


@dataclass(frozen=True, slots=True)
class State:
    """`zones`: every time zone in it. `looked_at` and `source`: when and where its law was read; None: never."""

    code: str
    name: str
    zones: tuple[str, ...]
    looked_at: date | None
    source: str | None
    note: str | None


@cache
def states() -> dict[str, State]:
    """By their two letters."""
    told = tomllib.loads(files("creditai.billing").joinpath("states.toml").read_text("utf-8"))
    return {
        code: State(
            code, row["name"], tuple(row["zones"]), row.get("looked_at"), row.get("source"), row.get("note")
        )
        for code, row in told.items()
    }


def sold_in(sell_in: Collection[str], *, real: bool) -> tuple[str, ...]:
    """The states where a plan is sold now. `real`: real money, so the row must have been looked at."""
    return tuple(code for code, row in states().items() if code in sell_in and (row.looked_at or not real))


def seller_may_sell(code: str, sell_in: Collection[str], *, real: bool) -> State:
    """The state, when plans are sold there. Invalid: no state of ours. NotAllowed: not sold there."""
    if code not in states():
        raise Invalid("There is no such state: give its two letters, such as OR.", "/state")
    row = states()[code]
    if code not in sold_in(sell_in, real=real):
        raise NotAllowed(
            f"Plans are not sold in {row.name}. Reading reports and seeing what is wrong in them is free everywhere."
        )
    return row
