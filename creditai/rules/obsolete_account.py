"""A charge-off or collection older than the law lets a bureau report it."""

from collections.abc import Iterator

from creditai import obsolescence
from creditai.case import Case
from creditai.examples import months
from creditai.law import numbers
from creditai.rules import Basis, Example, Hit, Rule
from creditai.values import certainly_after


class ObsoleteAccount(Rule):
    """A charged-off account or a collection may stand in a credit report for seven years, counted from
    180 days after the first missed payment that led to it. This one is older than that, by the date of
    first delinquency that the report itself prints. The ask is that it be deleted.

    For a lawyer:
    15 USC 1681c(a)(4) with (c)(1): last day = date of first delinquency + 180 days + 7 years. Payment,
    sale, a new collector or a judgment do not restart it, so nothing else is counted from: not opened,
    not charged off, not last activity. A month is read as its last day. Silent: accounts that were only
    late; what may be a federal student loan (20 USC 1080a(f), 1087e(a)(1), 1087cc(c)(3)); credit of
    $150,000 or more (1681c(b)). The limit binds consumer reports, not the disclosure to the consumer, so
    the statement says that the period is over and no more.
    """

    title = "Older than the period for charge-offs and collections"
    scope = "one"
    severity = "high"
    asks = "delete"
    basis = (
        Basis(law="15 USC 1681c(a)(4)", why="Charge-offs and collections are left out after seven years."),
        Basis(law="15 USC 1681c(c)(1)", why="The seven years start 180 days after the first delinquency."),
        Basis(law="15 USC 1681e(a)", why="A bureau keeps procedures to leave such items out."),
    )
    examples = (
        Example.account("hit", "2017-10", status="charge_off", first_delinquency="2017-10", balance="900.00"),
        Example.account("hit", status="paid", balance="0.00", charge_off_amount="900.00", first_delinquency="2017-10"),
        Example.account("hit", status="paid", first_delinquency="2017-10", payment_history=months("2020-01", "PAID", "CO")),
        Example.account("miss", status="charge_off", first_delinquency="2018-08"),
        Example.account("miss", status="charge_off", opened="2009-01", charged_off="2012-01", last_activity="2012-01"),
        Example.account("trap", status="past_due_60", condition="open", first_delinquency="2017-10"),
        Example.account(
            "trap", furnisher="Example Education Servicing", account_type="Education loan", status="collection", first_delinquency="2015-10"
        ),
        Example.account("trap", status="charge_off", first_delinquency="2017-10", high_credit="150000.00"),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            account, dofd = entry.item, obsolescence.loss_since(entry.item)
            if dofd is None:
                continue
            if certainly_after(entry.report_date, obsolescence.adverse_until(dofd)):
                yield Hit.of(
                    entry,
                    (*obsolescence.shows_loss(account), "first_delinquency", "report_date"),
                    f"The report is dated more than {numbers.ADVERSE_START_DAYS.value} days and "
                    f"{numbers.ADVERSE_YEARS.value} years after that date of first delinquency, the period of "
                    "15 USC 1681c for a charge-off or collection.",
                )
