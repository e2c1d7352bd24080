"""The contracts of a person, and every paper that they signed."""

from __future__ import annotations

from dataclasses import dataclass

from creditai.flows.look_at_papers import whose
from creditai.ledger import contracts
from creditai.ledger.contracts import Contract, Paper
from creditai.who import Who
from creditai.wiring import Wiring


@dataclass(frozen=True, slots=True)
class Signed:
    """The newest first. `disclosure`: whether the statute's disclosure was signed."""

    contracts: tuple[Contract, ...]
    papers: tuple[Paper, ...]
    disclosure: bool


def read_contracts(wiring: Wiring, who: Who) -> Signed:
    person = whose(who)
    key = wiring.keys.of(person)
    with wiring.database.scope(person) as connection:
        return Signed(
            contracts.every(connection, key, person),
            contracts.papers(connection, person),
            contracts.has_disclosure(connection, person),
        )
