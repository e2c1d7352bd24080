"""The real parts for tests: one PostgreSQL and one Valkey for each test process, databases made from a template.

Nothing is synced to the disk, so a fresh database costs a tenth of a second. The template is made by running the real
migrations once.
"""

from __future__ import annotations

import base64
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import uuid4

import psycopg

from creditai.clients.redis import connect
from creditai.parts import postgresql, valkey
from creditai.parts.postgresql import PostgreSQL, create_database
from creditai.parts.valkey import Valkey
from creditai.settings import Secret, Settings
from creditai.store import keys, migrating

_TEMPLATE = "creditai_template"


@dataclass(frozen=True, slots=True)
class Town:
    """What runs, and the folder of this test process."""

    folder: Path
    postgresql: PostgreSQL
    valkey: Valkey

    def settings(self) -> Settings:
        """Settings of an empty, migrated database of its own, with keys and a folder of objects of its own."""
        name = f"t_{uuid4().hex[:16]}"
        with connect(self.valkey.url) as client:
            client.flushall()  # switches and counts of an earlier test
        with psycopg.connect(self.postgresql.admin, autocommit=True) as admin:
            create_database(admin, name, template=_TEMPLATE)
            create_database(admin, f"{name}_keys", template=f"{_TEMPLATE}_keys")
        key = base64.b64encode(bytes(range(32))).decode()
        return Settings(
            environment="test",
            address="http://127.0.0.1:8000",
            data=self.folder / name,
            database=Secret(self.postgresql.dsn("creditai_app", name)),
            database_owner=Secret(self.postgresql.dsn("creditai_owner", name)),
            database_backup=Secret(self.postgresql.dsn("creditai_backup", name)),
            keys_owner=Secret(self.postgresql.dsn("creditai_owner", f"{name}_keys")),
            database_pool=4,
            keys=Secret(self.postgresql.dsn("creditai_app", f"{name}_keys")),
            key_ring=Secret(f"test-1:{key}"),
            pepper=Secret(key),
            redis=Secret(self.valkey.url),
            mail=Secret((self.folder / name / "mail").as_uri()),
            password_memory=64,
            limits_times=1000,
            objects=(self.folder / name / "objects").as_uri(),
        )

    def drop(self, settings: Settings) -> None:
        """Remove what `settings` made."""
        name = settings.database.reveal().rpartition("/")[2]
        with psycopg.connect(self.postgresql.admin, autocommit=True) as admin:
            for each in (name, f"{name}_keys"):
                admin.execute(f'DROP DATABASE IF EXISTS "{each}" WITH (FORCE)')
        shutil.rmtree(settings.data, ignore_errors=True)


@contextmanager
def town() -> Iterator[Town]:
    """Start the parts, make the templates, and end everything with the block."""
    folder = Path(tempfile.mkdtemp(prefix="creditai-town-"))
    folder.chmod(0o755)  # PostgreSQL may run as another account
    try:
        database = postgresql.start(folder / "postgresql", durable=False)
        cache = valkey.start(folder / "valkey", durable=False)
        _templates(database)
        yield Town(folder, database, cache)
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
