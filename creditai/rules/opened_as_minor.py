"""An account opened before the consumer was of age."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from creditai import tradeline
from creditai.case import AccountEntry, Case, PersonEntry
from creditai.law import numbers
from creditai.linking.kinds import family
from creditai.rules import Basis, Example, Hit, Need, Rule
from creditai.values import PartialDate, add_years, certainly_before


def _born(born: str | None, confirmed: str | None = None, **account: Any) -> dict[str, Any]:
    person = {"bureau": "experian", "birth_date": born}
    line = {"furnisher": "First Sample Bank", "opened": "2014-06-01", **account}
    told = {} if confirmed is None else {"birth_date": confirmed}
    return {"reports": [{"consumer": {"as_reported": [person]}, "accounts": [line]}], "confirmed": told}


class OpenedAsMinor(Rule):
    """By the date of birth that is printed or confirmed, the consumer was not yet 18 when this account was
    opened. A child's account is worth a look: someone else's number or name may stand behind it.

    For a lawyer:
    The youngest age that the two dates allow is under 18; a year or month of birth is an interval, and of
    several printed dates the one that speaks least for it counts. Silent on authorized users, on
    collections (opened is the placement there), and on student loans, which bind a minor (20 USC
    1091a(b)(2)). Who opened it only the consumer can say.
    """

    title = "Opened before the consumer was 18"
    scope = "one"
    severity = "high"
    asks = "investigate"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="15 USC 1681e(b)", why="The two dates make the consumer a minor."),
    )
    needs = (Need("who-opened", "Did you open this account yourself?"),)
    examples = (
        Example("hit", _born("1999-05"), "1999-05"),
        Example("hit", _born(None, "1999-05-20")),
        Example("miss", _born("1999-05", opened="2017-06")),
        Example("miss", _born("1996")),
        Example("miss", _born(None)),
        Example("trap", _born("1999-05", responsibility="authorized_user")),
        Example("trap", _born("1999-05", portfolio="collection")),
        Example("trap", _born("1999-05", account_type="Education Loan")),
        Example("trap", _born("1999-05", "1981-05-20")),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for person in case.persons():
            births: dict[str, list[PersonEntry]] = {e.report_pointer: [] for e in person}
            for entry in person:
                births[entry.report_pointer].append(entry)
            for account in case.accounts():
                if account.report_pointer in births and _may_be_own(account):
                    yield from _found(case, account, births[account.report_pointer])


def _may_be_own(entry: AccountEntry) -> bool:
    account = entry.item
    return (
        account.responsibility != "authorized_user"
        and not tradeline.is_collection(account)
        and not tradeline.may_be_federal_student_loan(account)
        and family(account.account_type) != "education"
    )


def _found(case: Case, entry: AccountEntry, told: list[PersonEntry]) -> Iterator[Hit]:
    confirmed = case.confirmed.birth_date
    if confirmed is not None:
        if _minor(entry, confirmed):
            yield Hit.of(
                entry,
                ("opened",),
                f"By the date of birth that was confirmed this is before the age of {numbers.AGE_OF_MAJORITY.value}.",
            )
        return
    printed = [e for e in told if e.item.birth_date is not None]
    if printed and all(_minor(entry, e.item.birth_date) for e in printed):
        own = [e for e in printed if e.item.bureau == entry.item.bureau] or printed
        hit = Hit.each(
            [(own[0], ("birth_date",)), (entry, ("opened",))],
            f"By these two dates the account was opened before the age of {numbers.AGE_OF_MAJORITY.value}.",
        )
        yield replace(hit, subject=(entry.pointer,))


def _minor(entry: AccountEntry, born: PartialDate | None) -> bool:
    if born is None:
        return False
    return certainly_before(entry.item.opened, add_years(born.earliest, numbers.AGE_OF_MAJORITY.value))
