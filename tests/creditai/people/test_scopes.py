"""What a session and a token may do: a consumer all that is theirs, support and operators with two factors alone."""

from __future__ import annotations

import pytest

from creditai.people.scopes import GRANTABLE, OF_ROLE, SCOPES, of_session, of_token
from creditai.who import Role

OWN = frozenset({"self:read", "self:write", "security"})


@pytest.mark.parametrize(
    ("role", "factors", "scopes"),
    [
        ("consumer", 1, frozenset(SCOPES) - {"operate", "support"}),
        ("consumer", 2, frozenset(SCOPES) - {"operate", "support"}),
        ("support", 1, OWN),
        ("support", 2, OWN | {"support"}),
        ("operator", 1, OWN),
        ("operator", 2, OWN | {"operate"}),
        ("anyone", 2, frozenset()),
        ("system", 2, frozenset()),
    ],
)
def test_a_session_has_what_its_role_and_factors_give(
    role: Role, factors: int, scopes: frozenset[str]
) -> None:
    assert of_session(role, factors) == scopes


def test_a_token_has_what_was_asked_for_and_never_security() -> None:
    assert of_token("consumer", frozenset({"papers:read", "security"})) == {"papers:read"}
    assert of_token("consumer", frozenset(SCOPES)) == OF_ROLE["consumer"] - {"security"}
    assert of_token("consumer", frozenset({"operate", "support"})) == frozenset()


def test_nobody_but_a_consumer_reads_papers_and_only_reading_is_granted() -> None:
    assert all(scope.endswith(":read") for scope in GRANTABLE)
    for role in ("support", "operator"):
        assert not any(scope.startswith(("papers", "disputes")) for scope in of_session(role, 2))
