"""What a letter is asked for: whose standing, to whom, about which items, and what was sent before."""

from __future__ import annotations

from dataclasses import dataclass

from creditai.case import OutcomeWord
from creditai.disputes.clocks import Posting
from creditai.disputes.grounds import Disputed
from creditai.disputes.letter import Fact
from creditai.disputes.standing import Standing
from creditai.law.numbers import MAIL_DAYS
from creditai.report import Bureau


@dataclass(frozen=True, slots=True)
class Earlier:
    """The dispute that a letter follows: its id, and what was answered to it."""

    dispute: str
    outcomes: tuple[OutcomeWord, ...] = ()
    annual: bool | None = None
    mail_days: int | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What a letter is to be about. `recipient`: the lines of the envelope, name first."""

    standing: Standing
    recipient: tuple[Fact, ...]
    bureau: Bureau | None = None
    items: tuple[Disputed, ...] = ()
    earlier: Earlier | None = None

    def told(self, name: str) -> Fact | None:
        """What the consumer answered for this kind of letter, None when nothing."""
        if not self.standing.told.get(name, "").strip():
            return None
        return self.standing.fact("consumer", f"told/{name}")

    def posting(self) -> Posting:
        """What is recorded of the earlier letter, for its clock."""
        assert self.earlier is not None
        records, name = self.standing.records, self.earlier.dispute
        days = MAIL_DAYS.value if self.earlier.mail_days is None else self.earlier.mail_days
        return Posting(
            sent=records.get(f"{name}/sent"),
            received=records.get(f"{name}/received"),
            annual=self.earlier.annual,
            more_sent=records.get(f"{name}/more-sent"),
            answered=records.get(f"{name}/answered"),
            mail_days=days,
        )
