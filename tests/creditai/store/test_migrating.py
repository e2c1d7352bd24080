"""Migrations go forth and back, one at a time."""

from __future__ import annotations

import psycopg
import pytest
from sqlalchemy import create_engine, text

from creditai.errors import Refused, Unavailable
from creditai.parts.postgresql import create_database
from creditai.settings import Settings
from creditai.store import migrating
from creditai.store.database import sqlalchemy_url
from tests.town import Town


@pytest.fixture
def empty(town: Town) -> str:
    with psycopg.connect(town.postgresql.admin, autocommit=True) as admin:
        admin.execute("DROP DATABASE IF EXISTS empty WITH (FORCE)")
        create_database(admin, "empty")
    return town.postgresql.dsn("creditai_owner", "empty")


def _objects(dsn: str) -> int:
    engine = create_engine(sqlalchemy_url(dsn))
    with engine.connect() as connection:
        count = connection.execute(
            text(
                "SELECT (SELECT count(*) FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname !~ '^alembic')"
                " + (SELECT count(*) FROM pg_proc WHERE pronamespace = 'public'::regnamespace)"
                " + (SELECT count(*) FROM pg_type WHERE typnamespace = 'public'::regnamespace AND typname !~ 'alembic')"
            )
        ).scalar_one()
    engine.dispose()
    return int(count)


def test_every_migration_goes_forth_and_back_and_forth(empty: str) -> None:
    applied = migrating.migrate(empty)
    assert applied == tuple(script.revision for script in migrating.scripts())
    full = _objects(empty)
    assert migrating.migrate(empty) == ()
    back = len(applied)
    for migration in reversed(applied):
        module = next(s.module for s in migrating.scripts() if s.revision == migration)
        if getattr(module, "POINT_OF_NO_RETURN", None) is not None:
            break
        migrating.rollback(empty, 1)
        back -= 1
    if back == 0:
        assert _objects(empty) == 0
    migrating.migrate(empty)
    assert _objects(empty) == full


def test_more_steps_than_there_are_is_refused(empty: str) -> None:
    migrating.migrate(empty)
    with pytest.raises(Refused, match="cannot be taken back"):
        migrating.rollback(empty, 999)


def test_a_second_migration_waits_and_then_is_told(settings: Settings) -> None:
    with psycopg.connect(settings.database_owner.reveal(), autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s::bigint)", [migrating.LOCK])
        with pytest.raises(Unavailable, match="Another migration"):
            migrating.migrate(settings.database_owner.reveal(), wait_seconds=0.3)
    assert migrating.migrate(settings.database_owner.reveal(), wait_seconds=5) == ()


def test_a_database_of_a_later_release_is_left_alone(empty: str) -> None:
    migrating.migrate(empty)
    with psycopg.connect(empty, autocommit=True) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Refused, match="9999"):
        migrating.migrate(empty)


def test_an_index_that_an_interruption_left_invalid_is_built_anew(empty: str) -> None:
    migrating.migrate(empty)
    with psycopg.connect(empty, autocommit=True) as connection:
        connection.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
        connection.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
        with pytest.raises(psycopg.errors.UniqueViolation):
            connection.execute("CREATE UNIQUE INDEX CONCURRENTLY broken ON procrastinate_workers ((1))")
        connection.execute("DELETE FROM procrastinate_workers")
    engine = create_engine(sqlalchemy_url(empty))
    with engine.connect() as connection:
        assert migrating.invalid_indexes(connection) == ("broken",)
    assert migrating.rebuild(empty) == ("broken",)
    with engine.connect() as connection:
        assert migrating.invalid_indexes(connection) == ()
    engine.dispose()
