"""A lien, judgment or suit at a bureau that no longer reports them."""

from collections.abc import Iterator

from creditai.case import Case
from creditai.report import BUREAUS
from creditai.rules import Basis, Example, Hit, Rule


class LienOrJudgmentPresent(Rule):
    """The three bureaus have not reported tax liens, civil judgments and suits since 2018. One is printed
    here. The ask is that it be deleted under the bureau's own practice.

    For a lawyer:
    Practice after the bureaus' settlement with the states, not law: judgments went in July 2017, tax
    liens by April 2018. 15 USC 1681c(a)(2) and (3) would only reach aged ones and are not cited. Other
    consumer reporting agencies may lawfully report such records, so a record under no bureau's name is
    left alone.
    """

    title = "Lien, judgment or suit at one of the three bureaus"
    scope = "one"
    severity = "medium"
    asks = "delete"
    basis = (Basis(policy="judgments-and-liens-off", why="The three bureaus do not report these any more."),)
    examples = (
        Example("hit", {"reports": [{"bureau": "transunion", "public_records": [{"kind": "lien", "filed": "2016-05-02", "status": "Released"}]}]}),
        Example("hit", {"reports": [{"bureau": "experian", "public_records": [{"kind": "judgment", "amount": "800.00"}]}]}),
        Example("miss", {"reports": [{"bureau": "transunion", "public_records": [{"kind": "bankruptcy", "filed": "2022-05-02"}]}]}),
        Example("trap", {"reports": [{"bureau": None, "public_records": [{"kind": "lien", "filed": "2016-05-02"}]}]}),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.public_records():
            if entry.item.kind in ("lien", "judgment", "suit") and entry.item.bureau in BUREAUS:
                yield Hit.of(
                    entry,
                    ("kind", "status", "filed", "amount"),
                    "The three bureaus announced that they no longer report such records.",
                )
