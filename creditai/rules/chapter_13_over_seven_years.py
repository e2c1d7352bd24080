"""A chapter 13 bankruptcy past the seven years that bureaus keep in practice."""

from collections.abc import Iterator

from creditai.case import Case
from creditai.law import numbers
from creditai.rules import Basis, Example, Hit, Rule
from creditai.values import add_years, certainly_after


class Chapter13OverSevenYears(Rule):
    """Bureaus are known to remove a chapter 13 bankruptcy seven years after it was filed, although the law
    allows ten. This one is past the seven: worth asking about, no more.

    For a lawyer:
    No law is cited: 15 USC 1681c(a)(1) allows ten years from the order for relief for every chapter, and
    past those `obsolete-bankruptcy` speaks. What bureaus do with a dismissed or withdrawn case differs and
    is not settled in our tables, so such a record is left alone.
    """

    title = "Chapter 13 older than seven years"
    scope = "one"
    severity = "low"
    asks = "verify"
    basis = (Basis(policy="chapter-13-seven-years", why="Bureaus usually remove a chapter 13 case by now."),)
    examples = (
        Example("hit", {"reports": [{"public_records": [{"kind": "bankruptcy", "chapter": "13", "filed": "2018-09-04"}]}]}, "2018-09-04"),
        Example("miss", {"reports": [{"public_records": [{"kind": "bankruptcy", "chapter": "13", "filed": "2019-03-01"}]}]}),
        Example("miss", {"reports": [{"public_records": [{"kind": "bankruptcy", "chapter": "7", "filed": "2018-09-04"}]}]}),
        Example("trap", {"reports": [{"public_records": [{"kind": "bankruptcy", "chapter": "13", "filed": "2018-09-04", "disposition": "dismissed"}]}]}),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        years = numbers.CHAPTER_13_PRACTICE_YEARS.value
        for entry in case.public_records():
            record = entry.item
            if record.kind != "bankruptcy" or record.chapter != "13" or record.filed is None:
                continue
            if record.disposition in ("dismissed", "withdrawn"):
                continue
            filed = record.filed.latest
            obsolete = certainly_after(entry.report_date, add_years(filed, numbers.BANKRUPTCY_YEARS.value))
            if certainly_after(entry.report_date, add_years(filed, years)) and not obsolete:
                yield Hit.of(
                    entry,
                    ("chapter", "filed", "report_date"),
                    f"The report is dated more than {years} years after that filing; bureaus are known to remove a "
                    "chapter 13 case by then, though the period of the law is longer.",
                )
