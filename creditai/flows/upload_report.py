"""Make a received file a paper: its object first, then row and job in one transaction, so that what is seen is whole.

A file that this person uploaded before is no error: the answer names the first one, and reading begins anew only
where the first gave no report. What a crash leaves between object and row, `sweep_papers` removes.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from creditai.errors import PlanTooSmall, Refused
from creditai.flows.allow_reading import allow_reading
from creditai.flows.consents import require_reading
from creditai.flows.is_synthetic import is_synthetic
from creditai.flows.look_at_papers import reason, whose
from creditai.flows.papers_of import papers_of
from creditai.papers import uploads
from creditai.papers.at import At
from creditai.papers.incoming import Incoming
from creditai.papers.quota import MEGABYTE, require_room
from creditai.papers.uploads import Upload
from creditai.people import synthetic
from creditai.store import audit
from creditai.store.jobs import defer
from creditai.who import Who
from creditai.wiring import Wiring

QUEUE = "reading"
NAME_LENGTH = 120


@dataclass(frozen=True, slots=True)
class Uploaded:
    """`duplicate`: this content was here already, and `upload` is the first one."""

    upload: Upload
    duplicate: bool


def upload_report(wiring: Wiring, who: Who, incoming: Incoming, name: str) -> Uploaded:
    """`name`: what the person calls the file; it tells nothing to us. PlanTooSmall when the period has enough."""
    kind = incoming.finish()
    try:
        return _uploaded(wiring, who, incoming, name, kind)
    except PlanTooSmall:  # the same file, sent twice at once, may have taken the last place: then it is here
        with papers_of(wiring, whose(who)) as at:
            found = _known(wiring, at, who, incoming)
        if found is None:
            raise
        return found


def _uploaded(wiring: Wiring, who: Who, incoming: Incoming, name: str, kind: str) -> Uploaded:
    person = whose(who)
    with papers_of(wiring, person) as at:
        found = _known(wiring, at, who, incoming)
        if found is None:
            allow_reading(wiring, at)
    if found is not None:
        return found
    stored = uploads.object_name(person, incoming.paper)
    wiring.objects.put(stored, incoming.path)
    try:
        with papers_of(wiring, person) as at:
            require_reading(at.connection, person)
            allow_reading(wiring, at)
            require_room(at, incoming.size, wiring.settings.storage_mb * MEGABYTE, lock=True)
            found = _added(wiring, at, who, incoming, _plain(name), kind) or _known(wiring, at, who, incoming)
    except Refused:  # another was quicker, or a consent withdrawn: for certain no row names it
        wiring.objects.delete(stored)
        raise
    if found is None or found.duplicate:
        wiring.objects.delete(stored)
    assert found is not None, "neither new nor known"
    return found


def begin_reading(wiring: Wiring, at: At, paper: UUID) -> None:
    """Put the job into the queue, in the transaction of what it is about. Who is nobody tries one colour: its workers, and
    before all else: behind people's backlog a release that is well would be turned back for being slow."""
    arguments = {"person": str(at.person), "paper": str(paper)}
    tried = is_synthetic(at.connection, at.person)
    defer(
        at.connection, "analyze_report", arguments,
        queue=synthetic.queue(wiring.settings.colour) if tried else QUEUE, priority=int(tried),
    )  # fmt: skip


def _known(wiring: Wiring, at: At, who: Who, incoming: Incoming) -> Uploaded | None:
    """The paper of the same content, read anew when it had given nothing. One that gave nothing and whose file is gone
    makes room for the new one."""
    first = uploads.of_content(at, incoming.sha256)
    if first is None:
        return None
    if first.state in ("failed", "cancelled"):
        allow_reading(wiring, at)
    if uploads.again(at, first.id):
        begin_reading(wiring, at, first.id)
        audit.record(at.connection, who, "paper.again", str(first.id), reason(who))
        first = uploads.one(at, first.id)
    if first.report is None and not first.kept:
        uploads.remove(at, first.id)
        return None
    return Uploaded(first, duplicate=True)


def _added(wiring: Wiring, at: At, who: Who, incoming: Incoming, name: str, kind: str) -> Uploaded | None:
    new = uploads.add(
        at, incoming.paper, sha256=incoming.sha256, name=name, size=incoming.size, kind=kind
    )  # fmt: skip
    if not new:
        return None
    begin_reading(wiring, at, incoming.paper)
    audit.record(at.connection, who, "paper.upload", str(incoming.paper), reason(who))
    return Uploaded(uploads.one(at, incoming.paper), duplicate=False)


def _plain(name: str) -> str:
    """The last part of a path, without what no name holds."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(c for c in last if c.isprintable()).strip()[:NAME_LENGTH] or "report"
