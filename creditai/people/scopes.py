"""What each role, session and token may do. A route asks for one scope; a person has those of their role or fewer.

A bearer token never has `security`: who finds a program's token cannot take the account over. Support has the scopes of
a consumer's grant, for that consumer alone, and an operator sees no papers: there is no scope that would let them.
"""

from __future__ import annotations

from creditai.who import Role

SCOPES: dict[str, str] = {
    "papers:read": "Read uploads, reports, findings and pictures of pages.",
    "papers:write": "Upload, cancel and delete reports.",
    "disputes:read": "Read disputes, letters and clocks.",
    "disputes:write": "Choose, confirm, write letters, record postings and answers.",
    "billing:read": "Read plan, invoices and contract.",
    "billing:write": "Sign the contract, choose a plan, cancel.",
    "self:read": "Read the own person: address, consents, audit log, export.",
    "self:write": "Give and withdraw consents, grant support a look.",
    "security": "Change password, factors, sessions and tokens; erase. Sessions only.",
    "support": "Look where a consumer granted it. Support only.",
    "operate": "Flags, limits, health in detail, draining. Operators only.",
}

_OWN = frozenset({"self:read", "self:write", "security"})
OF_ROLE: dict[Role, frozenset[str]] = {
    "anyone": frozenset(),
    "consumer": frozenset(SCOPES) - {"operate", "support"},
    "support": _OWN | {"support"},
    "operator": _OWN | {"operate"},
    "system": frozenset(),
}
GRANTABLE = frozenset({"papers:read", "disputes:read"})
"""What a consumer may let support see."""


def of_session(role: Role, factors: int) -> frozenset[str]:
    """What a session of this role has. Support and operators need two factors for what is not their own."""
    return OF_ROLE[role] if role == "consumer" or factors > 1 else OF_ROLE[role] & _OWN


def of_token(role: Role, asked: frozenset[str]) -> frozenset[str]:
    """What a bearer token of this role has: what was asked for when it was made, never more than its person."""
    return (asked & OF_ROLE[role]) - {"security"}
