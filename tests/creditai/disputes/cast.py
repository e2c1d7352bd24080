"""The people of these tests: Dana Q. Sample, whose reports print what our letters dispute, and her papers.

`standing()` is what a letter of hers rests on; every part can be exchanged for the test at hand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from creditai.case import Case
from creditai.disputes.grounds import Disputed, disputed
from creditai.disputes.letter import Fact
from creditai.disputes.request import Earlier, Request
from creditai.disputes.standing import Sender, Standing
from creditai.examples import case_of
from creditai.findings import find
from creditai.report import Bureau
from creditai.values import PartialDate

TODAY = date(2026, 2, 2)
DANA = Sender(
    name="Dana Q. Sample",
    address=("100 Sample Street", "Exampleton, ZZ 00000"),
    birth_date=PartialDate(1981, 4, 2),
    ssn_last4="4321",
)

CARD: dict[str, Any] = {
    "furnisher": "FIRST SAMPLE BANK",
    "account_number": "412345XXXXXX4417",
    "portfolio": "revolving",
    "account_type": "Credit card",
    "status": "paid",
    "status_text": "Paid, closed",
    "condition": "closed",
    "opened": "2019-03",
    "balance": "412.00",
    "printed": {"balance": "$412", "opened": "03/2019"},
}
OLD_DEBT: dict[str, Any] = {
    "furnisher": "EXAMPLE COLLECTIONS LLC",
    "account_number": "XXXX7719",
    "portfolio": "collection",
    "status": "collection",
    "status_text": "Collection account",
    "original_creditor": "SAMPLE TELEPHONE CO",
    "opened": "2018-02",
    "first_delinquency": "2017-10",
    "balance": "900.00",
    "printed": {"balance": "$900", "first_delinquency": "10/2017", "opened": "02/2018"},
}
INQUIRY: dict[str, Any] = {"company": "SAMPLE AUTO FINANCE", "date": "2023-12-01", "kind": "hard"}


def case(**changes: Any) -> Case:
    """Dana's Experian report of January 15, 2026, with what `changes` says instead."""
    report: dict[str, Any] = {
        "bureau": "experian",
        "report_number": "1234-5678-90",
        "report_date": "2026-01-15",
        "consumer": {"names": ["DANA Q SAMPLE"], "as_reported": [{"bureau": "experian", "names": ["DANA Q SAMPLE"]}]},
        "accounts": [CARD, OLD_DEBT],
        "inquiries": [INQUIRY],
    }  # fmt: skip
    return case_of({"reports": [{**report, **changes}]})


def standing(given: Case | None = None, **changes: Any) -> Standing:
    given = case() if given is None else given
    values: dict[str, Any] = {
        "case": given,
        "findings": {finding.id: finding for finding in find(given)},
        "sender": DANA,
        "today": TODAY,
    }
    return Standing(**{**values, **changes})


def address(bureau: Bureau = "experian") -> tuple[Fact, ...]:
    from creditai.disputes.addresses import bureau_address

    return bureau_address(bureau, (), ())


def request(
    given: Standing | None = None,
    *,
    rules: Sequence[str] | None = None,
    bureau: Bureau = "experian",
    earlier: Earlier | None = None,
    recipient: tuple[Fact, ...] | None = None,
) -> Request:
    """A request about all findings at one bureau, or those of `rules`."""
    given = standing() if given is None else given
    return Request(
        standing=given,
        recipient=address(bureau) if recipient is None else recipient,
        bureau=bureau,
        items=items(given, rules, bureau),
        earlier=earlier,
    )


def items(given: Standing, rules: Sequence[str] | None, bureau: Bureau) -> tuple[Disputed, ...]:
    chosen = [f for f in given.findings.values() if rules is None or f.rule in rules]
    return tuple(item for item in disputed(given, chosen) if item.bureau == bureau)


def answered(given: Standing, **answers: Mapping[str, str]) -> dict[str, Mapping[str, str]]:
    """Answers by rule instead of by finding id; `_` for `-` in the rule's name."""
    by_rule = {f.rule.replace("-", "_"): f.id for f in given.findings.values()}
    return {by_rule[rule]: answer for rule, answer in answers.items()}
