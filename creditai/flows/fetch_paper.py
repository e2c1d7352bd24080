"""Give a person their own file back, as they sent it."""

from __future__ import annotations

from uuid import UUID

from creditai.flows.look_at_papers import look_at_papers, whose
from creditai.papers import uploads
from creditai.store.streams import unsealed_stream
from creditai.who import Who
from creditai.wiring import Wiring


def fetch_paper(wiring: Wiring, who: Who, paper: UUID) -> bytes:
    """NotFound when it is not there, not theirs, or removed."""
    look_at_papers(wiring, who, "paper.fetch", str(paper), lambda at: uploads.file_of(at, paper))
    person = whose(who)
    sealed = wiring.objects.get(uploads.object_name(person, paper))
    return b"".join(unsealed_stream(wiring.keys.of(person), sealed, uploads.context(paper)))
