"""JSON documents of a person, packed and sealed for a column: reports, findings, the register."""

from __future__ import annotations

import json
import zlib
from typing import Any

from creditai.store.encryption import DataKey, seal, unseal

_LEVEL = 1
"""Of zlib: half the size in a hundredth of the time that reading took."""


def seal_json(key: DataKey, data: Any, context: str) -> bytes:
    """`context`: the value's place, `table.column:id`."""
    text = json.dumps(data, separators=(",", ":"), ensure_ascii=False).encode()
    return seal(key, zlib.compress(text, _LEVEL), context)


def unseal_json(key: DataKey, sealed: bytes, context: str) -> Any:
    return json.loads(zlib.decompress(unseal(key, sealed, context)))
