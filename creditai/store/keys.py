"""A data key per person, in a database of its own that no dump of the product holds.

Each is wrapped by a key of the ring (settings `key_ring`: id and 32 bytes; the first wraps, all unwrap). To erase a
person is to delete their data key: what was sealed with it, in tables, objects and backups, is noise from then
on. The ledger of erasures stays, so that a restored dump can be brought up to date before it serves.
"""

from __future__ import annotations

import base64
import binascii
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from sqlalchemy import Column, Connection, DateTime, LargeBinary, MetaData, String, Table, Uuid, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import OperationalError

from creditai.errors import NotFound, Unavailable, WrongUsage
from creditai.settings import Secret
from creditai.store.database import Database
from creditai.store.encryption import DataKey, new_key, seal, unseal

METADATA = MetaData()
data_key = Table(
    "data_key",
    METADATA,
    Column("person", Uuid, primary_key=True),
    Column("ring", String(32), nullable=False),
    Column("wrapped", LargeBinary, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
)
erasure = Table(
    "erasure",
    METADATA,
    Column("person", Uuid, primary_key=True),
    Column("erased_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
)

_KEPT_SECONDS = 20.0
"""How long a process may go on with a key that another process has deleted."""
_KEPT = 1_000


class Ring:
    """Key-encryption keys by id."""

    def __init__(self, keys: Mapping[str, DataKey]) -> None:
        if not keys:
            raise WrongUsage("CREDITAI_KEY_RING is empty; `creditai settings new-secrets` prints one.")
        self.keys = dict(keys)
        self.current = next(iter(keys))

    @classmethod
    def parse(cls, text: Secret) -> Ring:
        """`id:base64,id:base64`; WrongUsage, without a value in it, when one does not fit."""
        keys: dict[str, DataKey] = {}
        for part in filter(None, text.reveal().split(",")):
            name, _, value = part.strip().partition(":")
            try:
                key = base64.b64decode(value, validate=True)
            except binascii.Error:
                key = b""
            if not name or len(key) != 32:
                raise WrongUsage(f"CREDITAI_KEY_RING: the key {name[:32]!r} is not `id:base64 of 32 bytes`.")
            keys[name] = DataKey(key)
        return cls(keys)


class Keys:
    """The store of data keys."""

    def __init__(self, dsn: str, ring: Ring) -> None:
        self.ring = ring
        self._database = Database(dsn, pool=5, name="creditai-keys")
        self._kept: dict[UUID, tuple[float, DataKey]] = {}
        self._lock = threading.Lock()

    def of(self, person: UUID, *, anew: bool = False) -> DataKey:
        """The person's data key; NotFound when they are erased or were never here. `anew`: the store is asked whether or
        not the key is known, so that it takes as long for everybody."""
        with self._lock:
            found = self._kept.get(person)
        if found is not None and not anew and time.monotonic() - found[0] < _KEPT_SECONDS:
            return found[1]
        with self._transaction() as connection:
            row = connection.execute(
                select(data_key.c.ring, data_key.c.wrapped).where(data_key.c.person == person)
            ).first()
        if row is None:
            raise NotFound("There is no such person.")
        return self._keep(person, self._unwrapped(person, row.ring, row.wrapped))

    def make(self, person: UUID) -> DataKey:
        """A new person's data key."""
        key = new_key()
        with self._transaction() as connection:
            if connection.execute(select(erasure).where(erasure.c.person == person)).first() is not None:
                raise NotFound("There is no such person.")
            connection.execute(data_key.insert().values(person=person, **self._wrapped(person, key)))
        return self._keep(person, key)

    def erase(self, person: UUID) -> datetime:
        """Delete the key and write the erasure down; the moment of the first erasure."""
        with self._transaction() as connection:
            connection.execute(insert(erasure).values(person=person).on_conflict_do_nothing())
            connection.execute(data_key.delete().where(data_key.c.person == person))
            when = connection.execute(
                select(erasure.c.erased_at).where(erasure.c.person == person)
            ).scalar_one()
        with self._lock:
            self._kept.pop(person, None)
        return when  # type: ignore[no-any-return]

    def erased(self) -> tuple[UUID, ...]:
        """Everybody who was ever erased."""
        with self._transaction() as connection:
            return tuple(connection.execute(select(erasure.c.person).order_by(erasure.c.erased_at)).scalars())

    def persons(self) -> frozenset[UUID]:
        """Everybody who has a data key."""
        with self._transaction() as connection:
            return frozenset(connection.execute(select(data_key.c.person)).scalars())

    def ping(self) -> None:
        """One round trip, for health. Unavailable when there is no answer."""
        with self._transaction() as connection:
            connection.execute(select(1))

    def counts(self) -> dict[str, int]:
        """How many data keys each key of the ring wraps."""
        with self._transaction() as connection:
            rows = connection.execute(select(data_key.c.ring, func.count()).group_by(data_key.c.ring)).all()
        return {row[0]: row[1] for row in rows}

    def by_ring(self) -> dict[str, tuple[UUID, ...]]:
        """Who has a data key that this key of the ring wraps, by its id."""
        found: dict[str, list[UUID]] = {}
        with self._transaction() as connection:
            for row in connection.execute(select(data_key.c.ring, data_key.c.person)):
                found.setdefault(row.ring, []).append(row.person)
        return {ring: tuple(sorted(persons)) for ring, persons in found.items()}

    def rotate(self, batch: int = 500) -> Iterator[int]:
        """Wrap anew with the ring's first key what another wraps, while serving; how many so far."""
        done = 0
        while moved := self._rotated(batch):
            done += moved
            yield done

    def _rotated(self, batch: int) -> int:
        with self._transaction() as connection:
            rows = connection.execute(
                select(data_key)
                .where(data_key.c.ring != self.ring.current)
                .limit(batch)
                .with_for_update(skip_locked=True)
            ).all()
            for row in rows:
                key = self._unwrapped(row.person, row.ring, row.wrapped)
                connection.execute(
                    data_key.update()
                    .where(data_key.c.person == row.person)
                    .values(**self._wrapped(row.person, key))
                )
        return len(rows)

    def _wrapped(self, person: UUID, key: DataKey) -> dict[str, object]:
        name = self.ring.current
        return {"ring": name, "wrapped": seal(self.ring.keys[name], key, f"data_key.wrapped:{person}")}

    def _unwrapped(self, person: UUID, ring: str, wrapped: bytes) -> DataKey:
        if ring not in self.ring.keys:
            raise Unavailable(
                f"The key ring lacks the key {ring!r}; give it in CREDITAI_KEY_RING beside the others."
            )
        return DataKey(unseal(self.ring.keys[ring], wrapped, f"data_key.wrapped:{person}"))

    def _keep(self, person: UUID, key: DataKey) -> DataKey:
        with self._lock:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            self._kept[person] = (time.monotonic(), key)
        return key

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        try:
            with self._database.plain() as connection:
                yield connection
        except (OperationalError, Unavailable) as error:
            raise Unavailable(
                "The store of keys does not answer; nothing was changed. Try again in a moment."
            ) from error

    def close(self) -> None:
        self._database.close()


def create(owner_dsn: str) -> None:
    """Make the tables of the key database, if they are not there. Its owner is not the service."""
    database = Database(owner_dsn, pool=1, name="creditai-keys-owner")
    with database.plain() as connection:
        METADATA.create_all(connection)
        connection.exec_driver_sql("GRANT SELECT, INSERT, UPDATE, DELETE ON data_key TO creditai_app")
        connection.exec_driver_sql("GRANT SELECT, INSERT ON erasure TO creditai_app")
    database.close()
