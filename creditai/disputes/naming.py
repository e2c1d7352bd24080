"""Accounts that the person names without a finding: what an identity-theft block is about.

Paper cannot decide that an account is not the consumer's, so no rule finds these; the person names them
as the report prints them (furnisher, number, or both), and signs for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from creditai.case import Confirmed
from creditai.contract import as_json
from creditai.disputes.grounds import Disputed
from creditai.disputes.pointers import number_of
from creditai.disputes.register import Dispute, DisputedItem, Register
from creditai.disputes.standing import Standing
from creditai.errors import WrongUsage
from creditai.findings import Finding
from creditai.report import BUREAUS, Bureau

RULE = "named-by-you"
_IDENTITY = ("furnisher", "account_number", "opened")


def blocks(standing: Standing, register: Register, kind: str) -> Iterator[Dispute]:
    """One dispute of this kind for each bureau that prints an account named under `theft/accounts`."""
    lines = tuple(text for key, text in sorted(standing.told.items()) if key.startswith("theft/accounts/"))
    if not lines:
        raise WrongUsage(
            'Name the accounts under [told]: "theft/accounts" = ["FURNISHER 1234XXXX"], as printed.'
        )
    for line in lines:
        if not any(Confirmed(accounts_disowned=(line,)).disowns(entry) for entry in standing.case.accounts()):
            raise WrongUsage(
                "An account under theft/accounts is printed in no report; write it as the report does."
            )
    reports = tuple(report.source.sha256 for report in standing.case.reports)
    for bureau in BUREAUS:
        items = tuple(_items(standing, bureau, lines))
        if items:
            dispute = Dispute(register.next_id(bureau), kind, bureau, items, reports=reports)
            register = register.with_dispute(dispute)
            yield dispute


def _items(standing: Standing, bureau: Bureau, lines: tuple[str, ...]) -> Iterator[DisputedItem]:
    seen = []
    for entry in standing.case.accounts(bureau):
        if Confirmed(accounts_disowned=lines).disowns(entry):
            subject = {"bureau": bureau, **{name: as_json(getattr(entry.item, name)) for name in _IDENTITY}}
            if subject not in seen:  # an account of two pulls is one
                seen.append(subject)
                yield DisputedItem("", RULE, "Named by you", "delete", subject)


def found(standing: Standing, item: DisputedItem) -> Disputed:
    """The named account where it stands now, in the newest report that prints it."""
    entries = [
        entry
        for entry in standing.case.accounts(item.subject.get("bureau"))
        if all(as_json(getattr(entry.item, name)) == item.subject.get(name) for name in _IDENTITY)
    ]
    if not entries:
        raise WrongUsage("An account that you named is printed in no report of this workspace any more.")
    newest = max(entries, key=lambda e: (str(e.report.report_date or ""), -number_of(e.pointer)))
    printed = tuple(newest.at(name) for name in _IDENTITY if newest.evidence(name) is not None)
    return Disputed(_finding(newest.pointer, printed), item.subject["bureau"], (newest.pointer,), newest)


def _finding(pointer: str, printed: Sequence[str]) -> Finding:
    """No rule's finding: it says nothing, and only holds the places."""
    return Finding(
        f"named{pointer}", RULE, "Named by you", "high", (pointer,), "", (), tuple(printed), "delete"
    )
