"""Both parts for a machine that releases come to, and the secrets of its service, made once, as files.

    folder/postgresql  folder/valkey    the parts: they outlive every release, which neither starts them anew nor brings
                                        the programs that they run by
    folder/secrets/NAME                 one file, 0600, for each secret setting that this machine can make itself

Settings name these files (`CREDITAI_DATABASE_FILE`), so that no secret stands on a command line or in an environment.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Callable, Mapping
from pathlib import Path

from creditai.parts import postgresql, valkey

_MADE: Mapping[str, Callable[[], str]] = {
    "key_ring": lambda: f"key-{secrets.token_hex(3)}:{_random()}",
    "pepper": lambda: _random(),
    "operator_token": lambda: secrets.token_urlsafe(32),
}


def start(folder: Path) -> tuple[str, ...]:
    """Start what does not run; the names of the secrets. Secrets once made stay; addresses are as the parts have them."""
    folder = folder.resolve()
    database = postgresql.start(folder / "postgresql", lasting=True)
    cache = valkey.start(folder / "valkey")
    told = {
        "database": database.dsn("creditai_app"),
        "database_owner": database.dsn("creditai_owner"),
        "database_backup": database.dsn("creditai_backup"),
        "keys": database.dsn("creditai_app", "creditai_keys"),
        "keys_owner": database.dsn("creditai_owner", "creditai_keys"),
        "redis": cache.url,
    }
    place = folder / "secrets"
    place.mkdir(mode=0o700, exist_ok=True)
    for name, value in told.items():
        _keep(place / name, value)
    for name, make in _MADE.items():
        if not (place / name).exists():
            _keep(place / name, make())
    return (*told, *_MADE)


def stop(folder: Path) -> None:
    """End both politely; what they hold is on the disk."""
    folder = folder.resolve()
    if (folder / "valkey").exists():
        valkey.stop(folder / "valkey")
    if (folder / "postgresql").exists():
        postgresql.stop(folder / "postgresql")


def _keep(path: Path, value: str) -> None:
    """Whole or not at all, and never readable by others."""
    if path.exists() and path.read_text("utf-8") == value:
        return
    part = path.with_name(path.name + ".part")
    part.touch(mode=0o600)
    part.write_text(value, "utf-8")
    part.replace(path)


def _random() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()
