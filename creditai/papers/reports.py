"""Reports that were read: the whole as creditai.report/1, and what lists show of it and of each account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Select, Uuid, bindparam, select, tuple_

from creditai.contract import as_json, report_from_json
from creditai.errors import NotFound
from creditai.papers.at import At
from creditai.quoting import number as masked
from creditai.report import Account, Report
from creditai.store.documents import seal_json, unseal_json, unseal_texts
from creditai.store.tables.report import account as account_table
from creditai.store.tables.report import report as table

_SHOWN = (
    "bureau", "portfolio", "account_type", "status", "condition", "responsibility", "opened", "reported",
    "balance", "past_due", "credit_limit",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """A report of the table: its id, the paper it came from, its document."""

    id: UUID
    paper: UUID
    report: Report


@dataclass(frozen=True, slots=True)
class Line:
    """What a list shows of a report."""

    id: str
    shown: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AccountLine:
    """What a list shows of an account: `text` is the JSON object that was sealed, unread."""

    report: UUID
    place: int
    text: bytes

    @property
    def id(self) -> str:
        """REPORT-PLACE."""
        return f"{self.report}-{self.place}"

    def told(self) -> bytes:
        """The same object with its ids."""
        head = f'{{"id":"{self.id}","report":"{self.report}","place":{self.place},'
        return head.encode() + self.text[1:]


def keep(at: At, report_id: UUID, paper: UUID, report: Report) -> None:
    """The report and its accounts, in this transaction."""
    at.connection.execute(
        table.insert().values(
            id=report_id, person=at.person, paper=paper, made_at=at.now,
            summary=seal_json(at.key, _summary(report), f"report.summary:{report_id}"),
            document=seal_json(at.key, as_json(report), f"report.document:{report_id}"),
        )
    )  # fmt: skip
    rows = [
        {
            "person": at.person, "report": report_id, "place": place,
            "summary": seal_json(at.key, _account(report, place), _place(report_id, place)),
        }
        for place in range(len(report.accounts))
    ]  # fmt: skip
    if rows:
        at.connection.execute(account_table.insert(), rows)


def ids(at: At) -> tuple[UUID, ...]:
    """All reports of the person, the first read first: the order of the analysis."""
    return tuple(
        at.connection.execute(
            select(table.c.id).where(table.c.person == at.person).order_by(table.c.id)
        ).scalars()
    )


def every(at: At) -> tuple[Kept, ...]:
    """All of them, whole, in the order of `ids`."""
    rows = at.connection.execute(select(table).where(table.c.person == at.person).order_by(table.c.id))
    return tuple(Kept(row.id, row.paper, _document(at, row.id, row.document)) for row in rows)


def one(at: At, report: UUID) -> Kept:
    """NotFound when it is not there, or not this person's."""
    row = at.connection.execute(
        select(table).where(table.c.person == at.person, table.c.id == report)
    ).first()
    if row is None:
        raise NotFound("There is no such report.")
    return Kept(row.id, row.paper, _document(at, row.id, row.document))


def page(at: At, after: Sequence[Any], limit: int) -> list[Line]:
    """The newest first."""
    asked = select(table.c.id, table.c.paper, table.c.summary, table.c.made_at)
    asked = asked.order_by(table.c.id.desc()).limit(limit)
    asked = asked.where(table.c.person == at.person)
    if after:
        asked = asked.where(table.c.id < UUID(after[0]))
    return [
        Line(
            str(row.id),
            {
                "paper": str(row.paper),
                "made_at": row.made_at,
                **unseal_json(at.key, row.summary, f"report.summary:{row.id}"),
            },
        )
        for row in at.connection.execute(asked)
    ]


def accounts(at: At, after: Sequence[Any], limit: int, report: UUID | None = None) -> list[AccountLine]:
    """Accounts in the order of reports and, within one, of the paper; of one report alone when it is named: NotFound
    when that is not there, or not this person's."""
    told: dict[str, Any] = {"person": at.person, "most": limit, "report": report}
    if after:
        told |= {"last_report": UUID(after[0]), "last_place": int(after[1])}
    rows = at.connection.execute(_accounts(report is not None, bool(after)), told).all()
    if not rows and report is not None:
        _there(at, report)
    texts = unseal_texts(at.key, ((row.summary, _place(row.report, row.place)) for row in rows))
    return [AccountLine(row.report, row.place, text) for row, text in zip(rows, texts, strict=True)]


@cache
def _accounts(of_one: bool, later: bool) -> Select[Any]:
    """The query of a page, made once."""
    c = account_table.c
    asked = select(c.report, c.place, c.summary).where(c.person == bindparam("person"))
    if of_one:
        asked = asked.where(c.report == bindparam("report"))
    if later:
        last = tuple_(bindparam("last_report", type_=Uuid), bindparam("last_place", type_=Integer))
        asked = asked.where(tuple_(c.report, c.place) > last)
    return asked.order_by(c.report, c.place).limit(bindparam("most", type_=Integer))


def _place(report: UUID, place: int) -> str:
    """What an account's line is sealed for."""
    return f"account.summary:{report}-{place}"


def _there(at: At, report: UUID) -> None:
    known = select(table.c.id).where(table.c.person == at.person, table.c.id == report)
    if at.connection.execute(known).first() is None:
        raise NotFound("There is no such report.")


def remove_of(at: At, paper: UUID) -> UUID | None:
    """Remove what came of this paper; the id that the report had."""
    found = at.connection.execute(
        table.delete().where(table.c.person == at.person, table.c.paper == paper).returning(table.c.id)
    ).scalar()
    if found is not None:
        at.connection.execute(
            account_table.delete().where(account_table.c.person == at.person, account_table.c.report == found)
        )
    return found


def account(at: At, report: UUID, place: int) -> tuple[Kept, Account]:
    """One account, with the report that it stands in."""
    kept = one(at, report)
    if place >= len(kept.report.accounts):
        raise NotFound("There is no such account.")
    return kept, kept.report.accounts[place]


def _document(at: At, report: UUID, sealed: bytes) -> Report:
    return report_from_json(unseal_json(at.key, sealed, f"report.document:{report}"))


def _summary(report: Report) -> dict[str, Any]:
    source = report.source
    return {
        "file": source.file,
        "pages": source.pages,
        "kind": source.kind,
        "layout": source.layout,
        "bureaus": list(source.bureaus),
        "note": source.note,
        "report_date": as_json(report.report_date),
        "accounts": len(report.accounts),
        "inquiries": len(report.inquiries),
        "public_records": len(report.public_records),
        "unread_words": sum(len(place.text.split()) for place in report.coverage.unread),
    }


def _account(report: Report, place: int) -> dict[str, Any]:
    """As lists show it, and as the API answers it, unread (`AccountLine`): the number masked."""
    account = report.accounts[place]
    shown = {name: as_json(getattr(account, name)) for name in _SHOWN}
    return {
        "furnisher": account.furnisher,
        "account_number": masked(account.account_number),
        **shown,
    }
