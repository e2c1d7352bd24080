"""How a statement quotes paper: values in the words that are printed, between “ ”, with the page.

A statement says what a print shows and what follows; the words inside “ ” are never ours. Months of a
history are named in words, because a grid prints them as heads of its rows and columns.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from creditai.case import AccountEntry, Entry, InquiryEntry, PersonEntry, RecordEntry
from creditai.contract import as_json
from creditai.report import Bureau, HistoryMonth, MonthStatus, PublicRecord
from creditai.values import PartialDate

BUREAU_NAMES: dict[Bureau | None, str] = {
    "experian": "Experian",
    "equifax": "Equifax",
    "transunion": "TransUnion",
    None: "the report",
}
LABELS = {
    "first_delinquency": "date of first delinquency",
    "charged_off": "charge-off date",
    "charge_off_amount": "charged-off amount",
    "status_text": "status",
    "opened": "date opened",
    "closed": "date closed",
    "reported": "date reported",
    "removal": "removal date",
    "responsibility_text": "responsibility",
    "condition": "open or closed",
    "date": "date of inquiry",
    "kind": "kind",
    "filed": "date filed",
    "disposition": "outcome",
    "past_due": "amount past due",
    "last_payment": "last payment date",
    "portfolio": "kind of credit",
    "company": "company",
    "birth_date": "date of birth",
    "ssn_last4": "Social Security number",
}
_LIST_NAMES = {
    "remarks": "remark",
    "names": "name",
    "addresses": "address",
    "phones": "telephone",
    "employers": "employer",
}
MARKS: dict[MonthStatus | None, str] = {
    "OK": "on time",
    "CO": "charge-off",
    "CL": "collection",
    "FC": "foreclosure",
    "RP": "repossession",
    "VS": "voluntary surrender",
    "BK": "bankruptcy",
    "ND": "no data",
}
"""What the marks of a payment history mean, where they do not say it in a word or a number."""
_MASK = re.compile(r"[*xX•●#]")


def quote(words: str) -> str:
    """“words”, on one line and with no quotation mark of their own that would end it."""
    inner = " ".join(words.split()).replace("“", "'").replace("”", "'")
    return f"“{inner}”"


def value(entry: Entry, name: str) -> str:
    """“$1,250” of field `name`, as printed; of a Social Security number its last four digits at most."""
    words = entry.printed(name)
    if name == "ssn_last4" and len(re.findall(r"\d", words or "")) > len(entry.item.ssn_last4):
        words = str(entry.item.ssn_last4)
    if words is None:
        held: object = entry.item
        for step in name.split("/"):
            held = held[int(step)] if isinstance(held, tuple) else getattr(held, step)
        words = str(as_json(held))
    return quote(words)


def labelled(entry: Entry, name: str) -> str:
    """status “Paid, closed”: the field's plain name, then the value; a history cell names its month."""
    head, _, rest = name.partition("/")
    if head == "payment_history":
        assert isinstance(entry, AccountEntry)
        return _cell(entry, name, entry.item.payment_history[int(rest)])
    if head == "condition":
        return f"account marked {value(entry, name)}"
    return f"{called(head)} {value(entry, name)}"


def called(field: str) -> str:
    """The plain name of a field, of one value of a list: past_due -> amount past due, remarks -> remark."""
    return _LIST_NAMES.get(field) or LABELS.get(field, field.replace("_", " "))


def _cell(entry: Entry, name: str, shown: HistoryMonth) -> str:
    """“CO” (charge-off) for May 2024. A mark that is drawn has no words to quote: it is named."""
    words, meaning = value(entry, name), MARKS.get(shown.status)
    if not any(letter.isalnum() for letter in words):
        return f"the mark for {meaning or _plain(shown.status)} for {month(shown.month)}"
    told = "" if meaning is None or meaning.casefold() in words.casefold() else f" ({meaning})"
    return f"{words}{told} for {month(shown.month)}"


def _plain(status: MonthStatus | None) -> str:
    if status is None:
        return "no one meaning"
    return "paid" if status == "PAID" else f"{status} days late"


