"""What a letter may rest on: the case, its findings, what the consumer confirmed, what was recorded, today.

`guard` holds every fact of a letter against this and nothing else. `records`: `experian-1/sent` -> day;
`proven`: those of them that come with proof. `told`: answers that belong to no finding
(`theft/report_number`, `statement/text`).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from creditai.case import Case, Entry
from creditai.disputes.addresses import table
from creditai.disputes.letter import Fact, Origin
from creditai.disputes.pointers import bureau_at, entries_of, entry_at, evidence_key
from creditai.disputes.retelling import in_row
from creditai.errors import WrongUsage
from creditai.findings import Finding
from creditai.law import POLICIES, SECTIONS
from creditai.quoting import BUREAU_NAMES, listed
from creditai.quoting import day as in_words
from creditai.quoting import number as masked
from creditai.report import Bureau, Evidence, Report
from creditai.values import PartialDate


@dataclass(frozen=True, slots=True)
class Sender:
    """The consumer, as they confirmed it. `address`: the lines of the envelope."""

    name: str
    address: tuple[str, ...]
    birth_date: PartialDate | None = None
    ssn_last4: str | None = None

    def __post_init__(self) -> None:
        if not self.name.strip() or not any(line.strip() for line in self.address):
            raise WrongUsage("A letter needs the name and the address of its sender; confirm both first.")
        if self.ssn_last4 is not None and not re.fullmatch(r"[0-9]{4}", self.ssn_last4):
            raise WrongUsage("Give the last four digits of the Social Security number, and never more of it.")


@dataclass(frozen=True, slots=True)
class Standing:
    case: Case
    findings: Mapping[str, Finding]
    sender: Sender
    today: date
    answers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)
    records: Mapping[str, date] = field(default_factory=dict)
    proven: frozenset[str] = frozenset()
    _keys: dict[int, list[str]] = field(default_factory=dict, init=False, repr=False, compare=False)
    """Pointers of the evidence of a report, sorted, once it was asked for."""

    def fact(self, origin: Origin, key: str) -> Fact:
        """The fact that stands there; KeyError when nothing does."""
        return Fact(self.text(origin, key), origin, key)

    def text(self, origin: Origin, key: str) -> str:
        """What a fact of this origin and key has to say."""
        return _TEXTS[origin](self, key)

    def evidence(self, pointer: str) -> Iterator[Evidence]:
        """What stands on paper at `pointer` and at all that lies under it."""
        number, local = evidence_key(pointer)
        evidence = self.case.reports[number].evidence
        if number not in self._keys:
            self._keys[number] = sorted(evidence)
        keys = self._keys[number]
        if local in evidence:
            yield evidence[local]
        for place in range(bisect_left(keys, f"{local}/"), len(keys)):
            if not keys[place].startswith(f"{local}/"):
                return
            yield evidence[keys[place]]

    def entry(self, pointer: str) -> Entry:
        return entry_at(self.case, pointer)

    def entry_or_none(self, pointer: str) -> Entry | None:
        try:
            return entry_at(self.case, pointer)
        except KeyError:
            return None

    def bureau(self, pointer: str) -> Bureau | None:
        return bureau_at(self.case, pointer)


def _paper(standing: Standing, key: str) -> str:
    number, local = evidence_key(key)
    report = standing.case.reports[number]
    text = report.evidence[local].text
    if local.endswith("/report_date"):
        dated = _report_date(report, local)
        return text if dated is None else in_words(dated)
    if local.endswith("/account_number"):
        return masked(text) or text
    if local.endswith("/ssn_last4"):
        return f"***-**-{re.sub('[^0-9]', '', text)[-4:]}"
    return text


def _report_date(report: Report, local: str) -> PartialDate | None:
    """The date of the whole report, or of one bureau's part of it."""
    part = re.fullmatch(r"/consumer/as_reported/(\d+)/report_date", local)
    return report.consumer.as_reported[int(part[1])].report_date if part else report.report_date


def _page(standing: Standing, key: str) -> str:
    """The page of a pointer; of several, joined by `|`, the list of their pages."""
    found = set()
    for pointer in key.split("|"):
        number, local = evidence_key(pointer)
        found.add(standing.case.reports[number].evidence[local].page)
    return listed([str(page) for page in sorted(found)])


def _finding(standing: Standing, key: str) -> str:
    """The statement, whole or as a row says it, or the question that the rule puts to the consumer."""
    name, what, rest = finding_key(key)
    finding = standing.findings[name]
    if what == "needs":
        return {each.id: each.question for each in finding.needs}[rest]
    if what in ("row", "paged"):
        entries = entries_of(standing.case, finding)
        return in_row(finding, entries, f"/{rest}", paged=what == "paged")
    return finding.statement


def finding_key(key: str) -> tuple[str, str, str]:
    """`ID/row/reports/0/accounts/1` -> ID, `row`, `reports/0/accounts/1`; of an id alone the rest is empty."""
    found = re.fullmatch(r"(.+?)/(needs|row|paged)/(.+)", key)
    return (key, "", "") if found is None else (found[1], found[2], found[3])


def _told(text: str) -> str:
    """A day as answers write it (2026-01-10) is written out; all else stands as it is."""
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        return text
    try:
        return in_words(PartialDate.parse(text))
    except ValueError:  # no such day
        return text


def _consumer(standing: Standing, key: str) -> str:
    sender = standing.sender
    head, _, rest = key.partition("/")
    if head == "name":
        return sender.name
    if head == "address":
        return sender.address[int(rest)]
    if head == "answers":
        finding, _, need = rest.partition("/")
        return standing.answers[finding][need]
    if head == "told":
        return _told(standing.told[rest])
    if head == "birth_date" and sender.birth_date is not None:
        return in_words(sender.birth_date)
    if head == "ssn_last4" and sender.ssn_last4 is not None:
        return sender.ssn_last4
    raise KeyError(key)


def _address(standing: Standing, key: str) -> str:
    head, bureau, *place = key.split("/")
    if head == "name":
        return next(name for known, name in BUREAU_NAMES.items() if known == bureau)
    return table()[bureau].lines[int(place[0])]


def _law(standing: Standing, key: str) -> str:
    if not SECTIONS[key].verified:
        raise KeyError(key)
    return SECTIONS[key].cite


def _policy(standing: Standing, key: str) -> str:
    if not POLICIES[key].verified:
        raise KeyError(key)
    return POLICIES[key].says


def _day(standing: Standing, key: str) -> str:
    if key != "today":
        raise KeyError(key)
    return in_words(PartialDate.of(standing.today))


_TEXTS = {
    "paper": _paper,
    "page": _page,
    "finding": _finding,
    "consumer": _consumer,
    "record": lambda standing, key: in_words(PartialDate.of(standing.records[key])),
    "law": _law,
    "policy": _policy,
    "address": _address,
    "day": _day,
}
