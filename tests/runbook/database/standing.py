"""A service's database with people, papers and keys in it, for tests of backups: real PostgreSQL, the real program."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

import psycopg

from creditai.clients.objects import Objects
from creditai.papers.uploads import object_name
from creditai.settings import Settings
from creditai.store.documents import seal_json
from creditai.store.encryption import seal_text
from creditai.store.keys import Keys, Ring
from runbook.actions import Command, Ran
from runbook.database import backup
from runbook.database.programs import Programs
from runbook.database.scratch import Scratch
from runbook.environments import Environment
from runbook.facts import Found
from runbook.lease import acquire
from runbook.perform import Performer
from runbook.redaction import Redactor
from runbook.targets.host.databases import programs
from runbook.targets.host.places import Places
from tests.town import Town

PROGRAM = (sys.executable, "-c", "from entry import main; main()")


@dataclass
class Standing:
    """The database of a service. `folder`: what every account may come to."""

    town: Town
    settings: Settings
    folder: Path
    run: Callable[[Command], Ran]
    programs: Programs
    persons: tuple[UUID, ...] = ()
    copies: int = field(default=0)

    @property
    def dsn(self) -> str:
        """The reference by which the runbook knows it."""
        path = self.folder / "dsn"
        path.write_text(self.settings.database_backup.reveal(), "utf-8")
        return f"file:{path}"

    def program(self, *words: str) -> Command:
        given = self.settings
        told = {
            "CREDITAI_DATABASE": given.database.reveal(), "CREDITAI_KEYS": given.keys.reveal(),
            "CREDITAI_KEY_RING": given.key_ring.reveal(), "CREDITAI_OBJECTS": given.objects,
            "CREDITAI_DATABASE_BACKUP": given.database_backup.reveal(),
        }  # fmt: skip
        return Command(f"db {words[0]}", (*PROGRAM, "db", *words, "--json"), environ=told, ok=(0, 1))

    def as_owner(self, *statements: str, role: str = "creditai_owner") -> None:
        """Say something to the database that serves, past row-level security."""
        name = self.settings.database.reveal().rpartition("/")[2]
        with psycopg.connect(self.town.postgresql.dsn("postgres", name), autocommit=True) as connection:
            for each in statements:
                connection.execute(each)

    def take(self, *, in_the_way: str = "") -> Path:
        """A backup, as the runner takes it. `in_the_way`: a folder that stands in its place."""
        place = self.folder / f"backup-{uuid4().hex[:8]}"
        (place / in_the_way).mkdir(parents=True)
        told = backup.take(
            self.run,
            self.programs,
            self.dsn,
            place,
            self.program("inventory"),
            "a" * 64,
            "2026-11-26T12:00:00+00:00",
        )
        (place / backup.MANIFEST).write_text(told.text, "utf-8")
        return place

    def proof(self, at: Scratch, place: Path) -> Found:
        self.copies += 1
        inventory = place / "inventory.json"
        import json

        inventory.write_text(json.dumps(dict(backup.manifest(place).inventory)), "utf-8")
        live = backup.which(self.run, self.programs, self.dsn)
        return backup.proof(
            self.run, at, place,
            lambda dsn: self.program("prove", "--dsn", dsn, "--manifest", str(inventory)), live, f"copy_{self.copies}",
        )  # fmt: skip


@contextmanager
def runner(state: Path) -> Iterator[Callable[[Command], Ran]]:
    """What runs commands, as a study is given it."""
    lease = acquire(state, "Dana", "test")
    try:
        yield Performer(Redactor(), lease)._surely
    finally:
        lease.release()


@contextmanager
def standing(town: Town) -> Iterator[Standing]:
    """A migrated database with three persons, two reports, two papers among the objects."""
    folder = Path(tempfile.mkdtemp(prefix="rb-"))
    folder.chmod(0o755)
    settings = town.settings()
    try:
        with runner(folder / "s") as run:
            given = Environment("test", folder / "s", "http://127.0.0.1:8000")
            made = Standing(town, settings, folder, run, programs(given, Places(folder / "s")))
            fill(made)
            yield made
    finally:
        town.drop(settings)
        shutil.rmtree(folder, ignore_errors=True)


def fill(made: Standing) -> None:
    keys = Keys(made.settings.keys.reveal(), Ring.parse(made.settings.key_ring))
    store = Objects(made.settings.objects)
    made.persons = tuple(uuid4() for _ in range(3))
    with psycopg.connect(made.settings.database.reveal()) as connection:
        for number, person in enumerate(made.persons):
            key = keys.make(person)
            connection.execute("SELECT set_config('creditai.person', %s, true)", [str(person)])
            connection.execute("INSERT INTO person (id, role) VALUES (%s, 'consumer')", [person])
            connection.execute(
                "INSERT INTO audit (person, actor, role, act, subject, why) VALUES (%s, %s, 'consumer', 'person.made', '', 'own')", [person, person],
            )  # fmt: skip
            if number < 2:
                made_id, paper = uuid4(), uuid4()
                summary = seal_json(key, {"bureau": "Experian"}, f"report.summary:{made_id}")
                connection.execute(
                    "INSERT INTO report (id, person, paper, summary, document, made_at) VALUES (%s, %s, %s, %s, %s, now())",
                    [made_id, person, paper, summary, os.urandom(64)],
                )
                connection.execute(
                    "INSERT INTO paper (id, person, digest, name, size, kind, state, changed_at) VALUES (%s, %s, %s, %s, 1000, 'pdf', 'done', now())",
                    [paper, person, os.urandom(32), seal_text(key, "a.pdf", f"paper.name:{paper}")],
                )  # fmt: skip
                store.put(object_name(person, paper), os.urandom(1000))
    keys.close()
