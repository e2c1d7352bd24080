"""Record a posting, a receipt or an answer: only this starts a clock or names an outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from creditai.disputes.recording import recorded, undone
from creditai.disputes.register import TAKEN_BACK, Dispute, Event, ItemOutcome, Recordable
from creditai.errors import Invalid, NotFound, WrongUsage
from creditai.flows.delete_paper import find_again
from creditai.flows.look_at_papers import reason, whose
from creditai.flows.papers_of import papers_of
from creditai.papers import register
from creditai.papers.register import Workspace
from creditai.quoting import day as in_words
from creditai.store import audit
from creditai.values import PartialDate
from creditai.who import Who
from creditai.wiring import Wiring


@dataclass(frozen=True, slots=True)
class Happened:
    """`proof`: the carrier's number, or words for a paper that the person keeps. `outcomes`: of an answer."""

    what: Recordable
    on: date
    proof: str | None = None
    outcomes: Sequence[ItemOutcome] = ()


def record_event(
    wiring: Wiring, who: Who, dispute: str, happened: Happened, *, version: int | None = None
) -> Workspace:
    """The workspace after it; Invalid when it does not follow from what is recorded."""
    if happened.on > wiring.clock.today():
        day = in_words(PartialDate.of(happened.on))
        raise Invalid(f"{day} is still to come; record a thing once it has happened.", "/on")
    with papers_of(wiring, whose(who)) as at:
        was = register.lock(at, version)
        found = _found(was, dispute)
        if happened.what == "sent":
            _after_printing(found, happened.on)
        changed = _changed(wiring, found, happened)
        after = register.write(at, was, was.register.with_dispute(changed))
        if changed.outcomes != found.outcomes:
            find_again(at)
        audit.record(at.connection, who, f"dispute.{happened.what}", dispute, reason(who))
    return after


def _found(was: Workspace, name: str) -> Dispute:
    for dispute in was.register.disputes:
        if dispute.id == name:
            return dispute
    raise NotFound("There is no such dispute.")


def _after_printing(dispute: Dispute, on: date) -> None:
    """No letter was posted before it was written here; a day is let pass, for midnight is not at one time everywhere."""
    written = [event.on for event in dispute.standing if event.event == "printed"]
    if written and on + timedelta(days=1) < written[0].earliest:
        raise Invalid(
            f"{dispute.id} was written on {in_words(written[0])}; it cannot have been sent on "
            f"{in_words(PartialDate.of(on))}.",
            "/on",
        )


def _changed(wiring: Wiring, dispute: Dispute, happened: Happened) -> Dispute:
    on, recorded_at = PartialDate.of(happened.on), wiring.clock.now().isoformat(timespec="seconds")
    event = Event(
        event=happened.what,
        on=on,
        recorded=recorded_at,
        proof=happened.proof or None,
        outcomes=tuple(happened.outcomes),
    )
    try:
        if happened.what == TAKEN_BACK:
            return undone(dispute, on, recorded_at)
        return recorded(dispute, event)
    except WrongUsage as error:
        raise Invalid(error.message) from error
