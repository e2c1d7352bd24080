"""An address that the consumer marked as never theirs."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from creditai.case import Case
from creditai.rules import Basis, Example, Hit, Need, Rule

_WORDS = {"STREET": "ST", "AVENUE": "AVE", "ROAD": "RD", "DRIVE": "DR", "LANE": "LN", "COURT": "CT", "BOULEVARD": "BLVD", "APARTMENT": "APT", "UNIT": "APT"}  # fmt: skip


def _lives(*printed: str, never: tuple[str, ...] = ()) -> dict[str, Any]:
    person = {"bureau": "experian", "addresses": list(printed)}
    return {
        "reports": [{"consumer": {"as_reported": [person]}}],
        "confirmed": {"addresses_never_theirs": list(never)},
    }


class AddressUnknown(Rule):
    """The report prints an address that the consumer marked as one with which they have nothing to do.

    For a lawyer:
    An address alone proves nothing: mail drops, family and old jobs leave addresses behind, and so the
    rule speaks only where the consumer marked this very address. Identifying data are disputed with the
    bureau, not with a furnisher (12 CFR 1022.43(b)(1)).
    """

    title = "An address you marked as not known to you"
    scope = "one"
    severity = "low"
    asks = "correct"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="15 USC 1681e(b)", why="A file is about one person."),
    )
    needs = (Need("never-there", "Have you never lived, worked or had mail sent there?"),)
    examples = (
        Example("hit", _lives("9 Invented Road, Exampleton, ZZ 00000", never=("9 Invented Rd., Exampleton ZZ 00000",)), "9 Invented Road"),
        Example("miss", _lives("9 Invented Road, Exampleton, ZZ 00000", never=("19 Invented Road, Exampleton, ZZ 00000",))),
        Example("miss", _lives(never=("9 Invented Road, Exampleton, ZZ 00000",))),
        Example("trap", _lives("100 Sample Street, Exampleton, ZZ 00000")),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        never = {_key(address) for address in case.confirmed.addresses_never_theirs}
        for person in case.persons() if never else ():
            for entry in person:
                for i, address in enumerate(entry.item.addresses):
                    if _key(address) in never:
                        hit = Hit.of(
                            entry, (f"addresses/{i}",), "This is an address that the consumer marked."
                        )
                        yield replace(hit, subject=(f"{entry.pointer}/addresses/{i}",))


def _key(address: str) -> tuple[str, ...]:
    words = re.findall(r"[A-Z0-9]+", address.upper())
    return tuple(_WORDS.get(word, word) for word in words)
