"""A collector's first delinquency later than the creditor's, of one debt."""

from collections.abc import Iterator

from creditai import tradeline
from creditai.case import AccountEntry, Case
from creditai.law import numbers
from creditai.rules import Basis, Example, Hit, Need, Rule
from creditai.values import certainly_after, certainly_apart

_CREDITOR = {
    "furnisher": "First Sample Bank",
    "account_number": "441712XXXX",
    "status": "charge_off",
    "balance": "0.00",
}
_COLLECTOR = {
    "furnisher": "Example Collections LLC",
    "account_number": "77XXXX",
    "portfolio": "collection",
    "original_creditor": "First Sample Bank",
}


def _debt(certainty: str, creditor: str | None, collector: str | None) -> dict[str, object]:
    accounts = [{**_CREDITOR, "first_delinquency": creditor}, {**_COLLECTOR, "first_delinquency": collector}]
    pointers = ["/reports/0/accounts/0", "/reports/0/accounts/1"]
    return {
        "reports": [{"accounts": accounts}],
        "links": [{"accounts": pointers, "kind": "debt", "certainty": certainty}],
    }


class CollectorDofdLaterThanCreditor(Rule):
    """The creditor and the collector of one debt print different dates for the first missed payment, and
    the collector's is the later one. A debt keeps the date that the creditor had.

    For a lawyer:
    15 USC 1681s-2(a)(5)(B): the collector reports the creditor's date where it can be had. Only where the
    link between the two entries as one debt is certain, and more than 31 days apart whatever days the
    months stand for; two debts of one creditor are the lawful look-alike, so the consumer is asked.
    """

    title = "Collector's first delinquency later than the creditor's"
    scope = "bureaus"
    severity = "medium"
    asks = "verify"
    basis = (
        Basis(law="15 USC 1681s-2(a)(5)(B)", why="A collector uses the creditor's date."),
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
    )
    needs = (Need("same-debt", "Are these two entries one and the same debt?"),)
    examples = (
        Example("hit", _debt("certain", "2020-03", "2021-02"), "2021-02"),
        Example("miss", _debt("certain", "2020-03", "2020-04")),
        Example("miss", _debt("certain", "2021-02", "2020-03")),
        Example("miss", _debt("certain", None, "2020-03")),
        Example("trap", _debt("maybe", "2020-03", "2021-02")),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for group in case.linked("debt"):
            collectors = [entry for entry in group if tradeline.is_collection(entry.item)]
            creditors = [entry for entry in group if entry not in collectors]
            for collector in collectors:
                if earlier := [entry for entry in creditors if _is_later(collector, entry)]:
                    yield Hit.of(
                        (collector, *earlier),
                        ("first_delinquency",),
                        f"The collector's date is more than {numbers.DATE_TOLERANCE_DAYS.value} days later than the creditor's; one debt has one.",
                    )


def _is_later(collector: AccountEntry, creditor: AccountEntry) -> bool:
    later, earlier = collector.item.first_delinquency, creditor.item.first_delinquency
    return certainly_after(later, earlier) and certainly_apart(
        later, earlier, numbers.DATE_TOLERANCE_DAYS.value
    )
