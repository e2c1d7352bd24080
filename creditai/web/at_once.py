"""How many costly things one person may have under way at once in this process: pictures being drawn, streams being held.

A rate says how often; a picture takes a child process of up to a gigabyte and a stream stays open for minutes, so both
are bounded at one time too. Each instance counts its own.
"""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from uuid import UUID

from fastapi import Request

from creditai.errors import TooMany
from creditai.who import Who

PICTURES, STREAMS = 2, 6
_RETRY_SECONDS = 2


class AtOnce:
    """What is under way, by kind and person."""

    def __init__(self) -> None:
        self._held: Counter[tuple[str, UUID | None]] = Counter()
        self._lock = threading.Lock()

    @contextmanager
    def hold(self, kind: str, person: UUID | None, most: int) -> Iterator[None]:
        """TooMany when `most` of this kind are under way for the person already."""
        place = (kind, person)
        with self._lock:
            if self._held[place] >= most:
                raise TooMany(f"At most {most} of these at once; wait until one has ended.", _RETRY_SECONDS)
            self._held[place] += 1
        try:
            yield
        finally:
            with self._lock:
                self._held[place] -= 1
                if not self._held[place]:
                    del self._held[place]


def hold(request: Request, kind: str, who: Who, most: int) -> AbstractContextManager[None]:
    """Of the application that serves this request; counted for who acts, not for whose papers they are."""
    found = request.app.state.at_once
    assert isinstance(found, AtOnce)
    return found.hold(kind, who.actor or who.person, most)
