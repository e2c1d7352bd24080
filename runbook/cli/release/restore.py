"""Put a proved backup in the place of the database; who was erased since is erased again before anybody is served."""

from __future__ import annotations

from typing import Annotated

import typer

from runbook.cli.release._options import AsJson, EnvironmentName, Operator, Wait, Yes


def restore(
    backup: Annotated[
        str, typer.Argument(help="The run that took it, as `creditai release history` lists it.")
    ],
    environment: EnvironmentName = "local",
    operator: Operator = "",
    yes: Yes = False,
    loses: Annotated[
        int | None,
        typer.Option(
            help="With --yes: how many rows you know may be lost; more than that are refused.",
            show_default=False,
        ),
    ] = None,
    wait: Wait = 0.0,
    json: AsJson = False,
) -> int:
    """Put a proved backup in the place of the database; who was erased since is erased again before anybody is served.

    First is said what would be lost, in rows and in seconds. Then: close the edge, let both colours end their work, back up
    what served, restore in one transaction, erase again, look whether all belongs together, open. What does not hold is
    undone with the backup of what served.

    Examples:

      creditai release restore 20261126T154500-3f2a91
      creditai release restore 20261126T154500-3f2a91 --yes --loses 12 --environment production
    """
    from json import dumps

    from runbook.cli._fitting import aside
    from runbook.cli._waiting import waiting
    from runbook.cli.release._loss import as_text, rows
    from runbook.cli.release._showing import carried, confirmed, listener, preparing
    from runbook.errors import Refused
    from runbook.operating import desk
    from runbook.perform import Performer

    at = desk(environment, operator or None)
    with preparing("Looking at the backup") as prepared:
        plan = at.plan("restore", backup, prepared)
    with waiting("Counting what would be lost"):
        lost = at.target.loss(Performer(at.redactor).ask, backup)
    at.journal.append("loss", plan.goal.run, backup=backup, **lost)
    if json:
        print(dumps({"loss": lost}))
    else:
        aside(as_text(lost))
    if yes and (loses is None or lost["rows"] > loses):
        raise Refused(
            f"{rows(lost['rows'])} would be lost; say --loses {lost['rows']} if that is known and wanted, or a few "
            "more: the service writes on meanwhile."
        )
    confirmed(f"Restore {backup}, and lose {rows(lost['rows'])}?", yes)
    hear = listener(plan, json)
    return carried(at, plan, hear, lambda: at.do(plan, hear, wait))
