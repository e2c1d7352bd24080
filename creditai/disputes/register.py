"""What the person's folder remembers: who they are, what they chose and said, each dispute and its events.

This is `creditai.workspace/1` as values. Only what happened is kept, each with its day, when it was
written down, and its proof if there is one; states and clocks are derived from that whenever they are
asked for, so that nothing closes by a timer and a late answer still lands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal, get_args

from creditai.case import OutcomeWord
from creditai.disputes.clocks import Posting
from creditai.disputes.standing import Sender
from creditai.errors import WrongUsage
from creditai.law.numbers import MAIL_DAYS
from creditai.report import Bureau
from creditai.values import PartialDate

SCHEMA = "creditai.workspace/1"
EventName = Literal[
    "confirmed", "printed", "sent", "received", "more-sent", "answered", "closed", "taken-back"
]
State = Literal["confirmed", "printed", "sent", "received", "answered", "closed"]
OUTCOMES: tuple[OutcomeWord, ...] = get_args(OutcomeWord)
TAKEN_BACK: EventName = "taken-back"
RECORDED: tuple[EventName, ...] = ("sent", "received", "more-sent", "answered", "closed")
"""What a person records, and may take back; the other events are made by writing and choosing."""
Recordable = Literal["sent", "received", "more-sent", "answered", "closed", "taken-back"]
"""What a person may say of a dispute."""
_FINAL = frozenset({"deleted", "updated", "verified", "refused", "no_answer"})


@dataclass(frozen=True, slots=True)
class ItemOutcome:
    """What was answered for one item of a dispute, counted from 1 as in the letter. `values`: what a field
    became by that answer, as data (`{"balance": "0.00"}`)."""

    item: int
    word: OutcomeWord
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """`on`: the day it happened; `recorded`: when it was written down. `proof`: what shows it. `of`: which event
    of the dispute this one takes back, counted from 1; it stays in the file and counts for nothing."""

    event: EventName
    on: PartialDate
    recorded: str
    who: str = "consumer"
    proof: str | None = None
    outcomes: tuple[ItemOutcome, ...] = ()
    of: int | None = None


@dataclass(frozen=True, slots=True)
class DisputedItem:
    """One finding in a dispute. `subject`: what identifies the thing at its bureau; `printed`: values as
    they stood then; `answers`: what the consumer said of it then."""

    finding: str
    rule: str
    title: str
    asks: str
    subject: Mapping[str, Any] = field(default_factory=dict)
    printed: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LetterFile:
    """`sha256` of the PDF, so that a changed file is seen."""

    file: str
    sha256: str
    pages: int


@dataclass(frozen=True, slots=True)
class Dispute:
    """One letter to one recipient. `annual`: it follows the yearly free report (None: not said).
    `reports`: digests of the reports that it was opened from; a newer one does not change what it says."""

    id: str
    kind: str
    bureau: Bureau | None = None
    items: tuple[DisputedItem, ...] = ()
    events: tuple[Event, ...] = ()
    reports: tuple[str, ...] = ()
    annual: bool | None = None
    follows: str | None = None
    letter: LetterFile | None = None

    @property
    def counted(self) -> Mapping[int, Event]:
        """The events that were not taken back, by their number: what clocks, letters and rules go by."""
        gone = {event.of for event in self.events}
        numbered = enumerate(self.events, 1)
        return {n: event for n, event in numbered if n not in gone and event.event != TAKEN_BACK}

    @property
    def standing(self) -> tuple[Event, ...]:
        return tuple(self.counted.values())

    def last(self, name: EventName) -> Event | None:
        found = [event for event in self.standing if event.event == name]
        return found[-1] if found else None

    @property
    def state(self) -> State:
        order: tuple[State, ...] = ("closed", "answered", "received", "sent", "printed")
        for name in order:
            if self.last(name) is not None:
                return name
        return "confirmed"

    @property
    def unposted(self) -> bool:
        """Its letter may still be written: it was neither sent nor given up."""
        return self.last("sent") is None and self.state != "closed"

    @property
    def outcomes(self) -> Mapping[int, OutcomeWord]:
        """The latest word for each item."""
        return {o.item: o.word for event in self.standing for o in event.outcomes}

    @property
    def settled(self) -> bool:
        """Every item has its final word."""
        return bool(self.items) and all(self.outcomes.get(n) in _FINAL for n in range(1, len(self.items) + 1))

    def posting(self, mail_days: int) -> Posting:
        def day(event: Event | None) -> Any:
            return None if event is None else event.on.earliest

        received = self.last("received")
        return Posting(
            sent=day(self.last("sent")),
            received=None if received is None or received.proof is None else received.on.earliest,
            annual=self.annual,
            more_sent=day(self.last("more-sent")),
            answered=day(self.last("answered")) if self.settled else None,
            mail_days=mail_days,
        )


@dataclass(frozen=True, slots=True)
class Person:
    """As the person confirmed it; never taken from a report unasked."""

    name: str
    address: tuple[str, ...]
    birth_date: PartialDate | None = None
    ssn_last4: str | None = None
    other_names: tuple[str, ...] = ()
    addresses_never_theirs: tuple[str, ...] = ()
    accounts_disowned: tuple[str, ...] = ()

    def sender(self) -> Sender:
        return Sender(self.name, self.address, self.birth_date, self.ssn_last4)


@dataclass(frozen=True, slots=True)
class Choice:
    """Whether a finding is to be disputed, and what was answered to its questions."""

    include: bool
    answers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KeptReport:
    """A report that was read; its data lies beside, in `reports/SHA256.json`, and `data` is the digest of
    that file: what letters quote is what was read, and not what somebody wrote there since."""

    sha256: str
    file: str
    data: str
    bureaus: tuple[Bureau, ...] = ()
    report_date: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """The whole file. `id`: made once, at random; it ends the UIDs of calendar entries."""

    id: str
    person: Person | None = None
    reports: tuple[KeptReport, ...] = ()
    choices: Mapping[str, Choice] = field(default_factory=dict)
    told: Mapping[str, str] = field(default_factory=dict)
    disputes: tuple[Dispute, ...] = ()
    mail_days: int = MAIL_DAYS.value

    def dispute(self, name: str) -> Dispute:
        for dispute in self.disputes:
            if dispute.id == name:
                return dispute
        known = ", ".join(d.id for d in self.disputes) or "none yet"
        raise WrongUsage(f"There is no dispute {name!r} in this workspace; there is: {known}.")

    def with_dispute(self, changed: Dispute) -> Register:
        """The register with this dispute put in its place, or added at the end."""
        if any(d.id == changed.id for d in self.disputes):
            kept = tuple(changed if d.id == changed.id else d for d in self.disputes)
        else:
            kept = (*self.disputes, changed)
        return replace(self, disputes=kept)

    def next_id(self, to: str) -> str:
        """`experian-1`: a word for the recipient that tells nothing about the person, and a running number."""
        taken = {d.id for d in self.disputes}
        number = 1
        while f"{to}-{number}" in taken:
            number += 1
        return f"{to}-{number}"
