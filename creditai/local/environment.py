"""What the processes of a folder are told, kept in `service.env` for the other verbs too.

Secrets are made once and kept. Addresses are those of the parts as they run now.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from pathlib import Path

from creditai import exposition
from creditai.errors import WrongUsage
from creditai.local.daemons import DRAIN_SECONDS
from creditai.parts.postgresql import PostgreSQL
from creditai.parts.valkey import Valkey


def environment(folder: Path) -> dict[str, str]:
    """The settings that `up` wrote; none when it never ran there."""
    try:
        lines = (folder / "service.env").read_text("utf-8").splitlines()
    except OSError:
        return {}
    return dict(line.split("=", 1) for line in lines if "=" in line)


def days_of(folder: Path, asked: int | None) -> int:
    """By how many days the clock of this folder is to be moved. Nothing asked: as it is. Time goes on only: what is
    dated, billed and due rests on it."""
    kept = int(environment(folder).get("CREDITAI_CLOCK", "0"))
    if asked is not None and asked < kept:
        raise WrongUsage(
            f"The clock of {folder} is {kept} days ahead, and time goes on only: "
            f"say --clock {kept} or more, or begin in another --folder."
        )
    return kept if asked is None else asked


def settings_of(
    folder: Path, database: PostgreSQL, cache: Valkey, address: str, days: int, payments: Mapping[str, str]
) -> dict[str, str]:
    """All of it. `days`: by which the clock is moved; `payments`: how Stripe is reached; nothing: letters are free."""
    kept = environment(folder)
    made = {
        "CREDITAI_KEY_RING": f"key-{secrets.token_hex(3)}:{_fresh()}",
        "CREDITAI_PEPPER": _fresh(),
        "CREDITAI_OPERATOR_TOKEN": secrets.token_urlsafe(32),
    }
    return {
        "CREDITAI_ENVIRONMENT": "local",
        "CREDITAI_ADDRESS": address,
        "CREDITAI_DATA": str(folder),
        "CREDITAI_DATABASE": database.dsn("creditai_app"),
        "CREDITAI_DATABASE_OWNER": database.dsn("creditai_owner"),
        "CREDITAI_DATABASE_BACKUP": database.dsn("creditai_backup"),
        "CREDITAI_KEYS": database.dsn("creditai_app", "creditai_keys"),
        "CREDITAI_KEYS_OWNER": database.dsn("creditai_owner", "creditai_keys"),
        "CREDITAI_REDIS": cache.url,
        "CREDITAI_OBJECTS": (folder / "objects").as_uri(),
        "CREDITAI_MAIL": (folder / "mail").as_uri(),
        "CREDITAI_DRAIN_SECONDS": str(DRAIN_SECONDS),
        "CREDITAI_CLOCK": str(days),
        "CREDITAI_METRICS_FOLDER": str(measured) if exposition.fits(measured := folder / "metrics") else "",
        **{name: kept.get(name, fresh) for name, fresh in made.items()},
        **payments,
    }


def keep(folder: Path, told: Mapping[str, str]) -> None:
    """Write it down, whole or not at all, for nobody else's eyes."""
    part = folder / "service.env.part"
    part.touch(mode=0o600)
    part.write_text("".join(f"{name}={value}\n" for name, value in told.items()), "utf-8")
    part.replace(folder / "service.env")


def _fresh() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()
