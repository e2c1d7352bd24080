"""The papers of one person, in one transaction: the only door of flows to the room `papers`."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from creditai.papers.at import At
from creditai.wiring import Wiring


@contextmanager
def papers_of(wiring: Wiring, person: UUID, *, held: bool = True) -> Iterator[At]:
    """Commits at the end of the block, rolls back when it raises. NotFound when the person is erased; `held`: and nobody
    erases them meanwhile, which what only reads need not ask for: it costs a tenth of a read."""
    key, database = wiring.keys.of(person), wiring.database
    with database.held(person) if held else database.scope(person) as connection:
        yield At(connection, key, person, wiring.clock.now())
