"""Contracts and signed papers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.engine import Row

from creditai.billing.mirror import LIVE, Subscription
from creditai.billing.plans import Interval, offer
from creditai.billing.statute import digest
from creditai.errors import NotFound
from creditai.store.encryption import DataKey, seal, seal_text, unseal, unseal_text
from creditai.store.ids import new_id
from creditai.store.tables.contract import contract, signed_paper

KEPT = timedelta(days=5 * 366)
"""The statute asks for two years (15 USC 1679c(c)); a claim runs for five (1679i)."""


@dataclass(frozen=True, slots=True)
class Contract:
    """`digest`: of the draft. Signed when `signed_at`; in force until `cancelled_at`."""

    id: UUID
    plan: str
    interval: Interval
    state: str
    name: str
    digest: str
    day: date
    last_day: date
    signed_at: datetime | None
    letters_from: datetime | None
    cancelled_at: datetime | None
    made_at: datetime

    @property
    def in_force(self) -> bool:
        return self.signed_at is not None and self.cancelled_at is None


@dataclass(frozen=True, slots=True)
class InForce:
    """What counts of a contract in force: when its letters begin."""

    plan: str
    interval: Interval
    letters_from: datetime


@dataclass(frozen=True, slots=True)
class Paper:
    """A signed paper without its pages."""

    id: UUID
    kind: str
    contract: UUID | None
    digest: str
    made_at: datetime


def add(connection: Connection, key: DataKey, person: UUID, made: Contract) -> None:
    connection.execute(
        contract.insert().values(
            id=made.id, person=person, plan=made.plan, interval=made.interval, state=made.state,
            name=seal_text(key, made.name, f"contract.name:{made.id}"), digest=made.digest, day=made.day,
            last_day=made.last_day, made_at=made.made_at,
        )
    )  # fmt: skip


def one(connection: Connection, key: DataKey, person: UUID, id_: UUID, *, lock: bool = False) -> Contract:
    """NotFound when it is not there, or not this person's."""
    asked = select(contract).where(contract.c.person == person, contract.c.id == id_)
    row = connection.execute(asked.with_for_update() if lock else asked).first()
    if row is None:
        raise NotFound("There is no such contract.")
    return _contract(key, row)


def every(connection: Connection, key: DataKey, person: UUID) -> tuple[Contract, ...]:
    """The newest first."""
    asked = select(contract).where(contract.c.person == person).order_by(contract.c.id.desc()).limit(100)
    return tuple(_contract(key, row) for row in connection.execute(asked))


def sign(connection: Connection, id_: UUID, at: datetime, letters_from: datetime) -> None:
    connection.execute(
        update(contract).where(contract.c.id == id_).values(signed_at=at, letters_from=letters_from)
    )


def cancel(connection: Connection, id_: UUID, at: datetime) -> None:
    connection.execute(update(contract).where(contract.c.id == id_).values(cancelled_at=at))


def in_force(connection: Connection, person: UUID) -> tuple[InForce, ...]:
    """Contracts that are signed and not cancelled, the newest last."""
    c = contract.c
    asked = (
        select(c.plan, c.interval, c.letters_from)
        .where(c.person == person, c.signed_at.is_not(None), c.cancelled_at.is_(None))
        .order_by(c.signed_at, c.id)
    )
    return tuple(InForce(*row) for row in connection.execute(asked))


def uncovered(told: Sequence[Subscription], signed: Sequence[InForce]) -> tuple[Subscription, ...]:
    """What runs though no contract in force is for it. What is no plan of ours gives no right and is left alone where there
    is a contract."""
    for_ = {(each.plan, each.interval) for each in signed}
    ours = {plan.name for plan in offer().sold}
    return tuple(
        each
        for each in told
        if each.status in LIVE
        and (each.plan, each.interval) not in for_
        and (not signed or each.plan in ours)
    )


def drop_drafts(connection: Connection, person: UUID) -> None:
    """Remove what was drawn up and never signed."""
    connection.execute(delete(contract).where(contract.c.person == person, contract.c.signed_at.is_(None)))


def keep(
    connection: Connection, key: DataKey, person: UUID, kind: str, body: bytes, at: datetime, contract: UUID | None = None
) -> Paper:  # fmt: skip
    """Keep the pages of something that is signed now, for as long as the law may ask for them."""
    paper = Paper(new_id(), kind, contract, digest(body), at)
    connection.execute(
        signed_paper.insert().values(
            id=paper.id, person=person, kind=kind, contract=contract, digest=paper.digest,
            body=seal(key, body, f"signed_paper.body:{paper.id}"), keep_until=(at + KEPT).date(), made_at=at,
        )
    )  # fmt: skip
    return paper


def papers(connection: Connection, person: UUID) -> tuple[Paper, ...]:
    """The newest first."""
    c = signed_paper.c
    asked = (
        select(c.id, c.kind, c.contract, c.digest, c.made_at)
        .where(c.person == person)
        .order_by(c.id.desc())
        .limit(100)
    )
    return tuple(Paper(*row) for row in connection.execute(asked))


def pages(connection: Connection, key: DataKey, person: UUID, id_: UUID) -> bytes:
    """The PDF of a signed paper."""
    c = signed_paper.c
    body = connection.execute(select(c.body).where(c.person == person, c.id == id_)).scalar_one_or_none()
    if body is None:
        raise NotFound("There is no such paper.")
    return unseal(key, body, f"signed_paper.body:{id_}")


def has_disclosure(connection: Connection, person: UUID) -> bool:
    c = signed_paper.c
    asked = select(func.count()).where(c.person == person, c.kind == "disclosure")
    return bool(connection.execute(asked).scalar_one())


def _contract(key: DataKey, row: Row[tuple[object, ...]]) -> Contract:
    return Contract(
        row.id, row.plan, row.interval, row.state, unseal_text(key, row.name, f"contract.name:{row.id}"), row.digest,
        row.day, row.last_day, row.signed_at, row.letters_from, row.cancelled_at, row.made_at,
    )  # fmt: skip
