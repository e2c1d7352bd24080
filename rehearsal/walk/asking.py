"""How the walk asks: over HTTP as anybody does, each request kept as its curl command."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2

from rehearsal.walk import Astray
from rehearsal.walk.curl import Asked, SignedIn, alike, shown

WAIT_SECONDS = 180.0
TREE = Path(__file__).parents[2]


@dataclass
class Asking:
    """`told`: what hears each command as it is typed. `names`: what a page writes instead of a value of this walk, the
    longer value first; `commands`: all that was done, in those names."""

    address: str
    told: Callable[[str], None] = lambda _: None
    signed_in: SignedIn = "not"
    token: str = ""
    jar: str = ""
    names: dict[str, str] = field(default_factory=dict)
    commands: list[tuple[str, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._client = httpx2.Client(timeout=60, trust_env=False)

    def begin_anew(self) -> None:
        """New connections: the service was started anew."""
        self.close()
        self._client = httpx2.Client(timeout=60, trust_env=False)

    def close(self) -> None:
        self._client.close()

    def __call__(self, method: str, path: str, *codes: int, **more: Any) -> httpx2.Response:
        """The answer; Astray when its status is none of `codes` (200). `more`: as `curl.Asked`; `as_`: signed in so."""
        as_: SignedIn = more.pop("as_", self.signed_in)
        asked = Asked(method, path if "://" in path else f"$A{path}", as_, **more)
        self.keep(asked.words())
        answer = self._client.send(self._request(asked), follow_redirects=False)
        if as_ == "begins":
            self.jar = answer.headers.get("Set-Cookie", "").partition(";")[0]
        self._client.cookies.clear()
        if answer.status_code not in (codes or (200,)):
            raise Astray(f"{method} {path}: {answer.status_code} {answer.text[:400]}")
        return answer

    def watch(self, path: str) -> tuple[int, dict[str, Any]]:
        """How many events came, and the last one's data."""
        asked = Asked("GET", f"$A{path}", self.signed_in, streams=True)
        self.keep(asked.words())
        count, last = 0, {}
        request = self._request(asked)
        request.extensions["timeout"] = httpx2.Timeout(WAIT_SECONDS).as_dict()
        answer = self._client.send(request, stream=True)
        try:
            if answer.status_code != 200:
                raise Astray(f"GET {path}: {answer.status_code}")
            for line in answer.iter_lines():
                count += line.startswith("event:")
                if line.startswith("data:"):
                    last = json.loads(line.removeprefix("data:"))
        finally:
            answer.close()
        return count, last

    def name(self, value: str, name: str) -> str:
        """Call this value so on the page."""
        self.names[value] = name
        return value

    def keep(self, words: tuple[str, ...]) -> None:
        self.told(shown(words))
        self.commands.append(alike(self._named(word) for word in words))

    def _named(self, word: str) -> str:
        for value in sorted(self.names, key=len, reverse=True):
            word = re.sub(rf"(?<![\w-]){re.escape(value)}(?![\w-])", self.names[value], word)
        return word

    def _request(self, asked: Asked) -> httpx2.Request:
        headers = dict(line.split(": ", 1) for line in asked.headers)
        if asked.signed_in == "token":
            headers["Authorization"] = f"Bearer {self.token}"
        if asked.signed_in == "session":
            headers |= {"X-CreditAI": "1", "Cookie": self.jar}
        content: Any = {}
        if asked.body is not None:
            content = {"json": asked.body}
        elif asked.form is not None:
            content = {"data": dict([asked.form.split("=", 1)])}
        elif asked.file is not None:
            content = {"content": (TREE / asked.file).read_bytes()}
        url = asked.url.replace("$A", f"{self.address}/api/v1", 1)
        return self._client.build_request(asked.method, url, headers=headers, **content)
