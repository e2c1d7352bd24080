"""The switches as values: which there are, and what an operator's order makes of them. Pure."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

from creditai.errors import Invalid

LONGEST_SECONDS = 30 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Switch:
    """One table of switches.toml."""

    name: str
    default: bool
    told: str
    sentence: str
    tasks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """An operator's word on one switch: until when (seconds since 1970, by Valkey's clock), why, who, since when."""

    value: bool
    until: float
    why: str
    by: str
    at: float

    def as_data(self) -> dict[str, Any]:
        return {"value": self.value, "until": self.until, "why": self.why, "by": self.by, "at": self.at}

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Order:
        value, until, at = data["value"], float(data["until"]), float(data["at"])
        if type(value) is not bool:
            raise ValueError("an order's value is true or false")
        return cls(value, until, str(data["why"]), str(data["by"]), at)


@dataclass(frozen=True, slots=True)
class State:
    """All orders that stand. `epoch` grows by one with each order; of two states the higher one is later."""

    epoch: int = 0
    orders: Mapping[str, Order] = field(default_factory=dict)

    def order(self, name: str, now: float) -> Order | None:
        """What an operator said of `name`, unless its time is over."""
        found = self.orders.get(name)
        return found if found is not None and found.until > now else None


@cache
def every_switch() -> Mapping[str, Switch]:
    """Name -> switch, as switches.toml lists them."""
    told = tomllib.loads(files("creditai.flags").joinpath("switches.toml").read_text("utf-8"))
    return {name: Switch(name=name, **{**each, "tasks": tuple(each["tasks"])}) for name, each in told.items()}


@cache
def switch_of(task: str) -> Switch | None:
    """The switch that holds back a task of the worker."""
    return next((switch for switch in every_switch().values() if task in switch.tasks), None)


def checked(names: tuple[str, ...], seconds: float, why: str) -> None:
    """Refuse an order that does not fit: Invalid names what may be said."""
    if not names:
        raise Invalid("Name at least one switch.", "/features")
    for name in names:
        if name not in every_switch():
            raise Invalid(
                f"There is no switch {name[:40]!r}; there are: {', '.join(every_switch())}.", "/features"
            )
    if not 1 <= seconds <= LONGEST_SECONDS:
        raise Invalid("An order stands from one second to 30 days; say how long.", "/seconds")
    if len(why) > 200:
        raise Invalid("Say why in at most 200 characters.", "/why")
