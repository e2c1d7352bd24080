"""Record what happened to a dispute: sent, received, answered."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from creditai.cli import _folder, _terminal
from creditai.errors import WrongUsage

if TYPE_CHECKING:
    from creditai.disputes.register import Dispute, ItemOutcome, Register

_WHAT = ("sent", "received", "more-sent", "answered", "closed")


def record(
    what: Annotated[str, typer.Argument(help=f"One of: {', '.join(_WHAT)}.", show_default=False)],
    dispute: Annotated[str, typer.Argument(help="The dispute, such as experian-1.", show_default=False)],
    on: Annotated[str, typer.Option(help="The day it happened, as 2026-02-03.", show_default=False)],
    proof: Annotated[
        str | None,
        typer.Option(
            help="What shows it: a file, which is copied into the workspace, or a number.", show_default=False
        ),
    ] = None,
    outcome: Annotated[
        str | None,
        typer.Option(
            help="What was answered: deleted, updated, verified, refused, pending, reinserted, no_answer.",
            show_default=False,
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

    Examples:

      creditai record sent experian-1 --on 2026-02-03 --proof "9407 1000 0000 0000 0000 00"
      creditai record received experian-1 --on 2026-02-06 --proof return-receipt.jpg
      creditai record answered experian-1 --on 2026-03-02 --outcome verified --item 2
      creditai record answered experian-1 --on 2026-03-02 --outcome deleted --item 1 --proof results.pdf
    """
    if what not in _WHAT:
        raise WrongUsage(f"{what!r} is nothing that is recorded; say one of: {', '.join(_WHAT)}.")
    place = _folder.existing(workspace)
    with place.change() as change:
        found = change.register.dispute(dispute)
        shown = _proof(proof)
        if isinstance(shown, tuple):
            name = f"proofs/{found.id}-{what}{shown[0]}"
            change.file(name, shown[1])
            proof = name
        changed = _recorded(found, what, on, proof, outcome, item or [])
        change.register = change.register.with_dispute(changed)
    _print(change.register, changed, json)
    return 0


def _proof(proof: str | None) -> tuple[str, bytes] | None:
    """The ending and content of a proof that is a file."""
    if proof is None:
        return None
    path = Path(proof)
    try:
        if not path.is_file():
            return None
        if path.stat().st_size > 50_000_000:
            raise WrongUsage(f"{path} is larger than 50 MB; a photograph of the receipt is enough.")
        return path.suffix.lower(), path.read_bytes()
    except (OSError, ValueError):
        return None


def _recorded(
    dispute: Dispute, what: str, on: str, proof: str | None, outcome: str | None, items: list[int]
) -> Dispute:
    from typing import get_args

    from creditai.disputes.register import Event, EventName, recorded
    from creditai.quoting import day as in_words
    from creditai.values import PartialDate

    assert what in get_args(EventName)
    day = _folder.day(on, "--on")
    if day > _folder.day(None, ""):
        raise WrongUsage(f"{in_words(day)} is still to come; record a thing once it has happened.")
    event = Event(
        event=what,  # type: ignore[arg-type]
        on=PartialDate.of(day),
        recorded=_folder.now(),
        proof=proof,
        outcomes=_outcomes(dispute, what, outcome, items),
    )
    return recorded(dispute, event)


def _outcomes(dispute: Dispute, what: str, outcome: str | None, items: list[int]) -> tuple[ItemOutcome, ...]:
    from creditai.disputes.register import OUTCOMES, ItemOutcome

    if what != "answered":
        if outcome is not None or items:
            raise WrongUsage("--outcome and --item belong to `record answered`.")
        return ()
    known = [word for word in OUTCOMES if word == outcome]
    if not known:
        raise WrongUsage(f"Say what was answered: --outcome one of {', '.join(OUTCOMES)}.")
    return tuple(ItemOutcome(number, known[0]) for number in items or range(1, len(dispute.items) + 1))


def _print(register: Register, dispute: Dispute, as_json: bool) -> None:
    from creditai.contract import as_json as data
    from creditai.disputes.clocks import deadlines
    from creditai.quoting import day as in_words

    if as_json:
        _terminal.data(data(dispute))
        return
    _terminal.paragraph(f"Recorded. {dispute.id} is {dispute.state}.")
    for deadline in deadlines(dispute.posting(register.mail_days)):
        guess = " (estimated: the receipt is not proven)" if deadline.estimated else ""
        _terminal.paragraph(f"{in_words(deadline.day)}  {deadline.title}{guess}", indent=2)
