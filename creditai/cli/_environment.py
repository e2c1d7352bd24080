"""What verbs of the service share: the settings of this process's environment."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from creditai.errors import WrongUsage

if TYPE_CHECKING:
    from creditai.settings import Secret, Settings


def settings() -> Settings:
    """As the environment says; WrongUsage names what does not fit."""
    from creditai.settings import Settings

    return Settings.read(os.environ)


def given(secret: Secret, name: str) -> str:
    """A DSN that this verb cannot do without."""
    if not secret:
        raise WrongUsage(
            f"{name} is not set: this verb works as that role. `creditai settings` tells what it is."
        )
    return secret.reveal()
