"""How long to wait before what failed is tried again: longer each time, and never for long."""

from __future__ import annotations

import time

FIRST_SECONDS = 0.1
LONGEST_SECONDS = 5.0
_QUIET_SECONDS = 60.0
"""What has failed no more for so long, fails for the first time again."""


class Pauses:
    def __init__(self) -> None:
        self._last = -_QUIET_SECONDS * 2
        self.seconds = FIRST_SECONDS

    def failed(self) -> bool:
        """Count a failure, and set `seconds`; whether it is the first after a quiet time."""
        now = time.monotonic()
        first = now - self._last > _QUIET_SECONDS
        self.seconds = FIRST_SECONDS if first else min(self.seconds * 2, LONGEST_SECONDS)
        self._last = now
        return first