def page(entry: Entry, name: str) -> int | None:
    found = entry.evidence(name)
    return None if found is None else found.page


def bureau(entry: Entry) -> str:
    return BUREAU_NAMES[entry.item.bureau]


def day(when: PartialDate | date) -> str:
    """January 15, 2026, January 2026 or 2026, as exactly as it is known: every date that is not printed words."""
    if when.month is None:
        return str(when.year)
    name = calendar.month_name[when.month]
    return f"{name} {when.year}" if when.day is None else f"{name} {when.day}, {when.year}"


def month(when: PartialDate) -> str:
    return day(when if when.month is None else PartialDate(when.year, when.month))


def months(whens: Sequence[PartialDate]) -> str:
    """A list in words, oldest first, all of them."""
    return listed([month(when) for when in sorted(whens)])


def listed(parts: Sequence[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def number(printed: str | None) -> str | None:
    """An account number fit to be shown: with its mask as printed, or its last four only."""
    if printed is None or _MASK.search(printed):
        return printed
    digits = re.sub(r"\W", "", printed)
    return f"ending {digits[-4:]}" if len(digits) > 4 else printed


def thing(entry: Entry) -> str:
    """What the entry is about, named as the paper names it."""
    if isinstance(entry, AccountEntry):
        shown = number(entry.item.account_number)
        name = entry.item.furnisher or "an account whose furnisher is not named"
        return name if shown is None else f"{name}, account {shown}"
    if isinstance(entry, InquiryEntry):
        return f"the inquiry of {entry.item.company or 'a company that is not named'}"
    if isinstance(entry, PersonEntry):
        return "the consumer"
    return _record(entry)


def _record(entry: Entry) -> str:
    assert isinstance(entry, RecordEntry)
    record: PublicRecord = entry.item
    chapter = f" chapter {record.chapter}" if record.chapter and record.chapter.isalnum() else ""
    reference = f" {record.reference}" if record.reference else ""
    return f"the {record.kind}{chapter} record{reference}"


def source(entry: Entry) -> str:
    """Experian's report of January 15, 2026; a vendor's print of several bureaus is a merged report."""
    name = "The merged report" if _is_merged(entry) else f"{bureau(entry)}'s report"
    name = "The report" if entry.item.bureau is None else name
    return name if entry.report_date is None else f"{name} of {day(entry.report_date)}"


def _is_merged(entry: Entry) -> bool:
    return len(entry.report.source.bureaus) > 1


def prints(entry: Entry, *names: str) -> str:
    """One sentence: who prints what for whom, and where. Pages are said once where they are the same."""
    names = tuple(name for name in names if name != "report_date")  # `source` says it already
    pages = {name: page(entry, name) for name in names}
    known = sorted({p for p in pages.values() if p is not None})
    if len(known) == 1:
        shown = [labelled(entry, name) for name in names]
        return f"{head(entry, known[0])}{'; '.join(shown)}."
    shown = [
        labelled(entry, name) + ("" if pages[name] is None else f" (page {pages[name]})") for name in names
    ]
    return f"{head(entry, None)}{'; '.join(shown)}."


def head(entry: Entry, on: int | None, *, of: bool = True) -> str:
    """Experian's report of January 15, 2026, page 1, prints for First Sample Bank: ...; without the thing
    where it is named already (not `of`). `on`: None where each value has a page of its own."""
    under = f" under {bureau(entry)}" if _is_merged(entry) and entry.item.bureau is not None else ""
    where = "" if on is None else f", page {on},"
    about = f" for {thing(entry)}" if of else ""
    return f"{source(entry)}{where} prints{under}{about}: "


def amount(words: str) -> str:
    """For a column: of “$800 past due” or “>$64<” the amount alone, with its sign; what has none stays as printed."""
    found = re.search(r"[-−]?\(?\$\s?[-−]?[\d,]+(?:\.\d\d)?\)?", words)
    return words if found is None else found[0]


def dollars(amount: Decimal) -> str:
    """A law's or policy's amount (never a printed one: those are quoted)."""
    return f"${amount:,.0f}" if amount == amount.to_integral() else f"${amount:,.2f}"
