"""Which finding goes to whom, and on which section of law.

The bureau first: the thing is disputed with the bureau that printed it, and with no other. A furnisher
directly only on what 12 CFR 1022.43(a) covers and (b) does not exclude. At most one citation for a
thing: one that binds the reader of the letter and that needs no second look (`verified`). What rests on
a practice or policy cites no law.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from creditai.case import AccountEntry, Entry, InquiryEntry, RecordEntry
from creditai.disputes.pointers import number_of
from creditai.disputes.standing import Standing
from creditai.disputes.ticked import PERSONAL
from creditai.findings import Finding
from creditai.law import POLICIES, SECTIONS
from creditai.report import BUREAUS, Bureau

Reader = Literal["bureau", "furnisher"]

GENERAL: dict[Reader, str] = {"bureau": "15 USC 1681i(a)(5)(A)", "furnisher": "12 CFR 1022.43(a)"}
"""What is cited when nothing more special fits."""

DIRECT_WARNING = (
    "A furnisher may lawfully set a direct dispute aside when it reasonably believes that a credit repair "
    "organization sent it, prepared it, or supplied its form (12 CFR 1022.43(b)(2)); a letter made with this "
    "program may be taken for one. Only a dispute through a bureau makes the furnisher answer to that bureau. "
    "So dispute with the bureau first, and use the direct letter beside it or after it."
)
"""Shown to the consumer before a direct letter is made. Not to be softened."""

MORTGAGE_WARNING = (
    "While a dispute is open, the account can carry a dispute mark, and a lender may hold up a mortgage "
    "application until the mark is gone. If you are applying for one, ask your lender first."
)
"""Shown before any dispute is opened."""

_IDENTITY = frozenset(
    {*PERSONAL, "name-of-another", "ssn-variation", "birth-date-differs", "address-unknown", "mixed-file"}
)
_AGE_ONLY_AT_BUREAU = frozenset({"past-removal-date", "removal-differs", "removal-beyond-dofd"})


@dataclass(frozen=True, slots=True)
class Disputed:
    """One finding about one thing of one bureau's print. `pointers`: where that bureau prints it, the
    newest print first. `entry`: None when the thing is no account, inquiry or record."""

    finding: Finding
    bureau: Bureau
    pointers: tuple[str, ...]
    entry: Entry | None

    @property
    def thing(self) -> str:
        """The pointer of what it is about: findings of one thing stand in one row of the letter."""
        return self.pointers[0] if self.entry is None else self.entry.pointer


def disputed(standing: Standing, findings: Sequence[Finding]) -> Iterator[Disputed]:
    """Every finding once for each bureau that prints it; none for a thing whose bureau the paper hides."""
    for finding in findings:
        for bureau in BUREAUS:
            own = [p for p in finding.subject if standing.bureau(p) == bureau]
            if not own:
                continue
            newest = sorted(own, key=lambda p: _pulled(standing, p), reverse=True)
            yield Disputed(finding, bureau, tuple(newest), standing.entry_or_none(newest[0]))


def direct(item: Disputed) -> bool:
    """Whether a direct dispute may be about it: an account's liability, terms or performance, and not
    identifying data, inquiries, public records (1022.43(b)(1))."""
    if not isinstance(item.entry, AccountEntry) or item.finding.rule in _IDENTITY | _AGE_ONLY_AT_BUREAU:
        return False
    return any(grounds.law is not None for grounds in item.finding.basis)


def citation(finding: Finding, reader: Reader) -> str | None:
    """The one section that the letter cites for this finding; None when it rests on practice or policy."""
    laws = [grounds.law for grounds in finding.basis if grounds.law is not None]
    if not laws:
        return None
    if reader == "furnisher":
        return GENERAL["furnisher"]
    fitting = [law for law in laws if _fits(law)]
    special = [law for law in fitting if not law.startswith(("15 USC 1681i", "15 USC 1681e"))]
    return (special or [GENERAL["bureau"]])[0]


def _fits(law: str) -> bool:
    section = SECTIONS.get(law)
    return section is not None and section.verified and section.binds == "bureau"


def practice(finding: Finding) -> str | None:
    """The policy that stands in for law, where a finding cites none."""
    if any(grounds.law is not None for grounds in finding.basis):
        return None
    named = [g.policy for g in finding.basis if g.policy is not None and POLICIES[g.policy].verified]
    return named[0] if named else None


def noun(entry: Entry | None) -> Literal["account", "inquiry", "record", "entry"]:
    if isinstance(entry, AccountEntry):
        return "account"
    if isinstance(entry, InquiryEntry):
        return "inquiry"
    return "record" if isinstance(entry, RecordEntry) else "entry"


def _pulled(standing: Standing, pointer: str) -> tuple[str, int]:
    number = number_of(pointer)
    return str(standing.case.reports[number].report_date or ""), -number
