"""An inquiry older than the two years that bureaus keep."""

from collections.abc import Iterator

from creditai.case import Case
from creditai.law import numbers
from creditai.rules import Basis, Example, Hit, Rule
from creditai.values import PartialDate, certainly_after


class InquiryOverTwoYears(Rule):
    """Bureaus keep an inquiry for two years. This one is older, by the date that is printed beside it.

    For a lawyer:
    Practice, not law: no statute sets a longest period for inquiries (15 USC 1681g(a)(3) sets only how far
    back they must be disclosed). Bureaus drop them by the month, so an inquiry in the month in which it
    turns two years old is left alone.
    """

    title = "Inquiry older than two years"
    scope = "one"
    severity = "low"
    asks = "delete"
    basis = (Basis(policy="inquiries-two-years", why="Bureaus usually remove an inquiry after two years."),)
    examples = (
        Example("hit", {"reports": [{"inquiries": [{"company": "Second Sample Bank", "date": "2023-12-01", "kind": "hard"}]}]}, "2023-12-01"),
        Example("miss", {"reports": [{"inquiries": [{"company": "Second Sample Bank", "date": "2024-02-01", "kind": "hard"}]}]}),
        Example("miss", {"reports": [{"inquiries": [{"company": "Second Sample Bank", "date": "2024", "kind": "hard"}]}]}),
        Example("trap", {"reports": [{"inquiries": [{"company": "Second Sample Bank", "date": "2024-01-05", "kind": "hard"}]}]}),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        years = numbers.INQUIRY_PRACTICE_YEARS.value
        for entry in case.inquiries():
            asked, today = entry.item.date, entry.report_date
            if asked is None or today is None:
                continue
            last = PartialDate(asked.year + years, asked.month)
            if certainly_after(PartialDate(today.year, today.month), last):
                yield Hit.of(
                    entry,
                    ("date", "report_date"),
                    f"The report is dated more than {years} years after that inquiry; bureaus are known to keep inquiries for {years} years.",
                )
