"""A letter that follows says to a bureau what was sent to it before: it follows what was, and nothing else."""

from __future__ import annotations

import pytest

from creditai.disputes.kinds import every_kind
from creditai.disputes.register import Dispute, DisputedItem, Event, ItemOutcome
from creditai.disputes.writing import following
from creditai.errors import WrongUsage
from creditai.values import PartialDate

DISPUTES = {
    "initial-dispute",
    "obsolete-item",
    "personal-information",
    "mixed-file",
    "inquiry",
    "reinsertion",
}
FOLLOWING = sorted(name for name, kind in every_kind().items() if kind.follows)


def answered(kind: str) -> Dispute:
    """Two items, one verified and one deleted."""
    items = tuple(DisputedItem(f"{n:012}", "paid-with-balance", "", "correct") for n in (1, 2))
    said = (ItemOutcome(1, "verified"), ItemOutcome(2, "deleted"))
    event = Event("answered", PartialDate(2026, 3, 2), "2026-03-02T10:00:00", outcomes=said)
    return Dispute("experian-1", kind, "experian", items=items, events=(event,))


@pytest.mark.parametrize("kind", sorted(every_kind()))
@pytest.mark.parametrize("next_kind", FOLLOWING)
def test_only_what_was_disputed_with_a_bureau_is_followed(kind: str, next_kind: str) -> None:
    if kind not in DISPUTES:
        with pytest.raises(WrongUsage, match=f"experian-1 \\({kind}\\) disputed nothing with a bureau"):
            following(answered(kind), next_kind, "experian-2")
        return
    made = following(answered(kind), next_kind, "experian-2")
    assert (made.follows, made.bureau, made.kind) == ("experian-1", "experian", next_kind)
    concerned = every_kind()[next_kind].follows
    assert [item.finding[-1] for item in made.items] == [
        number for number, word in (("1", "verified"), ("2", "deleted")) if word in concerned
    ]
