"""What verbs of the service share: the settings of this process's environment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from creditai.errors import WrongUsage

if TYPE_CHECKING:
    from creditai.settings import Secret, Settings


def settings() -> Settings:
    """As the environment says, and for the rest as `creditai up` wrote it; WrongUsage names what does not fit."""
    from creditai.local import environment
    from creditai.settings import Settings, variable

    folder = Path(os.environ.get(variable("data"), "creditai-data"))
    return Settings.read({**environment(folder), **os.environ})


def given(secret: Secret, name: str) -> str:
    """A DSN that this verb cannot do without."""
    if not secret:
        raise WrongUsage(
            f"{name} is not set: this verb works as that role. `creditai settings` tells what it is."
        )
    return secret.reveal()


def fence() -> int | None:
    """The number of the operator's lease, as the runbook hands it to what it runs; None for a person at the machine."""
    told = os.environ.get("CREDITAI_FENCE", "")
    if told and not told.isdigit():
        raise WrongUsage(f"CREDITAI_FENCE is {told[:40]!r}; it is the whole number of a lease.")
    return int(told) if told else None


def instance(colour: str | None, release: str | None) -> Settings:
    """The settings of a process that runs: the command line may name its colour and release."""
    from dataclasses import replace

    if colour not in (None, "blue", "green"):
        raise WrongUsage(f"--colour is {colour!r}; it may be: blue, green.")
    found = settings()
    return replace(found, colour=colour or found.colour, release=release or found.release)
