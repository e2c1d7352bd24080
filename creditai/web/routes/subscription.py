"""The subscription: how you stand, Checkout, portal, the end of it; invoices and what went back."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import Depends, Path, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from creditai.billing.entitlements import Standing
from creditai.billing.mirror import Invoice as Told
from creditai.billing.plans import Interval
from creditai.flows.end_subscription import end_subscription
from creditai.flows.open_checkout import open_checkout
from creditai.flows.open_portal import open_portal
from creditai.flows.read_money import Money, read_money
from creditai.flows.refund_payment import refund_payment
from creditai.web.asking import consumer, operator, wiring_of
from creditai.web.etags import answer
from creditai.web.idempotency import Once
from creditai.web.problems import may_fail
from creditai.web.routing import Router
from creditai.who import Who
from creditai.wiring import Wiring

router = Router(prefix="/api/v1", tags=["billing"])
Reader = Annotated[Who, Depends(consumer("billing:read"))]
Writer = Annotated[Who, Depends(consumer("billing:write"))]
Operator = Annotated[Who, Depends(operator())]
Wired = Annotated[Wiring, Depends(wiring_of)]
READ, WRITE = {"x-limit": "read"}, {"x-limit": "write"}
InvoiceId = Annotated[str, Path(pattern=r"^in_[A-Za-z0-9_]{1,60}$")]


class Subscription(BaseModel):
    """What Stripe's last word allows. `due`: cents for the period so far, billed after it; `letters_from`: when letters
    begin; `changes_to`: the plan of the first period
    after the days in which its contract can be cancelled; `next_attempt`: when a refused card is tried again."""

    plan: str
    standing: Standing
    interval: Interval | None
    since: datetime | None
    until: datetime | None
    letters: int
    letters_delivered: int
    reports: int
    people: int
    due: int
    letters_from: datetime | None
    changes_to: str | None
    next_attempt: datetime | None

    @classmethod
    def of(cls, told: Money) -> Subscription:
        right = told.right
        return cls(
            plan=right.plan.name, standing=right.standing, interval=told.interval, since=right.since, until=right.until,
            letters=right.letters, letters_delivered=told.delivered, reports=right.reports, people=right.people,
            due=told.due_cents, letters_from=told.letters_from, changes_to=told.changes_to,
            next_attempt=told.next_attempt,
        )  # fmt: skip


class Ending(BaseModel):
    """`ends` true: over with the period that has begun; false: take that back."""

    model_config = ConfigDict(extra="forbid")
    ends: bool


class Checkout(BaseModel):
    """For a contract in force."""

    model_config = ConfigDict(extra="forbid")
    contract: UUID


class Address(BaseModel):
    """An address at Stripe, good for a short while."""

    url: str


class Invoice(BaseModel):
    """Money in cents."""

    id: str
    status: str
    due: int
    paid: int
    refunded: int
    attempts: int
    next_attempt: datetime | None
    period_start: datetime
    period_end: datetime
    made_at: datetime

    @classmethod
    def of(cls, told: Told, refunded: int) -> Invoice:
        return cls(
            id=told.id, status=told.status, due=told.due_cents, paid=told.paid_cents, refunded=refunded,
            attempts=told.attempts, next_attempt=told.next_attempt, period_start=told.period_start,
            period_end=told.period_end, made_at=told.created,
        )  # fmt: skip


class Invoices(BaseModel):
    items: list[Invoice]
    next: None = None


class Refund(BaseModel):
    """`amount`: cents; none: all that is left."""

    model_config = ConfigDict(extra="forbid")
    amount: Annotated[int | None, Field(ge=1, le=10_000_000)] = None
    why: Annotated[str, Field(min_length=1, max_length=200)]


class Refunded(BaseModel):
    invoice: str
    refunded: int
    currency: Literal["usd"] = "usd"


@router.get("/subscription", response_model=Subscription, responses=may_fail(), openapi_extra=READ)
def subscription(request: Request, wiring: Wired, who: Reader) -> Response:
    """How you stand."""
    return answer(request, Subscription.of(read_money(wiring, who)))


@router.post(
    "/subscription/ending", response_model=Subscription, responses=may_fail(404, 409), openapi_extra=WRITE
)
def ending(request: Request, wiring: Wired, who: Writer, body: Ending, once: Once) -> Response:
    """End the subscription with the period that has begun, or take that back. What is delivered by then is billed."""

    def act() -> Response:
        end_subscription(wiring, who, ends=body.ends)
        return answer(request, Subscription.of(read_money(wiring, who)))

    return once.do(who, body.model_dump_json().encode(), act)


@router.post(
    "/checkout", status_code=201, response_model=Address, responses=may_fail(404, 409), openapi_extra=WRITE
)
def checkout(request: Request, wiring: Wired, who: Writer, body: Checkout, once: Once) -> Response:
    """Where to give a card, at Stripe. Nothing is taken; the first days are free."""

    def act() -> Response:
        return answer(request, Address(url=open_checkout(wiring, who, body.contract)), status=201)

    return once.do(who, body.model_dump_json().encode(), act)


@router.post(
    "/portal", status_code=201, response_model=Address, responses=may_fail(404, 409), openapi_extra=WRITE
)
def portal(request: Request, wiring: Wired, who: Writer, once: Once) -> Response:
    """Where to see invoices and give another card, at Stripe."""
    return once.do(who, b"", lambda: answer(request, Address(url=open_portal(wiring, who)), status=201))


@router.get("/invoices", response_model=Invoices, responses=may_fail(), openapi_extra=READ)
def invoices(request: Request, wiring: Wired, who: Reader) -> Response:
    """Your invoices, the newest first."""
    told = read_money(wiring, who).invoices
    return answer(request, Invoices(items=[Invoice.of(each, back) for each, back in told]))


@router.post(
    "/invoices/{invoice}/refunds",
    status_code=201,
    response_model=Refunded,
    responses=may_fail(404, 409),
    openapi_extra=WRITE,
)
def refund(
    request: Request, wiring: Wired, who: Operator, invoice: InvoiceId, body: Refund, once: Once
) -> Response:
    """Give back what was paid on an invoice. Operators only."""

    def act() -> Response:
        back = refund_payment(wiring, who, invoice, body.amount, body.why)
        return answer(request, Refunded(invoice=invoice, refunded=back), status=201)

    return once.do(who, body.model_dump_json().encode(), act)
