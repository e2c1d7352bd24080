"""Give the PDF of a letter that was written: with this it is delivered, and counted once where money is taken."""

from __future__ import annotations

from uuid import UUID

from creditai.flows.deliver_letter import deliver_letter
from creditai.flows.look_at_papers import look_at_papers, whose
from creditai.papers import letters
from creditai.papers.at import At
from creditai.store.streams import unsealed_stream
from creditai.who import Who
from creditai.wiring import Wiring


def fetch_letter(wiring: Wiring, who: Who, letter: UUID) -> bytes:
    """NotFound when it is not there, or not theirs."""

    def see(at: At) -> None:
        found = letters.one(at, letter)
        if who.grant is None:  # support that looks takes nothing home
            deliver_letter(wiring, at.connection, at.person, found.dispute)

    look_at_papers(wiring, who, "letter.fetch", str(letter), see)
    person = whose(who)
    sealed = wiring.objects.get(letters.object_name(person, letter))
    return b"".join(unsealed_stream(wiring.keys.of(person), sealed, letters.context(letter)))
