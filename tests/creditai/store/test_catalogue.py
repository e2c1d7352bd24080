"""Every table of the database is declared, protected as it declares, and made by a migration."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, text

from creditai.settings import Settings
from creditai.store.policies import condition
from creditai.store.tables import every_table

TABLES = every_table().tables
NOT_OURS = {"alembic_version"}


@pytest.fixture
def engine(settings: Settings) -> Iterator[Engine]:
    made = create_engine(settings.database_owner.reveal().replace("postgresql://", "postgresql+psycopg://"))
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
    told = TABLES[name].info
    with engine.connect() as connection:
        forced = connection.execute(
            text(
                "SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE oid = CAST(:t AS regclass)"
            ),
            {"t": name},
        ).scalar_one()
        connection.execute(text("CREATE TEMP TABLE shadow (LIKE " + name + ")"))
        wanted = condition(told["by"], told["open_to"])
        connection.execute(text(f"CREATE POLICY wanted ON shadow USING ({wanted}) WITH CHECK ({wanted})"))
        rows = connection.execute(
            text(
                "SELECT tablename, qual, with_check, roles::text, cmd FROM pg_policies "
                "WHERE (schemaname = 'public' AND tablename = :t) OR tablename = 'shadow' ORDER BY tablename = 'shadow'"
            ),
            {"t": name},
        ).all()
        granted = connection.execute(
            text(
                "SELECT lower(privilege_type) FROM information_schema.role_table_grants "
                "WHERE table_name = :t AND grantee = 'creditai_app'"
            ),
            {"t": name},
        ).scalars()
    assert forced
    assert len(rows) == 2, "one policy, and ours beside it"
    assert tuple(rows[0])[1:] == tuple(rows[1])[1:]
    assert set(granted) == {each.strip() for each in told["grants"].split(",")}
