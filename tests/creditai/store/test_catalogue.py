"""Every table of the database is declared, protected as it declares, and made by a migration."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, text

from creditai.settings import Settings
from creditai.store import validating
from creditai.store.database import sqlalchemy_url
from creditai.store.tables import every_table

TABLES = every_table().tables
NOT_OURS = {"alembic_version"}


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    made = create_engine(sqlalchemy_url(settings.database_owner.reveal()))
    yield made
    made.dispose()


def test_every_table_is_declared_and_every_declared_one_is_there(engine: Engine) -> None:
    with engine.connect() as connection:
        found = set(
            connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars()
        )
    found = {name for name in found if not name.startswith("procrastinate_")}
    assert found - NOT_OURS == set(TABLES)


def test_the_tables_are_what_the_migrations_made(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        found = [d for d in compare_metadata(context, every_table()) if not _of_the_queue(d)]
    assert found == []


def _of_the_queue(difference: object) -> bool:
    return "procrastinate" in repr(difference)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_table_is_protected_as_it_declares(engine: Engine, name: str) -> None:
    """That a fault here is found is seen in `test_validating`."""
    with engine.connect() as connection:
        assert list(validating.protection(connection, name, TABLES[name].info)) == []
