"""Pointers into a case: the entry, the bureau and the report that one names."""

from __future__ import annotations

import re
from collections.abc import Iterable

from creditai.case import Case, Entry, InquiryEntry, RecordEntry
from creditai.findings import Finding
from creditai.report import BUREAUS, Bureau


def entry_at(case: Case, pointer: str) -> Entry:
    """The account, inquiry or record that `pointer` is or lies in; KeyError for anything else."""
    found = re.match(r"/reports/(\d+)/(accounts|inquiries|public_records)/(\d+)", pointer)
    if found is None:
        raise KeyError(pointer)
    head, name, place = int(found[1]), found[2], int(found[3])
    try:
        report = case.reports[head]
        item = getattr(report, name)[place]
    except IndexError as error:
        raise KeyError(pointer) from error
    if name == "accounts":
        return case.account(found[0])
    kind = InquiryEntry if name == "inquiries" else RecordEntry
    return kind(found[0], report, f"/reports/{head}", item)


def entries_of(case: Case, finding: Finding) -> tuple[Entry, ...]:
    """The things that a finding is about, the consumer as printed among them."""
    found: dict[str, Entry] = {}
    for pointer in finding.subject:
        if "/consumer" in pointer:
            persons = (entry for person in case.persons() for entry in person)
            found.update({e.pointer: e for e in persons if f"{pointer}/".startswith(f"{e.pointer}/")})
        else:
            entry = entry_at(case, pointer)
            found[entry.pointer] = entry
    return tuple(found.values())


def bureau_at(case: Case, pointer: str) -> Bureau | None:
    """Who printed the thing at `pointer`; None where the paper names nobody."""
    try:
        bureau: Bureau | None = entry_at(case, pointer).item.bureau
        return bureau
    except KeyError:
        report = case.reports[number_of(pointer)]
    seen = re.match(r"/reports/\d+/consumer/as_reported/(\d+)", pointer)
    if seen and int(seen[1]) < len(report.consumer.as_reported):
        return report.consumer.as_reported[int(seen[1])].bureau
    return report.source.bureaus[0] if len(report.source.bureaus) == 1 else None


def bureaus_of(case: Case, pointers: Iterable[str]) -> tuple[Bureau, ...]:
    """The bureaus that print any of these, in the usual order."""
    named = {bureau_at(case, pointer) for pointer in pointers}
    return tuple(bureau for bureau in BUREAUS if bureau in named)


def number_of(pointer: str) -> int:
    """Which report a pointer lies in."""
    found = re.match(r"/reports/(\d+)(?:/|$)", pointer)
    if found is None:
        raise KeyError(pointer)
    return int(found[1])


def evidence_key(pointer: str) -> tuple[int, str]:
    number = number_of(pointer)
    return number, pointer.removeprefix(f"/reports/{number}")
