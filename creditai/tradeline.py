"""Facts about an account that several rules ask for, each said once.

None of them decides on a null: a field that is not printed makes the answer "no", and rules stay
silent. Where doubt must silence a rule (federal student loans), the question is asked the other way
round: `may_be_federal_student_loan`.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from creditai.report import Account, HistoryMonth, MonthStatus, Portfolio
from creditai.values import months_between

LATE: frozenset[MonthStatus] = frozenset(("30", "60", "90", "120", "150", "180"))
WORSE: frozenset[MonthStatus] = frozenset(("CO", "CL", "FC", "RP", "VS"))
BAD = LATE | WORSE
GOOD: frozenset[MonthStatus] = frozenset(("OK", "PAID"))
PAST_DUE_STATUSES = (
    "past_due_30",
    "past_due_60",
    "past_due_90",
    "past_due_120",
    "past_due_150",
    "past_due_180",
)

_STUDENT = re.compile(
    r"\b(?:student|education(?:al)?|stafford|perkins|ffelp?|direct (?:loan|subsid|unsubsid|consol|plus)|grad(?:uate)? plus|parent plus|plus loan)",
    re.IGNORECASE,
)
_PRIVATE = re.compile(r"\bprivate\b", re.IGNORECASE)
_DEPARTMENT = re.compile(
    r"\b(?:u\.?s\.? ?)?(?:dep(?:t|artment)\.?|dpt) ?(?:of )?ed(?:uc(?:ation)?)?\b|\busde\b|\bdefault resolution group\b|\bdebt management and collections system\b",
    re.IGNORECASE,
)
_SERVICERS = re.compile(
    r"\b(?:mohela|nelnet|fedloan|pheaa|aes|navient|aidvantage|edfinancial|ecmc|great lakes|osla|granite state|cornerstone ed|"
    r"trellis|ascendium|educational credit management|sallie mae|ecsi|heartland ecsi|campus partners)\b",
    re.IGNORECASE,
)  # fmt: skip
_BOUGHT = re.compile(r"\b(?:factoring|debt (?:buyer|purchas\w+)|purchased debt)\b", re.IGNORECASE)
_MEDICAL = re.compile(r"\b(?:medical|health ?care)\b", re.IGNORECASE)
_PROVIDER = re.compile(
    r"\b(?:medical|medicine|health ?care|health (?:system|center|network|partners|services)|hospitals?|clinics?|physicians?|doctors?|"
    r"radiology|imaging|ambulance|paramedics?|surg(?:ery|ical|eons?)|orthop\w+|cardiology|pediatrics?|anesthesi\w+|pathology|"
    r"laborator(?:y|ies)|urgent care|emergency (?:room|physicians|medicine|care)|dermatology|oncology|dental|dentist\w*|nursing|"
    r"urology|neurology|obstetrics|gynecology|ob/?gyn|physical therapy|rehabilitation)\b",
    re.IGNORECASE,
)
_NO_PATIENT = re.compile(r"\b(?:veterinar\w*|vet|animal|pets?|fitness|health club|supply)\b", re.IGNORECASE)


def owing(account: Account) -> bool:
    return positive(account.balance)


def positive(amount: Decimal | None) -> bool:
    return amount is not None and amount > 0


_KINDS: tuple[tuple[Portfolio | None, re.Pattern[str]], ...] = tuple(
    (kind, re.compile(words, re.IGNORECASE))  # type: ignore[misc]
    for kind, words in (
        ("collection", r"\bcollections?\b(?! ?[/-]? ?charge)|\bdebt (?:buyer|purchas\w+)|\bfactoring\b|\breturned check\b"),
        (None, r"\blease\b|\brent|home equity loan|\bcombined\b|\bnote loan\b|\butilit|\btelecom|\bmedical\b|\bsupport\b|\bgovernment\b"),
        ("line_of_credit", r"\bline of credit\b|\bcredit line\b|\bhome equity line\b|\bheloc\b|\boverdraft\b"),
        ("open", r"\bcharge card\b|\bflexible\b|\bno pre-?set\b"),
        ("revolving", r"\bcredit card\b|\bsecured card\b|\bcharge account\b|\brevolving\b|\bstore card\b|\bbank ?card\b"),
        ("mortgage", r"\bmortgage\b|\breal estate\b"),
        ("installment", r"\bauto(?:mobile)?\b|\bvehicle\b|\binstall?ment\b|\bstudent\b|\beducation(?:al)?\b|\b(?:un)?secured loan\b|\bpersonal loan\b|\brecreational\b"),
    )
)  # fmt: skip


def kind_of(account: Account) -> Portfolio | None:
    """The kind of credit: a collection by the words of its type (bureaus file it under "open"), else as
    printed, else by the words of its type where they fit one kind only. Two bureaus print no portfolio."""
    words = account.account_type or ""
    named = next((kind for kind, pattern in _KINDS if pattern.search(words)), None)
    return named if named == "collection" or account.portfolio is None else account.portfolio


def kind_fields(account: Account) -> tuple[str, ...]:
    """The fields that show it, for quoting."""
    return ("portfolio",) if account.portfolio == kind_of(account) else ("account_type",)


def is_collection(account: Account) -> bool:
    """A collector's or debt buyer's record, not a creditor's own that was assigned to collections."""
    if kind_of(account) == "collection":
        return True
    return account.status == "collection" and account.original_creditor is not None


