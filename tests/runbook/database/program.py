"""`creditai db ...` of a toy release, over real PostgreSQL: the contract that the runbook knows, and no more.

A release folder of it is the stub of the application for web and workers, and this for the database. Its migrations
are files `migrations/NNNN.sql`, a transaction each.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import psycopg

from rehearsal.stub import release as stub
from tests.house.tree import ROOT
from tests.runbook.database import toy


def release(folder: Path, version: str, migrations: Mapping[str, str], workload: str, **more: str) -> Path:
    """A release folder, written for the schema after the last of `migrations`."""
    made = stub(folder, version, schema=max(migrations), **more)
    (made / "migrations").mkdir()
    for name, sql in migrations.items():
        (made / "migrations" / f"{name}.sql").write_text(sql, "utf-8")
    (made / "workload.json").write_text(workload, "utf-8")
    (made / "bin" / "creditai").rename(made / "bin" / "stub")
    program = made / "bin" / "creditai"
    program.write_text(
        '#!/bin/sh\nhere=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd -P)\n'
        f'if [ "$1" = db ]; then cd {ROOT}; exec {sys.executable} -m tests.runbook.database.program "$here" "$@"; fi\n'
        'exec "$here/bin/stub" "$@"\n',
        "utf-8",
    )
    program.chmod(0o755)
    return made


def option(words: Sequence[str], name: str) -> str:
    return words[words.index(name) + 1]


def setting(name: str) -> str:
    variable = f"CREDITAI_{name.upper()}"
    path = os.environ.get(f"{variable}_FILE")
    return Path(path).read_text("utf-8").strip() if path else os.environ[variable]


def at(connection: psycopg.Connection[tuple[str]]) -> str:
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    return row[0] if row else "0000"


def pending(home: Path, dsn: str) -> list[tuple[str, str]]:
    with psycopg.connect(dsn) as connection:
        now = at(connection)
    return [
        (p.stem, p.read_text("utf-8")) for p in sorted((home / "migrations").glob("*.sql")) if p.stem > now
    ]


def _no_return(text: str) -> str | None:
    """Its first line may be `-- no return: why`."""
    return text.partition("\n")[0].partition("-- no return: ")[2] or None


def migrate(home: Path, dsn: str) -> list[dict[str, object]]:
    said: list[dict[str, object]] = []
    for number, (revision, text) in enumerate(pending(home, dsn), start=1):
        statements = [
            *filter(str.strip, text.split(";\n")),
            f"UPDATE alembic_version SET version_num = '{revision}'",
        ]
        with psycopg.connect(dsn) as connection:
            connection.execute("SELECT pg_advisory_xact_lock(1)")
            if at(connection) >= revision:
                continue
            for sql in statements:
                connection.execute(sql)
                said.append({"revision": revision, "transaction": number, "autocommit": False, "sql": sql})
    return said


def expected(home: Path, dsn: str) -> list[str]:
    """`expects`, where a release has one, is what it asks of its database."""
    asks = home / "expects"
    if not asks.exists():
        return []
    with psycopg.connect(dsn) as connection:
        try:
            connection.execute(asks.read_bytes())
        except psycopg.Error as error:
            return [str(error).partition("\n")[0]]
    return []


def main(home: Path, words: Sequence[str]) -> int:
    verb = words[1]
    told: dict[str, object] = {}
    if verb == "replay":
        return toy.main([option(words, "--dsn"), str(home / "workload.json")])
    if verb == "statements":
        told = {"statements": migrate(home, option(words, "--dsn"))}
    elif verb == "migrate":
        told = {"applied": len(migrate(home, setting("database_owner")))}
    elif verb == "status":
        with psycopg.connect(setting("database_owner")) as connection:
            left = pending(home, setting("database_owner"))
            lasting = [
                {"revision": revision, "no_return": _no_return(text), "applied": False}
                for revision, text in left
            ]
            told = {"revision": at(connection), "pending": len(left), "migrations": lasting}
    elif verb == "inventory":
        told = {"objects": {}, "keys": {"toy-1": 1}}
    elif verb == "prove":
        told = {"faults": expected(home, option(words, "--dsn"))}
    elif verb == "integrity":
        with psycopg.connect(setting("database_owner")) as connection:
            odd = connection.execute("SELECT count(*) FROM person WHERE email = 'odd@example.com'").fetchone()
        told = {"faults": ["There is somebody odd."] if odd and odd[0] else []}
    elif verb == "erase-again":
        with psycopg.connect(setting("database_owner")) as connection:
            gone = connection.execute("DELETE FROM person WHERE email LIKE 'erased%'").rowcount
        told = {"removed": {"person": gone}}
    print(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
