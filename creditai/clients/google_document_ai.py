"""Google Document AI: a page picture -> the words on it, or nothing within reasonable time.

Asked at the endpoint of the processor's own region (`us`, `eu`): a page leaves it for nowhere else. Signed in with a
JWT of the service account (RS256, for this audience alone). What fails is tried again within a budget that grows with
success, so that an ill service is not asked more than usual; after FAILURES in a row nobody asks for OPEN_SECONDS,
then one may. `words` never raises: who asks looks at the page themselves.
"""

from __future__ import annotations

import base64
import json
import random
import re
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

import httpx2
import jwt

from creditai.errors import WrongUsage
from creditai.settings import Secret, in_the_clear

NAME = "Google Document AI"
_PROCESSOR = re.compile(r"projects/([\w-]+)/locations/([a-z0-9-]+)/processors/([\w-]+)")
_TIMEOUT = httpx2.Timeout(20.0, connect=5.0)
_AGAIN = frozenset({429, 500, 502, 503, 504})
TRIES = 3
WHOLE_SECONDS = 45.0
FAILURES = 5
OPEN_SECONDS = 60.0
_TOKEN_SECONDS = 3600
_BUDGET_MOST, _BUDGET_EACH = 10.0, 0.2
_ANSWER_BYTES = 64 * 1024 * 1024
Words = list[tuple[str, list[list[float]], float]]
"""Text, four corners in pixels clockwise from the top left, confidence."""


class DocumentAI:
    """One processor. `key`: the service account's JSON. `endpoint`: another one, for rehearsals."""

    def __init__(self, processor: str, key: Secret, endpoint: str = "") -> None:
        found = _PROCESSOR.fullmatch(processor)
        if found is None:
            raise WrongUsage("CREDITAI_DOCUMENT_AI is projects/P/locations/us/processors/ID.")
        if in_the_clear(endpoint):
            raise WrongUsage(
                "CREDITAI_DOCUMENT_AI_ENDPOINT is plain http and not on this machine: pages and the account's token would "
                "be read on the way. Give an https address."
            )
        self.endpoint = endpoint.rstrip("/") or f"https://{found[2]}-documentai.googleapis.com"
        self._url = f"{self.endpoint}/v1/{processor}:process"
        self._account = _account(key)
        self._client = httpx2.Client(timeout=_TIMEOUT, follow_redirects=False, trust_env=False)
        self._breaker = Breaker()
        self._lock = threading.Lock()
        self._token: tuple[float, str] | None = None

    def words(self, png: bytes) -> Words | None:
        """None when it does not answer, answers what cannot be understood, or is not asked at the moment."""
        if not self._breaker.closed():
            return None
        until = time.monotonic() + WHOLE_SECONDS
        for attempt in range(TRIES):
            found, again = self._asked(png)
            if found is not None:
                self._breaker.succeeded()
                return found
            pause = 0.5 * 2**attempt * random.uniform(0.5, 1.0)  # noqa: S311
            if not again or time.monotonic() + pause > until or not self._breaker.may_retry():
                break
            time.sleep(pause)
        self._breaker.failed()
        return None

    @property
    def answers(self) -> bool:
        """Whether it is asked at the moment: not after several failures in a row."""
        return self._breaker.closed(probe=False)

    def close(self) -> None:
        self._client.close()

    def _asked(self, png: bytes) -> tuple[Words | None, bool]:
        """The words, and whether asking again may help."""
        body = {"rawDocument": {"content": base64.b64encode(png).decode(), "mimeType": "image/png"}}
        try:
            headers = {"Authorization": f"Bearer {self._bearer()}"}
            with self._client.stream("POST", self._url, json=body, headers=headers) as answer:
                if answer.status_code != 200:
                    return None, answer.status_code in _AGAIN
                content = b"".join(_bounded(answer.iter_bytes()))
            return _words(json.loads(content)["document"]), False
        except httpx2.HTTPError:
            return None, True
        except (ValueError, KeyError, TypeError, IndexError, AttributeError, RecursionError):
            return None, False

    def _bearer(self) -> str:
        now = time.time()
        with self._lock:
            if self._token is None or self._token[0] < now:
                claims = {
                    "iss": self._account["client_email"], "sub": self._account["client_email"],
                    "aud": f"{self.endpoint}/", "iat": int(now), "exp": int(now) + _TOKEN_SECONDS,
                }  # fmt: skip
                headers = {"kid": self._account["private_key_id"]}
                made = jwt.encode(claims, self._account["private_key"], algorithm="RS256", headers=headers)
                self._token = (now + _TOKEN_SECONDS - 300, made)
            return self._token[1]


class Breaker:
    """Counts failures in a row, and keeps the budget of retries. `clock`: seconds that only go forward."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._in_a_row = 0
        self._until = 0.0
        self._budget = _BUDGET_MOST

    def closed(self, *, probe: bool = True) -> bool:
        """Whether to ask. When the pause is over one may, and the others wait for what becomes of it."""
        with self._lock:
            if self._in_a_row < FAILURES:
                return True
            if self._clock() < self._until:
                return False
            if probe:
                self._until = self._clock() + OPEN_SECONDS
            return True

    def succeeded(self) -> None:
        with self._lock:
            self._in_a_row = 0
            self._budget = min(_BUDGET_MOST, self._budget + _BUDGET_EACH)

    def failed(self) -> None:
        with self._lock:
            self._in_a_row += 1
            self._until = self._clock() + OPEN_SECONDS

    def may_retry(self) -> bool:
        with self._lock:
            if self._budget < 1:
                return False
            self._budget -= 1
            return True


def _account(key: Secret) -> Mapping[str, str]:
    try:
        told = json.loads(key.reveal())
        return {name: str(told[name]) for name in ("client_email", "private_key", "private_key_id")}
    except (ValueError, KeyError, TypeError):
        raise WrongUsage("CREDITAI_DOCUMENT_AI_KEY is not the JSON key of a service account.") from None


def _bounded(pieces: Any) -> Any:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > _ANSWER_BYTES:
            raise ValueError("too long")
        yield piece


def _words(document: Mapping[str, Any]) -> Words:
    """The tokens of the first page; a page without any is an answer too."""
    pages = document.get("pages", [])
    if not pages:
        return []
    page, text = pages[0], document.get("text", "")
    size = (float(page["dimension"]["width"]), float(page["dimension"]["height"]))
    found = []
    for token in page.get("tokens", ()):
        layout = token["layout"]
        said = "".join(
            text[int(s.get("startIndex", 0)) : int(s["endIndex"])]
            for s in layout["textAnchor"]["textSegments"]
        )
        if said.strip():
            corners = _corners(layout["boundingPoly"], size)
            found.append((said.strip(), corners, min(1.0, max(0.0, float(layout.get("confidence", 0.0))))))
    return found


def _corners(poly: Mapping[str, Any], size: tuple[float, float]) -> list[list[float]]:
    """Pixels; a coordinate of nought is left out on the wire."""
    width, height = size
    if poly.get("normalizedVertices"):
        corners = [[v.get("x", 0.0) * width, v.get("y", 0.0) * height] for v in poly["normalizedVertices"]]
    else:
        corners = [[float(v.get("x", 0)), float(v.get("y", 0))] for v in poly["vertices"]]
    if len(corners) != 4:
        raise ValueError("a word has four corners")
    return corners
