"""All that a rule may look at: reports, links, comparisons, what the consumer confirmed, recorded
outcomes, the law's table. Nothing else: no clock, no file, no network.

Pointers are rooted at the analysis document (`/reports/1/accounts/0`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import combinations
from typing import Any, Literal

from creditai.linking import Certainty as Certainty
from creditai.linking import Link as Link
from creditai.linking import LinkKind as LinkKind
from creditai.linking import people
from creditai.linking.names import likeness
from creditai.linking.numbers import agreement
from creditai.report import Account, AsReported, Bureau, Evidence, Inquiry, PublicRecord, Report
from creditai.values import PartialDate

Change = Literal["gone", "new", "back", "unchanged", "changed"]
OutcomeWord = Literal["deleted", "updated", "verified", "refused", "pending", "reinserted", "no_answer"]


_SURE_ABSENCE = 0.1
"""At most this share of a print's words may be unread for an absence to be said. Unknown headings and
fine print are unread too; whoever says that a thing is absent also looks for its name among them."""


@dataclass(frozen=True, slots=True)
class FieldChange:
    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True)
class Comparison:
    """One account in two pulls of one bureau. `before` None: new; `after` None: gone."""

    before: str | None
    after: str | None
    change: Change
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a bureau or furnisher answered, as the consumer recorded it (`creditai record answered`).

    `fields`: what was asked to become what, so that `correction-lost` can see it come back."""

    rule: str
    subject: Mapping[str, Any]
    word: OutcomeWord
    on: date
    fields: tuple[FieldChange, ...] = ()

    def is_about(self, entry: Entry) -> bool:
        """Was this answer about the account of `entry`? One bureau, furnisher, and no digit or opening
        date that speaks against it; a subject that names no furnisher is about no account."""
        told, item = self.subject, entry.item
        if told.get("bureau") not in (None, item.bureau) or not told.get("furnisher") or not item.furnisher:
            return False
        number, opened = told.get("account_number"), told.get("opened")
        if number and item.account_number and agreement(number, item.account_number).conflict:
            return False
        known = min(len(opened or ""), len(str(item.opened or "")), len("2019-03"))
        if str(item.opened)[:known] != str(opened)[:known]:
            return False
        return likeness(told["furnisher"], item.furnisher) != "other"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What only the consumer can know, and has said. Empty is the ordinary state: nothing was said.

    `answers`: finding id -> {need id: answer}."""

    names: tuple[str, ...] = ()
    ssn_last4: str | None = None
    birth_date: PartialDate | None = None
    addresses_never_theirs: tuple[str, ...] = ()
    accounts_disowned: tuple[str, ...] = ()
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def disowns(self, entry: AccountEntry) -> bool:
        """Did the consumer name this account: by pointer, by number, by furnisher, or by the last two?"""
        furnisher, number = (_folded(entry.item.furnisher), _folded(entry.item.account_number))
        known = {entry.pointer, furnisher, number, f"{furnisher} {number}".strip()} - {""}
        return any(line in known or _folded(line) in known for line in self.accounts_disowned)


def _folded(words: str | None) -> str:
    return " ".join(re.findall(r"[a-z0-9*]+", (words or "").lower()))


@dataclass(frozen=True, slots=True)
class Entry:
    """An account, inquiry or public record together with where it stands: what most rules read."""

    pointer: str
    report: Report
    report_pointer: str
    item: Any

    def evidence(self, name: str) -> Evidence | None:
        return self.report.evidence.get(self.at(name).removeprefix(self.report_pointer))

    def printed(self, name: str) -> str | None:
        """The words on paper behind field `name`, or None when nothing was printed."""
        found = self.evidence(name)
        return None if found is None else found.text

    def at(self, name: str) -> str:
        """The pointer of field `name`; of the report's own date when `name` is `report_date`."""
        return self._dated()[0] if name == "report_date" else f"{self.pointer}/{name}"

    def blank(self, name: str) -> bool:
        """The label of field `name` is printed and nothing stands beside it. In a picture only a dash says so: of what
        OCR did not see it leaves no trace."""
        told = ("dash",) if is_picture(self.report) else ("blank", "dash")
        local = f"{self.pointer.removeprefix(self.report_pointer)}/{name}"
        return any(m.pointer == local and m.reason in told for m in self.report.coverage.missing)

    @property
    def report_date(self) -> PartialDate | None:
        """When this bureau made this print: its own date in a print of several bureaus."""
        return self._dated()[1]

    def _dated(self) -> tuple[str, PartialDate | None]:
        for i, person in enumerate(self.report.consumer.as_reported):
            if person.bureau == self.item.bureau and person.report_date is not None:
                return f"{self.report_pointer}/consumer/as_reported/{i}/report_date", person.report_date
        return f"{self.report_pointer}/report_date", self.report.report_date


@dataclass(frozen=True, slots=True)
class AccountEntry(Entry):
    item: Account


@dataclass(frozen=True, slots=True)
class InquiryEntry(Entry):
    item: Inquiry


