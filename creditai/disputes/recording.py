"""One more event of a dispute, if it follows from what is recorded; or the last one taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from creditai.disputes.register import RECORDED, TAKEN_BACK, Dispute, Event, EventName
from creditai.errors import WrongUsage
from creditai.quoting import day
from creditai.values import PartialDate


def recorded(dispute: Dispute, event: Event) -> Dispute:
    """The dispute with one more event; WrongUsage when it does not follow from what is recorded."""
    _follows(dispute, event)
    return replace(dispute, events=(*dispute.events, event))


def undone(dispute: Dispute, on: PartialDate, recorded: str) -> Dispute:
    """The dispute without the last thing that was recorded for it, which stays in the file as taken back."""
    numbers = [number for number, event in dispute.counted.items() if event.event in RECORDED]
    if not numbers:
        raise WrongUsage(f"Nothing is recorded for {dispute.id} that could be taken back.")
    entry = Event(TAKEN_BACK, on, recorded, of=numbers[-1])
    return replace(dispute, events=(*dispute.events, entry))


_AFTER: Mapping[EventName, EventName] = {
    "received": "sent",
    "more-sent": "sent",
    "answered": "sent",
    "sent": "printed",
}


def _follows(dispute: Dispute, event: Event) -> None:
    earlier = _AFTER.get(event.event)
    before = None if earlier is None else dispute.last(earlier)
    if earlier is not None and before is None:
        hint = "run `creditai letters` first" if earlier == "printed" else "record that first"
        raise WrongUsage(f"{dispute.id} cannot be {event.event}: it was not {earlier} yet; {hint}.")
    if event.event == "sent" and dispute.last("sent") is not None:
        raise WrongUsage(f"{dispute.id} is recorded as sent already.")
    if event.event == "sent" and dispute.state == "closed":
        raise WrongUsage(f"{dispute.id} is closed; `creditai record undo {dispute.id}` opens it again.")
    if before is not None and earlier == "sent" and event.on.latest < before.on.earliest:
        raise WrongUsage(
            f"{dispute.id} was sent on {day(before.on)}; it cannot be {event.event} on {day(event.on)}."
        )
    for outcome in event.outcomes:
        if not 1 <= outcome.item <= len(dispute.items):
            raise WrongUsage(f"{dispute.id} has no item {outcome.item}; it has {len(dispute.items)}.")
        disputed = dispute.items[outcome.item - 1].printed
        for name in outcome.values:
            if name not in disputed:
                known = ", ".join(disputed) or "none"
                raise WrongUsage(
                    f"{name} was not disputed with item {outcome.item}; its values are: {known}."
                )
