"""What the person chose to dispute, what happened to it, and what is due."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Annotated, Any

from fastapi import Depends, Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from creditai.case import OutcomeWord
from creditai.disputes.agenda import icalendar
from creditai.disputes.ahead import calendar
from creditai.disputes.answered import as_kept
from creditai.disputes.answers import from_data
from creditai.disputes.furnishers import UNADDRESSED
from creditai.disputes.grounds import DIRECT_WARNING, MORTGAGE_WARNING
from creditai.disputes.register import ItemOutcome, Recordable
from creditai.errors import Invalid, NotFound, WrongUsage
from creditai.flows.look_at_papers import look_at_papers
from creditai.flows.open_dispute import open_dispute
from creditai.flows.record_event import Happened, record_event
from creditai.papers import register
from creditai.papers.register import Workspace
from creditai.papers.telling import Next, timeline, told
from creditai.web.asking import consumer, wiring_of
from creditai.web.etags import IfMatch, answer
from creditai.web.files import file
from creditai.web.idempotency import Once
from creditai.web.pages import PageAsked
from creditai.web.problems import may_fail
from creditai.web.routing import Router
from creditai.web.wording import as_requests
from creditai.who import Who
from creditai.wiring import Wiring

router = Router(prefix="/api/v1", tags=["disputes"])
Reader = Annotated[Who, Depends(consumer("disputes:read"))]
Writer = Annotated[Who, Depends(consumer("disputes:write"))]
Name = Annotated[str, Path(pattern=r"^[a-z]{1,20}-[0-9]{1,6}$", description="Such as experian-1.")]
READ, WRITE = {"x-limit": "read"}, {"x-limit": "write"}
Line = Annotated[str, Field(max_length=400)]
Key = Annotated[str, Field(max_length=80)]
"""The name of an open member."""


class Due(BaseModel):
    what: str
    day: date
    title: str
    law: str | None
    estimated: bool = Field(description="It rests on a receipt that is not proven.")


class Dispute(BaseModel):
    """One letter to one recipient: its items, what happened, what is due, what comes next."""

    id: str
    kind: str
    bureau: str | None
    state: str
    next: Next
    due: list[Due]
    items: list[dict[str, Any]]
    events: list[dict[str, Any]]
    reports: list[str] = Field(description="Digests of the reports that it was opened from.")
    annual: bool | None
    follows: str | None
    letter: dict[str, Any] | None


class Disputes(BaseModel):
    items: list[Dispute]
    next: str | None


class Sender(BaseModel):
    """Who writes, as they confirm it; the name and address go on the letter as they stand here."""

    model_config = ConfigDict(extra="forbid")
    name: Annotated[str, Field(min_length=1, max_length=120)]
    address: Annotated[list[Line], Field(min_length=1, max_length=6)]
    birth_date: date | None = None
    ssn_last4: Annotated[str | None, Field(pattern=r"^[0-9]{4}$")] = None
    other_names: Annotated[list[Line], Field(max_length=20)] = []
    addresses_never_theirs: Annotated[list[Line], Field(max_length=50)] = []
    accounts_disowned: Annotated[list[Line], Field(max_length=200)] = []


Answer = bool | Line | Annotated[list[Line], Field(max_length=50)]


class Choices(BaseModel):
    """The answers file of `creditai dispute` as JSON. Nothing has a default: what is not named is not disputed."""

    model_config = ConfigDict(extra="forbid")
    person: Sender | None = None
    finding: Annotated[dict[Key, dict[Key, Answer]], Field(max_length=500)] = Field(
        {}, description='By finding: {"include": true, NEED: answer, "papers": ..., "bureaus": [...]}.'
    )
    rule: Annotated[dict[Key, dict[Key, Answer]], Field(max_length=200)] = Field(
        {}, description="The same for all findings of a rule."
    )
    told: Annotated[dict[Key, Answer], Field(max_length=100)] = {}
    annual_report: bool | None = Field(None, description="These are the free reports of once a year.")
    direct: bool = Field(False, description="Also letters to the furnishers, where that is open.")


class Left(BaseModel):
    finding: str
    rule: str
    why: str


class Opened(BaseModel):
    """`left`: what was asked for and is not in a dispute, and why."""

    disputes: list[Dispute]
    left: list[Left]
    warnings: list[str]


class Outcome(BaseModel):
    model_config = ConfigDict(extra="forbid")
    item: Annotated[int, Field(ge=1, le=500, description="As numbered in the letter.")]
    word: OutcomeWord
    values: Annotated[dict[Key, Line], Field(max_length=50)] = Field(
        {}, description="What a disputed value became."
    )


class Event(BaseModel):
    model_config = ConfigDict(extra="forbid")
    what: Recordable = Field(description="`taken-back` takes the last one back.")
    on: date
    proof: Line | None = Field(None, description="The carrier's number, or what shows it.")
    outcomes: Annotated[list[Outcome], Field(max_length=500)] = []


class MomentLine(BaseModel):
    day: str
    dispute: str
    what: str
    title: str
    ahead: bool = Field(description="A clock that ends on that day.")
    estimated: bool
    law: str | None
    proof: str | None


class Timeline(BaseModel):
    today: date
    items: list[MomentLine]
    next: str | None


@router.get("/disputes", response_model=Disputes, responses=may_fail(), openapi_extra=READ)
def list_(request: Request, who: Reader, asked: PageAsked) -> Response:
    """All disputes, the first opened first. The ETag is what a change may rest on (`If-Match`)."""
    wiring = wiring_of(request)
    after = asked.after(wiring, who, "disputes")
    begin = int(after[0]) + 1 if after else 0
    kept = look_at_papers(wiring, who, "dispute.list", "", register.read)
    rows = list(enumerate(kept.register.disputes))[begin : begin + asked.limit + 1]
    shown, following = asked.page(wiring, who, "disputes", rows, lambda each: [each[0]])
    items = [_dispute(wiring, kept, each.id) for _, each in shown]
    return answer(request, Disputes(items=items, next=following), version=kept.version)


@router.get("/disputes/{dispute}", response_model=Dispute, responses=may_fail(404), openapi_extra=READ)
def one(request: Request, who: Reader, dispute: Name) -> Response:
    """One dispute."""
    wiring = wiring_of(request)
    kept = look_at_papers(wiring, who, "dispute.show", dispute, register.read)
    return answer(request, _dispute(wiring, kept, dispute), version=kept.version)


@router.post(
    "/disputes",
    status_code=201,
    response_model=Opened,
    responses=may_fail(404, 409, 412),
    openapi_extra=WRITE,
)
def open_(request: Request, who: Writer, body: Choices, once: Once, version: IfMatch) -> Response:
    """Choose what to dispute and confirm what only you know; disputes are opened, one letter for each bureau.

    While a dispute is open a lender may hold up a mortgage: read `warnings`."""
    wiring = wiring_of(request)

    def act() -> Response:
        data = body.model_dump(mode="json", exclude={"direct"}, exclude_none=True)
        with _unrepeated():
            made = open_dispute(wiring, who, from_data(data), directly=body.direct, version=version)
        kept = Workspace(made.version, made.register)
        opened = Opened(
            disputes=[_dispute(wiring, kept, each.id) for each in made.opened.disputes],
            left=[
                Left(finding=e.finding.id, rule=e.finding.rule, why=as_requests(e.why))
                for e in made.opened.left
            ],
            warnings=[
                MORTGAGE_WARNING,
                *([DIRECT_WARNING] if body.direct else []),
                *(UNADDRESSED.format(name=name) for name in made.opened.unaddressed),
            ],
        )
        return answer(request, opened, status=201, version=made.version)

    return once.do(who, body.model_dump_json().encode(), act)


@router.post(
    "/disputes/{dispute}/events", status_code=201, response_model=Dispute,
    responses=may_fail(404, 409, 412), openapi_extra=WRITE,
)  # fmt: skip
def record(
    request: Request, who: Writer, dispute: Name, body: Event, once: Once, version: IfMatch
) -> Response:
    """Record a posting, a receipt or an answer. Only this starts a clock or names an outcome; a receipt counts as
    proven with `proof`. What was recorded by mistake is taken back by `taken-back`, the last one first."""
    wiring = wiring_of(request)

    def act() -> Response:
        after = record_event(wiring, who, dispute, _happened(body), version=version)
        return answer(request, _dispute(wiring, after, dispute), status=201, version=after.version)

    return once.do(who, body.model_dump_json().encode(), act)


@router.get("/timeline", response_model=Timeline, responses=may_fail(), openapi_extra=READ)
def timeline_(request: Request, who: Reader, asked: PageAsked) -> Response:
    """What happened to your disputes and what is due, the oldest first."""
    wiring = wiring_of(request)
    after = asked.after(wiring, who, "timeline")
    begin = int(after[0]) + 1 if after else 0
    kept = look_at_papers(wiring, who, "dispute.timeline", "", register.read)
    rows = list(enumerate(timeline(kept.register)))[begin : begin + asked.limit + 1]
    shown, following = asked.page(wiring, who, "timeline", rows, lambda each: [each[0]])
    items = [
        MomentLine(**{name: getattr(each, name) for name in MomentLine.model_fields}) for _, each in shown
    ]
    body = Timeline(today=wiring.clock.today(), items=items, next=following)
    return answer(request, body, version=kept.version)


@router.get(
    "/timeline.ics",
    response_class=Response,
    responses={200: {"content": {"text/calendar": {"schema": {"type": "string"}}}, "description": "iCalendar."}, **may_fail()},
    openapi_extra=READ,
)  # fmt: skip
def calendar_(request: Request, who: Reader) -> Response:
    """The dates to come for a calendar; it holds no names and no numbers of accounts."""
    wiring = wiring_of(request)
    kept = look_at_papers(wiring, who, "dispute.calendar", "", register.read)
    content = icalendar(calendar(kept.register, "CreditAI"), wiring.clock.now())
    return file(content, "text/calendar", "disputes.ics")


@contextmanager
def _unrepeated() -> Iterator[None]:
    """What begins with a table of the answers file repeats its name; here that is any word that was sent."""
    try:
        yield
    except WrongUsage as error:
        if not error.message.startswith("["):
            raise
        raise Invalid(
            'Choices do not fit: each is {"include": true or false, NEED: answer} under the id or the rule of '
            "one of your findings; what is `told` is among the questions.",
            "/body",
        ) from None


def _dispute(wiring: Wiring, kept: Workspace, name: str) -> Dispute:
    for each in kept.register.disputes:
        if each.id == name:
            data = told(kept.register, each, wiring.clock.today())
            return Dispute(**{field: data[field] for field in Dispute.model_fields})
    raise NotFound("There is no such dispute.")


def _happened(body: Event) -> Happened:
    if (body.what == "answered") != bool(body.outcomes):
        raise Invalid("`outcomes` belong to `answered`, and it needs them.", "/outcomes")
    outcomes = []
    for place, each in enumerate(body.outcomes):
        if each.values and each.word != "updated":
            raise Invalid("`values` are for an item that was updated.", f"/outcomes/{place}/values")
        try:
            values = {name: as_kept(name, text.strip()) for name, text in each.values.items()}
        except WrongUsage as error:
            raise Invalid(error.message.removeprefix("--value "), f"/outcomes/{place}/values") from error
        outcomes.append(ItemOutcome(each.item, each.word, values))
    return Happened(body.what, body.on, body.proof, outcomes)
