"""What the three bureaus are called in column heads and row labels (the `via` "bureau")."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from creditai.report import Bureau

BUREAU_NAMES: Final[Mapping[str, Bureau]] = {
    **dict.fromkeys(("experian", "exp", "xpn", "xp", "ex"), "experian"),
    **dict.fromkeys(("equifax", "eqf", "efx", "ef", "eq", "eqx"), "equifax"),
    **dict.fromkeys(("transunion", "tuc", "tu", "tru", "tun"), "transunion"),
}


_NAME_LIKE = re.compile(r"^[a-z\s®™©:.()-]+$")


@lru_cache(maxsize=8192)
def bureau_of(text: str) -> Bureau | None:
    """The bureau that these words name and nothing else: `TransUnion`, `Trans Union®`, `TUC`."""
    folded = text.lower()
    if len(text) >= 24 or not _NAME_LIKE.match(folded):
        return None  # a masked number such as EX77**** names nobody
    return BUREAU_NAMES.get(re.sub(r"[^a-z]", "", folded))
