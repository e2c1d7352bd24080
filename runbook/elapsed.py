"""How long a run took, though the machine's clock was stepped meanwhile.

The entries' own times tell it, save across an act: that was measured by a clock that nobody steps. Where the two lie further
apart than looking at the world may take, the act's own seconds hold; time that runs backwards between two entries is none.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from runbook.journal import Entry

_APART = timedelta(seconds=5)
_NONE = timedelta()


def elapsed(entries: Iterable[Entry]) -> timedelta | None:
    """From its first beginning to its last end; None while it has none. Entries of one run, in their order."""
    took, before, intended, ended = _NONE, None, None, None
    for entry in entries:
        at = datetime.fromisoformat(entry.at)
        if before is None:
            before = at if entry.kind == "begin" else None
            continue
        took += max(at - before, _NONE)
        before = at
        if entry.kind == "intend":
            intended = (at, took)
        elif entry.kind == "done" and intended is not None:
            measured = timedelta(seconds=entry.body["seconds"])
            if abs(at - intended[0] - measured) > _APART:
                took = intended[1] + measured
        elif entry.kind == "end":
            ended = took
    return ended
