"""A PostgreSQL server of the runner's own: made for one study, reached by a socket alone, thrown away after it.

So a study needs no rights on the server that serves, and puts no load on it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from runbook.actions import Command, Ran
from runbook.database.programs import Programs
from runbook.errors import ActFailed

Runs = Callable[[Command], Ran]
_ADMIN = "postgres"
_OPTIONS = (
    "-c listen_addresses='' -c unix_socket_directories={folder} -c unix_socket_permissions=0777 -c fsync=off -c synchronous_commit=off"
    " -c full_page_writes=off -c max_connections=40 -c max_wal_size=4GB -c autovacuum=off"
)
_MAKE = """
set -e
if [ -s "$0/data/postmaster.pid" ]; then "$1/pg_ctl" stop -D "$0/data" -m immediate -w >/dev/null 2>&1 || true; fi
rm -rf "$0/data"
"$1/initdb" -D "$0/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync >"$0/log" 2>&1 || { cat "$0/log" >&2; exit 1; }
"$1/pg_ctl" start -D "$0/data" -l "$0/log" -w -t 60 -o "$2" </dev/null >/dev/null 2>&1 || { tail -5 "$0/log" >&2; exit 1; }
"""
_END = """
if [ -s "$0/data/postmaster.pid" ]; then "$1/pg_ctl" stop -D "$0/data" -m immediate -w >/dev/null 2>&1; fi
rm -rf "$0/data" "$0/log"
"""


@dataclass(frozen=True, slots=True)
class Scratch:
    """The server of one folder, which its account must be able to come to."""

    folder: Path
    programs: Programs

    def environ(self, database: str = "postgres", role: str = _ADMIN) -> Mapping[str, str]:
        """How PostgreSQL's programs come to it."""
        return {"PGHOST": str(self.folder), "PGUSER": role, "PGDATABASE": database}

    def dsn(self, database: str, role: str = _ADMIN) -> str:
        """How a release's own program comes to it. No password: the folder is closed to others."""
        return f"postgresql://{role}@/{database}?host={self.folder}"

    def ask(
        self, run: Runs, what: str, script: str, database: str = "postgres", role: str = _ADMIN, **more: Any
    ) -> Ran:
        return run(self.programs.psql(what, script, environ=self.environ(database, role), **more))

    def make_roles(self, run: Runs, roles: Mapping[str, Mapping[str, bool]]) -> None:
        """The roles of another server, without their passwords."""
        words = {
            "superuser": "SUPERUSER", "login": "LOGIN", "bypass": "BYPASSRLS", "createdb": "CREATEDB", "createrole": "CREATEROLE",
        }  # fmt: skip
        script = "".join(
            f"SELECT to_regrole('{name}') IS NULL AS new \\gset\n\\if :new\n"
            f'CREATE ROLE "{name}" {" ".join(("" if told[key] else "NO") + word for key, word in words.items())};\n\\endif\n'
            for name, told in roles.items()
            if name != _ADMIN and re.fullmatch(r"[A-Za-z_][A-Za-z0-9_$-]*", name)
        )
        self.ask(run, "the same roles", script)

    def restore(self, run: Runs, dump: Path, database: str, owner: str = _ADMIN) -> None:
        """A database out of a dump, whole or ActFailed."""
        self.ask(
            run, "an empty database", f'CREATE DATABASE "{database}" TEMPLATE template0 OWNER "{owner}";'
        )
        run(
            Command(
                "restore the dump", (self.programs.path("pg_restore"), "--exit-on-error", "--single-transaction", "-d", database, str(dump)),
                environ=self.environ(database), deadline=3600.0,
            )
        )  # fmt: skip
        self.ask(run, "statistics, as what serves has them", "ANALYZE;", database)

    def copy(self, run: Runs, source: str, database: str, owner: str = _ADMIN) -> None:
        """A database as another one is, in a blink."""
        script = f'DROP DATABASE IF EXISTS "{database}" WITH (FORCE);\nCREATE DATABASE "{database}" TEMPLATE "{source}" OWNER "{owner}";'
        self.ask(run, f"copy {source}", script)


@contextmanager
def scratch(run: Runs, folder: Path, programs: Programs) -> Iterator[Scratch]:
    """Make it, and throw it away at the end of the block. What a killed run left is thrown away first."""
    made = Scratch(folder, programs)
    options = _OPTIONS.format(folder=folder)
    home = str(Path(programs.path("initdb")).parent)
    owner = ("-o", programs.account) if programs.account else ()
    run(Command("a folder for a server of our own", ("install", "-d", "-m", "0700", *owner, str(folder))))
    run(
        Command("start a server of our own", ("sh", "-c", _MAKE, str(folder), home, options), folder=folder, account=programs.account, deadline=120.0)
    )  # fmt: skip
    try:
        yield made
    finally:
        try:
            run(
                Command(
                    "end it", ("sh", "-c", _END, str(folder), home), folder=folder, account=programs.account
                )
            )
        except ActFailed as failed:
            raise ActFailed(f"the scratch server in {folder} does not end: {failed}") from failed
