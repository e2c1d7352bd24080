"""The tables, one file per noun. This is the door.

A file declares its `Table`s on `METADATA` and says of each, in `info`, whose its rows are:

    identity = Table("identity", METADATA, id_(), person_(), ..., info=owned(open_to=("sign-in",)))

- `owned()`: rows of one person: there is a column `person`, and only its scope sees them;
- `unowned()`: rows of nobody, seen only under the purposes that it names;
- `open_to`: purposes that see all rows besides; `grants`: what the service may do ("select, insert" is append-only).

A migration makes the table and calls `policies.protect` with the same words; a test walks PostgreSQL's catalogue
and fails for a table that is not declared here, not protected, or protected otherwise. Personal values are
`bytea`, sealed by `encryption.seal` with the context `table.column:id`; nothing personal stands in the clear.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from typing import Any

from sqlalchemy import Column, DateTime, MetaData, Uuid, func

METADATA = MetaData()
EVERYTHING = "select, insert, update, delete"


def owned(open_to: Sequence[str] = (), grants: str = EVERYTHING, by: str = "person") -> dict[str, Any]:
    """Rows of one person, named by the column `by`."""
    return {"by": by, "open_to": tuple(open_to), "grants": grants}


def unowned(open_to: Sequence[str], grants: str = EVERYTHING) -> dict[str, Any]:
    """Rows of nobody, for these purposes."""
    return {"by": None, "open_to": tuple(open_to), "grants": grants}


def id_() -> Column[Any]:
    return Column("id", Uuid, primary_key=True)


def person_(primary_key: bool = False) -> Column[Any]:
    """Whose the row is. No foreign key: erasure deletes by scope, and order does not matter."""
    return Column("person", Uuid, nullable=False, primary_key=primary_key, index=not primary_key)


def made_at_() -> Column[Any]:
    return Column("made_at", DateTime(timezone=True), nullable=False, server_default=func.now())


def every_table() -> MetaData:
    """All tables of this folder."""
    for module in iter_modules(__path__, f"{__name__}."):
        import_module(module.name)
    return METADATA
