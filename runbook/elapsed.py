"""How long a run took, though the machine's clock was stepped meanwhile.

The entries' own times tell it, save across an act or a step: those were measured by a clock that nobody steps. Where the two
lie further apart than looking at the world may take, the measured seconds hold; time that runs backwards between two entries
is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from runbook.journal import Entry

_APART = timedelta(seconds=5)
_NONE = timedelta()
_OPENS = {"done": "intend", "held": "step"}
"""What has measured itself -> what its seconds count from."""


def elapsed(entries: Iterable[Entry]) -> timedelta | None:
    """From its first beginning to its last end; None while it has none. Entries of one run, in their order."""
    took, before, ended = _NONE, None, None
    since: dict[str, tuple[datetime, timedelta]] = {}
    for entry in entries:
        at = datetime.fromisoformat(entry.at)
        if before is None:
            before = at if entry.kind == "begin" else None
            continue
        took += max(at - before, _NONE)
        before = at
        opened = since.pop(_OPENS.get(entry.kind, ""), None)
        if opened is not None and entry.body["seconds"] is not None:
            measured = timedelta(seconds=entry.body["seconds"])
            if abs(at - opened[0] - measured) > _APART:
                took = opened[1] + measured
        if entry.kind in _OPENS.values():
            since[entry.kind] = (at, took)
        elif entry.kind == "end":
            ended = took
    return ended
