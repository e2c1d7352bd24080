"""The statements of a release, replayed: whether a schema still carries it. `creditai db replay`.

`workload.json` holds, for each of a choice of the store's tests, the transactions that it made as the service: scope,
statements, parameters, and what came back (column names, types, whether there were rows). A replay runs each test's
transactions one after another in one transaction of its own as `creditai_app`, compares what comes back, and rolls
all of it back. Run by the old release's own process after each statement of a new migration, on a restored copy, it
shows what would break in the colour that is still serving.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from creditai.errors import WrongUsage

SCHEMA = "creditai.workload/1"
SHIPPED = Path(__file__).parent / "workload.json"
"""Where a built release carries it."""


@dataclass(frozen=True, slots=True)
class Statement:
    """`sql` with psycopg's named places; `columns`: (name, type's OID) of what comes back; `rows`: whether any did."""

    sql: str
    parameters: Any
    columns: tuple[tuple[str, int], ...]
    rows: bool


@dataclass(frozen=True, slots=True)
class Story:
    """What one test did, in order."""

    name: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A statement that this schema does not carry any more."""

    story: str
    sql: str
    why: str


def replay(dsn: str, stories: Sequence[Story]) -> Iterator[Break]:
    """Run all stories; what breaks. Nothing is kept. The role of the DSN is creditai_app."""
    with psycopg.connect(dsn, autocommit=False) as connection:
        for story in stories:
            connection.execute("SET LOCAL lock_timeout = '3s'")
            broken = _played(connection, story)
            connection.rollback()
            if broken is not None:
                yield broken


def _played(connection: psycopg.Connection[Any], story: Story) -> Break | None:
    for statement in story.statements:
        try:
            cursor = connection.execute(statement.sql, statement.parameters)
            columns = tuple((c.name, c.type_code) for c in cursor.description or ())
            rows = cursor.rowcount > 0
            if cursor.description:
                cursor.fetchall()  # every value is decoded
        except (psycopg.Error, UnicodeDecodeError, ValueError) as error:
            return Break(story.name, statement.sql, f"{type(error).__name__}: {str(error).splitlines()[0]}")
        if columns != statement.columns:
            return Break(
                story.name, statement.sql, f"columns are {columns}, this release expects {statement.columns}"
            )
        if statement.rows and not rows:
            return Break(
                story.name, statement.sql, "no row came back or was touched; this release expects some"
            )
    return None


def load(path: Path = SHIPPED) -> tuple[Story, ...]:
    """The stories of a file; WrongUsage when it is not one of ours."""
    try:
        data = json.loads(path.read_text("utf-8"))
        if data["schema"] != SCHEMA:
            raise ValueError("another schema")
        return tuple(_story(each) for each in data["stories"])
    except FileNotFoundError as error:
        raise WrongUsage(
            f"There is no {path}: a built release carries it (`make workload` makes it here)."
        ) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise WrongUsage(f"{path} is no workload of CreditAI ({SCHEMA}).") from error


def dump(stories: Sequence[Story]) -> str:
    """The file."""
    made = [
        {
            "name": story.name,
            "statements": [
                {
                    "sql": s.sql,
                    "parameters": encoded(s.parameters),
                    "columns": [list(c) for c in s.columns],
                    "rows": s.rows,
                }
                for s in story.statements
            ],
        }
        for story in stories
    ]
    return json.dumps({"schema": SCHEMA, "stories": made}, indent=1, ensure_ascii=False) + "\n"


def _story(data: Mapping[str, Any]) -> Story:
    return Story(
        data["name"],
        tuple(
            Statement(
                s["sql"], decoded(s["parameters"]), tuple((c[0], c[1]) for c in s["columns"]), s["rows"]
            )
            for s in data["statements"]
        ),
    )


def encoded(value: Any) -> Any:
    """A parameter as JSON: what JSON lacks is `{"kind": ..., "value": ...}`."""
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [encoded(each) for each in value]
    if isinstance(value, Mapping):
        return {"kind": "map", "value": {key: encoded(each) for key, each in value.items()}}
    for kind, (type_, out, _) in _KINDS.items():
        if type(value) is type_:
            return {"kind": kind, "value": out(value)}
    raise TypeError(f"A parameter of type {type(value).__name__} has no form in a workload.")


def decoded(value: Any) -> Any:
    """The parameter back."""
    if isinstance(value, list):
        return [decoded(each) for each in value]
    if isinstance(value, Mapping):
        if value["kind"] == "map":
            return {key: decoded(each) for key, each in value["value"].items()}
        return _KINDS[value["kind"]][2](value["value"])
    return value


_KINDS: Mapping[str, tuple[type, Any, Any]] = {
    "uuid": (UUID, str, UUID),
    "bytes": (bytes, lambda v: base64.b64encode(v).decode(), base64.b64decode),
    "datetime": (datetime, datetime.isoformat, datetime.fromisoformat),
    "date": (date, date.isoformat, date.fromisoformat),
    "decimal": (Decimal, str, Decimal),
    "timedelta": (timedelta, timedelta.total_seconds, lambda v: timedelta(seconds=v)),
}
