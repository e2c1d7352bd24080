"""A dispute as it is told: its state, what is due and what comes next; derived each time from what was recorded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from creditai.contract import as_json
from creditai.disputes.ahead import ahead, can_be_followed
from creditai.disputes.clocks import Deadline
from creditai.disputes.register import Dispute, Register

Next = Literal[
    "write-letter", "sign-and-post", "record-receipt", "wait-for-results", "ask-for-results",
    "ask-for-procedure", "compare-next-report", "see-answer", "goes-on", "closed",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Moment:
    """One line of the timeline. `what`: an event's or a deadline's word. `ahead`: it is a clock's end."""

    day: str
    dispute: str
    what: str
    title: str
    ahead: bool
    estimated: bool
    law: str | None
    proof: str | None


def told(register: Register, dispute: Dispute, today: date) -> dict[str, Any]:
    """The dispute as data, with `state`, `due` and `next`."""
    due = ahead(register, dispute)
    return {
        **as_json(dispute),
        "state": dispute.state,
        "due": [
            {"what": d.what, "day": str(d.day), "title": d.title, "law": d.cite, "estimated": d.estimated}
            for d in due
        ],
        "next": next_step(register, dispute, due, today),
    }


def next_step(register: Register, dispute: Dispute, due: Sequence[Deadline], today: date) -> Next:
    """What the person can do now."""
    if dispute.last("closed") is not None:
        return "closed"
    if any(other.follows == dispute.id for other in register.disputes):
        return "goes-on"
    before: dict[str, Next] = {"confirmed": "write-letter", "printed": "sign-and-post"}
    if dispute.state in before:
        return before[dispute.state]
    if dispute.state == "answered" and dispute.settled:
        words = set(dispute.outcomes.values())
        if "verified" in words and can_be_followed(dispute):
            return "ask-for-procedure"
        return "compare-next-report" if words & {"deleted", "updated"} else "see-answer"
    if any(d.what == "silence" and d.day <= today and not d.estimated for d in due):
        return "ask-for-results"
    return "record-receipt" if dispute.state == "sent" else "wait-for-results"


def timeline(register: Register) -> list[Moment]:
    """All that happened and all that is ahead, the oldest first."""
    found = []
    for dispute in register.disputes:
        for event in dispute.events:
            words = ", ".join(f"{o.item} {o.word}" for o in event.outcomes)
            title = f"{event.event}: {words}" if words else event.event
            found.append(
                Moment(str(event.on), dispute.id, event.event, title, False, False, None, event.proof)
            )
        for d in ahead(register, dispute):
            found.append(Moment(str(d.day), dispute.id, d.what, d.title, True, d.estimated, d.cite, None))
    return sorted(found, key=lambda moment: (moment.day, moment.dispute))
