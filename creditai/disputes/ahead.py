"""What is ahead of each dispute: its clocks, the day before each ends, and the dates as calendar events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from creditai.disputes.agenda import Event
from creditai.disputes.clocks import Deadline, block_due, deadlines, procedure_due, receipt
from creditai.disputes.register import Dispute, Register

_NO_CLOCK = frozenset(
    {"complaint-draft", "inquiry-company", "protection", "consumer-statement", "notify-recipients"}
)


def ahead(register: Register, dispute: Dispute) -> Sequence[Deadline]:
    """The clocks that run for this dispute, in order."""
    if dispute.kind == "procedure-description":
        sent = dispute.last("sent")
        if sent is None or dispute.last("answered") is not None:
            return ()
        due = procedure_due(sent.on.earliest, register.mail_days)
        return (Deadline("procedure_due", due, "last day for the description", "15 USC 1681i(a)(7)", True),)
    if dispute.kind == "identity-theft-block":
        posting = dispute.posting(register.mail_days)
        arrived = receipt(posting.sent, posting.received, posting.mail_days)
        if arrived is None or dispute.last("answered") is not None:
            return ()
        due, guess = block_due(arrived.day), not arrived.proven
        return (Deadline("block_due", due, "last day to block", "15 USC 1681c-2(a)", guess),)
    if dispute.bureau is None or dispute.kind in _NO_CLOCK:
        return ()
    return deadlines(dispute.posting(register.mail_days))


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