def is_medical(account: Account) -> str | None:
    """The field that says that the debt is owed to a provider of health care: the printed type or class,
    or the original creditor's name. None where no words say it, and for a card or loan that paid one."""
    if not is_collection(account):
        return None
    if _MEDICAL.search(account.account_type or ""):
        return "account_type"
    for i, printed in enumerate(account.other):
        if "classif" in printed.label.lower() and _MEDICAL.search(printed.value):
            return f"other/{i}/value"
    creditor = account.original_creditor or ""
    return "original_creditor" if _PROVIDER.search(creditor) and not _NO_PATIENT.search(creditor) else None


def is_debt_buyer(account: Account) -> bool:
    """The words of type or section say that the furnisher bought the debt."""
    return bool(_BOUGHT.search(f"{account.account_type or ''} | {account.section or ''}"))


TROUBLE = frozenset(
    (*PAST_DUE_STATUSES, "charge_off", "collection", "repossession", "foreclosure", "voluntary_surrender")
)


def derogatory(account: Account) -> bool:
    """A status of trouble, or a bad month anywhere in its history."""
    return account.status in TROUBLE or any(m.status in BAD for m in account.payment_history)


def may_be_federal_student_loan(account: Account) -> bool:
    """It may be one for all that the paper says: education words or such a servicer, and not called
    private. The seven years of the Fair Credit Reporting Act do not bind these."""
    words = _naming(account)
    if _DEPARTMENT.search(words):
        return True
    named = (
        _STUDENT.search(words)
        or _SERVICERS.search(words)
        or re.search(r"government", account.account_type or "", re.IGNORECASE)
    )
    return bool(named) and not _PRIVATE.search(words)


def is_department_student_loan(account: Account) -> bool:
    """The paper itself names the Department of Education as furnisher, owner or type."""
    return bool(_DEPARTMENT.search(_naming(account))) and not _PRIVATE.search(_naming(account))


_AS_OF = re.compile(r"\bas of ([A-Za-z]{3})[a-z]*\.? (\d{4})\b", re.IGNORECASE)


def status_has_its_own_month(account: Account) -> bool:
    """The status words name a month ("as of Mar 2026") that is not the month reported."""
    found = _AS_OF.search(account.status_text or "")
    if found is None:
        return False
    reported = account.reported
    if reported is None or reported.month is None:
        return True
    return (calendar.month_abbr[reported.month].lower(), str(reported.year)) != (found[1].lower(), found[2])


def _naming(account: Account) -> str:
    parts = (account.furnisher, account.original_creditor, account.account_type, *account.remarks)
    return " | ".join(part for part in parts if part)


def history(account: Account) -> tuple[HistoryMonth, ...]:
    """Oldest first; only cells whose month is known."""
    months = (m for m in account.payment_history if m.month.month)
    return tuple(sorted(months, key=lambda m: (m.month.year, m.month.month)))


def cell(account: Account, month: HistoryMonth) -> str:
    """The field name of a history month, for quoting: `payment_history/3`."""
    return f"payment_history/{account.payment_history.index(month)}"


def cells(account: Account, months: Sequence[HistoryMonth]) -> tuple[str, ...]:
    return tuple(cell(account, month) for month in months)


def is_next(earlier: HistoryMonth, later: HistoryMonth) -> bool:
    return months_between(earlier.month, later.month) == 1


def neighbours(account: Account) -> Iterator[tuple[HistoryMonth, HistoryMonth]]:
    """Pairs of adjacent calendar months that are both printed, the earlier first."""
    months = history(account)
    return ((a, b) for a, b in pairwise(months) if is_next(a, b))


def reported_in_one_month(one: Account, other: Account) -> bool:
    """Both dates of report have a month, and it is the same."""
    if one.reported is None or other.reported is None or one.reported.month is None:
        return False
    return one.reported.to_month() == other.reported.to_month()


def agreeing(count: int) -> str:
    """So many entries of a group agree: how a statement begins that says in what."""
    return (
        "These two entries agree"
        if count == 2
        else f"Each of these {count} entries agrees with another of them"
    )
