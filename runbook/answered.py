"""The edge's log of what it answered, read from a place on; it may be turned over at any moment."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

Place = tuple[int, int]
"""A file, whatever it is called by now, and how far into it."""


def end(log: Path) -> Place | None:
    """Where it ends now; None: there is none."""
    try:
        found = log.stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size


def lines(log: Path, place: Place | None) -> Iterator[str]:
    """From a place on; from None the whole, with the one that was turned over last before it. The newer is opened first: turned
    over between the two, it is met twice, and read once."""
    with contextlib.ExitStack() as stack:
        files: dict[int, BinaryIO] = {}
        for path in (log, log.with_name(f"{log.name}.1")):
            with contextlib.suppress(FileNotFoundError):
                file = stack.enter_context(path.open("rb"))
                files = {os.fstat(file.fileno()).st_ino: file, **files}
        left = list(files)
        if place is not None and place[0] in files:
            files[place[0]].seek(place[1])
            left = left[left.index(place[0]) :]
        for each in left:
            yield from (raw.decode("ascii", "replace") for raw in files[each])
