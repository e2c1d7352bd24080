"""Guessing is slow for each address of a person, whoever asks and from wherever, and whether or not it is here."""

from __future__ import annotations

from uuid import UUID

from creditai.limits import too_many
from creditai.wiring import Wiring


def slow_down(wiring: Wiring, digest: bytes) -> None:
    """TooMany when what has this digest was tried too often. The network address is counted at the door."""
    verdict = wiring.limits.take("sign-in", person=UUID(bytes=digest[:16]), address=None)
    if verdict is not None and not verdict.passed:
        raise too_many(verdict)
