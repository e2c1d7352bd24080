"""Write the letters of what was chosen: each sentence guarded, and if one is refused, none is kept.

A letter that was sent is never written again; one that was only printed is written anew in its place. The PDFs go
to the objects before the transaction ends, so that a letter that is listed is there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

from creditai.choosing import confirm, further, standing
from creditai.disputes.envelope import cover
from creditai.disputes.recording import recorded
from creditai.disputes.register import Dispute, Event, LetterFile, Register
from creditai.disputes.writing import Written, write
from creditai.errors import Conflict
from creditai.flows.allow_letters import allow_letters
from creditai.flows.look_at_papers import reason, whose
from creditai.flows.papers_of import papers_of
from creditai.linking import people
from creditai.papers import letters, register, reports
from creditai.papers.at import At
from creditai.papers.letters import Letter
from creditai.report import Report
from creditai.store import audit
from creditai.store.ids import new_id
from creditai.store.streams import sealed_stream
from creditai.values import PartialDate
from creditai.who import Who
from creditai.wiring import Wiring


@dataclass(frozen=True, slots=True)
class Further:
    """A letter that no finding opens. `follow`: the dispute that it follows. `told`: what its kind asks."""

    kind: str
    follow: str | None = None
    told: Mapping[str, str] | None = None


def write_letters(
    wiring: Wiring, who: Who, wanted: Further | None = None, *, version: int | None = None
) -> tuple[Letter, ...]:
    """All letters that are not sent yet, or the one that is `wanted`. Conflict when there is none to write;
    NotYet or PlanTooSmall as contract and plan have it; LetterRefused with the reason, and nothing written."""
    wiring.flags.require("dispute-generation")
    person = whose(who)
    with papers_of(wiring, person) as at:
        was = register.lock(at, version)
        read = [each.report for each in reports.every(at)]
        said, only = _with(wiring, was.register, read, wanted)
        named = _unsent(said, only)
        if not named:
            raise Conflict(
                "There is no letter to write: every dispute is sent or closed, or none is opened; choose by POST /disputes."
            )
        allow_letters(wiring, at.connection, person, [each.id for each in named], _people(said, read, named))
        written = _written(wiring, said, read, named)
        kept = [_kept(wiring, at, each) for each in written]
        old = letters.replaced(at, [letter.dispute for letter in kept], [letter.id for letter in kept])
        register.write(at, was, _printed(wiring, said, written, kept))
        for letter in kept:
            audit.record(at.connection, who, "letter.write", str(letter.id), reason(who))
    for each in old:
        wiring.objects.delete(letters.object_name(person, each))
    return tuple(kept)


def _with(
    wiring: Wiring, said: Register, read: Sequence[Report], wanted: Further | None
) -> tuple[Register, frozenset[str] | None]:
    """The register with the wanted letter's dispute in it, and which disputes are to be written (None: all)."""
    if wanted is None:
        return said, None
    said = replace(said, told={**said.told, **(wanted.told or {})})
    today, now = wiring.clock.today(), _now(wiring)
    added = list(further(said, read, wanted.kind, wanted.follow, today))
    for each in added:
        said = confirm(said, each, today, now)
    return said, frozenset(each.id for each in added)


def _people(said: Register, read: Sequence[Report], named: Sequence[Dispute]) -> int:
    """For how many people letters are written: these, and those that were printed before."""
    digests = {digest for each in said.disputes if each.letter or each in named for digest in each.reports}
    groups = people(read)
    return len([group for group in groups if any(read[place].source.sha256 in digests for place in group)])


def _unsent(said: Register, only: frozenset[str] | None) -> list[Dispute]:
    return [dispute for dispute in said.disputes if dispute.unposted and (only is None or dispute.id in only)]


def _written(
    wiring: Wiring, said: Register, read: Sequence[Report], named: Sequence[Dispute]
) -> list[Written]:
    found = []
    for dispute in named:
        rests = [report for report in read if report.source.sha256 in dispute.reports]
        found.append(write(standing(said, rests, wiring.clock.today()), said, dispute))
    return found


def _kept(wiring: Wiring, at: At, each: Written) -> Letter:
    name, digest = new_id(), sha256(each.pdf)
    wiring.objects.put(
        letters.object_name(at.person, name), sealed_stream(at.key, each.pdf, letters.context(name))
    )
    letter = Letter(name, each.dispute.id, digest.digest(), each.pages, len(each.pdf), at.now)
    letters.add(at, letter, cover(each.letter))
    return letter


def _printed(wiring: Wiring, said: Register, written: Sequence[Written], kept: Sequence[Letter]) -> Register:
    for each, letter in zip(written, kept, strict=True):
        file = LetterFile(str(letter.id), letter.digest.hex(), letter.pages)
        event = Event("printed", PartialDate.of(wiring.clock.today()), _now(wiring))
        said = said.with_dispute(recorded(replace(said.dispute(letter.dispute), letter=file), event))
        assert each.dispute.id == letter.dispute
    return said


def _now(wiring: Wiring) -> str:
    return wiring.clock.now().isoformat(timespec="seconds")
