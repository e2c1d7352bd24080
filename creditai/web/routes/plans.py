"""What is sold, for how much, and what it takes to sign: the disclosure and contracts."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from creditai.billing import amounts
from creditai.billing.plans import Interval, offer
from creditai.billing.states import sold_in
from creditai.billing.statute import statute
from creditai.flows.cancel_contract import cancel_contract
from creditai.flows.draw_up_contract import draw_up_contract
from creditai.flows.fetch_signed_paper import fetch_signed_paper
from creditai.flows.read_contracts import Signed, read_contracts
from creditai.flows.sign_contract import sign_contract
from creditai.flows.sign_disclosure import sign_disclosure
from creditai.ledger import contracts
from creditai.web.asking import anyone, consumer, wiring_of
from creditai.web.etags import answer
from creditai.web.files import file
from creditai.web.idempotency import Once
from creditai.web.problems import may_fail
from creditai.web.routing import Router
from creditai.who import Who
from creditai.wiring import Wiring

router = Router(prefix="/api/v1", tags=["billing"])
Anyone = Annotated[Who, Depends(anyone)]
Reader = Annotated[Who, Depends(consumer("billing:read"))]
Writer = Annotated[Who, Depends(consumer("billing:write"))]
Wired = Annotated[Wiring, Depends(wiring_of)]
READ, WRITE = {"x-limit": "read"}, {"x-limit": "write"}
Name = Annotated[str, Field(min_length=1, max_length=120, description="As you sign it.")]
Digest = Annotated[
    str, Field(pattern=r"^[0-9a-f]{64}$", description="The digest of what you read.", examples=["0" * 64])
]


class Plan(BaseModel):
    """Money in cents. `most_month`, `most_year`: no period costs more. The rest is allowed in a month."""

    name: str
    title: str
    most_month: int
    most_year: int
    letters: int
    reports: int
    people: int


class Plans(BaseModel):
    """A delivered letter costs `unit_month` (in a yearly plan `unit_year`) after the period; the first days nothing."""

    items: list[Plan]
    next: None = None
    unit: str
    unit_month: int
    unit_year: int
    free_days: int
    sold_in: list[str] = Field(description="States in which plans are sold now.")


class Disclosure(BaseModel):
    """The statement that the law puts before every contract (15 USC 1679c), in its own words."""

    version: str
    heading: str
    paragraphs: list[str]
    address: list[str]
    digest: str


class Acknowledged(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: Name
    digest: Digest


class Paper(BaseModel):
    """Something that was signed; `digest` is the SHA-256 of its PDF."""

    id: UUID
    kind: str
    contract: UUID | None
    digest: str
    made_at: datetime

    @classmethod
    def of(cls, paper: contracts.Paper) -> Paper:
        return cls(
            id=paper.id, kind=paper.kind, contract=paper.contract, digest=paper.digest, made_at=paper.made_at
        )


class Papers(BaseModel):
    items: list[Paper]
    next: None = None
    disclosure_signed: bool


class Wanted(BaseModel):
    model_config = ConfigDict(extra="forbid")
    plan: Annotated[str, Field(max_length=24)]
    interval: Interval = "month"
    state: Annotated[str, Field(pattern=r"^[A-Z]{2}$", description="Where you live, by two letters.")]
    name: Name


class Contract(BaseModel):
    """`last_day`: until its midnight one click cancels it for nothing. `letters_from`: the first moment of a letter."""

    id: UUID
    plan: str
    interval: Interval
    state: str
    day: date
    last_day: date
    digest: str
    signed_at: datetime | None
    letters_from: datetime | None
    cancelled_at: datetime | None
    in_force: bool
    made_at: datetime

    @classmethod
    def of(cls, made: contracts.Contract) -> Contract:
        return cls(
            id=made.id, plan=made.plan, interval=made.interval, state=made.state, day=made.day, last_day=made.last_day,
            digest=made.digest, signed_at=made.signed_at, letters_from=made.letters_from,
            cancelled_at=made.cancelled_at, in_force=made.in_force, made_at=made.made_at,
        )  # fmt: skip


class Contracts(BaseModel):
    items: list[Contract]
    next: None = None


class Signature(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: Name
    digest: Digest
    electronic: bool = Field(
        description="I agree to sign and to get records electronically (15 USC 7001(c))."
    )


@router.get("/plans", response_model=Plans, responses=may_fail(), openapi_extra=READ)
def plans(request: Request, wiring: Wired, who: Anyone) -> Response:
    """The table of plans."""
    sold, settings = offer(), wiring.settings
    items = [
        Plan(
            name=p.name, title=p.title, most_month=amounts.most(sold, p, "month"), most_year=amounts.most(sold, p, "year"),
            letters=p.letters, reports=p.reports, people=p.people,
        )
        for p in sold.plans
    ]  # fmt: skip
    states = (
        sold_in(settings.sell_in, real=settings.environment == "production")
        if wiring.stripe.configured
        else ()
    )
    told = Plans(
        items=items, unit=sold.unit, unit_month=amounts.unit_price(sold, "month"),
        unit_year=amounts.unit_price(sold, "year"), free_days=sold.free_days, sold_in=list(states),
    )  # fmt: skip
    return answer(request, told)


@router.get("/disclosure", response_model=Disclosure, responses=may_fail(), openapi_extra=READ)
def disclosure(request: Request, who: Anyone) -> Response:
    """What the law wants you to read before any contract."""
    text = statute()
    told = Disclosure(
        version=text.version, heading=text.heading, paragraphs=list(text.paragraphs), address=list(text.address),
        digest=text.digest,
    )  # fmt: skip
    return answer(request, told)


@router.post(
    "/disclosure/signature",
    status_code=201,
    response_model=Paper,
    responses=may_fail(409),
    openapi_extra=WRITE,
)
def acknowledge(request: Request, wiring: Wired, who: Writer, body: Acknowledged, once: Once) -> Response:
    """Acknowledge the disclosure. You get a copy: `/signed-papers`."""

    def act() -> Response:
        return answer(request, Paper.of(sign_disclosure(wiring, who, body.name, body.digest)), status=201)

    return once.do(who, body.model_dump_json().encode(), act)


@router.post(
    "/contracts",
    status_code=201,
    response_model=Contract,
    responses=may_fail(409),
    openapi_extra=WRITE,
)
def draw_up(request: Request, wiring: Wired, who: Writer, body: Wanted, once: Once) -> Response:
    """Draw up a contract to be read, and signed today. An earlier draft is dropped; nothing is owed."""

    def act() -> Response:
        made, _ = draw_up_contract(wiring, who, body.plan, body.interval, body.state, body.name)
        return answer(request, Contract.of(made), status=201)

    return once.do(who, body.model_dump_json().encode(), act)


@router.get("/contracts", response_model=Contracts, responses=may_fail(), openapi_extra=READ)
def list_contracts(request: Request, wiring: Wired, who: Reader) -> Response:
    """Your contracts, the newest first."""
    return answer(
        request, Contracts(items=[Contract.of(each) for each in read_contracts(wiring, who).contracts])
    )


@router.post(
    "/contracts/{contract}/signature",
    response_model=Contract,
    responses=may_fail(404, 409),
    openapi_extra=WRITE,
)
def sign(
    request: Request, wiring: Wired, who: Writer, contract: UUID, body: Signature, once: Once
) -> Response:
    """Sign the contract that was drawn up. Three business days run from now, then letters can be written."""

    def act() -> Response:
        made = sign_contract(wiring, who, contract, body.name, body.digest, body.electronic)
        return answer(request, Contract.of(made))

    return once.do(who, body.model_dump_json().encode(), act)


@router.post(
    "/contracts/{contract}/cancellation",
    response_model=Contract,
    responses=may_fail(404, 409),
    openapi_extra=WRITE,
)
def cancel(request: Request, wiring: Wired, who: Writer, contract: UUID, once: Once) -> Response:
    """Cancel the contract for nothing, until midnight of the third business day: one click, no reason."""
    return once.do(who, b"", lambda: answer(request, Contract.of(cancel_contract(wiring, who, contract))))


@router.get("/signed-papers", response_model=Papers, responses=may_fail(), openapi_extra=READ)
def list_papers(request: Request, wiring: Wired, who: Reader) -> Response:
    """Everything that you signed."""
    found: Signed = read_contracts(wiring, who)
    return answer(
        request, Papers(items=[Paper.of(each) for each in found.papers], disclosure_signed=found.disclosure)
    )


@router.get(
    "/signed-papers/{signed}/pdf",
    response_class=Response,
    responses={
        200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}, "description": "The paper."},
        **may_fail(404),
    },
    openapi_extra=READ,
)  # fmt: skip
def paper_pdf(wiring: Wired, who: Reader, signed: UUID) -> Response:
    """A paper as it was signed, or, by the id of a contract that is not signed yet, as it would be."""
    return file(fetch_signed_paper(wiring, who, signed), "application/pdf", f"paper-{signed}.pdf")
