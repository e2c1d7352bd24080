"""Findings, links and comparisons over all reports of a person: kept as a whole, told with stable ids.

The analysis counts reports by place (`/reports/0/...`), and a place moves when a report is added or deleted; what is
kept and told here names each report by its id (`/reports/ID/...`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from creditai.analysis import Analysis
from creditai.errors import NotFound
from creditai.papers.at import At
from creditai.store.documents import seal_json, unseal_json
from creditai.store.tables.analysis import analysis as table
from creditai.store.tables.analysis import finding as finding_table
from creditai.store.tables.report import report as report_table
from creditai.store.tables.workspace import workspace as workspace_table

_PLACE = re.compile(r"^/reports/(\d+)(?=/|$)")
_ID = re.compile(r"^/reports/([0-9a-f-]{36})(?=/|$)")


def named(data: Any, ids: Sequence[UUID]) -> Any:
    """JSON data with every pointer's place turned into the report's id."""
    if isinstance(data, str):
        return _PLACE.sub(lambda found: f"/reports/{ids[int(found[1])]}", data)
    if isinstance(data, dict):
        return {key: named(value, ids) for key, value in data.items()}
    return [named(value, ids) for value in data] if isinstance(data, list) else data


def split(pointer: str) -> tuple[UUID, str]:
    """`/reports/ID/accounts/0` -> ID and `/accounts/0`; NotFound when it is no such pointer."""
    found = _ID.match(pointer)
    if found is None:
        raise NotFound("There is no such place: a pointer begins with /reports/ID.")
    return UUID(found[1]), pointer[found.end() :]


def basis(at: At, *, lock: bool = False) -> tuple[tuple[UUID, ...], int]:
    """What an analysis rests on: the reports, and the version of what the person said. With `lock` nobody else puts
    an analysis in its place meanwhile."""
    if lock:
        at.connection.execute(
            insert(table)
            .values(person=at.person, version=0, document=b"", changed_at=at.now)
            .on_conflict_do_nothing()
        )
        at.connection.execute(select(table.c.version).where(table.c.person == at.person).with_for_update())
    ids = at.connection.execute(
        select(report_table.c.id).where(report_table.c.person == at.person).order_by(report_table.c.id)
    ).scalars()
    said = at.connection.execute(
        select(workspace_table.c.version).where(workspace_table.c.person == at.person)
    ).scalar()
    return tuple(ids), said or 0


def replace(at: At, ids: Sequence[UUID], found: Analysis) -> None:
    """Put this analysis in the place of the last one; the lock of `basis` is held."""
    data = named(found.as_json("links", "comparisons", "findings"), ids)  # reports are kept by themselves
    document = {"links": data["links"], "comparisons": data["comparisons"]}
    at.connection.execute(finding_table.delete().where(finding_table.c.person == at.person))
    rows = [
        {
            "person": at.person, "place": place, "id": each["id"],
            "document": seal_json(at.key, each, f"finding.document:{at.person}/{each['id']}"),
        }
        for place, each in enumerate(data["findings"])
    ]  # fmt: skip
    if rows:
        at.connection.execute(finding_table.insert(), rows)
    at.connection.execute(
        table.update()
        .where(table.c.person == at.person)
        .values(
            version=table.c.version + 1,
            document=seal_json(at.key, document, f"analysis.document:{at.person}"),
            changed_at=at.now,
        )
    )


def findings(at: At, after: Sequence[Any], limit: int) -> list[Mapping[str, Any]]:
    """The gravest first."""
    c = finding_table.c
    asked = select(finding_table).where(c.person == at.person).order_by(c.place).limit(limit)
    if after:
        asked = asked.where(c.place > int(after[0]))
    return [{"place": row.place, **_finding(at, row)} for row in at.connection.execute(asked)]


def finding(at: At, name: str) -> Mapping[str, Any]:
    c = finding_table.c
    row = at.connection.execute(select(finding_table).where(c.person == at.person, c.id == name)).first()
    if row is None:
        raise NotFound("There is no such finding; a new analysis may have settled it.")
    return {"place": row.place, **_finding(at, row)}


def links_and_comparisons(at: At) -> Mapping[str, Any]:
    """{"links", "comparisons"}; both empty while nothing was read."""
    row = at.connection.execute(select(table.c.document).where(table.c.person == at.person)).first()
    if row is None or not row.document:
        return {"links": [], "comparisons": []}
    found: Mapping[str, Any] = unseal_json(at.key, row.document, f"analysis.document:{at.person}")
    return found


def _finding(at: At, row: Any) -> Mapping[str, Any]:
    found: Mapping[str, Any] = unseal_json(at.key, row.document, f"finding.document:{at.person}/{row.id}")
    return found
