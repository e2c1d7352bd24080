"""Whether a database is what this release expects, read from PostgreSQL's own catalogue: `creditai db validate`.

Each fault is a sentence; none means well. Nothing is changed, but for a temporary table that ends with the session
(PostgreSQL prints a policy's condition in its own words, so the wanted one is printed beside it).

A later release may have added to the schema, and people be back at this one: by the certificate of that release this one
lives there. Then what is new is no fault; what this release needs must be there all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, text

from creditai.store import migrating
from creditai.store.policies import APP, condition
from creditai.store.tables import every_table

NOT_OURS = ("alembic_version", "procrastinate_")
"""Tables of the libraries: versions and the queue, which holds ids alone."""


def faults(connection: Connection) -> Iterator[str]:
    """Everything that is not as it should be. The connection is the owner's."""
    declared = every_table().tables
    at = migrating.current(connection)
    later = migrating.later(at)
    if at != migrating.head() and not later:
        yield f"The schema is at {at or 'nothing'}; this release is written for {migrating.head()}. `creditai db migrate` brings it there."
    found = _found(connection)
    for name in () if later else sorted(found - set(declared)):
        yield f"The table {name} is declared nowhere: a stranger made it, or its release is gone."
    for name in sorted(set(declared) - found):
        yield f"The table {name} is missing."
    for name in sorted(set(declared) & found):
        wanted = {column.name: later or column.nullable for column in declared[name].columns}
        yield from _columns(connection, name, wanted)
        yield from protection(connection, name, declared[name].info)
    yield from _unchecked(connection)
    for index in migrating.invalid_indexes(connection):
        yield f"The index {index} is invalid, as an interrupted build leaves it; `creditai db migrate --rebuild` builds it anew."
    yield from _role(connection)


def protection(connection: Connection, name: str, told: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with one table's row-level security and grants. `told`: its `info`."""
    forced = connection.execute(
        text("SELECT relrowsecurity AND relforcerowsecurity FROM pg_class WHERE oid = CAST(:t AS regclass)"),
        {"t": name},
    ).scalar_one()
    if not forced:
        yield f"Row-level security of {name} is not forced."
    policies = _policies(connection, "public", name)
    if policies != [_wanted(connection, name, condition(told["by"], told["open_to"]))]:
        yield f"The policies of {name} are not those that it declares."
    granted = connection.execute(
        text(
            "SELECT lower(privilege_type) FROM information_schema.role_table_grants "
            "WHERE table_schema = 'public' AND table_name = :t AND grantee = :app"
        ),
        {"t": name, "app": APP},
    ).scalars()
    wanted = {each.strip() for each in told["grants"].split(",")}
    if set(granted) != wanted:
        yield f"The service's rights on {name} are not: {', '.join(sorted(wanted))}."


def _policies(connection: Connection, schema: str, table: str) -> list[tuple[Any, ...]]:
    rows = connection.execute(
        text(
            "SELECT qual, with_check, roles::text, cmd, permissive FROM pg_policies WHERE schemaname = :s AND tablename = :t"
        ),
        {"s": schema, "t": table},
    )
    return [tuple(row) for row in rows]


def _wanted(connection: Connection, table: str, seen: str) -> tuple[Any, ...]:
    """The wanted policy as PostgreSQL prints it."""
    connection.execute(text("DROP TABLE IF EXISTS pg_temp.wanted"))
    connection.execute(text(f'CREATE TEMP TABLE wanted (LIKE public."{table}")'))
    connection.execute(
        text(f"CREATE POLICY wanted_scope ON pg_temp.wanted USING ({seen}) WITH CHECK ({seen})")
    )
    schema = connection.execute(
        text("SELECT nspname FROM pg_namespace WHERE oid = pg_my_temp_schema()")
    ).scalar_one()
    (made,) = _policies(connection, schema, "wanted")
    connection.execute(text("DROP TABLE pg_temp.wanted"))
    return made


def _found(connection: Connection) -> set[str]:
    names = connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars()
    return {name for name in names if not name.startswith(NOT_OURS)}


def _columns(connection: Connection, name: str, declared: Mapping[str, bool | None]) -> Iterator[str]:
    rows = connection.execute(
        text(
            "SELECT column_name, is_nullable = 'YES' FROM information_schema.columns WHERE table_schema = 'public' AND table_name = :t"
        ),
        {"t": name},
    ).all()
    found = {str(row[0]): bool(row[1]) for row in rows}
    for column in sorted(set(declared) - set(found)):
        yield f"The column {name}.{column} is missing."
    for column, nullable in sorted(declared.items()):
        if column in found and found[column] and not nullable:
            yield f"The column {name}.{column} may be null in this database and must not be."


def _unchecked(connection: Connection) -> Iterator[str]:
    rows = connection.execute(
        text(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint WHERE NOT convalidated AND connamespace = 'public'::regnamespace"
        )
    )
    for table, name in rows:
        yield f"The constraint {name} of {table} was never checked against the rows that are there."


def _role(connection: Connection) -> Iterator[str]:
    row = connection.execute(
        text("SELECT rolsuper, rolbypassrls, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = :app"),
        {"app": APP},
    ).first()
    if row is None:
        yield f"The role {APP} is not there."
    elif any(row):
        yield f"The role {APP} may more than it should: it must be no superuser, bypass nothing, create nothing."
