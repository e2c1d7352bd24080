"""An operator makes a person who is nobody, to try a release as people will meet it, and gets their token once."""

from __future__ import annotations

from creditai.flows.consents import give_consent
from creditai.flows.make_person import Staff, make_person
from creditai.flows.make_token import make_token
from creditai.people import scopes, synthetic
from creditai.people.consents import CONSENTS
from creditai.who import Who
from creditai.wiring import Wiring

_AGREED = ("read-reports", "keep-reports")


def make_synthetic(wiring: Wiring, who: Who, name: str) -> Staff:
    """Conflict when one of this name is there: erase it first."""
    made = make_person(
        wiring, who, synthetic.address(name), "consumer", why="trying a release", synthetic=True
    )
    own = Who(made, "consumer", scopes.OF_ROLE["consumer"])
    for kind in _AGREED:
        give_consent(wiring, own, kind, CONSENTS[kind].version)
    return Staff(made, make_token(wiring, own, name, synthetic.SCOPES, 1).secret)
