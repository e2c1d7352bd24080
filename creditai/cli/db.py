"""The service's database: migrate, validate, measure, replay."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from creditai.cli import _database, _environment, _proving, _terminal
from creditai.errors import WrongUsage

if TYPE_CHECKING:
    from creditai.settings import Settings

_WHAT = (
    "status",
    "migrate",
    "rollback",
    "validate",
    "integrity",
    "stats",
    "replay",
    "rotate-keys",
    "erase-again",
    "inventory",
    "prove",
    "statements",
    "shell",
)


def db(
    what: Annotated[str, typer.Argument(help=f"One of: {', '.join(_WHAT)}.", show_default=False)],
    steps: Annotated[int, typer.Option(help="rollback: how many migrations to take back.")] = 1,
    to: Annotated[str, typer.Option(help="migrate: up to this revision.")] = "head",
    rebuild: Annotated[bool, typer.Option("--rebuild", help="migrate: build invalid indexes anew.")] = False,
    expect_clean: Annotated[
        bool, typer.Option("--expect-clean", help="status: exit 1 when something is pending.")
    ] = False,
    manifest: Annotated[
        Path | None,
        typer.Option(
            help="integrity: JSON whose `counts` the tables must have. prove: what `inventory` said.",
            show_default=False,
        ),
    ] = None,
    workload: Annotated[
        Path | None,
        typer.Option(help="replay: the workload; by default that of this release.", show_default=False),
    ] = None,
    owner: Annotated[bool, typer.Option("--owner", help="shell: as the owner of the tables.")] = False,
    dsn: Annotated[
        str | None,
        typer.Option(
            help="The copy. replay: as creditai_app; prove: past row-level security; statements: as owner.",
            show_default=False,
        ),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print the result as JSON.")] = False,
) -> int:
    """Look after the database of the service, by the settings of the environment (`creditai settings`).

    status: applied and pending migrations. migrate and rollback: as the owner, one at a time in the whole world, with
    timeouts; a point of no return is not taken back. validate: the schema, row-level security and rights are what this
    release expects. integrity: rows belong together, keys are there, nobody erased has come back (as creditai_backup).
    replay: the statements that this release makes still work on a copy; nothing is kept. rotate-keys: wrap all data
    keys with the first key of the ring, while serving. erase-again: after a restore, before serving. shell: psql,
    as the service's role or (--owner) as the tables' owner.

    Of backups and of what comes: inventory lists objects by digest and keys by id. prove looks at a copy: schema, rows,
    one sealed paper opened per key, objects. statements migrates a copy and says what was said to it. Exit code 1:
    faults were found.

    Examples:

      creditai db status --json
      creditai db migrate
      creditai db rollback --steps 1
      creditai db validate
      creditai db replay --dsn postgresql://creditai_app@127.0.0.1/copy
    """
    settings = _environment.settings()
    acts: Mapping[str, Callable[[], tuple[Any, int]]] = {
        "status": lambda: _status(settings, expect_clean),
        "migrate": lambda: _migrate(settings, to, rebuild),
        "rollback": lambda: _rollback(settings, steps),
        "validate": lambda: _validate(settings),
        "integrity": lambda: _integrity(settings, manifest),
        "stats": lambda: _stats(settings),
        "replay": lambda: _replay(settings, workload, dsn),
        "rotate-keys": lambda: _rotate(settings),
        "erase-again": lambda: _erase_again(settings),
        "inventory": lambda: _proving.inventory(settings),
        "prove": lambda: _proving.prove(settings, dsn, manifest),
        "statements": lambda: _proving.statements(dsn),
        "shell": lambda: _shell(settings, owner),
    }
    if what not in acts:
        raise WrongUsage(f"{what!r} is nothing that `creditai db` does; say one of: {', '.join(_WHAT)}.")
    result, code = _database.asked(acts[what])
    _print(result, json)
    return code


def _status(settings: Settings, expect_clean: bool) -> tuple[Any, int]:
    from dataclasses import asdict

    from creditai.store import migrating

    with _database.owned(settings) as connection:
        found = migrating.status(connection)
        at = migrating.current(connection)
    pending = sum(not each.applied for each in found)
    rows = [asdict(each) for each in found]
    return {"revision": at, "head": migrating.head(), "pending": pending, "migrations": rows}, int(
        expect_clean and pending > 0
    )


def _migrate(settings: Settings, to: str, rebuild: bool) -> tuple[Any, int]:
    from creditai.store import keys, migrating

    owner = _environment.given(settings.database_owner, "CREDITAI_DATABASE_OWNER")
    if settings.keys_owner:
        keys.create(settings.keys_owner.reveal())
    applied = migrating.migrate(owner, to, fence=_environment.fence())
    return {"applied": list(applied), "rebuilt": list(migrating.rebuild(owner)) if rebuild else []}, 0


def _rollback(settings: Settings, steps: int) -> tuple[Any, int]:
    from creditai.store import migrating

    owner = _environment.given(settings.database_owner, "CREDITAI_DATABASE_OWNER")
    return {"taken_back": list(migrating.rollback(owner, steps, fence=_environment.fence()))}, 0


def _validate(settings: Settings) -> tuple[Any, int]:
    from creditai.store import validating

    with _database.owned(settings) as connection:
        found = list(validating.faults(connection))
    return {"faults": found}, int(bool(found))


def _integrity(settings: Settings, manifest: Path | None) -> tuple[Any, int]:
    from creditai.store import integrity

    dsn = _environment.given(settings.database_backup, "CREDITAI_DATABASE_BACKUP")
    with _database.keys(settings) as keys, _database.connection(dsn) as connection:
        found = list(integrity.faults(connection, keys, _expected(manifest)))
        rows = integrity.counts(connection)
    return {"faults": found, "counts": rows}, int(bool(found))


def _expected(manifest: Path | None) -> Mapping[str, int] | None:
    import json

    if manifest is None:
        return None
    try:
        counts = json.loads(manifest.read_text("utf-8"))["counts"]
        return {str(name): int(count) for name, count in counts.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise WrongUsage(f"{manifest} is no manifest with `counts`.") from error


def _stats(settings: Settings) -> tuple[Any, int]:
    from creditai.store.stats import stats

    with _database.owned(settings) as connection:
        return stats(connection), 0


def _replay(settings: Settings, workload: Path | None, dsn: str | None) -> tuple[Any, int]:
    from dataclasses import asdict

    from creditai.store import workload as room

    stories = room.load(workload or room.SHIPPED)
    broken = [
        asdict(each)
        for each in room.replay(dsn or _environment.given(settings.database, "CREDITAI_DATABASE"), stories)
    ]
    statements = sum(len(story.statements) for story in stories)
    return {"stories": len(stories), "statements": statements, "broken": broken}, int(bool(broken))


def _rotate(settings: Settings) -> tuple[Any, int]:
    done = 0
    with _database.keys(settings) as keys:
        for done in keys.rotate():
            _terminal.aside(f"{done} data keys wrapped anew")
        counts = keys.counts()
    return {"rotated": done, "by_key": counts}, 0


def _erase_again(settings: Settings) -> tuple[Any, int]:
    from creditai.store import fencing, integrity

    with _database.keys(settings) as keys, _database.owned(settings) as connection:
        fencing.hold(connection, _environment.fence())
        removed = integrity.erase_again(connection, keys)
        connection.commit()
    return {"removed": removed}, 0


def _shell(settings: Settings, owner: bool) -> tuple[Any, int]:
    """psql of this machine takes this process's place; the password goes by the environment, not the command line."""
    import os
    import shutil

    from psycopg.conninfo import conninfo_to_dict

    from creditai.errors import Unavailable

    dsn = (
        _environment.given(settings.database_owner, "CREDITAI_DATABASE_OWNER")
        if owner
        else _environment.given(settings.database, "CREDITAI_DATABASE")
    )
    told = conninfo_to_dict(dsn)
    psql = shutil.which("psql")
    if psql is None:
        raise Unavailable("psql is not installed on this machine (Debian: postgresql-client).")
    names = {
        "host": "PGHOST",
        "port": "PGPORT",
        "user": "PGUSER",
        "password": "PGPASSWORD",
        "dbname": "PGDATABASE",
    }
    os.execve(psql, [psql], {**os.environ, **{names[k]: str(v) for k, v in told.items() if k in names}})  # noqa: S606


def _print(result: Any, as_json: bool) -> None:
    if as_json:
        _terminal.data(result)
        return
    for name, value in result.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            _terminal.heading(name.replace("_", " "))
            _terminal.table(tuple(value[0]), [tuple(str(cell) for cell in row.values()) for row in value])
        elif isinstance(value, list):
            _terminal.paragraph(f"{name.replace('_', ' ')}: {'none' if not value else ''}")
            for each in value:
                _terminal.paragraph(str(each), indent=2)
        elif isinstance(value, dict):
            _terminal.heading(name.replace("_", " "))
            _terminal.table(("name", "value"), [(k, str(v)) for k, v in value.items()])
        else:
            _terminal.paragraph(f"{name.replace('_', ' ')}: {value}")
