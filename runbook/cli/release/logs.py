"""Read the last lines of what runs, redacted."""

from __future__ import annotations

from typing import Annotated

import typer

from runbook.cli.release._options import EnvironmentName


def logs(
    of: Annotated[
        str,
        typer.Argument(
            help="blue, green, a process, or edge-error and supervisord; the live colour by default.",
            show_default=False,
        ),
    ] = "",
    lines: Annotated[
        int, typer.Option("--lines", "-n", help="How many lines of each.", min=1, max=2000)
    ] = 100,
    environment: EnvironmentName = "local",
) -> None:
    """Read the last lines of what runs; what has the shape of a secret is masked.

    It ends by itself. To follow, read the files of the state folder's `logs/`.

    Examples:

      creditai release logs
      creditai release logs green --lines 20
      creditai release logs edge-error
    """
    from runbook.actions import Ran
    from runbook.checks import run
    from runbook.cli._fitting import say
    from runbook.errors import WrongUsage
    from runbook.facts import need
    from runbook.journal import evidence
    from runbook.operating import desk
    from runbook.perform import Performer

    at = desk(environment)
    ask = Performer(at.redactor).ask
    name = of or str(need(at.facts().live, "Which colour serves"))
    found = {
        p.name: p.log
        for p in need(at.target.processes(ask), "What runs")
        if name in (p.name, p.name.partition("-")[0])
    }
    found |= {n: str(path) for n, path in at.target.logs().items() if n == name}
    if not found:
        raise WrongUsage(
            f"Nothing is called {name!r}; say blue, green, or one of: {', '.join(at.target.logs())}."
        )
    count = 0
    for each, path in sorted(found.items()):
        told = ask(run("tail", "-n", str(lines), path))
        assert isinstance(told, Ran)
        say(f"==> {each} <==\n{told.output or told.errors}".rstrip(), "    ")
        count += len(told.output.splitlines())
    evidence(
        at.journal, ("R057", "R106", "R157"), f"logs {name}", f"{count} lines of {len(found)} logs were read"
    )
