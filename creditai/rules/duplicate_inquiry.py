"""One inquiry printed twice."""

from collections.abc import Iterator
from typing import Any

from creditai.case import Case, InquiryEntry
from creditai.linking.names import parts
from creditai.rules import Basis, Example, Hit, Need, Rule

_ONE = {"company": "First Sample Bank", "date": "2025-04-02", "kind": "hard"}


def _two(second: dict[str, Any], first: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"reports": [{"inquiries": [{**_ONE, **(first or {})}, {**_ONE, **second}]}]}


class DuplicateInquiry(Rule):
    """One bureau prints two hard inquiries of the same company on the same day. One application makes one
    inquiry.

    For a lawyer:
    Same report, bureau, company and printed day, both marked hard. A dealer that asks several lenders
    makes inquiries of different companies; joint applications and a second application on one day do
    occur: the consumer is asked. Only full dates are compared. Section 1681b is not cited: that the company
    had no purpose, paper cannot say.
    """

    title = "One inquiry printed twice"
    scope = "one"
    severity = "low"
    asks = "verify"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="15 USC 1681e(b)", why="What happened once is told twice."),
    )
    needs = (Need("one-application", "Did you apply to this company only once on that day?"),)
    examples = (
        Example("hit", _two({}), "2025-04-02"),
        Example("miss", _two({"date": "2025-04-09"})),
        Example("miss", _two({"date": "2025-04"}, {"date": "2025-04"})),
        Example("miss", _two({"kind": None})),
        Example("trap", _two({"company": "Second Sample Bank"})),
        Example("trap", _two({"kind": "soft"}, {"kind": "soft"})),
        Example("trap", {"reports": [{"bureau": "experian", "inquiries": [_ONE]}, {"bureau": "equifax", "inquiries": [_ONE]}]}),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        alike: dict[tuple[object, ...], list[InquiryEntry]] = {}
        for entry in case.inquiries():
            asked = entry.item
            if asked.kind == "hard" and asked.company and asked.date is not None and asked.date.exact:
                key = (entry.report_pointer, asked.bureau, parts(asked.company), asked.date)
                alike.setdefault(key, []).append(entry)
        for entries in alike.values():
            if len(entries) > 1:
                yield Hit.of(entries, ("company", "date", "kind"), "One application makes one inquiry.")
