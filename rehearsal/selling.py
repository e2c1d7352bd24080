"""The stand-in for Stripe joins a machine of the real application, as an operator connects Stripe: a key, plans, an endpoint.

What is new by that stands in the environment's file, secrets as files; the next release takes it.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from rehearsal.machine import Machine
from rehearsal.operator import Astray
from rehearsal.stripe.running import Running


def connect(made: Machine, stripe: Running, program: Path) -> None:
    """By the verbs of a release's own `program`."""
    given = made.environment
    told = {f"CREDITAI_{name.upper()}": value for name, value in given.settings.items()}
    told |= {f"CREDITAI_{n.upper()}_FILE": ref.removeprefix("file:") for n, ref in given.secrets.items()}
    told |= {"CREDITAI_STRIPE_KEY": stripe.key, "CREDITAI_STRIPE_ADDRESS": stripe.address}
    _said(program, told, "prepare")
    secret = json.loads(_said(program, told, "endpoint"))["CREDITAI_STRIPE_WEBHOOK_SECRET"]
    kept = {"stripe_key": stripe.key, "stripe_webhook_secret": str(secret)}
    made.tell({"stripe_address": stripe.address}, kept)


def _said(program: Path, told: dict[str, str], what: str) -> str:
    words = [str(program), "payments", what, "--json"]
    ran = subprocess.run(words, env={**os.environ, **told}, capture_output=True, text=True, timeout=300)
    if ran.returncode != 0:
        raise Astray(f"`creditai payments {what}` ended with {ran.returncode}: {ran.stderr[-400:]}")
    return ran.stdout
