"""Every wording that a letter may use: those of `sentences`, `confirmations` and each kind's own file."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from sys import modules

from creditai.disputes import sentences
from creditai.disputes.confirmations import SAYS, TELLS
from creditai.disputes.kinds import every_kind
from creditai.disputes.letter import Wording


@cache
def every_wording() -> frozenset[Wording]:
    return frozenset(_all())


def _all() -> Iterator[Wording]:
    homes = [sentences, *(modules[type(kind).__module__] for kind in every_kind().values())]
    for home in homes:
        yield from (thing for thing in vars(home).values() if isinstance(thing, Wording))
    yield from (*SAYS.values(), *TELLS.values())
