"""What a bureau knows -> a `Sheet`: one module per way of printing, each with `LAYOUT`, `BUREAUS` and `write`.

Labels, order, wording and value formats are those of the field. The choice among wordings is the seed's.
`every_print()` lists the modules of this folder that write; the held-out print is none of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pkgutil import iter_modules
from random import Random
from typing import Protocol, cast

from creditai.report import Bureau
from tests.corpus.files import BureauFile
from tests.corpus.sheets import Sheet


class Print(Protocol):
    LAYOUT: str
    BUREAUS: tuple[Bureau, ...]

    def write(self, files: Sequence[BureauFile], rng: Random) -> Sheet: ...


def every_print() -> dict[str, Print]:
    modules = [import_module(f"{__name__}.{m.name}") for m in iter_modules(__path__)]
    found = [cast(Print, m) for m in modules if hasattr(m, "LAYOUT")]
    return {p.LAYOUT: p for p in found}
