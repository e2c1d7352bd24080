"""Reports that were read, their accounts, and pictures of their pages with boxes around any value."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Path, Query, Request, Response
from pydantic import BaseModel, Field

from creditai.contract import as_json
from creditai.flows.compare_reports import compare_reports
from creditai.flows.draw_page import draw_page
from creditai.flows.look_at_papers import look_at_papers
from creditai.papers import analysis, reports
from creditai.web.asking import consumer, wiring_of
from creditai.web.at_once import PICTURES, hold
from creditai.web.etags import answer
from creditai.web.files import file
from creditai.web.pages import PageAsked, listed
from creditai.web.problems import may_fail
from creditai.web.routing import Router
from creditai.who import Who

router = Router(prefix="/api/v1", tags=["reports"])
Reader = Annotated[Who, Depends(consumer("papers:read"))]
READ = {"x-limit": "read"}


class ReportLine(BaseModel):
    """What a list shows of a report."""

    id: UUID
    paper: UUID
    file: str
    pages: int
    kind: str
    layout: str
    bureaus: list[str]
    note: str | None
    report_date: str | None
    accounts: int
    inquiries: int
    public_records: int
    unread_words: int
    made_at: datetime


class ReportLines(BaseModel):
    items: list[ReportLine]
    next: str | None


class ReportBody(BaseModel):
    """`report` is creditai.report/1, field for field."""

    id: UUID
    paper: UUID
    report: dict[str, Any]


class AccountLine(BaseModel):
    """What a list shows of an account; the number masked. All of it stands in its report."""

    id: str = Field(description="REPORT-PLACE.")
    report: UUID
    place: int = Field(description="Its index in the report's accounts.")
    furnisher: str | None
    account_number: str | None
    bureau: str | None
    portfolio: str | None
    account_type: str | None
    status: str | None
    condition: str | None
    responsibility: str | None
    opened: str | None
    reported: str | None
    balance: str | None
    past_due: str | None
    credit_limit: str | None


class AccountLines(BaseModel):
    items: list[AccountLine]
    next: str | None


class AccountBody(BaseModel):
    """An account of creditai.report/1, with the evidence of its values (pointers within it)."""

    id: str
    report: UUID
    account: dict[str, Any]
    evidence: dict[str, Any]


class Listed(BaseModel):
    items: list[dict[str, Any]]
    next: str | None


class Compared(BaseModel):
    """`shown`: gone, changed, changed as asked, changed otherwise, unchanged, back, new."""

    older: UUID
    newer: UUID
    results: list[dict[str, Any]]


@router.get("/reports", response_model=ReportLines, responses=may_fail(), openapi_extra=READ)
def list_reports(request: Request, who: Reader, asked: PageAsked) -> Response:
    """Your reports, the one read last first."""
    shown, following = listed(
        wiring_of(request), who, asked, "report.list", reports.page, lambda each: [each.id]
    )
    items = [ReportLine(id=UUID(each.id), **each.shown) for each in shown]
    return answer(request, ReportLines(items=items, next=following))


@router.get("/reports/{report}", response_model=ReportBody, responses=may_fail(404), openapi_extra=READ)
def one_report(request: Request, who: Reader, report: UUID) -> Response:
    """The whole report: every value with the place on paper that it came from."""
    kept = look_at_papers(
        wiring_of(request), who, "report.show", str(report), lambda at: reports.one(at, report)
    )  # fmt: skip
    return answer(request, ReportBody(id=kept.id, paper=kept.paper, report=as_json(kept.report)))


@router.get(
    "/reports/{report}/accounts", response_model=AccountLines, responses=may_fail(404), openapi_extra=READ
)
def accounts_of(request: Request, who: Reader, report: UUID, asked: PageAsked) -> Response:
    """The accounts of one report, as it prints them."""
    return _accounts(request, who, asked, f"accounts/{report}", report)


@router.get("/accounts", response_model=AccountLines, responses=may_fail(), openapi_extra=READ)
def list_accounts(request: Request, who: Reader, asked: PageAsked) -> Response:
    """The accounts of all your reports."""
    return _accounts(request, who, asked, "accounts", None)


def _accounts(request: Request, who: Who, asked: PageAsked, of: str, report: UUID | None) -> Response:
    wiring = wiring_of(request)
    after = asked.after(wiring, who, of)
    rows = look_at_papers(
        wiring, who, "account.list", "" if report is None else str(report),
        lambda at: reports.accounts(at, after, asked.limit + 1, report),
    )  # fmt: skip
    shown, following = asked.page(wiring, who, of, rows, lambda each: [each.report, each.place])
    items = b",".join(each.told() for each in shown)
    return answer(request, b'{"items":[%b],"next":%b}' % (items, json.dumps(following).encode()))


@router.get("/accounts/{account}", response_model=AccountBody, responses=may_fail(404), openapi_extra=READ)
def one_account(
    request: Request, who: Reader,
    account: Annotated[str, Path(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}-[0-9]{1,6}$")],
) -> Response:  # fmt: skip
    """One account with all that is printed of it, and where."""
    name, _, place = account.rpartition("-")
    kept, found = look_at_papers(
        wiring_of(request), who, "account.show", account, lambda at: reports.account(at, UUID(name), int(place))
    )  # fmt: skip
    head = f"/accounts/{place}"
    evidence = {
        key.removeprefix(head): as_json(value)
        for key, value in kept.report.evidence.items()
        if key.startswith(f"{head}/")
    }
    body = AccountBody(id=account, report=kept.id, account=as_json(found), evidence=evidence)
    return answer(request, body)


@router.get(
    "/reports/{report}/pages/{page}.png",
    response_class=Response,
    responses={
        200: {
            "content": {"image/png": {"schema": {"type": "string", "format": "binary"}}},
            "description": "The page.",
        },
        **may_fail(404),
    },
    openapi_extra=READ,
)
def picture(
    request: Request,
    who: Reader,
    report: UUID,
    page: Annotated[int, Path(ge=1, le=10_000)],
    pointer: Annotated[
        str | None, Query(max_length=200, pattern="^/", description="A value: `/accounts/0/balance`.")
    ] = None,
    finding: Annotated[
        str | None, Query(pattern=r"^[!-~]{1,64}$", description="A finding: all that it quotes here.")
    ] = None,
    dpi: Annotated[int, Query(ge=50, le=200)] = 110,
) -> Response:
    """The page as a picture, with boxes around the value or the finding."""
    with hold(request, "picture", who, PICTURES):
        png = draw_page(wiring_of(request), who, report, page, pointer=pointer, finding=finding, dpi=dpi)
    return file(png, "image/png", f"page-{page}.png")


@router.get("/links", response_model=Listed, responses=may_fail(), openapi_extra=READ)
def links(request: Request, who: Reader, asked: PageAsked) -> Response:
    """One account at several bureaus, at several dates, or one debt of a creditor and its collectors."""
    return _part(request, who, asked, "links")


@router.get("/comparisons", response_model=Listed, responses=may_fail(), openapi_extra=READ)
def comparisons(request: Request, who: Reader, asked: PageAsked) -> Response:
    """Every two pulls of one bureau that follow one another: what is gone, new, back, changed, unchanged."""
    return _part(request, who, asked, "comparisons")


def _part(request: Request, who: Who, asked: PageAsked, of: str) -> Response:
    wiring = wiring_of(request)
    after = asked.after(wiring, who, of)
    begin = int(after[0]) + 1 if after else 0
    kept = look_at_papers(wiring, who, f"{of}.list", "", analysis.links_and_comparisons)
    rows = list(enumerate(kept[of]))[begin : begin + asked.limit + 1]
    shown, following = asked.page(wiring, who, of, rows, lambda each: [each[0]])
    return answer(request, Listed(items=[each for _, each in shown], next=following))


@router.get(
    "/comparisons/{older}/{newer}", response_model=Compared, responses=may_fail(404), openapi_extra=READ
)  # fmt: skip
def compare(request: Request, who: Reader, older: UUID, newer: UUID) -> Response:
    """Two reports of one bureau, with the disputed items that each change answers."""
    found = compare_reports(wiring_of(request), who, older, newer)
    return answer(request, Compared(older=older, newer=newer, results=list(found.results)))
