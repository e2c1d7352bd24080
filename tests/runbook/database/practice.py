"""A machine on which a toy release serves over a real database, for tests of what changes schemas."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import psycopg

from creditai.parts.postgresql import create_database
from rehearsal.machine import Machine, machine
from runbook.journal import Journal
from runbook.operating import Desk
from runbook.redaction import Redactor
from tests.runbook.database import toy
from tests.runbook.database.program import release
from tests.town import Town

FIRST = {"0001": "SELECT 1"}


@dataclass
class Practice:
    """The machine, its database, and what the toy says to it."""

    made: Machine
    town: Town
    name: str
    workload: str

    @property
    def desk(self) -> Desk:
        given = self.made.environment
        return Desk(given, self.made.host, Journal(given.state), Redactor(), "Dana")

    def release(self, version: str, more: dict[str, str] | None = None) -> str:
        """A release folder. `more`: migrations beyond the first."""
        place = self.made.folder / "artefacts" / version
        found = place if place.exists() else release(place, version, {**FIRST, **(more or {})}, self.workload)
        return str(found)

    def deploy(self, version: str, more: dict[str, str] | None = None) -> None:
        plan = self.desk.plan("deploy", self.release(version, more))
        self.desk.do(plan, lambda kind, body: None)

    def asked(self, sql: str) -> object:
        with psycopg.connect(self.town.postgresql.dsn("postgres", self.name), autocommit=True) as connection:
            cursor = connection.execute(sql)
            row = cursor.fetchone() if cursor.description else None
            return row[0] if row else None


@contextmanager
def practice(town: Town, *, serving: bool = True) -> Iterator[Practice]:
    """`serving`: release one stands on both colours."""
    name = f"toy_{uuid4().hex[:12]}"
    with psycopg.connect(town.postgresql.admin, autocommit=True) as admin:
        create_database(admin, name)
    with psycopg.connect(town.postgresql.dsn("postgres", name), autocommit=True) as connection:
        connection.execute(toy.SCHEMA)
    with machine() as made:
        secrets = {}
        for setting, role in (
            ("database", "app"),
            ("database_owner", "owner"),
            ("database_backup", "backup"),
        ):
            path = made.folder / setting
            path.write_text(town.postgresql.dsn(f"creditai_{role}", name), "utf-8")
            path.chmod(0o600)
            secrets[setting] = f"file:{path}"
        waive = dict.fromkeys(
            ("clean-tree", "pushed", "branch", "tag", "settings", "disk", "memory", "journeys"),
            "a toy is practised with",
        )
        environment = replace(made.environment, secrets=secrets, waive=waive)
        workload = toy.recorded(town.postgresql.dsn("creditai_app", name))
        found = Practice(replace(made, environment=environment), town, name, workload)
        Path(made.folder).chmod(0o755)
        try:
            if serving:
                found.deploy("one")
            yield found
        finally:
            with psycopg.connect(town.postgresql.admin, autocommit=True) as admin:
                admin.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
