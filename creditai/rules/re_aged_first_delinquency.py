"""A first delinquency that is printed later than the payment history or the charge-off shows it."""

from collections.abc import Iterator, Sequence

from creditai import phrases, tradeline
from creditai.case import AccountEntry, Case
from creditai.examples import months
from creditai.law import numbers
from creditai.report import HistoryMonth
from creditai.rules import Basis, Example, Hit, Need, Rule
from creditai.values import PartialDate, certainly_after, months_between


class ReAgedFirstDelinquency(Rule):
    """The report prints a date on which the trouble began (the date of first delinquency) that is later
    than its own payment history or its own charge-off date. That date starts the seven years, so a later
    one keeps the account in the report longer.

    For a lawyer:
    15 USC 1681c(c)(1): the delinquency that led to the charge-off or collection, not a later one. Fires
    when the printed date lies after the printed charge-off date, or more than one month after the first
    month of the unbroken run of bad months that ends in the first CO or CL. Silent: a cure (an OK month,
    also one after an earlier loss) lawfully starts a new run; a month without data, without meaning or not
    printed inside the run is unknown; a bankruptcy, where the date may be the petition's. The one month
    covers the reporting format's habit of counting from 30 days past due. Charge-off before the first
    delinquency is told here and nowhere else.
    """

    title = "First delinquency later than the report's own history"
    scope = "one"
    severity = "high"
    asks = "correct"
    basis = (
        Basis(
            law="15 USC 1681c(c)(1)",
            why="The seven years start from the delinquency that led to the charge-off or collection.",
        ),
        Basis(law="15 USC 1681s-2(a)(5)", why="The furnisher tells month and year in which it began."),
        Basis(law="15 USC 1681i(a)(5)(A)", why="Both values stand in one entry."),
    )
    needs = (
        Need(
            "never-brought-current",
            "Did the account stay behind from the first late month on, without ever being brought up to date?",
        ),
    )
    examples = (
        Example.account(
            "hit", "2022-06", status="charge_off", first_delinquency="2022-06",
            payment_history=months("2021-09", "CO", "CO", "180", "150", "120", "90", "60", "30", "OK"),
        ),
        Example.account("hit", "2021-08-15", status="charge_off", charged_off="2021-08-15", first_delinquency="2021-09"),
        Example.account(
            "miss", status="charge_off", first_delinquency="2021-06",
            payment_history=months("2021-12", "CO", "180", "150", "120", "90", "60", "30", "OK", "30", "30", "OK"),
        ),
        Example.account("miss", status="charge_off", charged_off="2021-08", first_delinquency="2021-08"),
        Example.account(
            "trap", status="charge_off", first_delinquency="2021-06",
            payment_history=months("2021-12", "CO", "180", "150", "120", "90", "60", "ND", "30", "30", "OK"),
        ),
        Example.account(
            "trap", status="charge_off", first_delinquency="2021-06",
            payment_history=months("2021-12", "CO", "180", "150", "120", "90", "60", "30", *["OK"] * 12, "CL", "90", "60", "30"),
        ),
        Example.account(
            "trap", status="charge_off", remarks=["Included in bankruptcy chapter 7"], first_delinquency="2022-06",
            payment_history=months("2021-09", "CO", "180", "150", "120", "90", "60", "30", "OK"),
        ),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            account, dofd = entry.item, entry.item.first_delinquency
            if dofd is None or account.status == "bankruptcy" or phrases.said(entry, phrases.BANKRUPTCY):
                continue
            if certainly_after(dofd, account.charged_off):
                yield Hit.of(
                    entry,
                    ("first_delinquency", "charged_off"),
                    "A first delinquency comes before the charge-off that it leads to: the two dates cannot both hold.",
                )
            elif run := _begins_late(entry):
                yield Hit.of(
                    entry,
                    ("first_delinquency", *tradeline.cells(account, [run[0], run[-1]])),
                    f"The history shows {len(run)} bad months in a row, from the first of these two to the second; the "
                    "printed date of first delinquency lies more than a month after the first, and the two cannot both hold.",
                )


def _begins_late(entry: AccountEntry) -> Sequence[HistoryMonth]:
    """The run that led to the first CO or CL, if the printed date is certainly too late for it."""
    dofd = entry.item.first_delinquency
    if dofd is None or dofd.month is None:
        return ()
    run = _run(_since_the_cure(tradeline.history(entry.item), dofd))
    return run if run and months_between(run[0].month, dofd) > numbers.RUN_TOLERANCE_MONTHS.value else ()


def _since_the_cure(months: Sequence[HistoryMonth], dofd: PartialDate) -> Sequence[HistoryMonth]:
    """What follows the last month in good order that is no later than the printed date: with it a new
    delinquency may have begun, also after a loss. A payoff is no cure."""
    good = [i for i, m in enumerate(months) if m.status == "OK" and months_between(m.month, dofd) >= 0]
    return months[good[-1] + 1 :] if good else months


def _run(months: Sequence[HistoryMonth]) -> Sequence[HistoryMonth]:
    """Bad months without a break up to the first CO or CL. What came before them may be unknown: it can
    only have begun earlier."""
    end = next((i for i, month in enumerate(months) if month.status in ("CO", "CL")), None)
    if end is None:
        return ()
    start = end
    while (
        start > 0
        and months[start - 1].status in tradeline.BAD
        and tradeline.is_next(months[start - 1], months[start])
    ):
        start -= 1
    return months[start : end + 1]
