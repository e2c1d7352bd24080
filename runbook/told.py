"""What a release is told by its environment file: to a command, or as lines of a shell. Pure; a secret stays a reference."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from shlex import quote

from runbook.actions import Command
from runbook.environments import Environment, variable

IN_A_SHELL = '`eval "$(creditai release settings)"`'
"""What an operator types before a verb of the product that is to work as the release does."""


def product(
    environment: Environment,
    program: Path,
    about: str,
    *words: str,
    deadline: float,
    ok: tuple[int, ...] = (0,),
) -> Command:
    """`creditai WORDS --json` by a release's own program, told what the release is told. `program`: the release's folder;
    `ok`: the codes by which it did what it was asked."""
    return Command(
        about,
        (str(program / "bin" / "creditai"), *words, "--json"),
        environ=environment.told,
        secrets=environment.hidden,
        ok=ok,
        deadline=deadline,
    )


def exports(environment: Environment, program: Path | None) -> Iterator[str]:
    """`program`: the folder of the release that serves, or None."""
    for name, value in environment.settings.items():
        yield f"export {variable(name)}={quote(value)}"
    token = {"operator_token": environment.operator_token} if environment.operator_token else {}
    for name, reference in {**environment.secrets, **token}.items():
        kind, _, where = reference.partition(":")
        if kind == "file":
            yield f"export {variable(name)}_FILE={quote(str(Path(where).expanduser()))}"
        else:
            yield f'export {variable(name)}="${{{where}}}"'
    yield f"# {program / 'bin' / 'creditai' if program else 'no release'} serves {environment.name}"
