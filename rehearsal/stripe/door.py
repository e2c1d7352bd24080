"""HTTP: the API as Stripe's client calls it, the pages, and the controls of the rehearsal under `/rehearsal`."""

from __future__ import annotations

import asyncio
import base64
import json
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qsl

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from rehearsal.stripe import VERSION, calls, pages, time
from rehearsal.stripe.books import Books
from rehearsal.stripe.posting import Posting
from rehearsal.stripe.wire import Json, Refusal, nested


@dataclass
class Door:
    """`faults`: seconds to be slow, and how many answers more will be this status."""

    books: Books
    posting: Posting
    key: str
    saved: Path | None = None
    faults: Json = field(default_factory=lambda: {"slow": 0.0, "status": 0, "count": 0, "path": "/"})
    seen: list[Json] = field(default_factory=list)

    async def api(self, request: Request) -> Response:
        path, method = request.url.path, request.method
        self.seen.append({"method": method, "path": path})
        if path.startswith(self.faults["path"]):
            await asyncio.sleep(float(self.faults["slow"]))
            if self.faults["count"] > 0:
                self.faults["count"] -= 1
                raise Refusal("The rehearsal is ill.", status=int(self.faults["status"]), kind="api_error")
        self._admit(request)
        body = (await request.body()).decode()
        return self._once(request, body) if method == "POST" else JSONResponse(self._answer(request, body))

    def _answer(self, request: Request, body: str) -> Json:
        pairs = parse_qsl(request.url.query if request.method == "GET" else body, keep_blank_values=True)
        if request.method == "DELETE":
            pairs += parse_qsl(request.url.query, keep_blank_values=True)
        address = str(request.base_url).rstrip("/")
        made = calls.answer(self.books, request.method, request.url.path, nested(pairs), address)
        self.save()
        return made

    def _admit(self, request: Request) -> None:
        scheme, _, told = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "basic":
            told = base64.b64decode(told).decode().partition(":")[0]
        if told != self.key:
            raise Refusal("Invalid API Key provided.", status=401)
        version = request.headers.get("stripe-version", "")
        if version != VERSION:
            raise Refusal(f"This rehearsal speaks {VERSION}, not {version or 'a default version'}.")

    def _once(self, request: Request, body: str) -> Response:
        """The same key gives the same answer; for another request it is an error. A refusal by rule is kept too."""
        key = request.headers.get("idempotency-key")
        if key is None:
            return JSONResponse(self._answer(request, body))
        mark = sha256(f"{request.url.path}\n{body}".encode()).hexdigest()
        known = self.books.answered.get(key)
        if known is None:
            try:
                known = {
                    "mark": mark,
                    "status": 200,
                    "body": json.loads(json.dumps(self._answer(request, body))),
                }
            except Refusal as refusal:
                known = {"mark": mark, "status": refusal.status, "body": refusal.body}
            self.books.answered[key] = known
            return JSONResponse(known["body"], known["status"])
        if known["mark"] != mark:
            raise Refusal(f"Keys for idempotent requests can only be used with the same parameters they were first used with. "
                          f"Try using a key other than '{key}'.", kind="idempotency_error")  # fmt: skip
        return JSONResponse(known["body"], known["status"], {"Idempotent-Replayed": "true"})

    async def checkout(self, request: Request) -> Response:
        id_ = request.path_params["id"]
        if request.method == "GET":
            return HTMLResponse(pages.checkout_page(self.books, id_))
        session = pages.subscribe(self.books, id_, await _card(request))
        self.save()
        target = (session["success_url"] or "").replace("{CHECKOUT_SESSION_ID}", id_)
        return RedirectResponse(target, 303) if target else JSONResponse({"status": session["status"]})

    async def portal(self, request: Request) -> Response:
        id_ = request.path_params["id"]
        if request.method == "GET":
            return HTMLResponse(pages.portal_page(self.books, id_))
        kept = pages.new_card(self.books, id_, await _card(request))
        self.save()
        return JSONResponse(kept)

    async def control(self, request: Request) -> Response:
        told = json.loads(await request.body() or b"{}") if request.method == "POST" else {}
        match request.path_params["what"]:
            case "posting":
                self.posting.set(told)
                return JSONResponse(self.posting.state())
            case "release":
                self.posting.release(told.get("order", "sent"))
            case "collect":
                return JSONResponse(self.posting.collect(told.get("order", "sent"), told.get("secret")))
            case "resend":
                self.posting.resend(self.books.get("event", told["event"]))
            case "settled":
                await self.posting.settled()
            case "faults":
                self.faults |= told
            case "dispute":
                self._disputed(told["invoice"])
            case "reset":
                await self.posting.settled()
                self._reset()
            case "clock":
                self._move(float(told["offset"]))
            case "seen":
                seen, self.seen = self.seen, []
                return JSONResponse(seen)
            case "health":
                return JSONResponse({"version": VERSION})
            case what:
                raise Refusal(f"The rehearsal has no control {what}.", status=404)
        return JSONResponse(self.posting.state())

    def _disputed(self, invoice: str) -> None:
        """The bank takes back what was paid on it."""
        for each in self.books.of("invoice_payment").values():
            if each["invoice"] == invoice:
                self.books.put("dispute", {"id": each["payment"]["payment_intent"]})

    def _reset(self) -> None:
        """A new day: nothing known, nothing held, the clock is the wall's."""
        fresh = Books()
        for name in ("kinds", "usage", "answered", "offset"):
            setattr(self.books, name, getattr(fresh, name))
        self.posting.set({"repeat": 1, "delay": 0.0, "hold": False})
        self.posting.held.clear()
        self.faults |= {"slow": 0.0, "count": 0, "path": "/"}
        self.save()

    def _move(self, offset: float) -> None:
        """Everything without a test clock goes on to now + offset; never back."""
        if offset < self.books.offset:
            raise Refusal("Time goes on only.", param="offset")
        self.books.offset = offset
        time.advance(self.books, None, self.books.wall())
        self.save()

    def save(self) -> None:
        if self.saved is not None:
            self.books.save(self.saved)


async def _card(request: Request) -> str:
    told = dict(parse_qsl((await request.body()).decode()))
    return told.get("card", "")


def _refused(_: Request, refusal: Exception) -> Response:
    if not isinstance(refusal, Refusal):
        raise refusal
    return JSONResponse(refusal.body, refusal.status)


def application(key: str, saved: Path | None = None) -> Starlette:
    books = Books.load(saved) if saved is not None else Books()
    posting = Posting(books)
    books.heard = posting.hear
    door = Door(books, posting, key, saved)
    routes = [
        Route("/pay/{id}", door.checkout, methods=["GET", "POST"]),
        Route("/portal/{id}", door.portal, methods=["GET", "POST"]),
        Route("/rehearsal/{what}", door.control, methods=["GET", "POST"]),
        Route("/v1/{path:path}", door.api, methods=["GET", "POST", "DELETE"]),
    ]
    return Starlette(routes=routes, exception_handlers={Refusal: _refused})
