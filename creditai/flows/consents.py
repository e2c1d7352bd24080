"""What a person agrees to, each for itself: given, looked up, withdrawn; every change is a dated row."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Connection, select

from creditai.errors import Conflict, NotAgreed, NotFound
from creditai.flows.papers_of import papers_of
from creditai.papers import uploads
from creditai.people.consents import CONSENTS, Consent
from creditai.store import audit, jobs
from creditai.store.tables.consent import consent
from creditai.who import Who
from creditai.wiring import Wiring


@dataclass(frozen=True, slots=True)
class Standing:
    """One kind of consent and how it stands. `given_at` is null when it is not given in today's wording."""

    kind: str
    version: int
    words: str
    needed: str
    given_at: datetime | None


def list_consents(wiring: Wiring, who: Who) -> tuple[Standing, ...]:
    """Every kind."""
    assert who.person is not None
    with wiring.database.scope(who.person) as connection:
        given = _given(connection)
    return tuple(
        Standing(kind, c.version, c.words, c.needed, given.get((kind, c.version)))
        for kind, c in CONSENTS.items()
    )


def give_consent(wiring: Wiring, who: Who, kind: str, version: int) -> Standing:
    """Conflict when `version` is not the wording of today: what was read must be what is agreed to."""
    assert who.person is not None
    known = _known(kind)
    if version != known.version:
        raise Conflict(f"The wording is version {known.version} now; read it, then agree to that.")
    with wiring.database.held(who.person) as connection:
        given = _given(connection)
        if (kind, version) not in given:
            _end(connection, kind, wiring.clock.now())
            connection.execute(
                consent.insert().values(
                    id=uuid4(), person=who.person, kind=kind, version=version, given_at=wiring.clock.now()
                )
            )
            audit.record(connection, who, "consent.give", f"{kind} {version}", "own")
        at = _given(connection)[kind, version]
    return Standing(kind, version, known.words, known.needed, at)


def withdraw_consent(wiring: Wiring, who: Who, kind: str) -> None:
    """From now on; what was done under it stays done. Twice is once. Without read-reports what waits or is read is
    cancelled; without keep-reports the files of what was read go."""
    assert who.person is not None
    _known(kind)
    with papers_of(wiring, who.person) as at:
        if not _end(at.connection, kind, at.now):
            return
        audit.record(at.connection, who, "consent.withdraw", kind, "own")
        if kind == "read-reports":
            uploads.stop_all(at)
        if kind in ("read-reports", "keep-reports"):
            jobs.defer(at.connection, "let_go_of_files", {"person": str(who.person)}, queue="upkeep")


def has_consent(connection: Connection, person: UUID, kind: str) -> bool:
    """Whether today's wording is agreed to."""
    c = consent.c
    asked = select(c.id).where(
        c.person == person, c.kind == kind, c.version == CONSENTS[kind].version, c.withdrawn_at.is_(None)
    )
    return connection.execute(asked).first() is not None


def require_reading(connection: Connection, person: UUID) -> None:
    """NotAgreed, with the way out, when CreditAI may not read this person's reports."""
    if not has_consent(connection, person, "read-reports"):
        raise NotAgreed(
            "You have not agreed that CreditAI reads your reports, so no file is taken in. Read the words at "
            "GET /api/v1/me/consents, agree at PUT /api/v1/me/consents/read-reports, then send the file again."
        )


def _known(kind: str) -> Consent:
    if kind not in CONSENTS:
        raise NotFound(f"There is no such consent; there are: {', '.join(CONSENTS)}.")
    return CONSENTS[kind]


def _given(connection: Connection) -> dict[tuple[str, int], datetime]:
    c = consent.c
    rows = connection.execute(select(c.kind, c.version, c.given_at).where(c.withdrawn_at.is_(None)))
    return {(row.kind, row.version): row.given_at for row in rows}


def _end(connection: Connection, kind: str, now: datetime) -> bool:
    ended = consent.update().where(consent.c.kind == kind, consent.c.withdrawn_at.is_(None))
    return connection.execute(ended.values(withdrawn_at=now)).rowcount > 0
