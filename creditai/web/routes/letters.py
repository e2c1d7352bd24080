"""Letters: written when the person asks, as PDF, to be signed and posted by them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from creditai.disputes.answers import from_data
from creditai.disputes.kinds import every_kind
from creditai.flows.fetch_letter import fetch_letter
from creditai.flows.look_at_papers import look_at_papers
from creditai.flows.write_letters import Further, write_letters
from creditai.papers import letters
from creditai.web.asking import consumer, wiring_of
from creditai.web.etags import IfMatch, answer
from creditai.web.files import file
from creditai.web.idempotency import Once
from creditai.web.pages import PageAsked, listed
from creditai.web.problems import may_fail
from creditai.web.routes.disputes import Answer, Key
from creditai.web.routing import Router
from creditai.who import Who

router = Router(prefix="/api/v1/letters", tags=["letters"])
Reader = Annotated[Who, Depends(consumer("disputes:read"))]
Writer = Annotated[Who, Depends(consumer("disputes:write"))]


class Letter(BaseModel):
    """A PDF of one dispute; `sha256` is that of the file."""

    id: UUID
    dispute: str
    sha256: str
    pages: int
    size: int
    made_at: datetime

    @classmethod
    def of(cls, letter: letters.Letter) -> Letter:
        return cls(
            id=letter.id, dispute=letter.dispute, sha256=letter.digest.hex(), pages=letter.pages,
            size=letter.size, made_at=letter.made_at,
        )  # fmt: skip


class Letters(BaseModel):
    items: list[Letter]
    next: str | None


class Wanted(BaseModel):
    """Empty: all letters that are not sent yet. With `kind`: a further one, after `follow` where it follows one."""

    model_config = ConfigDict(extra="forbid")
    kind: Annotated[str | None, Field(max_length=40)] = None
    follow: Annotated[str | None, Field(max_length=40)] = None
    told: Annotated[dict[Key, Answer], Field(max_length=100)] = Field({}, description="What the kind asks.")


class KindOfLetter(BaseModel):
    id: str
    title: str
    to: str
    when: str
    basis: list[str]
    asks: Mapping[str, str]


class Kinds(BaseModel):
    items: list[KindOfLetter]
    next: None = None


class Envelope(BaseModel):
    """Line by line. `recipient` is empty where nothing is posted: a page that you keep."""

    sender: list[str]
    recipient: list[str]
    letter_pages: int
    enclosures: list[str]


class Checklist(BaseModel):
    """What to do before the envelope is closed, in order."""

    items: list[str]
    next: None = None


@router.post(
    "",
    status_code=201,
    response_model=Letters,
    responses=may_fail(402, 409, 412),
    openapi_extra={"x-limit": "write"},
)
def write(request: Request, who: Writer, body: Wanted, once: Once, version: IfMatch) -> Response:
    """Write the letters. Every sentence is checked against your reports and answers; if one is refused, none is
    written. Where a plan applies, letters unlock after the third business day: before that 409 names the day."""
    wiring = wiring_of(request)

    def act() -> Response:
        said = from_data({"told": body.told}).told
        wanted = None if body.kind is None else Further(body.kind, body.follow, said)
        written = write_letters(wiring, who, wanted, version=version)
        return answer(request, Letters(items=[Letter.of(each) for each in written], next=None), status=201)

    return once.do(who, body.model_dump_json().encode(), act)


@router.get("", response_model=Letters, responses=may_fail(), openapi_extra={"x-limit": "read"})
def list_(request: Request, who: Reader, asked: PageAsked) -> Response:
    """Your letters, the newest first."""
    shown, following = listed(
        wiring_of(request), who, asked, "letter.list", letters.page, lambda each: [each.id]
    )
    return answer(request, Letters(items=[Letter.of(each) for each in shown], next=following))


@router.get("/kinds", response_model=Kinds, responses=may_fail(), openapi_extra={"x-limit": "read"})
def kinds(request: Request, who: Reader) -> Response:
    """The kinds of letter: to whom, only when, and what each asks of you."""
    found = [
        KindOfLetter(id=k.id, title=k.title, to=k.to, when=k.when, basis=list(k.basis), asks=k.asks)
        for k in every_kind().values()
    ]
    return answer(request, Kinds(items=found))


@router.get("/{letter}", response_model=Letter, responses=may_fail(404), openapi_extra={"x-limit": "read"})
def one(request: Request, who: Reader, letter: UUID) -> Response:
    """One letter."""
    found = look_at_papers(
        wiring_of(request), who, "letter.show", str(letter), lambda at: letters.one(at, letter)
    )  # fmt: skip
    return answer(request, Letter.of(found))


@router.get(
    "/{letter}/pdf",
    response_class=Response,
    responses={
        200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}, "description": "The letter."},
        **may_fail(404),
    },
    openapi_extra={"x-limit": "read"},
)  # fmt: skip
def pdf(request: Request, who: Reader, letter: UUID) -> Response:
    """The letter to be read, signed and posted by you; nothing is sent from here."""
    return file(fetch_letter(wiring_of(request), who, letter), "application/pdf", f"letter-{letter}.pdf")


@router.get(
    "/{letter}/envelope", response_model=Envelope, responses=may_fail(404), openapi_extra={"x-limit": "read"}
)
def envelope(request: Request, who: Reader, letter: UUID) -> Response:
    """What stands on the envelope, and what goes into it."""
    written, made = look_at_papers(
        wiring_of(request), who, "letter.envelope", str(letter),
        lambda at: (letters.one(at, letter), letters.cover(at, letter)),
    )  # fmt: skip
    told = Envelope(
        sender=list(made.sender), recipient=list(made.recipient), letter_pages=written.pages, enclosures=list(made.enclosures)
    )  # fmt: skip
    return answer(request, told)


@router.get(
    "/{letter}/checklist",
    response_model=Checklist,
    responses=may_fail(404),
    openapi_extra={"x-limit": "read"},
)
def checklist(request: Request, who: Reader, letter: UUID) -> Response:
    """What to enclose, sign and do before you post it."""
    made = look_at_papers(
        wiring_of(request), who, "letter.checklist", str(letter), lambda at: letters.cover(at, letter)
    )  # fmt: skip
    return answer(request, Checklist(items=list(made.steps)))
