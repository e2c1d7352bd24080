"""The items of a dispute as a person sees them: the number by which an answer is recorded, whom, what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from creditai.cli import _terminal

if TYPE_CHECKING:
    from creditai.disputes.register import Dispute


def show(dispute: Dispute) -> None:
    """A line for each, with the word that was answered for it, if any was."""
    for number, item in enumerate(dispute.items, 1):
        name = item.subject.get("furnisher") or item.subject.get("company") or ""
        word = dispute.outcomes.get(number)
        told = f"{name}: {item.title}" if name else item.title
        answered = f" ({word})" if word else ""
        _terminal.paragraph(f"{number}. {told}{answered}", indent=2)
