"""An account in bankruptcy, and no bankruptcy in the records."""

import re
from collections.abc import Iterator
from typing import Any

from creditai import phrases, tradeline
from creditai.case import AccountEntry, Case, is_picture
from creditai.law import numbers
from creditai.rules import Basis, Example, Hit, Need, Rule
from creditai.values import add_years, certainly_after

_BANKRUPT = re.compile(r"\b(?:bankruptcy|chapter (?:7|11|12|13))\b", re.IGNORECASE)
_SHARED = ("joint", "cosigner", "maker", "authorized_user")


def _file(*records: dict[str, Any], **account: Any) -> dict[str, Any]:
    line = {
        "furnisher": "First Sample Bank",
        "status": "bankruptcy",
        "first_delinquency": "2023-05",
        **account,
    }
    return {"reports": [{"accounts": [line], "public_records": list(records)}]}


class BankruptcyMarkWithoutRecord(Rule):
    """The account is printed as in bankruptcy, and the same bureau prints no bankruptcy among the public
    records.

    For a lawyer:
    Only where a date of the account (bankruptcy month of the history, first delinquency, closing, opening)
    puts the mark within the last seven years, so that the record has not simply aged off; and where the
    account is not shared and no words tell of another party's case. Silent too when words about a
    bankruptcy stayed unread in the report, on pictures, and where a page is not there. Filed or not: the
    consumer is asked.
    """

    title = "Marked as in bankruptcy, and no bankruptcy on record"
    scope = "one"
    severity = "medium"
    asks = "verify"
    basis = (
        Basis(law="15 USC 1681i(a)(1)(A)", why="The bureau looks into what is disputed."),
        Basis(law="15 USC 1681e(b)", why="A bankruptcy case is a public record."),
    )
    needs = (Need("filed", "Have you ever filed for bankruptcy?"),)
    examples = (
        Example("hit", _file(), "bankruptcy"),
        Example("hit", _file(first_delinquency=None, payment_history=[{"month": "2023-06", "status": "BK"}])),
        Example("miss", _file({"kind": "bankruptcy", "filed": "2023-05-01"})),
        Example("miss", _file(first_delinquency=None)),
        Example("miss", _file(status="charge_off")),
        Example("trap", _file(first_delinquency="2017-05")),
        Example("trap", _file(remarks=["Bankruptcy of co-borrower"])),
        Example("trap", _file(responsibility="joint")),
        Example("trap", {"reports": [{**_file()["reports"][0], "source": {"absent": [2]}}]}),
    )

    def look(self, case: Case) -> Iterator[Hit]:
        for entry in case.accounts():
            account = entry.item
            if (
                account.status != "bankruptcy"
                or account.responsibility in _SHARED
                or is_picture(entry.report)
            ):
                continue
            on_record = any(
                record.kind == "bankruptcy" and record.bureau in (None, account.bureau)
                for record in entry.report.public_records
            )
            unread = any(_BANKRUPT.search(place.text) for place in entry.report.coverage.unread)
            dated = _recent(entry)
            if (
                dated
                and not entry.report.source.absent
                and not on_record
                and not unread
                and not phrases.said(entry, phrases.ANOTHERS_BANKRUPTCY)
            ):
                yield Hit.of(
                    entry,
                    ("status", dated),
                    "The same bureau prints no bankruptcy among the public records of this report.",
                )


def _recent(entry: AccountEntry) -> str | None:
    """The field whose date puts the mark within the years after which a record may have aged off."""
    if entry.report_date is None:
        return None
    since = add_years(entry.report_date.latest, -numbers.OTHER_ADVERSE_YEARS.value)
    first = next((m for m in tradeline.history(entry.item) if m.status == "BK"), None)
    if first is not None:
        return tradeline.cell(entry.item, first) if certainly_after(first.month, since) else None
    for name in ("first_delinquency", "closed", "opened"):
        if getattr(entry.item, name) is not None:
            return name if certainly_after(getattr(entry.item, name), since) else None
    return None
