"""Uploaded files: sent, listed, watched while they are read, cancelled, deleted."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Depends, Header, Request, Response
from fastapi.concurrency import contextmanager_in_threadpool
from pydantic import BaseModel, Field
from sse_starlette.sse import EventSourceResponse
from starlette.concurrency import run_in_threadpool

from creditai.errors import NotAllowed, NotFound, NotSignedIn, TooMany
from creditai.flows.cancel_reading import cancel_reading
from creditai.flows.delete_paper import delete_paper
from creditai.flows.fetch_paper import fetch_paper
from creditai.flows.look_at_papers import look_at_papers
from creditai.flows.receive_paper import receive_paper
from creditai.flows.upload_report import upload_report
from creditai.flows.watch_paper import watch_paper
from creditai.papers import uploads
from creditai.papers.uploads import ENDED, Upload
from creditai.web.asking import consumer, still, wiring_of
from creditai.web.at_once import STREAMS, hold
from creditai.web.etags import answer
from creditai.web.files import file
from creditai.web.idempotency import Once
from creditai.web.pages import PageAsked, listed
from creditai.web.problems import may_fail
from creditai.web.receiving import name_of, receive
from creditai.web.routing import Router
from creditai.web.wording import as_requests
from creditai.who import Who

router = Router(prefix="/api/v1/papers", tags=["papers"])
Reader = Annotated[Who, Depends(consumer("papers:read"))]
Writer = Annotated[Who, Depends(consumer("papers:write"))]
WATCHED_SECONDS = 300.0
"""How long one stream of events lasts; the client goes on with Last-Event-ID."""
_LOOK_SECONDS = 0.3
_BINARY = {"schema": {"type": "string", "format": "binary"}}


class Paper(BaseModel):
    """One uploaded file. Read `report` when `state` is done, `error` when it is failed."""

    id: UUID
    name: str
    size: int = Field(description="Bytes.")
    kind: str = Field(description="pdf, html or mhtml: by its content.")
    state: Literal["received", "reading", "done", "failed", "cancelled"]
    stage: str | None = Field(description="While it is read: page, picture, layout, findings.")
    page: int | None
    pages: int | None
    code: str | None = Field(description="Why there is no report: a code of failures.")
    error: str | None = Field(description="The same in a sentence.")
    report: UUID | None
    made_at: datetime
    kept: bool = Field(
        description="Whether the file is here. Without the consent keep-reports it goes once it is read."
    )
    step: int = Field(description="Counts its changes; the id of its events.")

    @classmethod
    def of(cls, upload: Upload) -> Paper:
        told = {name: getattr(upload, name) for name in cls.model_fields}
        return cls(**{**told, "error": upload.error and as_requests(upload.error)})


class Papers(BaseModel):
    items: list[Paper]
    next: str | None


class Received(BaseModel):
    """`duplicate`: you had sent this file before, and `paper` is that one."""

    paper: Paper
    duplicate: bool
    message: str


@router.post(
    "",
    status_code=201,
    response_model=Received,
    responses={
        200: {"model": Received, "description": "You had sent this file before."},
        **may_fail(402, 409, 413, 415),
    },
    openapi_extra={
        "x-limit": "upload",
        "requestBody": {
            "required": True,
            "content": dict.fromkeys(("application/pdf", "text/html", "application/octet-stream"), _BINARY),
        },
    },
)
async def upload(
    request: Request,
    who: Writer,
    once: Once,
    content_disposition: Annotated[
        str | None,
        Header(max_length=400, description='`attachment; filename="experian.pdf"`: what you call it.'),
    ] = None,
) -> Response:
    """Send a report: the file as the body, at most 50 MB. What it is is told by its content, not by its name.

    The answer comes when the file is safe; reading goes on behind it. Watch `events`, or ask for the paper again.
    Needs the consent read-reports (`PUT /me/consents/read-reports`). A file that you sent before is not read twice: the answer names the first one, calmly, with status 200."""
    wiring = wiring_of(request)
    async with contextmanager_in_threadpool(receive_paper(wiring, who)) as incoming:
        await receive(request, incoming)
        await run_in_threadpool(still, request, "papers:write", who)

        def done() -> Response:
            found = upload_report(wiring, who, incoming, name_of(content_disposition))
            return _received(request, Paper.of(found.upload), found.duplicate)

        return await run_in_threadpool(once.do, who, incoming.sha256, done)


def _received(request: Request, paper: Paper, duplicate: bool) -> Response:
    message = "Received; it is being read."
    if duplicate:
        message = f"You sent this file before, on {paper.made_at:%Y-%m-%d}; this is that paper."
    body = Received(paper=paper, duplicate=duplicate, message=message)
    headers = {"Location": f"{router.prefix}/{paper.id}"}
    return answer(request, body, status=200 if duplicate else 201, headers=headers)


@router.get("", response_model=Papers, responses=may_fail(), openapi_extra={"x-limit": "read"})
def list_(request: Request, who: Reader, asked: PageAsked) -> Response:
    """Your papers, the newest first."""
    shown, following = listed(
        wiring_of(request), who, asked, "paper.list", uploads.page, lambda each: [each.id]
    )
    return answer(request, Papers(items=[Paper.of(each) for each in shown], next=following))


@router.get("/{paper}", response_model=Paper, responses=may_fail(404), openapi_extra={"x-limit": "read"})
def one(request: Request, who: Reader, paper: UUID) -> Response:
    """One paper, and how far it is."""
    found = look_at_papers(
        wiring_of(request), who, "paper.show", str(paper), lambda at: uploads.one(at, paper)
    )  # fmt: skip
    return answer(request, Paper.of(found))


@router.get(
    "/{paper}/file",
    response_class=Response,
    responses={
        200: {"content": {"application/octet-stream": _BINARY}, "description": "The file."},
        **may_fail(404),
    },
    openapi_extra={"x-limit": "read"},
)
def fetch(request: Request, who: Reader, paper: UUID) -> Response:
    """The file as you sent it, to be saved: a web page among them is never shown as one."""
    return file(fetch_paper(wiring_of(request), who, paper), "application/octet-stream", f"{paper}.bin")


@router.post(
    "/{paper}/cancel", response_model=Paper, responses=may_fail(404, 409), openapi_extra={"x-limit": "write"}
)
def cancel(request: Request, who: Writer, paper: UUID, once: Once) -> Response:
    """Stop reading it. What has ended stays as it is."""
    return once.do(
        who, b"", lambda: answer(request, Paper.of(cancel_reading(wiring_of(request), who, paper)))
    )  # fmt: skip


@router.delete(
    "/{paper}",
    status_code=204,
    response_class=Response,
    responses=may_fail(404),
    openapi_extra={"x-limit": "write"},
)
def delete(request: Request, who: Writer, paper: UUID) -> Response:
    """Delete the file, its report and its accounts; findings are worked out anew."""
    delete_paper(wiring_of(request), who, paper)
    return Response(status_code=204)


@router.get(
    "/{paper}/events",
    response_class=EventSourceResponse,
    responses={
        200: {
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
            "description": "Changes of the paper.",
        },
        **may_fail(404),
    },
    openapi_extra={"x-limit": "read"},
)
async def events(
    request: Request,
    who: Reader,
    paper: UUID,
    last_event_id: Annotated[
        str | None, Header(pattern=r"^\d{1,9}$", description="The id of the last event that you saw.")
    ] = None,
) -> Response:
    """Server-sent events: `progress` with the paper at each change, page by page (quick pages in steps of a quarter
    second), then one of `done`, `failed`, `cancelled`, and the stream ends. After five minutes, or when the instance drains, it ends as well:
    go on with Last-Event-ID, as browsers do by themselves."""
    wiring = wiring_of(request)
    first = await run_in_threadpool(watch_paper, wiring, who, paper, begins=True)
    with hold(request, "stream", who, STREAMS):
        pass  # one too many is refused here, with its status

    async def told() -> AsyncIterator[dict[str, Any]]:
        with suppress(TooMany), hold(request, "stream", who, STREAMS):
            async for each in looks():
                yield each

    async def looks() -> AsyncIterator[dict[str, Any]]:
        seen = -1 if last_event_id is None else int(last_event_id)
        found, until = first, asyncio.get_running_loop().time() + WATCHED_SECONDS
        while True:
            if found.step != seen or (found.state in ENDED and last_event_id is not None):
                seen = found.step
                yield _event(found)
            over = asyncio.get_running_loop().time() > until or request.app.state.drain.begun
            if found.state in ENDED or over:
                return
            await asyncio.sleep(_LOOK_SECONDS)
            try:
                await run_in_threadpool(still, request, "papers:read", who)
                found = await run_in_threadpool(watch_paper, wiring, who, paper)
            except NotFound:
                yield {"event": "deleted", "data": "{}"}
                return
            except (NotAllowed, NotSignedIn):
                return

    headers = {"Cache-Control": "private, no-store", "X-Accel-Buffering": "no"}
    return EventSourceResponse(told(), headers=headers, ping=15)


def _event(found: Upload) -> dict[str, Any]:
    kind = found.state if found.state in ENDED else "progress"
    data = Paper.of(found).model_dump(mode="json")
    return {"id": str(found.step), "event": kind, "data": json.dumps(data, separators=(",", ":"))}
