"""An entry that calls the consumer deceased."""

from collections.abc import Iterator

from creditai import phrases
from creditai.case import Case
from creditai.rules import Basis, Example, Hit, Need, Rule


class DeceasedMarker(Rule):
    """An entry says that the consumer is deceased. The person who reads this report can confirm that they
    are not, and the mark is then wrong.

    For a lawyer:
    The reporting format's responsibility X, or words of status and remarks. Words about another party
    (co-borrower, spouse, authorized user) say nothing of this consumer: silent.
    """

    title = "Marked as deceased"
    scope = "one"
    severity = "high"
    asks = "correct"
    basis = (
        Basis(law="15 USC 1681i(a)(5)(A)", why="What is inaccurate is deleted or modified."),
        Basis(law="15 USC 1681e(b)", why="The entry says what the consumer can confirm not to be so."),
    )
    needs = (Need("alive", "Is this report about you yourself, and not about someone who has died?"),)
    examples = (
        Example.account("hit", "Consumer deceased", remarks=["Consumer deceased"]),
        Example.account("hit", responsibility="deceased", responsibility_text="Deceased"),
        Example.account("miss", remarks=["Account closed"]),
        Example.account("trap", remarks=["Co-borrower deceased"]),
        Example.account("trap", status_text="Joint account holder deceased"),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            if entry.item.responsibility == "deceased":
                shown = "responsibility_text" if entry.item.responsibility_text else "responsibility"
                name: str | None = shown
            else:
                name = phrases.said(entry, phrases.DECEASED)
            if name:
                yield Hit.of(entry, (name,), "The entry calls the consumer deceased.")
