"""The outermost layer of the application: what is done for each request whatever it asks.

It refuses what no request may be (`safety`), gives each an id and its trace, counts and logs it by its route's template, adds the
headers that guard, ends kept connections while draining, and gives up on clients that send or read too slowly.
Plain ASGI: a layer of functions costs more than what it does.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from uuid import UUID, uuid4

from fastapi import FastAPI

from creditai import metrics
from creditai.limits import Verdict, headers
from creditai.logs import REDACTION, about, log, tracing
from creditai.settings import Settings
from creditai.web import problems, safety
from creditai.web.draining import Drain

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
App = Callable[[Scope, Receive, Send], Awaitable[None]]
Report = Callable[[BaseException], None]

RECEIVE_SECONDS = 30.0
SEND_SECONDS = 60.0

for _label in ("route", "method"):
    REDACTION.declare(_label, ["other"])  # what `metrics.word` says of one that nobody declared


class Edge:
    """The application, guarded. `report` takes defects (Sentry)."""

    def __init__(self, app: App, settings: Settings, drain: Drain, report: Report) -> None:
        self._app, self._drain, self._report = app, drain, report
        self._guarding, self._hosts = safety.guarding(settings), safety.hosts(settings)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        trace = tracing.trace_of(scope["headers"])
        request = _Request(scope, send, self._drain, self._guarding, uuid4(), trace)
        self._drain.came()
        with about(request=request.id, trace=trace):
            try:
                await self._answer(scope, receive, request)
            finally:
                self._drain.went()
                request.count()

    async def _answer(self, scope: Scope, receive: Receive, request: _Request) -> None:
        target = len(scope.get("raw_path") or b"") + len(scope.get("query_string") or b"")
        fault = safety.fault(scope["path"], scope["headers"], target, self._hosts)
        if fault is not None:
            await request.refuse(*fault)
            return
        try:
            await self._app(scope, _Body(receive, request).receive, request.send)
        except _Unread:
            log.warning("request.slow")
        except Exception as error:  # starlette has answered 500 already; this is for us
            if not request.refused:
                self._defect(error)
        else:
            if (defect := scope.get("creditai.defect")) is not None:
                self._defect(defect)

    def _defect(self, error: BaseException) -> None:
        log.error("request.failed", exc_info=error)
        self._report(error)


def around(app: FastAPI, settings: Settings, drain: Drain, report: Report) -> None:
    """Make it the outermost layer of an application: starlette puts what is added inside its own, which answers 500."""
    inner = app.build_middleware_stack
    app.build_middleware_stack = lambda: Edge(inner(), settings, drain, report)  # type: ignore[method-assign]


class _Unread(Exception):
    """The client does not read what is sent."""


class _Body:
    """The request's body as it comes, in time and within its size; else the request is refused, whatever the
    application says later."""

    def __init__(self, receive: Receive, request: _Request) -> None:
        self._receive, self._request, self._bytes, self._whole = receive, request, 0, False
        self._most = safety.most_bytes(request.path)

    async def receive(self) -> Message:
        if self._whole:  # what comes now is that the client has left: that may take as long as the answer
            return await self._receive()
        try:
            async with asyncio.timeout(RECEIVE_SECONDS):
                message = await self._receive()
        except TimeoutError:
            log.warning("request.slow")
            return await self._gone(408, "The request came too slowly; send it again.")
        self._bytes += len(message.get("body") or b"")
        self._whole = not message.get("more_body", False)
        if self._bytes > self._most:
            return await self._gone(413, "The request is too large.")
        return message

    async def _gone(self, status: int, sentence: str) -> Message:
        self._whole = True
        await self._request.refuse(status, sentence)
        return {"type": "http.disconnect"}


class _Request:
    """One request on its way through: what was answered, and what is added to it."""

    def __init__(self, scope: Scope, send: Send, drain: Drain, guarding: Any, id_: UUID, trace: UUID) -> None:
        self._scope, self._send, self._drain, self._guarding = scope, send, drain, guarding
        self.id, self.status, self.refused, self._began = id_, 0, False, time.perf_counter()
        self.path, self._trace = str(scope["path"]), trace

    async def refuse(self, status: int, sentence: str) -> None:
        """Answer instead of the application and close: what comes next on the connection may belong to this."""
        if self.refused or self.status:
            return
        kind = {408: "too-slow", 413: "too-large", 414: "too-large", 431: "too-large"}.get(status, "refused")
        answer = problems.problem(status, kind, sentence, headers={"Connection": "close"})
        await answer(self._scope, _nothing, self.send)
        self.refused = True

    async def send(self, message: Message) -> None:
        if self.refused:
            return
        if message["type"] == "http.response.start":
            self.status = int(message["status"])
            message["headers"] = self._headers(list(message.get("headers", ())))
        try:
            async with asyncio.timeout(SEND_SECONDS):
                await self._send(message)
        except TimeoutError as error:
            raise _Unread from error

    def _headers(self, own: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
        there = {name.lower() for name, _ in own}
        own.extend((name, value) for name, value in self._guarding.items() if name not in there)
        own.append((b"x-request-id", str(self.id).encode()))
        own.append((b"traceresponse", tracing.response_of(self._trace)))
        limit = (self._scope.get("state") or {}).get("limit")
        if limit is not None:
            route_class, verdict = limit
            assert isinstance(verdict, Verdict)
            told = headers(route_class, verdict).items()
            own.extend((n.lower().encode(), v.encode()) for n, v in told if n.lower().encode() not in there)
        if self._drain.begun and b"connection" not in there:
            own.append((b"connection", b"close"))
        return own

    def count(self) -> None:
        """Into the metrics, and into the log unless it is a probe's question."""
        seconds = time.perf_counter() - self._began
        route = getattr(self._scope.get("route"), "path", "other")
        method = self._scope["method"]
        metrics.answered(method, route, self.status, seconds)
        if not route.startswith("/api/health"):
            known = {"route": metrics.word("route", route), "method": metrics.word("method", method)}
            log.info("request.answered", status=self.status or None, ms=seconds * 1000, **known)


async def _nothing() -> Message:
    return {"type": "http.request", "body": b"", "more_body": False}
