"""Give the PDF of a letter that was written."""

from __future__ import annotations

from uuid import UUID

from creditai.flows.look_at_papers import look_at_papers, whose
from creditai.papers import letters
from creditai.store.streams import unsealed_stream
from creditai.who import Who
from creditai.wiring import Wiring


def fetch_letter(wiring: Wiring, who: Who, letter: UUID) -> bytes:
    """NotFound when it is not there, or not theirs."""
    look_at_papers(wiring, who, "letter.fetch", str(letter), lambda at: letters.one(at, letter))
    person = whose(who)
    sealed = wiring.objects.get(letters.object_name(person, letter))
    return b"".join(unsealed_stream(wiring.keys.of(person), sealed, letters.context(letter)))
