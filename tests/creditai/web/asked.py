"""A client over the application in this process, as one person, for synchronous tests."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import httpx2

from creditai.flows.make_token import make_token
from creditai.people import scopes
from creditai.web.application import application
from creditai.who import Who
from creditai.wiring import Wiring


class Client:
    """`client.get("/papers")`: one request each, as `who`, below /api/v1."""

    def __init__(self, wiring: Wiring, who: Who | None) -> None:
        self.app = application(wiring)
        self.headers = {} if who is None else {"Authorization": f"Bearer {_token(wiring, who)}"}

    def request(self, method: str, path: str, **more: Any) -> httpx2.Response:
        headers = {**self.headers, **more.pop("headers", {})}
        return asyncio.run(self._asked(method, f"/api/v1{path}", headers=headers, **more))

    async def _asked(self, method: str, url: str, **more: Any) -> httpx2.Response:
        transport = httpx2.ASGITransport(self.app)
        async with httpx2.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
            return await client.request(method, url, **more)

    def get(self, path: str, **more: Any) -> httpx2.Response:
        return self.request("GET", path, **more)

    def post(self, path: str, **more: Any) -> httpx2.Response:
        return self.request("POST", path, **more)

    def delete(self, path: str, **more: Any) -> httpx2.Response:
        return self.request("DELETE", path, **more)


def _token(wiring: Wiring, who: Who) -> str:
    """A program's token with all that a consumer may give one."""
    allowed = scopes.OF_ROLE["consumer"]
    token = make_token(wiring, replace(who, scopes=allowed), "test", allowed - {"security"}, 30)
    return token.secret
