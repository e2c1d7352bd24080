"""The real parts for tests: one PostgreSQL and one Valkey for each test process, databases made from a template.

Nothing is synced to the disk, so a fresh database costs a tenth of a second; one that an earlier test leaves as the
migrations made it is emptied and used again, which costs a tenth of that. The template is made by running the real
migrations once.
"""

from __future__ import annotations

import base64
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from uuid import uuid4

import psycopg

from creditai.clients.redis import connect
from creditai.parts import postgresql, valkey
from creditai.parts.postgresql import PostgreSQL, create_database
from creditai.parts.valkey import Valkey
from creditai.settings import Secret, Settings
from creditai.store import keys, migrating
from tests.emptying import Emptying

_TEMPLATE = "creditai_template"


@dataclass(frozen=True, slots=True)
class Town:
    """What runs, and the folder of this test process."""

    folder: Path
    postgresql: PostgreSQL
    valkey: Valkey
    emptying: dict[str, Emptying]
    spare: list[str] = field(default_factory=list)
    """Databases that are empty again."""

    def settings(self) -> Settings:
        """Settings of an empty, migrated database of its own, with keys and a folder of objects of its own."""
        name, own = self.spare.pop() if self.spare else self._created(), uuid4().hex[:16]
        with connect(self.valkey.url) as client:
            client.flushall()  # switches and counts of an earlier test
        key = base64.b64encode(bytes(range(32))).decode()
        return Settings(
            environment="test",
            address="http://127.0.0.1:8000",
            data=self.folder / own,
            database=Secret(self.postgresql.dsn("creditai_app", name)),
            database_owner=Secret(self.postgresql.dsn("creditai_owner", name)),
            database_backup=Secret(self.postgresql.dsn("creditai_backup", name)),
            keys_owner=Secret(self.postgresql.dsn("creditai_owner", f"{name}_keys")),
            database_pool=4,
            keys=Secret(self.postgresql.dsn("creditai_app", f"{name}_keys")),
            key_ring=Secret(f"test-1:{key}"),
            pepper=Secret(key),
            redis=Secret(self.valkey.url),
            mail=Secret((self.folder / own / "mail").as_uri()),
            password_memory=64,
            limits_times=1000,
            objects=(self.folder / own / "objects").as_uri(),
        )

    def _created(self) -> str:
        name = f"t_{uuid4().hex[:16]}"
        with psycopg.connect(self.postgresql.admin, autocommit=True) as admin:
            for end in ("", "_keys"):
                create_database(admin, f"{name}{end}", template=f"{_TEMPLATE}{end}")
        return name

    def drop(self, settings: Settings) -> None:
        """Remove what `settings` made, or empty it for the next."""
        name = settings.database.reveal().rpartition("/")[2]
        shutil.rmtree(settings.data, ignore_errors=True)
        admin = self.postgresql.admin
        if all(each.emptied(admin, f"{name}{end}") for end, each in self.emptying.items()):
            self.spare.append(name)
            return
        with psycopg.connect(admin, autocommit=True) as connection:
            for end in self.emptying:
                connection.execute(f'DROP DATABASE IF EXISTS "{name}{end}" WITH (FORCE)')


@contextmanager
def town() -> Iterator[Town]:
    """Start the parts, make the templates, and end everything with the block."""
    folder = Path(tempfile.mkdtemp(prefix="creditai-town-"))
    folder.chmod(0o755)  # PostgreSQL may run as another account
    try:
        database = postgresql.start(folder / "postgresql", durable=False)
        cache = valkey.start(folder / "valkey", durable=False)
        _templates(database)
        emptying = {end: Emptying.like(database.admin, f"{_TEMPLATE}{end}") for end in ("", "_keys")}
        yield Town(folder, database, cache, emptying)
    finally:
        valkey.stop(folder / "valkey")
        postgresql.stop(folder / "postgresql")
        shutil.rmtree(folder, ignore_errors=True)


def _templates(server: PostgreSQL) -> None:
    with psycopg.connect(server.admin, autocommit=True) as admin:
        create_database(admin, _TEMPLATE)
        create_database(admin, f"{_TEMPLATE}_keys")
    migrating.migrate(server.dsn("creditai_owner", _TEMPLATE))
    keys.create(server.dsn("creditai_owner", f"{_TEMPLATE}_keys"))


def as_owner(settings: Settings) -> Settings:
    """The same, reaching the tables as their owner: for tests that look past row-level security on purpose."""
    return replace(settings, database=settings.database_owner)
