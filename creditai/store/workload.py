"""The statements of a release, replayed: whether a schema still carries it. `creditai db replay`.

`workload.json` holds, for each of a choice of the service's tests, the transactions that it made as the service: scope,
statements (each text once), parameters, and what came back (column names, types, whether there were rows). A replay runs each test's
transactions one after another in one transaction of its own as `creditai_app`, compares what comes back, and rolls
all of it back. What was told of days and moments is moved as far as the recording is old, for `now()` is the database's own:
a row of today is younger than what was long ago then. Run by the old release's own process after each statement of a new migration, on a restored copy, it
shows what would break in the colour that is still serving.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg

from creditai.errors import WrongUsage

SCHEMA = "creditai.workload/2"
SHIPPED = Path(__file__).parent / "workload.json"
"""Where a built release carries it."""
_OWN = 16_384
"""The first number of a type that is not PostgreSQL's own."""


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
class Recorded:
    """Of a recording: the schema's revision then, the texts that are played, and those that were heard and cannot be."""

    revision: str
    played: frozenset[str]
    unplayed: frozenset[str]


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
            columns = described(cursor)
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


def described(cursor: Any) -> tuple[tuple[str, int], ...]:
    """Names and types of what comes back. A type of our own is 0: its number is another in each database."""
    return tuple((c.name, c.type_code if c.type_code < _OWN else 0) for c in cursor.description or ())


def load(path: Path = SHIPPED) -> tuple[Story, ...]:
    """The stories of a file, as if they were recorded now; WrongUsage when it is not one of ours."""
    try:
        data = json.loads(path.read_text("utf-8"))
        if data["schema"] != SCHEMA:
            raise ValueError("another schema")
        age = datetime.now(UTC) - datetime.fromisoformat(data["at"]) if "at" in data else timedelta()
        return tuple(_story(data["sql"], each, age) for each in data["stories"])
    except FileNotFoundError as error:
        raise WrongUsage(
            f"There is no {path}: a built release carries it (`make workload` makes it here)."
        ) from error
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        raise WrongUsage(f"{path} is no workload of CreditAI ({SCHEMA}).") from error


def about(path: Path = SHIPPED) -> Recorded:
    """What a file says of itself; WrongUsage when it is not one of ours."""
    texts = frozenset(s.sql for story in load(path) for s in story.statements)
    data = json.loads(path.read_text("utf-8"))
    return Recorded(str(data.get("revision", "")), texts, frozenset(data.get("unplayed", ())))


def dump(
    stories: Sequence[Story], revision: str = "", unplayed: Iterable[str] = (), at: datetime | None = None
) -> str:
    """The file: a line for each text, and one for each story. `at`: when they were recorded."""
    texts = {
        text: number for number, text in enumerate(sorted({s.sql for t in stories for s in t.statements}))
    }
    lines = [
        json.dumps([story.name, [_row(texts, each) for each in story.statements]], separators=(",", ":"), ensure_ascii=False)
        for story in stories
    ]  # fmt: skip
    said = ",\n".join(json.dumps(text, ensure_ascii=False) for text in texts)
    left = ",\n".join(json.dumps(text, ensure_ascii=False) for text in sorted(unplayed))
    when = "" if at is None else f'"at": "{at.isoformat(timespec="seconds")}", '
    return (
        f'{{"schema": "{SCHEMA}", "revision": "{revision}", {when}"unplayed": [\n{left}\n], "sql": [\n{said}\n], "stories": [\n'
        + ",\n".join(lines)
        + "\n]}\n"
    )


def _row(texts: Mapping[str, int], said: Statement) -> list[Any]:
    return [texts[said.sql], encoded(said.parameters), [list(c) for c in said.columns], int(said.rows)]


def _story(texts: Sequence[str], data: Sequence[Any], age: timedelta) -> Story:
    return Story(
        str(data[0]),
        tuple(
            Statement(
                texts[number],
                _moved(decoded(parameters), age),
                tuple((c[0], c[1]) for c in columns),
                bool(rows),
            )
            for number, parameters, columns, rows in data[1]
        ),
    )


def _moved(value: Any, age: timedelta) -> Any:
    """A parameter, its days and moments so much later."""
    if isinstance(value, list):
        return [_moved(each, age) for each in value]
    if isinstance(value, dict):
        return {key: _moved(each, age) for key, each in value.items()}
    return value + age if isinstance(value, date) else value  # a day is moved by whole ones


def encoded(value: Any) -> Any:
    """A parameter as JSON: what JSON lacks is `{"kind": ..., "value": ...}`."""
    if isinstance(value, psycopg.Binary):
        value = bytes(value.obj)
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
