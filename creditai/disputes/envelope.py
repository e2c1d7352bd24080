"""What goes with a letter into the post: the lines of its envelope, its enclosures, and what to do before it is closed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from creditai.disputes.letter import Letter
from creditai.disputes.writing import Written

_READ = "Read every line; take out what is not so."
_SIGN = "Sign it by hand."
_SIGN_TOO = "Sign the statement above the signature too."
_COPY = "Make a copy of the whole envelope for yourself; enclose copies only, no originals."
_POST = "Post it by certified mail with return receipt, and keep the slip."
_KEEP = "For you to keep; it is sent to nobody."


@dataclass(frozen=True, slots=True)
class Cover:
    """`sender`, `recipient`: line by line, the recipient of a page that the person keeps empty. `steps`: all that is to
    be done, the enclosures among them, in order."""

    sender: tuple[str, ...]
    recipient: tuple[str, ...]
    enclosures: tuple[str, ...]
    steps: tuple[str, ...]


def cover(letter: Letter) -> Cover:
    enclosures = tuple(said.text for said in letter.enclosures)
    steps: tuple[str, ...] = (_KEEP,)
    if not letter.sheet:
        steps = (_READ, _SIGN, *([_SIGN_TOO] if letter.signed else []), *enclosures, _COPY, _POST)
    recipient = () if letter.sheet else tuple(fact.text for fact in letter.recipient)
    return Cover(tuple(fact.text for fact in letter.sender), recipient, enclosures, steps)


def envelopes(written: Sequence[Written]) -> list[Mapping[str, Any]]:
    """From and to, line by line, and the sheets in each envelope."""
    return [
        {
            "dispute": each.dispute.id,
            "from": list(made.sender),
            "to": list(made.recipient),
            "letter_pages": each.pages,
            "enclosures": list(made.enclosures),
        }
        for each in written
        if (made := cover(each.letter)).recipient
    ]


def checklist(written: Sequence[Written]) -> str:
    """What to do with each letter before it goes into the post, as plain text."""
    lines = ["Before you post", "===============", ""]
    for each in written:
        made = cover(each.letter)
        lines += [f"{each.dispute.id}: {each.letter.subject.text}", ""]
        if made.recipient:
            lines += [*(f"      {line}" for line in made.recipient), ""]
        for step in made.steps:
            lines += [f"  [ ] {step}"]
            if step.endswith("marked") and step == [s for s in made.steps if s.endswith("marked")][-1]:
                lines += ["      (mark with a pen what the letter quotes, or print what creditai show draws)"]
            if step == _READ:
                lines += [f"      (creditai record closed {each.dispute.id} --on DATE gives this letter up;"]
                lines += ["      creditai dispute then asks again)"]
        if made.recipient:
            lines += [f"  [ ] creditai record sent {each.dispute.id} --on DATE --proof NUMBER"]
        lines += [""]
    return "\n".join(lines)
