"""Sign a plan, where an environment asks for more than one person."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from runbook.cli.release._options import EnvironmentName, Operator


def approve(
    plan: Annotated[str, typer.Argument(help="The plan, by the beginning of its digest.")],
    key: Annotated[
        Path, typer.Option("--key", help="Your ed25519 private key, PEM.", exists=True, dir_okay=False)
    ],
    environment: EnvironmentName = "local",
    operator: Operator = "",
) -> None:
    """Sign a plan, where an environment asks for more than one person.

    Read it first: `creditai release plan 3f2a91c07b1d --full`. The signature covers the plan's digest: goal, artefact,
    premises, environment, backup and certificate. A changed plan needs a new one. Prints your public key, which belongs
    under [approvers] of the environment file.

    Examples:

      creditai release approve 3f2a91c07b1d --key ~/.config/creditai/approver.pem --environment production
    """
    from runbook.approvals import approvers, private, public, sign
    from runbook.cli._fitting import say
    from runbook.operating import desk

    at = desk(environment, operator or None)
    found, own = at.find(plan), private(key.read_bytes())
    at.journal.append(
        "approval", found.goal.run, plan=found.digest, key=public(own), signature=sign(own, found.digest)
    )
    counts = public(own) in at.environment.approvers.values()
    unknown = (
        ""
        if counts
        else f" This key is none of [approvers] of {at.environment.name}: it counts for nothing here."
    )
    names = sorted(approvers(at.environment, found.digest, at.journal.entries(kind="approval")))
    say(
        f"Signed plan {found.digest[:12]} ({found.goal.kind} of {found.goal.release[:12]} to {found.goal.colour}) with {public(own)}. It is approved by: {', '.join(names) or 'nobody this environment knows'}.{unknown}"
    )
