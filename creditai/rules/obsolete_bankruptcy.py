"""A bankruptcy older than ten years."""

from collections.abc import Iterator

from creditai.case import Case
from creditai.law import numbers
from creditai.rules import Basis, Example, Hit, Need, Rule
from creditai.values import add_years, certainly_after


class ObsoleteBankruptcy(Rule):
    """A bankruptcy may be reported for ten years. By the filing date that is printed here, those ten years
    are over. The ask is that the record be deleted.

    For a lawyer:
    15 USC 1681c(a)(1): ten years from the order for relief, every chapter. In a voluntary case filing is
    the order for relief (11 USC 301(b)); in an involuntary one it comes later, so a record printed as
    involuntary is left alone and the consumer is asked otherwise. Accounts in the bankruptcy keep clocks
    of their own.
    """

    title = "Bankruptcy older than ten years"
    scope = "one"
    severity = "high"
    asks = "delete"
    basis = (
        Basis(law="15 USC 1681c(a)(1)", why="A bankruptcy is left out after ten years."),
        Basis(law="11 USC 301(b)", why="A voluntary case counts from its filing."),
        Basis(law="15 USC 1681e(a)", why="A bureau keeps procedures to leave such items out."),
    )
    needs = (Need("voluntary-case", "Did you (not your creditors) file this bankruptcy case?"),)
    examples = (
        Example("hit", {"reports": [{"public_records": [{"kind": "bankruptcy", "chapter": "7", "filed": "2015-11-02"}]}]}, "2015-11-02"),
        Example("miss", {"reports": [{"public_records": [{"kind": "bankruptcy", "filed": "2016-02-01"}]}]}),
        Example("miss", {"reports": [{"public_records": [{"kind": "bankruptcy", "filed": "2016"}]}]}),
        Example("trap", {"reports": [{"public_records": [{"kind": "bankruptcy", "voluntary": False, "filed": "2015-11-02"}]}]}),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        years = numbers.BANKRUPTCY_YEARS.value
        for entry in case.public_records():
            record = entry.item
            if record.kind != "bankruptcy" or record.voluntary is False or record.filed is None:
                continue
            if certainly_after(entry.report_date, add_years(record.filed.latest, years)):
                yield Hit.of(
                    entry,
                    ("chapter", "filed", "report_date"),
                    f"The report is dated more than {years} years after that filing, the period of 15 USC 1681c for a bankruptcy.",
                )
