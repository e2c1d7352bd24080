"""A database that is as this release expects has no fault; every way to spoil it is named."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy import Connection, create_engine

from creditai.settings import Secret, Settings
from creditai.store import integrity, validating
from creditai.store.database import sqlalchemy_url
from creditai.store.tables.person import person
from creditai.wiring import Wiring

SPOILT = {
    "CREATE TABLE stranger (id int)": "stranger",
    "DROP TABLE idempotency_key": "idempotency_key is missing",
    "ALTER TABLE audit NO FORCE ROW LEVEL SECURITY": "audit is not forced",
    "DROP POLICY audit_scope ON audit": "policies of audit",
    "CREATE POLICY wide ON person USING (true)": "policies of person",
    "GRANT DELETE ON audit TO creditai_app": "rights on audit",
    "ALTER TABLE person ALTER COLUMN role DROP NOT NULL": "person.role may be null",
    "ALTER TABLE person DROP COLUMN seen_at": "person.seen_at is missing",
    "ALTER TABLE person ADD CONSTRAINT late CHECK (role <> '') NOT VALID": "late of person",
    "UPDATE alembic_version SET version_num = '0000'": "schema is at 0000",
}


def _as(dsn: Secret) -> Iterator[Connection]:
    engine = create_engine(sqlalchemy_url(dsn.reveal()))
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture
def owner(settings: Settings) -> Iterator[Connection]:
    yield from _as(settings.database_owner)


@pytest.fixture
def backup(settings: Settings) -> Iterator[Connection]:
    yield from _as(settings.database_backup)


def test_a_migrated_database_is_well(owner: Connection) -> None:
    assert list(validating.faults(owner)) == []


@pytest.mark.parametrize("change", SPOILT)
def test_what_was_spoilt_is_named(settings: Settings, owner: Connection, change: str) -> None:
    with psycopg.connect(settings.database_owner.reveal(), autocommit=True) as connection:
        connection.execute(change)
    assert any(SPOILT[change] in fault for fault in validating.faults(owner))


LATER = "UPDATE alembic_version SET version_num = '9001'"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("CREATE TABLE added (id int)", ""),
        ("ALTER TABLE person ADD COLUMN added text", ""),
        ("DROP TABLE idempotency_key", "idempotency_key is missing"),
        ("ALTER TABLE person DROP COLUMN seen_at", "person.seen_at is missing"),
        ("ALTER TABLE audit NO FORCE ROW LEVEL SECURITY", "audit is not forced"),
    ],
)
def test_people_may_be_back_at_a_release_before_the_schemas(
    settings: Settings, owner: Connection, change: str, fault: str
) -> None:
    """What a later release added is no fault of the one that serves again; what that one needs must be there."""
    with psycopg.connect(settings.database_owner.reveal(), autocommit=True) as connection:
        connection.execute(change)
        connection.execute(LATER)
    found = list(validating.faults(owner))
    assert found == [] if not fault else any(fault in each for each in found)
    assert not any("schema is at" in each for each in found)


def _born(wiring: Wiring) -> None:
    subject = uuid4()
    wiring.keys.make(subject)
    with wiring.database.purpose("sign-in") as connection:
        connection.execute(person.insert().values(id=subject, role="consumer"))


def test_rows_that_belong_together_are_well(wiring: Wiring, backup: Connection) -> None:
    _born(wiring)
    assert list(integrity.faults(backup, wiring.keys, {"person": 1})) == []


def test_a_missing_row_a_missing_key_and_an_orphan_are_named(wiring: Wiring, backup: Connection) -> None:
    stranger = uuid4()
    with wiring.database.purpose("sign-in") as connection:
        connection.execute(person.insert().values(id=uuid4(), role="consumer"))
    with wiring.database.scope(stranger) as connection:
        from creditai.store.tables.idempotency_key import idempotency_key

        connection.execute(idempotency_key.insert().values(person=stranger, key="k", request=b"r"))
    found = " ".join(integrity.faults(backup, wiring.keys, {"person": 2}))
    assert "person holds 1 rows; the manifest says 2" in found
    assert "1 persons have no data key" in found
    assert "1 rows of idempotency_key" in found


def test_an_erased_person_who_came_back_is_named_and_removed(
    wiring: Wiring, backup: Connection, owner: Connection
) -> None:
    subject = uuid4()
    wiring.keys.make(subject)
    wiring.keys.erase(subject)
    with wiring.database.purpose("sign-in") as connection:
        connection.execute(person.insert().values(id=subject, role="consumer"))
    assert any("erased persons are there again" in fault for fault in integrity.faults(backup, wiring.keys))
    backup.rollback()
    assert integrity.erase_again(owner, wiring.keys) == {"person": 1}
    owner.commit()
    assert list(integrity.faults(backup, wiring.keys)) == []
    assert list(validating.faults(owner)) == []
