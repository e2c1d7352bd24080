"""Payments on this machine go to a stand-in for Stripe: a process beside the service, reached over the network as Stripe
is. The service does not know that it is one.

It comes with the source tree (`rehearsal/stripe`), not with a built release, and is never imported. No card is charged
by it and nothing leaves the machine. A production service refuses its address (`clients.stripe`).
"""

from __future__ import annotations

import json
import sys
import urllib.request
from collections.abc import Mapping
from pathlib import Path

from creditai.billing.plans import offer
from creditai.billing.states import states
from creditai.errors import WrongUsage
from creditai.local import daemons
from creditai.local.environment import environment
from creditai.settings import Settings

NAME = "stripe"
KEY = "sk_test_rehearsal"
SELLER = "Example Seller, Inc.; 1 Example Street, Springfield, OR 97477"
TREE = Path(__file__).parents[2]
DAY = 86_400
TEST_CARD = "4242 4242 4242 4242"
_SECRET = "CREDITAI_STRIPE_WEBHOOK_SECRET"  # noqa: S105 - the name of a setting


def wanted(folder: Path, asked: bool | None) -> bool:
    """Whether there is to be one. Nothing asked: as it was in this folder; in a new one, where the tree has it."""
    there = (TREE / "rehearsal" / "stripe").is_dir()
    if asked and not there:
        raise WrongUsage(
            "The stand-in for Stripe comes with the source tree, and this is none: say --no-payments."
        )
    kept = environment(folder)
    return there and (asked if asked is not None else not kept or "CREDITAI_STRIPE_KEY" in kept)


def start(folder: Path) -> str:
    """Start it unless it runs; its address, once it answers. Its books stay in the folder."""
    port = daemons.port(folder, NAME)
    command = (
        sys.executable, "-m", "rehearsal.stripe", "--port", str(port), "--key", KEY, "--save", str(folder / "stripe.json"),
    )  # fmt: skip
    daemons.start(folder, [daemons.Daemon(NAME, command, below=TREE)])
    address = f"http://127.0.0.1:{port}"
    daemons.ready(folder, NAME, f"{address}/rehearsal/health")
    return address


def told(folder: Path, address: str) -> dict[str, str]:
    """The settings that lead to it: plans are sold in every state, by a seller that does not exist."""
    kept = environment(folder)
    return {
        "CREDITAI_STRIPE_KEY": KEY,
        "CREDITAI_STRIPE_ADDRESS": address,
        "CREDITAI_SELLER": SELLER,
        "CREDITAI_SELL_IN": ",".join(states()),
        **({_SECRET: kept[_SECRET]} if _SECRET in kept else {}),
    }


def prepare(settings: Mapping[str, str]) -> dict[str, str]:
    """Set it up as Stripe is set up: plans, and an endpoint to which it posts signed events. What of the settings is
    new by that: the endpoint's secret, which is told once only."""
    from creditai.clients.stripe import Stripe

    stripe = Stripe(Settings.read(settings))
    stripe.prepare(offer())
    url = f"{settings['CREDITAI_ADDRESS']}/api/stripe/webhook"
    if _SECRET in settings and stripe.endpoint(url) is not None:
        return {}
    return {_SECRET: stripe.make_endpoint(url)}


def move_clock(address: str, days: int) -> None:
    """Its clock goes as the service's does; what falls due meanwhile happens, and is posted."""
    body = json.dumps({"offset": days * DAY}).encode()
    asked = urllib.request.Request(f"{address}/rehearsal/clock", data=body, method="POST")  # noqa: S310
    with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310
        answer.read()
