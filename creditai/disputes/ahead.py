"""What is ahead of each dispute: the clocks that its kind of letter starts, and their ends as calendar events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from creditai.disputes.agenda import Event
from creditai.disputes.clocks import Deadline, deadlines
from creditai.disputes.kinds import every_kind
from creditai.disputes.register import Dispute, Register


def ahead(register: Register, dispute: Dispute) -> Sequence[Deadline]:
    """The clocks that run for this dispute, in order."""
    kind = every_kind().get(dispute.kind)
    if kind is None or kind.clock is None:
        return ()
    if kind.clock in ("procedure", "block") and dispute.last("answered") is not None:
        return ()  # any answer is one: it has no items to be settled
    return deadlines(kind.clock, dispute.posting(register.mail_days))


def can_be_followed(dispute: Dispute) -> bool:
    """Whether it disputed something with a bureau: letters that follow say to that bureau that it did."""
    kind = every_kind().get(dispute.kind)
    return kind is not None and kind.clock == "reinvestigation"


def calendar(register: Register, by: str) -> Iterator[Event]:
    """All that is ahead, for a calendar file; `by`: what made it, for the note."""
    for dispute in register.disputes:
        for deadline in ahead(register, dispute):
            guess = " Estimated: the receipt is not proven." if deadline.estimated else ""
            law = f" {deadline.cite}." if deadline.cite else ""
            yield Event(
                uid=f"{dispute.id}-{deadline.what}@{register.id}.creditai.invalid",
                day=deadline.day,
                title=f"{dispute.id}: {deadline.title}",
                note=f"{by}.{law}{guess}",
            )
