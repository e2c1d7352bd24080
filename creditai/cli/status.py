"""Say what is due, and what happened so far."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from creditai.cli import _folder, _items, _terminal
from creditai.cli._writing import write_whole

if TYPE_CHECKING:
    from creditai.disputes.clocks import Deadline
    from creditai.disputes.register import Dispute, Register


def status(
    ics: Annotated[
        Path | None, typer.Option(help="Also write the dates to come as a calendar file.", show_default=False)
    ] = None,
    on: Annotated[
        str | None, typer.Option(help="The day to look from; today by default.", show_default=False)
    ] = None,
    workspace: _folder.Folder = _folder.USUAL,
    json: Annotated[bool, typer.Option("--json", help="Print all as JSON.")] = False,
) -> int:
    """Say what is due and what comes next for each dispute, with the dates so far.

    Dates are worked out from what you recorded, each time anew. A date that rests on an estimated
    receipt says so. The calendar file holds no names and no numbers of accounts.

    Examples:

      creditai status
      creditai status --ics disputes.ics
      creditai status --json --workspace ~/credit
    """
    register = _folder.existing(workspace).read()
    today = _folder.day(on, "--on")
    if ics is not None:
        from creditai.disputes.agenda import icalendar
        from creditai.disputes.ahead import calendar

        events = calendar(register, "CreditAI, creditai status")
        write_whole(ics, icalendar(events, datetime.now().astimezone()))
        _terminal.aside(f"Written: {ics}")
    if json:
        _terminal.data(
            {"today": str(today), "disputes": [_as_data(register, d, today) for d in register.disputes]}
        )
        return 0
    if not register.disputes:
        _terminal.paragraph("No dispute is open. Start with: creditai dispute FILE...")
    for dispute in register.disputes:
        _print(register, dispute, today)
    return 0


def _next(register: Register, dispute: Dispute, ahead: Sequence[Deadline], today: date) -> str:
    """What the person can do now, in a line."""
    if dispute.state == "closed":
        return "nothing; it is closed"
    later = [d.id for d in register.disputes if d.follows == dispute.id]
    if later:
        return f"goes on in {', '.join(later)}"
    if dispute.state == "confirmed":
        return "creditai letters"
    if dispute.state == "printed":
        return f"sign and post it; then creditai record sent {dispute.id} --on DATE --proof NUMBER"
    words = set(dispute.outcomes.values())
    if dispute.state == "answered" and dispute.settled:
        return _after(dispute, words)
    silent = [d for d in ahead if d.what == "silence" and d.day <= today]
    if silent:
        ask = f"creditai letters --follow {dispute.id} --kind no-answer-yet"
        if not silent[0].estimated:
            return ask
        proof = f"creditai record received {dispute.id} --on DATE --proof NUMBER"
        return f"its receipt is not proven yet: {proof}; then {ask}"
    if dispute.state == "sent":
        return f"when it arrived: creditai record received {dispute.id} --on DATE --proof NUMBER"
    return f"wait for the results; then creditai record answered {dispute.id} --on DATE --outcome WORD"


def _after(dispute: Dispute, words: set[Any]) -> str:
    from creditai.disputes.ahead import can_be_followed

    if not can_be_followed(dispute):
        return "compare your next report with what was answered"
    if "verified" in words:
        return f"new papers, or creditai letters --follow {dispute.id} --kind procedure-description"
    if words & {"deleted", "updated"}:
        return f"compare your next report; creditai letters --follow {dispute.id} --kind notify-recipients"
    return "see what the answer asks for; a second dispute needs something new"


def _print(register: Register, dispute: Dispute, today: date) -> None:
    from creditai.disputes.ahead import ahead
    from creditai.quoting import day as in_words

    deadlines = ahead(register, dispute)
    _terminal.heading(
        f"{dispute.id}: {dispute.state} ({dispute.kind}, {_terminal.count(len(dispute.items), 'item')})"
    )
    _items.show(dispute)
    for number, event in enumerate(dispute.events, 1):
        again = dispute.events[number : number + 1]
        if event.of is not None or (
            event.event == "printed" and again and (again[0].event, again[0].on) == (event.event, event.on)
        ):
            continue  # written anew on the same day
        taken = "" if number in dispute.counted else " (taken back)"
        proof = f" (proof: {event.proof})" if event.proof else ""
        words = ", ".join(f"{o.item} {o.word}" for o in event.outcomes)
        _terminal.paragraph(
            f"{in_words(event.on)}  {event.event}{f': {words}' if words else ''}{proof}{taken}",
            indent=2,
            faint=bool(taken),
        )
    for deadline in deadlines:
        late = "past: " if deadline.day < today else ""
        guess = " (estimated: the receipt is not proven)" if deadline.estimated else ""
        _terminal.paragraph(
            f"{in_words(deadline.day)}  {late}{deadline.title}{guess}", indent=2, faint=deadline.day < today
        )
    _terminal.paragraph(f"Next: {_next(register, dispute, deadlines, today)}", indent=2)
    _terminal.say()


def _as_data(register: Register, dispute: Dispute, today: date) -> dict[str, Any]:
    from creditai.contract import as_json
    from creditai.disputes.ahead import ahead

    deadlines = ahead(register, dispute)
    return {
        **as_json(dispute),
        "state": dispute.state,
        "due": [
            {"what": d.what, "day": str(d.day), "title": d.title, "law": d.cite, "estimated": d.estimated}
            for d in deadlines
        ],
        "next": _next(register, dispute, deadlines, today),
    }