@dataclass(frozen=True, slots=True)
class RecordEntry(Entry):
    item: PublicRecord


@dataclass(frozen=True, slots=True)
class PersonEntry(Entry):
    """The consumer as one bureau prints them: `/reports/0/consumer/as_reported/1`."""

    item: AsReported


@dataclass(frozen=True, slots=True)
class Case:
    reports: tuple[Report, ...]
    links: tuple[Link, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    confirmed: Confirmed = Confirmed()
    outcomes: tuple[Outcome, ...] = ()
    found: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    """Hits of the rules named in `after`, by rule id; filled by the runner."""

    def accounts(self, bureau: Bureau | None = None) -> Iterator[AccountEntry]:
        for r, report in enumerate(self.reports):
            for i, account in enumerate(report.accounts):
                if bureau is None or account.bureau == bureau:
                    yield AccountEntry(f"/reports/{r}/accounts/{i}", report, f"/reports/{r}", account)

    def inquiries(self) -> Iterator[InquiryEntry]:
        for r, report in enumerate(self.reports):
            for i, inquiry in enumerate(report.inquiries):
                yield InquiryEntry(f"/reports/{r}/inquiries/{i}", report, f"/reports/{r}", inquiry)

    def public_records(self) -> Iterator[RecordEntry]:
        for r, report in enumerate(self.reports):
            for i, record in enumerate(report.public_records):
                yield RecordEntry(f"/reports/{r}/public_records/{i}", report, f"/reports/{r}", record)

    def prints(self) -> Iterator[tuple[AccountEntry, ...]]:
        """The accounts that one bureau prints in one report: what a rule about doubles looks at."""
        found: dict[tuple[str, Bureau | None], list[AccountEntry]] = {}
        for entry in self.accounts():
            found.setdefault((entry.report_pointer, entry.item.bureau), []).append(entry)
        return (tuple(entries) for entries in found.values())

    def persons(self) -> Iterator[tuple[PersonEntry, ...]]:
        """Each person, as every bureau and pull prints them."""
        for places in people(self.reports):
            yield tuple(entry for place in places for entry in self._as_reported(place))

    def _as_reported(self, place: int) -> Iterator[PersonEntry]:
        report, at = self.reports[place], f"/reports/{place}"
        told = report.consumer
        for i, seen in enumerate(told.as_reported):
            yield PersonEntry(f"{at}/consumer/as_reported/{i}", report, at, seen)
        if not told.as_reported:
            bureau = report.source.bureaus[0] if len(report.source.bureaus) == 1 else None
            seen = AsReported(
                bureau, report.report_date, told.names, told.addresses, told.ssn_last4, told.birth_date,
                told.phones, told.employers,
            )  # fmt: skip
            yield PersonEntry(f"{at}/consumer", report, at, seen)

    def linked(self, kind: LinkKind = "bureaus") -> Iterator[tuple[AccountEntry, ...]]:
        """The groups of links that are certain; a rule across entries reads no others."""
        for group in self.links:
            if group.kind == kind and group.certainty == "certain":
                yield tuple(self.account(pointer) for pointer in group.accounts)

    def contradicting(
        self, differ: Callable[[AccountEntry, AccountEntry], bool]
    ) -> Iterator[tuple[AccountEntry, ...]]:
        """Of each certain link of two bureaus' prints those that differ from another of it; links that agree are left out."""
        yield from filter(None, (apart(group, differ) for group in self.linked()))

    def pulls(self) -> Iterator[tuple[AccountEntry, AccountEntry]]:
        """Each account that stands in two pulls of one bureau, the earlier print first."""
        for pair in self.comparisons:
            if pair.before is not None and pair.after is not None:
                yield self.account(pair.before), self.account(pair.after)

    def account(self, pointer: str) -> AccountEntry:
        """The account at `/reports/R/accounts/I`; KeyError when there is none."""
        head, _, rest = pointer.removeprefix("/reports/").partition("/accounts/")
        try:
            report = self.reports[int(head)]
            return AccountEntry(pointer, report, f"/reports/{head}", report.accounts[int(rest)])
        except (ValueError, IndexError) as error:
            raise KeyError(pointer) from error


def is_picture(report: Report) -> bool:
    """Were pages of it read from pictures? What is not in such a report may yet be on the paper."""
    return report.source.kind in ("scan", "mixed")


def read_whole(report: Report) -> bool:
    """Was enough of the print read that what is not in the report is hardly on the paper? Of a picture that is never sure,
    nor where a page is not there."""
    if is_picture(report) or report.source.absent:
        return False
    unread = sum(len(place.text.split()) for place in report.coverage.unread)
    return unread <= _SURE_ABSENCE * report.coverage.words


def apart(
    group: Sequence[AccountEntry], differ: Callable[[AccountEntry, AccountEntry], bool]
) -> tuple[AccountEntry, ...]:
    """The entries of a linked group that differ from another of it, once each, in the group's order of pairs."""
    return tuple({e.pointer: e for pair in combinations(group, 2) if differ(*pair) for e in pair}.values())
