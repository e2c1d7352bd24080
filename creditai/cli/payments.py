"""Stripe from the operator's terminal: set it up, hold our rows against it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from creditai.cli import _environment, _terminal
from creditai.errors import WrongUsage

if TYPE_CHECKING:
    from creditai.wiring import Wiring

_WHAT = ("prepare", "endpoint", "reconcile")


def payments(
    what: Annotated[str, typer.Argument(help=f"One of: {', '.join(_WHAT)}.")],
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> int:
    """Set up Stripe for the plans that are sold, or compare with it now what the night compares.

    prepare: make meter, products and prices as the table of plans says; what is there stays. endpoint: make the webhook
    endpoint of this address, and print its signing secret, this once, as a line for an environment file. reconcile:
    find and repair where our rows differ from Stripe's word; exit code 1 when something is left for a person.

    Examples:

      creditai payments prepare
      creditai payments endpoint >> service.env
      creditai payments reconcile --json
    """
    if what not in _WHAT:
        raise WrongUsage(
            f"{what!r} is nothing that `creditai payments` does; say one of: {', '.join(_WHAT)}."
        )
    with _wired() as wiring:
        if what == "prepare":
            return _prepare(wiring, json)
        return _endpoint(wiring, json) if what == "endpoint" else _reconcile(wiring, json)


@contextmanager
def _wired() -> Iterator[Wiring]:
    from creditai.wiring import wire

    wiring = wire(_environment.settings())
    try:
        yield wiring
    finally:
        wiring.close()


def _prepare(wiring: Wiring, as_json: bool) -> int:
    from creditai.flows.prepare_stripe import prepare_stripe

    made = prepare_stripe(wiring)
    if as_json:
        _terminal.data({"made": list(made)})
    else:
        _terminal.paragraph(f"Made at Stripe: {', '.join(made)}." if made else "All is there already.")
    return 0


def _endpoint(wiring: Wiring, as_json: bool) -> int:
    address = f"{wiring.settings.address}/api/stripe/webhook"
    if wiring.stripe.endpoint(address) is not None:
        raise WrongUsage(
            f"Stripe has the endpoint {address} already, and tells its secret once only: see its dashboard."
        )
    secret = wiring.stripe.make_endpoint(address)
    if as_json:
        _terminal.data({"CREDITAI_STRIPE_WEBHOOK_SECRET": secret})
    else:
        print(f"CREDITAI_STRIPE_WEBHOOK_SECRET={secret}")
    return 0


def _reconcile(wiring: Wiring, as_json: bool) -> int:
    from creditai.flows.reconcile_with_stripe import reconcile_with_stripe

    done = reconcile_with_stripe(wiring)
    rows = [{"kind": each.kind, "subject": each.subject, "told": each.told} for each in done.found]
    if as_json:
        _terminal.data({"customers": done.customers, "found": rows, "left": len(done.left)})
    else:
        _terminal.table(("kind", "subject", "what became of it"), [tuple(row.values()) for row in rows])
        _terminal.paragraph(f"Customers asked about: {done.customers}. Left for a person: {len(done.left)}.")
    return int(bool(done.left))
