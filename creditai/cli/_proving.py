"""What `creditai db` says of backups and of migrations to come: inventory, prove, statements."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Set
from pathlib import Path
from typing import TYPE_CHECKING, Any

from creditai.cli import _database
from creditai.errors import WrongUsage

if TYPE_CHECKING:
    from creditai.settings import Settings
    from creditai.store.keys import Keys


def inventory(settings: Settings) -> tuple[Any, int]:
    """Objects by digest, keys by id: what a dump of the database does not hold."""
    with _database.keys(settings) as keys:
        erased = len(keys.erased())  # first: a backup knows those who went before it was begun
        return {"objects": objects(settings), "keys": keys.counts(), "erased": erased}, 0


def prove(settings: Settings, dsn: str | None, manifest: Path | None) -> tuple[Any, int]:
    """Look at a copy, and at the objects and keys that belong to it."""
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    from creditai.store import proving
    from creditai.store.database import sqlalchemy_url

    if not dsn:
        raise WrongUsage("--dsn must name the copy, as a role that sees past row-level security.")
    wanted = _expected(manifest)
    engine = create_engine(sqlalchemy_url(dsn), poolclass=NullPool, hide_parameters=True)
    with _database.keys(settings) as keys, engine.connect() as copy:
        there = objects(settings)
        let_go = _let_go(settings, set(wanted.get("objects", {})) - set(there))
        found = [*proving.faults(copy, keys, wanted.get("erased")), *_missing(wanted, there, keys, let_go)]
        opened = {each.key: each.said for each in proving.opened(copy, keys)}
    return {"faults": found, "opened": opened}, int(bool(found))


def statements(dsn: str | None) -> tuple[Any, int]:
    """Migrate a copy, and say what was said to it."""
    from creditai.store import migrating

    if not dsn:
        raise WrongUsage("--dsn must name the copy that is migrated, as its owner.")
    said = [
        {"revision": s.revision, "transaction": s.transaction, "autocommit": s.autocommit, "sql": s.sql}
        for s in migrating.traced(dsn)
    ]
    return {"statements": said, "revision": migrating.head()}, 0


def objects(settings: Settings) -> dict[str, dict[str, Any]]:
    """Name -> digest and size of everything that is kept."""
    from creditai.clients.objects import Objects
    from creditai.flows.erase_person import FOLDERS

    if not settings.objects:
        return {}
    store = Objects(settings.objects)
    found = {}
    for folder in FOLDERS:
        for name, _ in store.names(folder):
            whole, size = hashlib.sha256(), 0
            for piece in store.get(name):
                whole.update(piece)
                size += len(piece)
            found[name] = {"sha256": whole.hexdigest(), "bytes": size}
    return found


def _let_go(settings: Settings, names: Set[str]) -> frozenset[str]:
    """Of these objects those that the service itself has let go: its database, as it is now, keeps them no more. A file
    goes when it was read and nobody agreed to its being kept, so a backup under way is outrun every minute."""
    if not names or not settings.database_backup:
        return frozenset()
    from sqlalchemy import create_engine
    from sqlalchemy.pool import NullPool

    from creditai.store import proving
    from creditai.store.database import sqlalchemy_url

    dsn = sqlalchemy_url(settings.database_backup.reveal())
    with create_engine(dsn, poolclass=NullPool, hide_parameters=True).connect() as live:
        return frozenset(names) - proving.kept(live)


def _missing(
    wanted: Mapping[str, Any], found: Mapping[str, Any], keys: Keys, let_go: Set[str]
) -> Iterator[str]:
    """What the manifest names and is not there: of persons who were not erased since, and not let go since."""
    erased = {str(each) for each in keys.erased()}
    for name, told in sorted(wanted.get("objects", {}).items()):
        if name in let_go or (name.split("/")[1:2] and name.split("/")[1] in erased):
            continue
        if name not in found:
            yield f"The object {name} is missing."
        elif found[name] != told:
            yield f"The object {name} is not the one that was there when the backup was taken."
    for ring in sorted(set(wanted.get("keys", {})) - set(keys.ring.keys)):
        yield f"The key ring lacks the key {ring!r}, with which data keys of this backup are wrapped."


def _expected(manifest: Path | None) -> Mapping[str, Any]:
    if manifest is None:
        return {}
    try:
        told = json.loads(manifest.read_text("utf-8"))
        erased = told.get("erased")
        known = {} if erased is None else {"erased": int(erased)}
        return {"objects": dict(told["objects"]), "keys": dict(told["keys"]), **known}
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WrongUsage(f"{manifest} is no inventory with `objects` and `keys`.") from error
