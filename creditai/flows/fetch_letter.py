"""Give the PDF of a letter that was written: with this it is delivered, and counted once where money is taken.

It is read before it is counted: nobody is billed for a letter that the store of papers did not give.
"""

from __future__ import annotations

from uuid import UUID

from creditai.flows.deliver_letter import deliver_letter
from creditai.flows.look_at_papers import look_at_papers, whose
from creditai.flows.papers_of import papers_of
from creditai.papers import letters
from creditai.store.streams import unsealed_stream
from creditai.who import Who
from creditai.wiring import Wiring


def fetch_letter(wiring: Wiring, who: Who, letter: UUID) -> bytes:
    """NotFound when it is not there, or not theirs; NotYet or PlanTooSmall as contract and plan have it."""
    person = whose(who)
    found = look_at_papers(wiring, who, "letter.fetch", str(letter), lambda at: letters.one(at, letter))
    sealed = wiring.objects.get(letters.object_name(person, letter))
    pdf = b"".join(unsealed_stream(wiring.keys.of(person), sealed, letters.context(letter)))
    if who.grant is None:  # support that looks takes nothing home
        with papers_of(wiring, person) as at:
            deliver_letter(wiring, at.connection, person, found.dispute)
    return pdf
