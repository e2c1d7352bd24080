"""Ids in the order of time (UUID version 7, RFC 9562), so that a page of a list follows an index."""

from __future__ import annotations

import os
import time
from uuid import UUID


def new_id() -> UUID:
    """48 bits of milliseconds, the rest random."""
    milliseconds = (time.time_ns() // 1_000_000) & ((1 << 48) - 1)
    number = (milliseconds << 80) | int.from_bytes(os.urandom(10), "big")
    number = (number & ~(0xF << 76)) | (7 << 76)
    return UUID(int=(number & ~(0x3 << 62)) | (0x2 << 62))
