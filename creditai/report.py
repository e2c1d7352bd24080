"""What a credit report says, and where on the page: the file to read first.

These classes are `creditai.report/1`, the document that `creditai analyze --json` prints
(docs/reference/report.md has every field with its meaning). Everything else in the product either
makes a `Report` (documents, ocr, forms, layouts) or only looks at one (linking, comparison, rules,
disputes). The names are the field's own: Metro 2's and the bureaus' labels.

Three states are kept apart everywhere: a value, *not known* (None, with its line in
`coverage.missing`), and zero. Nothing is rounded, defaulted or guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from creditai.values import PartialDate

SCHEMA = "creditai.report/1"

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1 in points from the top left of the page as shown (after rotation and crop)."""

Bureau = Literal["experian", "equifax", "transunion"]
BUREAUS: tuple[Bureau, ...] = ("experian", "equifax", "transunion")
Kind = Literal["text", "scan", "mixed", "html"]
Portfolio = Literal["revolving", "installment", "mortgage", "open", "line_of_credit", "collection"]
Responsibility = Literal[
    "individual", "joint", "authorized_user", "cosigner", "maker", "terminated", "deceased", "business"
]
Status = Literal[
    "current",
    "past_due_30",
    "past_due_60",
    "past_due_90",
    "past_due_120",
    "past_due_150",
    "past_due_180",
    "charge_off",
    "collection",
    "repossession",
    "foreclosure",
    "voluntary_surrender",
    "bankruptcy",
    "settled",
    "paid",
    "closed",
    "transferred",
]
Condition = Literal["open", "closed"]
RemovalCovers = Literal["account", "mark"]
MonthStatus = Literal[
    "OK", "30", "60", "90", "120", "150", "180", "CO", "CL", "FC", "RP", "VS", "BK", "PAID", "ND"
]
RecordKind = Literal["bankruptcy", "lien", "judgment", "suit", "other"]
Disposition = Literal["filed", "discharged", "dismissed", "withdrawn", "completed"]
InquiryKind = Literal["hard", "soft"]
Reason = Literal["blank", "dash", "not_printed", "unreadable", "ambiguous", "conflict", "no_contract_value"]
"""Why a value is not known. `not_printed`: the layout always prints the label, this page does not."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: page from 1, the box around them (None in HTML), the words as printed."""

    page: int
    box: Box | None
    text: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """The place that a value came from.

    `also`: further places of the same value (a wrapped line, the year and month heads of a history
    cell). `via`: the vocabulary table that mapped the words to a contract value. `confidence`: 0..1,
    the least sure word, when OCR read it. `path`: a CSS path, for HTML.
    """

    page: int
    box: Box | None
    text: str
    also: tuple[Place, ...] = ()
    via: str | None = None
    confidence: float | None = None
    path: str | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """Why the value at `pointer` is null, with the place of its label where there is one."""

    pointer: str
    reason: Reason
    page: int | None = None
    box: Box | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every word accounted for: words = read + ignored + the words inside `unread`."""

    words: int = 0
    read: int = 0
    ignored: int = 0
    unread: tuple[Place, ...] = ()
    missing: tuple[Missing, ...] = ()


@dataclass(frozen=True, slots=True)
class Source:
    file: str
    sha256: str
    pages: int
    kind: Kind
    layout: str
    bureaus: tuple[Bureau, ...] = ()
    note: str | None = None
    absent: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Labelled:
    """A printed label that has no field here, and its value as printed."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class AsReported:
    """The consumer as one bureau prints them."""

    bureau: Bureau | None
    report_date: PartialDate | None = None
    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    ssn_last4: str | None = None
    birth_date: PartialDate | None = None
    phones: tuple[str, ...] = ()
    employers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Consumer:
    """Lists hold what all bureaus print, once each; scalars are None (`conflict`) when bureaus differ."""

    names: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    ssn_last4: str | None = None
    birth_date: PartialDate | None = None
    phones: tuple[str, ...] = ()
    employers: tuple[str, ...] = ()
    as_reported: tuple[AsReported, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    bureau: Bureau | None
    model: str | None = None
    value: int | None = None
    date: PartialDate | None = None
    range: tuple[int, int] | None = None
    factors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryMonth:
    """One cell of a payment history. `status` None: printed, but with no one meaning."""

    month: PartialDate
    status: MonthStatus | None


@dataclass(frozen=True, slots=True)
class MonthAmounts:
    """One month of the amounts that some layouts print beside the history."""

    month: PartialDate
    balance: Decimal | None = None
    scheduled: Decimal | None = None
    paid: Decimal | None = None
    past_due: Decimal | None = None
    high_credit: Decimal | None = None
    credit_limit: Decimal | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """One creditor's record of one obligation at one bureau (a tradeline)."""

    bureau: Bureau | None
    section: str | None = None
    furnisher: str | None = None
    furnisher_address: str | None = None
    furnisher_phone: str | None = None
    original_creditor: str | None = None
    account_number: str | None = None
    portfolio: Portfolio | None = None
    account_type: str | None = None
    responsibility: Responsibility | None = None
    responsibility_text: str | None = None
    status: Status | None = None
    status_text: str | None = None
    condition: Condition | None = None
    opened: PartialDate | None = None
    closed: PartialDate | None = None
    reported: PartialDate | None = None
    last_payment: PartialDate | None = None
    last_activity: PartialDate | None = None
    first_delinquency: PartialDate | None = None
    charged_off: PartialDate | None = None
    removal: PartialDate | None = None
    removal_text: str | None = None
    removal_covers: RemovalCovers | None = None
    terms: str | None = None
    credit_limit: Decimal | None = None
    high_credit: Decimal | None = None
    balance: Decimal | None = None
    past_due: Decimal | None = None
    monthly_payment: Decimal | None = None
    charge_off_amount: Decimal | None = None
    remarks: tuple[str, ...] = ()
    disputed: bool | None = None
    payment_history: tuple[HistoryMonth, ...] = ()
    monthly: tuple[MonthAmounts, ...] = ()
    other: tuple[Labelled, ...] = ()


@dataclass(frozen=True, slots=True)
class PublicRecord:
    bureau: Bureau | None
    kind: RecordKind
    chapter: str | None = None
    voluntary: bool | None = None
    court: str | None = None
    reference: str | None = None
    filed: PartialDate | None = None
    resolved: PartialDate | None = None
    status: str | None = None
    disposition: Disposition | None = None
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Inquiry:
    bureau: Bureau | None
    company: str | None = None
    address: str | None = None
    date: PartialDate | None = None
    kind: InquiryKind | None = None
    purpose: str | None = None
    expires: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class DisputeAddress:
    bureau: Bureau | None
    address: str


@dataclass(frozen=True, slots=True)
class Report:
    """One document, read. `evidence` is keyed by JSON Pointer into this report (`/accounts/0/balance`)."""

    source: Source
    report_date: PartialDate | None = None
    report_number: str | None = None
    consumer: Consumer = Consumer()
    scores: tuple[Score, ...] = ()
    accounts: tuple[Account, ...] = ()
    public_records: tuple[PublicRecord, ...] = ()
    inquiries: tuple[Inquiry, ...] = ()
    statements: tuple[str, ...] = ()
    dispute_addresses: tuple[DisputeAddress, ...] = ()
    other: tuple[Labelled, ...] = ()
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    coverage: Coverage = Coverage()
