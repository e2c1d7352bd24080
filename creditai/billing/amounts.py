"""What a period costs: the lesser of the plan's price and what was delivered, after it was delivered.

Stripe computes the same from graduated tiers of a metered price; a property test holds the two together. Parts of
a cent, from the yearly discount, fall in the consumer's favour.
"""

from __future__ import annotations

from dataclasses import dataclass

from creditai.billing.plans import Interval, Offer, Plan


@dataclass(frozen=True, slots=True)
class Tier:
    """Each unit after the tier before and up to `up_to` (None: all further ones) costs `unit_cents`."""

    up_to: int | None
    unit_cents: int


def most(offer: Offer, plan: Plan, interval: Interval) -> int:
    """The plan's price for one period: no period costs more."""
    if interval == "month":
        return plan.price_cents
    return plan.price_cents * 12 * (100 - offer.yearly_percent_less) // 100


def unit_price(offer: Offer, interval: Interval) -> int:
    less = offer.yearly_percent_less if interval == "year" else 0
    return offer.unit_price_cents * (100 - less) // 100


def due(offer: Offer, plan: Plan, interval: Interval, delivered: int, *, free_days: bool = False) -> int:
    """Cents for a period in which so many units were delivered. `free_days`: the period is that of the first days."""
    if delivered < 0:
        raise ValueError("less than nothing was delivered")
    if free_days:
        return 0
    return min(most(offer, plan, interval), delivered * unit_price(offer, interval))


def tiers(offer: Offer, plan: Plan, interval: Interval) -> tuple[Tier, ...]:
    """The same as graduated tiers: full units, one that fills up to the price, then nothing."""
    price, top = unit_price(offer, interval), most(offer, plan, interval)
    full, rest = divmod(top, price)
    found = [Tier(full, price)] if full else []
    if rest:
        found.append(Tier(full + 1, rest))
    return (*found, Tier(None, 0))


def allowed(amount: int, interval: Interval) -> int:
    """What a month allows, for the period that is billed."""
    return amount * (12 if interval == "year" else 1)
