"""Write the letters of what was chosen: each sentence guarded, and if one is refused, none is kept.

A letter that was sent is never written again; one that was only printed is written anew in its place.

The pages are set, and put to the objects, outside any transaction, for that takes seconds for many. They are kept only
when what the person said is still what they rest on, and no report has gone; else they are written anew. So a letter
that is listed is there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from uuid import UUID

from creditai.choosing import confirm, further, standing
from creditai.disputes.envelope import cover
from creditai.disputes.recording import recorded
from creditai.disputes.register import Dispute, Event, LetterFile, Register
from creditai.disputes.writing import Written, write
from creditai.errors import Conflict, Refused, Unavailable
from creditai.flows.allow_letters import allow_letters
from creditai.flows.look_at_papers import reason, whose
from creditai.flows.papers_of import papers_of
from creditai.linking import people
from creditai.papers import analysis, letters, register, reports
from creditai.papers.at import At
from creditai.papers.letters import Letter
from creditai.report import Report
from creditai.store import audit
from creditai.store.encryption import DataKey
from creditai.store.ids import new_id
from creditai.store.streams import sealed_stream
from creditai.values import PartialDate
from creditai.who import Who
from creditai.wiring import Wiring

_TRIES = 5


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
    for _ in range(_TRIES):
        ground = _asked(wiring, person, wanted, version)
        written = _written(wiring, ground)
        kept = [_put(wiring, person, ground.key, each) for each in written]
        fresh = [each.id for each in kept]
        try:
            old = _keep(wiring, who, ground, written, kept)
        except Refused:  # for certain no row names them
            _let_go(wiring, person, fresh)
            raise
        _let_go(wiring, person, fresh if old is None else old)
        if old is not None:
            return tuple(kept)
    raise Unavailable(
        "What you said was changed each time while the letters were written. Try again in a moment."
    )


@dataclass(frozen=True, slots=True)
class _Ground:
    """What letters are written of. `said`: the register of this version with the wanted letter's dispute in it."""

    version: int
    reports: frozenset[UUID]
    key: DataKey
    said: Register
    read: Sequence[Report]
    named: Sequence[Dispute]


def _asked(wiring: Wiring, person: UUID, wanted: Further | None, version: int | None) -> _Ground:
    with papers_of(wiring, person) as at:
        was, there = register.lock(at, version), reports.every(at)
        read = [each.report for each in there]
        said, only = _with(wiring, was.register, read, wanted)
        named = _unsent(said, only)
        if not named:
            raise Conflict(
                "There is no letter to write: every dispute is sent or closed, or none is opened; choose by POST /disputes."
            )
        ground = _Ground(was.version, frozenset(each.id for each in there), at.key, said, read, named)
        _allowed(wiring, at, ground)
    return ground


def _keep(
    wiring: Wiring, who: Who, ground: _Ground, written: Sequence[Written], kept: Sequence[Letter]
) -> tuple[UUID, ...] | None:
    """The letters that these replace; None, and nothing kept, when what they rest on has changed meanwhile."""
    with papers_of(wiring, whose(who)) as at:
        was, (there, _) = register.lock(at), analysis.basis(at)
        if was.version != ground.version or not ground.reports <= set(there):
            return None
        _allowed(wiring, at, ground)
        for each, letter in zip(written, kept, strict=True):
            letters.add(at, letter, cover(each.letter))
            audit.record(at.connection, who, "letter.write", str(letter.id), reason(who))
        old = letters.replaced(at, [letter.dispute for letter in kept], [letter.id for letter in kept])
        register.write(at, was, _printed(wiring, ground.said, written, kept))
    return old


def _allowed(wiring: Wiring, at: At, ground: _Ground) -> None:
    disputes = [each.id for each in ground.named]
    allow_letters(wiring, at.connection, at.person, disputes, _people(ground))


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


def _people(ground: _Ground) -> int:
    """For how many people letters are written: these, and those that were printed before."""
    printed = (each for each in ground.said.disputes if each.letter or each in ground.named)
    digests = {digest for each in printed for digest in each.reports}
    told = [report.source.sha256 in digests for report in ground.read]
    return len([group for group in people(ground.read) if any(told[place] for place in group)])


def _unsent(said: Register, only: frozenset[str] | None) -> list[Dispute]:
    return [dispute for dispute in said.disputes if dispute.unposted and (only is None or dispute.id in only)]


def _written(wiring: Wiring, ground: _Ground) -> list[Written]:
    found = []
    for dispute in ground.named:
        rests = [report for report in ground.read if report.source.sha256 in dispute.reports]
        found.append(write(standing(ground.said, rests, wiring.clock.today()), ground.said, dispute))
    return found


def _put(wiring: Wiring, person: UUID, key: DataKey, each: Written) -> Letter:
    name, digest = new_id(), sha256(each.pdf)
    wiring.objects.put(letters.object_name(person, name), sealed_stream(key, each.pdf, letters.context(name)))
    return Letter(name, each.dispute.id, digest.digest(), each.pages, len(each.pdf), wiring.clock.now())


def _let_go(wiring: Wiring, person: UUID, gone: Iterable[UUID]) -> None:
    for each in gone:
        wiring.objects.delete(letters.object_name(person, each))


def _printed(wiring: Wiring, said: Register, written: Sequence[Written], kept: Sequence[Letter]) -> Register:
    for each, letter in zip(written, kept, strict=True):
        file = LetterFile(str(letter.id), letter.digest.hex(), letter.pages)
        event = Event("printed", PartialDate.of(wiring.clock.today()), _now(wiring))
        said = said.with_dispute(recorded(replace(said.dispute(letter.dispute), letter=file), event))
        assert each.dispute.id == letter.dispute
    return said


def _now(wiring: Wiring) -> str:
    return wiring.clock.now().isoformat(timespec="seconds")
