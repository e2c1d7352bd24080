"""Two bureaus differ about who closed the account."""

from collections.abc import Iterator

from creditai import phrases
from creditai.case import AccountEntry, Case
from creditai.rules import Basis, Example, Hit, Need, Rule


class ClosedByDiffers(Rule):
    """One bureau prints that the account was closed by the consumer, another that the lender closed it.

    For a lawyer:
    15 USC 1681s-2(a)(4) and 1681c(e): closed by the consumer is told and shown as such. Only words that
    say it on both sides, and only entries whose link is certain: silence at one bureau is no
    contradiction. Who closed it only the consumer can say.
    """

    title = "Bureaus differ about who closed the account"
    scope = "bureaus"
    severity = "low"
    asks = "correct"
    basis = (
        Basis(law="15 USC 1681c(e)", why="An account closed by the consumer is shown as such."),
        Basis(law="15 USC 1681s-2(a)(4)", why="The furnisher tells that the consumer closed it."),
    )
    needs = (Need("who-closed", "Who closed this account: you, or the lender?"),)
    examples = (
        Example.linked("hit", {"remarks": ["Account closed at consumer's request"]}, {"remarks": ["Account closed by credit grantor"]}, "credit grantor"),
        Example.linked("miss", {"remarks": []}, {"remarks": ["Account closed by credit grantor"]}),
        Example.linked("trap", {"remarks": ["Account closed"]}, {"remarks": ["Account closed by credit grantor"]}),
        Example.linked(
            "trap", {"remarks": ["Account closed at consumer's request"]}, {"remarks": ["Account closed by credit grantor"]}, certainty="maybe"
        ),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for group in case.linked():
            consumer = [(e, said) for e in group if (said := phrases.said(e, phrases.CLOSED_BY_CONSUMER))]
            grantor = [(e, said) for e in group if (said := phrases.said(e, phrases.CLOSED_BY_GRANTOR))]
            if consumer and grantor and not _same(consumer, grantor):
                told = [Hit.of(entry, (name,), "") for entry, name in (*consumer, *grantor)]
                yield Hit(
                    tuple(pointer for hit in told for pointer in hit.subject),
                    " ".join(
                        [
                            *(hit.statement.strip() for hit in told),
                            "An account is closed by one side: the prints cannot all hold.",
                        ]
                    ),
                    tuple(pointer for hit in told for pointer in hit.evidence),
                )


def _same(consumer: list[tuple[AccountEntry, str]], grantor: list[tuple[AccountEntry, str]]) -> bool:
    """One entry says both, so it says neither clearly."""
    return bool({e.pointer for e, _ in consumer} & {e.pointer for e, _ in grantor})
