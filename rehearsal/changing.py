"""Changed sources of the product, for releases that differ: one more migration after the last, written as text.

It may be given a point of no return, as an author declares one: why what it does cannot be taken back.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

VERSIONS = Path("creditai") / "store" / "migrations" / "versions"
_FILE = '''\
"""{title}."""

from alembic import op

revision = "{revision}"
down_revision = "{last}"
{no_return}

def upgrade() -> None:
    for statement in {said!r}:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("it is only rehearsed")
'''


def last(sources: Path) -> str:
    """The revision after which nothing comes yet."""
    texts = [path.read_text("utf-8") for path in (sources / VERSIONS).glob("[0-9]*.py")]
    told, below = (
        {name for text in texts for name in re.findall(rf'^{word} = "(\w+)"', text, re.MULTILINE)}
        for word in ("revision", "down_revision")
    )
    (found,) = told - below
    return str(found)


def add_migration(sources: Path, revision: str, said: Sequence[str], no_return: str = "") -> Path:
    """Write one that says these statements; its file."""
    path = sources / VERSIONS / f"{revision}_rehearsed.py"
    declared = f"POINT_OF_NO_RETURN = {no_return!r}\n" if no_return else ""
    path.write_text(
        _FILE.format(title=said[0].partition("\n")[0][:80].replace('"', "'"), revision=revision, last=last(sources),
                     said=tuple(said), no_return=declared), "utf-8",
    )  # fmt: skip
    return path
