"""Take in a file that is being uploaded; `upload_report` then makes it a paper."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from creditai.errors import TooMany
from creditai.flows.consents import require_reading
from creditai.flows.look_at_papers import whose
from creditai.flows.papers_of import papers_of
from creditai.papers import uploads
from creditai.papers.incoming import Incoming
from creditai.papers.quota import MEGABYTE, require_room
from creditai.store.ids import new_id
from creditai.who import Who
from creditai.wiring import Wiring

WAITING = 100
"""Papers of one person that may wait or be read at one time."""
FOLDER = "incoming"


@contextmanager
def receive_paper(wiring: Wiring, who: Who) -> Iterator[Incoming]:
    """A place to write the file to; nothing of it is left on this machine's disk after the block."""
    wiring.flags.require("pdf-processing")
    person = whose(who)
    with papers_of(wiring, person) as at:
        require_reading(at.connection, person)
        if uploads.under_way(at) >= WAITING:
            raise TooMany(f"{WAITING} of your papers wait to be read; send more when some are done.", 30)
        require_room(at, 1, wiring.settings.storage_mb * MEGABYTE)
    incoming = Incoming(wiring.settings.data / FOLDER, wiring.keys.of(person), new_id())
    try:
        yield incoming
    finally:
        incoming.drop()
