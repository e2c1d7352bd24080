"""How much of the store one person may take: bytes of papers that are kept, and of letters."""

from __future__ import annotations

from sqlalchemy import func, select

from creditai.errors import OverQuota
from creditai.papers.at import At
from creditai.store.tables.paper import paper
from creditai.store.tables.person import person
from creditai.store.tables.workspace import letter

MEGABYTE = 1_000_000
MOST_PAPERS = 2_000
"""Papers of one person, whether or not their files are here."""


def require_room(at: At, size: int, most: int, *, lock: bool = False) -> None:
    """OverQuota when `size` bytes more would be over `most`. With `lock` nobody adds to it until the transaction ends,
    so that uploads of one moment do not pass it together."""
    if lock:
        mine = select(person.c.id).where(person.c.id == at.person)
        at.connection.execute(mine.with_for_update(key_share=True))  # who holds the person is not in the way
    many = select(func.count()).select_from(paper).where(paper.c.person == at.person)
    if int(at.connection.execute(many).scalar_one()) >= MOST_PAPERS:
        raise OverQuota(
            f"There are {MOST_PAPERS:,} papers already; delete those that you need no more "
            "(DELETE /api/v1/papers/ID), then send it again."
        )
    there = used(at)
    if there + size > most:
        raise OverQuota(
            f"There is no room for it: of the {_megabytes(most)} that your papers and letters may take, "
            f"{_megabytes(there)} are taken. Delete papers that you need no more (DELETE /api/v1/papers/ID), "
            "then send it again."
        )


def used(at: At) -> int:
    """Bytes of the person's papers whose files are here, and of their letters."""
    papers = select(func.coalesce(func.sum(paper.c.size), 0)).where(
        paper.c.person == at.person, paper.c.file_removed_at.is_(None)
    )
    letters = select(func.coalesce(func.sum(letter.c.size), 0)).where(letter.c.person == at.person)
    told = at.connection.execute(select(papers.scalar_subquery() + letters.scalar_subquery()))
    return int(told.scalar_one())


def _megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.1f}".removesuffix(".0") + " MB"
