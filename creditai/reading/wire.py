"""What parent and child say to each other: frames of a JSON head and bytes.

JSON, not pickle: what comes out of a process that has parsed hostile bytes must not be able to name
code. A frame is two lengths (4 bytes each, big-endian), the head, the body.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Mapping
from typing import Any, BinaryIO

_LENGTHS = struct.Struct(">II")


def frame(head: Mapping[str, Any], body: bytes = b"") -> bytes:
    told = json.dumps(head).encode("ascii")
    return _LENGTHS.pack(len(told), len(body)) + told + body


def receive(stream: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """The next frame of a blocking stream; None at its end."""
    lengths = stream.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    head, body = _LENGTHS.unpack(lengths)
    return json.loads(stream.read(head)), stream.read(body)


class Frames:
    """Bytes as they arrive -> whole frames. ValueError when a frame is longer than `most` or is no JSON."""

    def __init__(self, most: int) -> None:
        self._buffer = bytearray()
        self._most = most

    def feed(self, chunk: bytes) -> None:
        self._buffer += chunk

    def next(self) -> tuple[dict[str, Any], bytes] | None:
        """The next whole frame, None while it has not all arrived."""
        if len(self._buffer) < _LENGTHS.size:
            return None
        head, body = _LENGTHS.unpack_from(self._buffer)
        end = _LENGTHS.size + head + body
        if end > self._most:
            raise ValueError("frame too long")
        if len(self._buffer) < end:
            return None
        told = json.loads(self._buffer[_LENGTHS.size : _LENGTHS.size + head])
        rest = bytes(self._buffer[_LENGTHS.size + head : end])
        del self._buffer[:end]
        if not isinstance(told, dict):
            raise ValueError("a frame's head is an object")
        return told, rest
