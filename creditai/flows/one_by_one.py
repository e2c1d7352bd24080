"""What looks after many does so for each by itself: whoever it fails for holds up nobody who comes after."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from creditai.logs import log

MOST = 20
"""After so many failures in a row it is not one who is ill."""


def one_by_one(acts: Iterable[Callable[[], object]]) -> None:
    """Do each. The first failure is raised in the end, when all others are done; the rest is in the log."""
    first: Exception | None = None
    in_a_row = 0
    for act in acts:
        try:
            act()
        except Exception as error:
            first, in_a_row = first or error, in_a_row + 1
            log.error("job.one_failed", exc_info=error)
            if in_a_row == MOST:
                break
        else:
            in_a_row = 0
    if first is not None:
        raise first
