"""Every night: files among the objects that no row names are removed: what a crash left between file and row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import groupby
from uuid import UUID

from sqlalchemy import select

from creditai.flows import job
from creditai.store.tables.paper import paper
from creditai.store.tables.workspace import letter
from creditai.wiring import Wiring

_OURS = re.compile(r"[0-9a-f-]{36}/[0-9a-f-]{36}")
"""PERSON/ID; what an operator put beside is not touched."""
AGE = timedelta(hours=6)
"""Younger ones may still be on their way to a row."""
_NAMED = {
    "papers": select(paper.c.id).where(paper.c.file_removed_at.is_(None)),
    "letters": select(letter.c.id),
}
"""The objects of each folder that a row names."""


@job(queue="upkeep", cron="23 3 * * *")
def sweep_objects(wiring: Wiring) -> None:
    for name in list(_orphans(wiring)):
        wiring.objects.delete(name)


def _orphans(wiring: Wiring) -> Iterator[str]:
    before = datetime.now(UTC) - AGE
    for prefix, named in _NAMED.items():
        old = (
            name
            for name, made in wiring.objects.names(prefix)
            if made < before and _OURS.fullmatch(name.removeprefix(f"{prefix}/"))
        )
        for person, names in groupby(sorted(old), key=lambda name: name.split("/")[1]):
            with wiring.database.scope(UUID(person)) as connection:
                known = {str(each) for each in connection.execute(named).scalars()}
            yield from (name for name in names if name.rpartition("/")[2] not in known)
