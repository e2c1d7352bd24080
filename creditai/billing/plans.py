"""The table of plans, read once from `plans.toml`. Money is whole cents."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Any, Literal, get_args

Interval = Literal["month", "year"]
INTERVALS: tuple[Interval, ...] = get_args(Interval)
FREE = "free"


@dataclass(frozen=True, slots=True)
class Plan:
    """`price_cents`: at most this for a month. `reports`, `letters`: a month; `people`: at once."""

    name: str
    title: str
    price_cents: int
    reports: int
    letters: int
    people: int


@dataclass(frozen=True, slots=True)
class Offer:
    """All that is sold. `unit_price_cents`: for one delivered `unit`, until the plan's price is reached."""

    unit: str
    unit_price_cents: int
    yearly_percent_less: int
    free_days: int
    plans: tuple[Plan, ...]

    def plan(self, name: str) -> Plan:
        """KeyError for a name that is not in the table."""
        return {plan.name: plan for plan in self.plans}[name]

    @property
    def sold(self) -> tuple[Plan, ...]:
        return tuple(plan for plan in self.plans if plan.price_cents)


@cache
def offer() -> Offer:
    return read(files("creditai.billing").joinpath("plans.toml").read_text("utf-8"))


def read(text: str) -> Offer:
    """The table from its TOML; ValueError for one that cannot be sold as it stands."""
    data: dict[str, Any] = tomllib.loads(text)
    found = Offer(
        unit=data["unit"],
        unit_price_cents=cents(data["unit_price"]),
        yearly_percent_less=data["yearly_percent_less"],
        free_days=data["free_days"],
        plans=tuple(_plan(name, told) for name, told in data.items() if isinstance(told, dict)),
    )
    if FREE not in {plan.name for plan in found.plans} or found.plan(FREE).price_cents:
        raise ValueError("there is a plan named free, and it costs nothing")
    if not (found.unit_price_cents > 0 and 0 <= found.yearly_percent_less < 100 and found.free_days >= 0):
        raise ValueError("the unit has a price, and no discount is the whole")
    return found


def _plan(name: str, told: dict[str, Any]) -> Plan:
    return Plan(name, told["title"], cents(told["price"]), told["reports"], told["letters"], told["people"])


def cents(dollars: str) -> int:
    """Exact: "29.99" -> 2999; ValueError for a part of a cent or less than nothing."""
    amount = Decimal(dollars) * 100
    if amount != int(amount) or amount < 0:
        raise ValueError(f"{dollars} is no amount of whole cents")
    return int(amount)


def dollars(amount: int) -> str:
    """2999 -> "29.99"."""
    return f"{amount // 100}.{amount % 100:02}"
