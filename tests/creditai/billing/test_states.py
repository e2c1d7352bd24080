"""Where plans are sold: a state that is ours, that the operator named, and whose law somebody looked at."""

from __future__ import annotations

import pytest

from creditai.billing.states import seller_may_sell, sold_in, states
from creditai.errors import Invalid, NotAllowed

NAMED = ("OR",)
UNREAD = next(code for code, row in states().items() if row.looked_at is None)


def test_a_state_that_is_not_named_or_not_ours_is_refused() -> None:
    with pytest.raises(Invalid, match="no such state"):
        seller_may_sell("XX", ("XX",), real=False)
    with pytest.raises(NotAllowed, match="Plans are not sold in"):
        seller_may_sell("OR", (), real=False)


def test_a_rehearsal_sells_where_it_is_told_and_real_money_only_where_the_law_was_read() -> None:
    assert seller_may_sell("OR", NAMED, real=False).code == "OR"
    assert sold_in((UNREAD,), real=False) == (UNREAD,)
    assert sold_in((UNREAD,), real=True) == ()
    with pytest.raises(NotAllowed):
        seller_may_sell(UNREAD, (UNREAD,), real=True)
