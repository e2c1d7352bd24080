"""Record what happened to a dispute: sent, received, answered; or take the last record back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from creditai.cli import _answering, _folder, _terminal
from creditai.errors import WrongUsage

if TYPE_CHECKING:
    from creditai.disputes.register import Dispute, ItemOutcome, Register

_PAPERS = (".pdf", ".jpg", ".jpeg", ".png", ".heic", ".tif", ".tiff", ".gif", ".webp", ".eml", ".txt")
"""Endings of what can only be meant as a file: such a proof that is not there would prove a day by a typing error."""
_UNDO = "undo"
_WHAT = ("sent", "received", "more-sent", "answered", "closed", _UNDO)


def record(
    what: Annotated[str, typer.Argument(help=f"One of: {', '.join(_WHAT)}.", show_default=False)],
    dispute: Annotated[str, typer.Argument(help="The dispute, such as experian-1.", show_default=False)],
    on: Annotated[
        str | None, typer.Option(help="The day it happened, as 2026-02-03.", show_default=False)
    ] = None,
    proof: Annotated[
        str | None,
        typer.Option(
            help="What shows it: a file, which is copied into the workspace, or a number.", show_default=False
        ),
    ] = None,
    outcome: Annotated[
        list[str] | None,
        typer.Option(
            help="What was answered: deleted, updated, verified, refused, pending, reinserted, no_answer; "
            "for single items as 2=verified, as often as needed.",
            show_default=False,
        ),
    ] = None,
    value: Annotated[
        list[str] | None,
        typer.Option(
            help="What a disputed value became by the answer, as 2:balance=0.00.", show_default=False
        ),
    ] = None,
    item: Annotated[
        list[int] | None,
        typer.Option(help="The items that the outcome is about; all by default.", show_default=False),
    ] = None,
    workspace: _folder.Folder = _folder.USUAL,
    json: Annotated[bool, typer.Option("--json", help="Print the dispute as JSON.")] = False,
) -> int:
    """Record a posting, a receipt or an answer. Only this starts a clock or names an outcome.

    A receipt counts as proven with --proof (the carrier's number, the return receipt, a portal's
    confirmation); without it the day is an estimate and no letter asserts it. `more-sent` is for
    further papers that you post inside the thirty days: they give the bureau fifteen days more.
    `closed` gives a dispute up: its letter is not written again, and where it was not sent yet, what it
    held can be chosen anew with `creditai dispute`. `undo` takes back the last thing recorded for the dispute: it stays in the file, marked as taken
    back, and starts no clock.

    Examples:

      creditai record sent experian-1 --on 2026-02-03 --proof "9407 1000 0000 0000 0000 00"
      creditai record received experian-1 --on 2026-02-06 --proof return-receipt.jpg
      creditai record answered experian-1 --on 2026-03-02 --outcome deleted --proof results.pdf
      creditai record answered experian-1 --on 2026-03-02 --outcome 1=deleted --outcome 2=verified
      creditai record answered experian-1 --on 2026-03-02 --outcome 3=updated --value 3:balance=0.00
      creditai record undo experian-1
    """
    if what not in _WHAT:
        raise WrongUsage(f"{what!r} is nothing that is recorded; say one of: {', '.join(_WHAT)}.")
    place = _folder.existing(workspace)
    with place.change() as change:
        found = change.register.dispute(dispute)
        said = _answering.outcomes(found, what, outcome or [], item or [], value or [])
        if what == _UNDO:
            changed = _undone(found, on, proof)
        else:
            shown = _proof(proof)
            if isinstance(shown, tuple):
                proof = _name(found, what, shown[0])
                change.file(proof, shown[1])
            changed = _recorded(found, what, on, proof, said)
        change.register = change.register.with_dispute(changed)
    _print(change.register, changed, json)
    _doubt(changed, what)
    if what == "closed" and changed.letter is not None and changed.last("sent") is None:
        _terminal.aside(f"Do not post {place.folder / changed.letter.file}: it is not written again.")
    if what == _UNDO:
        _resting(change.register, changed)
    return 0


def _undone(dispute: Dispute, on: str | None, proof: str | None) -> Dispute:
    from creditai.disputes.recording import undone
    from creditai.values import PartialDate

    if on is not None or proof is not None:
        raise WrongUsage("`record undo` takes the dispute alone: it is the last record that is taken back.")
    return undone(dispute, PartialDate.of(_folder.day(None, "")), _folder.now())


def _resting(register: Register, dispute: Dispute) -> None:
    """Letters that were written because of what is no longer recorded."""
    later = [d.id for d in register.disputes if d.follows == dispute.id and d.last("sent") is None]
    if later:
        _terminal.aside(
            f"{', '.join(later)} was written because of what was recorded for {dispute.id}: do not post it "
            "before that is recorded anew."
        )


def _doubt(dispute: Dispute, what: str) -> None:
    """A letter that was posted before it was written is most likely a slip in the date."""
    from creditai.quoting import day as in_words

    written, sent = dispute.last("printed"), dispute.last("sent")
    if what == "sent" and written and sent and sent.on.latest < written.on.earliest:
        _terminal.aside(
            f"Please look again: {in_words(sent.on)} is before {in_words(written.on)}, when this letter was "
            f"written. `creditai record undo {dispute.id}` takes it back."
        )


def _name(dispute: Dispute, what: str, ending: str) -> str:
    """A place for the proof where none of this dispute lies yet: papers sent twice have two receipts."""
    taken = {Path(event.proof).stem for event in dispute.events if event.proof is not None}
    stem = f"{dispute.id}-{what}"
    stems = (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 2)))
    return f"proofs/{next(s for s in stems if s not in taken)}{ending}"


def _proof(proof: str | None) -> tuple[str, bytes] | None:
    """The ending and content of a proof that is a file."""
    if proof is None:
        return None
    path = Path(proof)
    try:
        if not path.is_file():
            if path.suffix.lower() in _PAPERS:
                raise WrongUsage(f"There is no file {path}: check the name, or give the carrier's number.")
            return None
        if path.stat().st_size > 50_000_000:
            raise WrongUsage(f"{path} is larger than 50 MB; a photograph of the receipt is enough.")
    except (OSError, ValueError):
        return None
    try:
        return path.suffix.lower(), path.read_bytes()
    except OSError as error:
        raise WrongUsage(f"{path} cannot be read: {error.strerror}. Nothing was recorded.") from error


def _recorded(
    dispute: Dispute, what: str, on: str | None, proof: str | None, outcomes: tuple[ItemOutcome, ...]
) -> Dispute:
    from typing import get_args

    from creditai.disputes.recording import recorded
    from creditai.disputes.register import Event, EventName
    from creditai.quoting import day as in_words
    from creditai.values import PartialDate

    assert what in get_args(EventName)
    if on is None:
        raise WrongUsage(f"Say the day on which it was {what}: --on 2026-02-03.")
    day = _folder.day(on, "--on")
    if day > _folder.day(None, ""):
        raise WrongUsage(f"{in_words(day)} is still to come; record a thing once it has happened.")
    event = Event(
        event=what,  # type: ignore[arg-type]
        on=PartialDate.of(day),
        recorded=_folder.now(),
        proof=proof,
        outcomes=outcomes,
    )
    return recorded(dispute, event)


def _print(register: Register, dispute: Dispute, as_json: bool) -> None:
    from creditai.contract import as_json as data
    from creditai.disputes.ahead import ahead
    from creditai.quoting import day as in_words

    if as_json:
        _terminal.data(data(dispute))
        return
    last = dispute.events[-1]
    taken = dispute.events[last.of - 1] if last.of else None
    said, event = ("Recorded", last) if taken is None else ("Taken back", taken)
    told = f"{said}: {event.event} on {in_words(event.on)}."
    _terminal.paragraph(f"{told} {dispute.id} is {dispute.state}.")
    for deadline in ahead(register, dispute):
        guess = " (estimated: the receipt is not proven)" if deadline.estimated else ""
        _terminal.paragraph(f"{in_words(deadline.day)}  {deadline.title}{guess}", indent=2)
