"""A first delinquency or removal date that moved later between two pulls of one bureau."""

from collections.abc import Iterator

from creditai import obsolescence, tradeline
from creditai.case import AccountEntry, Case
from creditai.examples import months
from creditai.law import numbers
from creditai.report import Account
from creditai.rules import Basis, Example, Hit, Need, Rule
from creditai.values import Day, certainly_after, certainly_apart

_FIELDS = ("first_delinquency", "removal")


class ReAgedAcrossPulls(Rule):
    """In the newer report of the same bureau, the date on which the trouble began, or on which the account
    will be removed, has moved later, and no month in good order lies between that would explain it.

    For a lawyer:
    15 USC 1681c(c)(1): payment, sale or a new collector do not restart the seven years. More than 31 days,
    whatever days the printed months stand for. Silent: an OK month between (a cure lawfully starts a new
    delinquency); an outcome recorded for this account that was about this date (a correction after the
    consumer's own dispute). A removal date counts only where the account is charged off or collected in
    both prints, for elsewhere it may be that of a newer late mark.
    """

    title = "The clock moved later between two reports"
    scope = "pulls"
    severity = "high"
    asks = "correct"
    basis = (
        Basis(law="15 USC 1681c(c)(1)", why="The seven years start once, from one first delinquency."),
        Basis(law="15 USC 1681i(a)(5)(A)", why="The two prints cannot both hold."),
    )
    needs = (
        Need(
            "never-brought-current",
            "Did the account stay behind all the time, without ever being brought up to date?",
        ),
    )
    examples = (
        Example.pulls(
            "hit", {"status": "charge_off", "first_delinquency": "2020-03"}, {"status": "charge_off", "first_delinquency": "2021-01"}, "2021-01"
        ),
        Example.pulls("hit", {"status": "charge_off", "removal": "2027-03"}, {"status": "charge_off", "removal": "2028-01"}),
        Example.pulls("miss", {"first_delinquency": "2020-03-01"}, {"first_delinquency": "2020-03-28"}),
        Example.pulls("miss", {"first_delinquency": "2021-01"}, {"first_delinquency": "2020-03"}),
        Example.pulls("miss", {"status": "current", "removal": "2027-03"}, {"status": "current", "removal": "2028-01"}),
        Example.pulls(
            "trap",
            {"status": "past_due_60", "first_delinquency": "2025-02", "payment_history": months("2025-10", "OK", "OK", "60", "30")},
            {"status": "past_due_60", "first_delinquency": "2025-11", "payment_history": months("2026-01", "60", "60", "30", "OK", "OK", "60")},
        ),
        Example.pulls(
            "trap", {"status": "charge_off", "first_delinquency": "2020-03"}, {"status": "charge_off", "first_delinquency": "2021-01"},
            outcomes=[
                {
                    "rule": "dofd-differs", "subject": {"furnisher": "First Sample Bank"}, "word": "updated", "on": "2025-12-20",
                    "fields": [{"name": "first_delinquency", "before": "2020-03", "after": "2021-01"}],
                }
            ],
        ),
        Example.pulls(
            "hit", {"status": "charge_off", "first_delinquency": "2020-03"}, {"status": "charge_off", "first_delinquency": "2021-01"},
            outcomes=[
                {
                    "rule": "dofd-differs", "subject": {"furnisher": "First Sample Bank", "account_number": "990011XXXX"}, "word": "updated", "on": "2025-12-20",
                    "fields": [{"name": "first_delinquency", "before": "2020-03", "after": "2021-01"}],
                }
            ],
        ),
    )  # fmt: skip

    def look(self, case: Case) -> Iterator[Hit]:
        days = numbers.DATE_TOLERANCE_DAYS.value
        for before, after in case.pulls():
            moved = [
                name
                for name in _FIELDS
                if certainly_after(getattr(after.item, name), getattr(before.item, name))
                and certainly_apart(getattr(before.item, name), getattr(after.item, name), days)
                and _is_clock(name, before.item, after.item)
                and not _cured(name, before.item, after.item)
                and not _was_disputed(case, after, name)
            ]
            if moved:
                yield Hit.of(
                    (before, after),
                    moved,
                    f"Between the two reports the date moved more than {days} days later; no month in good order is printed between.",
                )


def _is_clock(name: str, before: Account, after: Account) -> bool:
    lost = obsolescence.charged_off_or_collected(before) and obsolescence.charged_off_or_collected(after)
    same_cover = before.removal_covers == after.removal_covers
    return name == "first_delinquency" or (lost and same_cover)


def _cured(name: str, before: Account, after: Account) -> bool:
    """An OK month is printed after the old start, or, for a removal date, after the first loss."""
    since: Day | None = before.first_delinquency
    if since is None:
        losses = [m.month for m in tradeline.history(before) if m.status in tradeline.WORSE]
        since = losses[0] if losses else None
    good = [m.month for account in (before, after) for m in tradeline.history(account) if m.status == "OK"]
    return since is not None and any(certainly_after(month, since) for month in good)


def _was_disputed(case: Case, entry: AccountEntry, name: str) -> bool:
    """The consumer recorded an answer about this date of this account."""
    return any(
        outcome.is_about(entry) and any(change.name == name for change in outcome.fields)
        for outcome in case.outcomes
    )
