"""Everything of a person as one ZIP, readable: every row of every table that is theirs, opened; files as they sent them;
letters as PDF.

The tables are found by their declarations, so a new one is in the export without another line. What is left out is
named, with why; files that a row names and the store does not hold stand in `not-there.json`.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from collections.abc import Iterator
from itertools import chain
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, Table, select

from creditai.errors import NotFound
from creditai.flows.look_at_papers import whose
from creditai.papers import letters, uploads
from creditai.store import audit
from creditai.store.documents import unpacked
from creditai.store.encryption import DataKey, NotSealedSo, unseal
from creditai.store.streams import unsealed_stream
from creditai.store.tables import every_table
from creditai.who import Who
from creditai.wiring import Wiring

LEFT_OUT = {
    "idempotency_key": "answers of the last day, kept against sending twice",
    "ticket": "sign-ins that are half done, for minutes",
    "mailed_link": "digests of links",
}
SECRETS = {"digest", "password", "secret", "credential", "public_key"}
"""Columns that prove who somebody is: they would open the account to whoever finds the ZIP."""
_FILES = {"paper": (uploads.object_name, uploads.context), "letter": (letters.object_name, letters.context)}


def export_person(wiring: Wiring, who: Who) -> Iterator[bytes]:
    """The ZIP in pieces, written while it is read: nothing of it touches a disk."""
    owner = whose(who)
    key = wiring.keys.of(owner)
    with wiring.database.scope(owner) as connection:
        tables = {t.name: _rows(connection, key, t, owner) for t in owned_tables() if t.name not in LEFT_OUT}
        audit.record(connection, who, "person.export", str(owner), "own")
    return _zip(wiring, owner, key, tables)


def owned_tables() -> tuple[Table, ...]:
    """Every table whose rows are persons'."""
    return tuple(t for t in every_table().sorted_tables if t.info["by"] is not None)


def _rows(connection: Connection, key: DataKey, table: Table, owner: UUID) -> list[dict[str, Any]]:
    found = connection.execute(select(table).where(table.c[table.info["by"]] == owner)).mappings()
    return [
        {name: _shown(key, table.name, name, row) for name in row if name not in SECRETS} for row in found
    ]


def _shown(key: DataKey, table: str, column: str, row: Any) -> Any:
    value = row[column]
    if not isinstance(value, bytes):
        return value
    for place in places(row):
        try:
            return _readable(unseal(key, value, f"{table}.{column}:{place}"))
        except NotSealedSo:
            continue
    return None


def places(row: Any) -> Iterator[str]:
    """Where a value of this row may have been sealed."""
    person, own = row.get("person"), row.get("id")
    yield from (str(each) for each in (own, person) if each is not None)
    yield f"{person}/{own}"
    if "report" in row and "place" in row:
        yield f"{row['report']}-{row['place']}"


def _readable(plain: bytes) -> Any:
    """JSON that was packed, or text; anything else as it is."""
    try:
        return json.loads(unpacked(plain))
    except (zlib.error, ValueError):
        return plain.decode("utf-8", errors="replace")


class _Pieces:
    """A file that only grows, handed on piece by piece."""

    def __init__(self) -> None:
        self._kept: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._kept.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""

    def taken(self) -> bytes:
        data, self._kept = b"".join(self._kept), []
        return data


def _zip(
    wiring: Wiring, owner: UUID, key: DataKey, tables: dict[str, list[dict[str, Any]]]
) -> Iterator[bytes]:
    pieces = _Pieces()
    with zipfile.ZipFile(pieces, "w", zipfile.ZIP_DEFLATED) as made:  # type: ignore[call-overload]
        for name, rows in tables.items():
            made.writestr(f"{name}.json", json.dumps(rows, indent=1, default=str, ensure_ascii=False))
            yield pieces.taken()
        gone = []
        for place, plain in _files(wiring, owner, key, tables):
            try:
                first = next(plain)
            except NotFound:  # removed since the rows were read, or lost: the rest is theirs all the same
                gone.append(place)
                continue
            with made.open(place, "w") as member:
                for piece in chain((first,), plain):
                    member.write(piece)
                    yield pieces.taken()
        if gone:
            made.writestr("not-there.json", json.dumps(gone, indent=1))
    yield pieces.taken()


def _files(
    wiring: Wiring, owner: UUID, key: DataKey, tables: dict[str, list[dict[str, Any]]]
) -> Iterator[tuple[str, Iterator[bytes]]]:
    """By its place in the ZIP each file that a row names, unsealed as it is read: NotFound where the store has none."""
    for name, (object_name, context) in _FILES.items():
        for row in tables[name]:
            if row.get("file_removed_at") is None:
                sealed = wiring.objects.get(object_name(owner, row["id"]))
                yield (
                    f"{name}s/{row['id']}.{_kind(name, row)}",
                    unsealed_stream(key, sealed, context(row["id"])),
                )


def _kind(name: str, row: dict[str, Any]) -> str:
    return "pdf" if name == "letter" else {"pdf": "pdf", "html": "html"}.get(str(row["kind"]), "bin")
