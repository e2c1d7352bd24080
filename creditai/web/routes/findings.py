"""What is wrong in the reports, the gravest first; and what only the person can answer."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Path, Request, Response
from pydantic import BaseModel, Field

from creditai.disputes.grounds import MORTGAGE_WARNING
from creditai.flows.ask_questions import ask_questions
from creditai.flows.look_at_papers import look_at_papers
from creditai.papers import analysis
from creditai.web.asking import consumer, wiring_of
from creditai.web.etags import answer
from creditai.web.pages import PageAsked, listed
from creditai.web.problems import may_fail
from creditai.web.routing import Router
from creditai.who import Who

router = Router(prefix="/api/v1", tags=["findings"])
Reader = Annotated[Who, Depends(consumer("papers:read"))]


class Need(BaseModel):
    id: str
    question: str


class Finding(BaseModel):
    """One thing wrong, as creditai.analysis/1 has it; pointers name each report by its id: `/reports/ID/accounts/0`."""

    id: str = Field(description="Stable from one analysis to the next, and at the next pull.")
    rule: str
    title: str
    severity: str = Field(description="high, medium, low.")
    subject: list[str]
    statement: str
    basis: list[dict[str, Any]]
    evidence: list[str]
    asks: str = Field(description="delete, correct, verify, investigate.")
    needs: list[Need] = Field(description="What you are asked before it can be disputed.")
    also: list[str]


class Findings(BaseModel):
    items: list[Finding]
    next: str | None


class Tick(BaseModel):
    """Things printed that only you can disown: name them, as printed, under `told`."""

    told: str
    title: str
    printed: list[str]


class Questions(BaseModel):
    """What a dispute asks of you beside the findings; `warning` is to be read first."""

    warning: str
    names: list[str]
    addresses: list[str]
    ticks: list[Tick]


@router.get("/findings", response_model=Findings, responses=may_fail(), openapi_extra={"x-limit": "read"})
def list_(request: Request, who: Reader, asked: PageAsked) -> Response:
    """All findings over all reports, the gravest first."""
    shown, following = listed(
        wiring_of(request), who, asked, "finding.list", analysis.findings, lambda each: [each["place"]]
    )
    return answer(request, Findings(items=[Finding(**each) for each in shown], next=following))


@router.get(
    "/findings/{finding}", response_model=Finding, responses=may_fail(404), openapi_extra={"x-limit": "read"}
)  # fmt: skip
def one(request: Request, who: Reader, finding: Annotated[str, Path(pattern=r"^[!-~]{1,64}$")]) -> Response:
    """One finding."""
    found = look_at_papers(
        wiring_of(request), who, "finding.show", finding, lambda at: analysis.finding(at, finding)
    )  # fmt: skip
    return answer(request, Finding(**found))


@router.get("/questions", response_model=Questions, responses=may_fail(), openapi_extra={"x-limit": "read"})
def questions(request: Request, who: Reader) -> Response:
    """Names and addresses as printed, to confirm yours from; and what you may disown."""
    asked = ask_questions(wiring_of(request), who)
    ticks = [Tick(told=told, title=title, printed=list(lines)) for told, title, lines in asked.ticks]
    body = Questions(
        warning=MORTGAGE_WARNING, names=list(asked.names), addresses=list(asked.addresses), ticks=ticks
    )  # fmt: skip
    return answer(request, body)
