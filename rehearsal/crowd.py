"""Signed-in people's load on the real application, open loop: what they ask for, what they send, what they watch.

Each of a few invented people asks at the times that are due for what is theirs, sends reports in pieces under an
idempotency key, and watches each being read until its last event, going on after the last one seen as a browser does.
One of them has not agreed to files being kept. Nothing is sent twice. Afterwards the service is asked what it has: a report that it took and lost, or has twice, is
counted, whatever it had answered. Rates stay below the service's limits for one address.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx2

from rehearsal.beside import beside
from rehearsal.tour import SAMPLES, Tour

READS, UPLOADS = 8.0, 0.1
"""A second, of all together."""
ASKED = ("/me", "/papers", "/findings", "/reports")
_PIECES = 6
_PIECE_SECONDS = 0.15
_TIMEOUT = httpx2.Timeout(60.0)
_WATCHED_SECONDS = 240.0
_REPORT = SAMPLES / "equifax-2026-05-18.pdf"


@dataclass(slots=True)
class Told:
    """What came of it. `by`: answers by the release that gave them; `said`: what uploads were told, and how often."""

    reads: int = 0
    uploads: int = 0
    streams: int = 0
    resumed: int = 0
    lost: list[str] = field(default_factory=list)
    by: Counter[str] = field(default_factory=Counter)
    said: Counter[str] = field(default_factory=Counter)
    sent: dict[str, set[str]] = field(default_factory=dict)

    def answered(self, what: str, answer: httpx2.Response, *wanted: int) -> bool:
        self.by[answer.headers.get("x-creditai-served-by", "").partition("/")[2]] += 1
        if answer.status_code not in wanted:
            self.lost.append(f"{what}: {answer.status_code} {answer.text[:200]}")
        return answer.status_code in wanted


class Crowd:
    """So many people of one service. `mail`: where their mails are caught."""

    def __init__(self, address: str, mail: Path, people: int = 3) -> None:
        self._address, self.told, self.ended = address, Told(), False
        self._people: dict[str, str] = {}
        for _ in range(people):
            one = Tour(address, mail)
            one.sign_up()
            self._people[one.who] = one.authorization
            self.told.sent[one.who] = set()
            one.close()
        _let_go_of_files(address, one.authorization)

    async def run(self) -> None:
        """Until told to end, and then until the last is answered and read."""
        async with httpx2.AsyncClient(
            base_url=f"{self._address}/api/v1", timeout=_TIMEOUT, trust_env=False
        ) as client:
            await asyncio.gather(self._reads(client), self._uploads(client))

    async def _reads(self, client: httpx2.AsyncClient) -> None:
        people, paths = cycle(self._people.values()), cycle(ASKED)
        async with asyncio.TaskGroup() as group:
            async for _ in self._due(READS):
                group.create_task(self._read(client, next(people), next(paths)))

    async def _uploads(self, client: httpx2.AsyncClient) -> None:
        people, number = cycle(self._people), count(1)
        async with asyncio.TaskGroup() as group:
            async for _ in self._due(UPLOADS):
                group.create_task(self._upload(client, next(people), f"report-{next(number):03}.pdf"))

    async def _due(self, rate: float) -> AsyncIterator[None]:
        first, number = time.monotonic(), 0
        while not self.ended:
            await asyncio.sleep(max(0.0, first + number / rate - time.monotonic()))
            number += 1
            yield None

    async def _read(self, client: httpx2.AsyncClient, authorization: str, path: str) -> None:
        self.told.reads += 1
        try:
            answer = await client.get(path, headers={"Authorization": authorization})
        except httpx2.HTTPError as error:
            self.told.lost.append(f"GET {path}: {type(error).__name__}")
            return
        self.told.answered(f"GET {path}", answer, 200)

    async def _upload(self, client: httpx2.AsyncClient, who: str, name: str) -> None:
        self.told.uploads += 1
        headers = {
            "Authorization": self._people[who],
            "Content-Disposition": f'attachment; filename="{name}"',
            "Idempotency-Key": str(uuid4()),
        }
        try:
            answer = await client.post("/papers", content=_pieces(name), headers=headers)
        except httpx2.HTTPError as error:
            self.told.lost.append(f"upload of {name}: {type(error).__name__}")
            return
        if self.told.answered(f"upload of {name}", answer, 201):
            body = answer.json()
            self.told.said[body["message"]] += 1
            self.told.sent[who].add(name)
            await self._watch(client, self._people[who], body["paper"]["id"])

    async def _watch(self, client: httpx2.AsyncClient, authorization: str, paper: str) -> None:
        """To the last event: a stream that ends before it is opened anew, after the last event seen."""
        self.told.streams += 1
        seen, until = -1, time.monotonic() + _WATCHED_SECONDS
        while time.monotonic() < until:
            headers = {"Authorization": authorization} | ({"Last-Event-ID": str(seen)} if seen >= 0 else {})
            try:
                async with client.stream("GET", f"/papers/{paper}/events", headers=headers) as answer:
                    if answer.status_code != 200:
                        self.told.lost.append(f"stream of {paper}: {answer.status_code}")
                        return
                    async for step, told in _events(answer):
                        if step <= seen and told["state"] != "done":
                            self.told.lost.append(f"stream of {paper}: event {step} came again after {seen}")
                        seen = step
                        if told["state"] in ("done", "failed", "cancelled"):
                            if told["state"] != "done":
                                self.told.lost.append(
                                    f"{told['name']} ended as {told['state']}: {told['error']}"
                                )
                            return
            except httpx2.HTTPError as error:
                self.told.lost.append(f"stream of {paper}: {type(error).__name__}")
                return
            self.told.resumed += 1
            await asyncio.sleep(0.1)
        self.told.lost.append(f"stream of {paper}: no last event in {_WATCHED_SECONDS:g} s")

    def kept(self) -> tuple[int, int]:
        """What the service has of what it took: how many are missing, and how many it has twice."""
        missing = twice = 0
        for who, authorization in self._people.items():
            has = Counter(_names(self._address, authorization))
            missing += len(self.told.sent[who] - set(has))
            twice += sum(times - 1 for times in has.values())
        return missing, twice


def _let_go_of_files(address: str, authorization: str) -> None:
    """Their files go once they are read."""
    withdrawn = httpx2.delete(
        f"{address}/api/v1/me/consents/keep-reports",
        headers={"Authorization": authorization},
        timeout=_TIMEOUT,
        trust_env=False,
    )
    withdrawn.raise_for_status()


async def _pieces(name: str) -> AsyncIterator[bytes]:
    """A report that nobody sent before, slowly."""
    content = _REPORT.read_bytes() + f"\n% {name} {uuid4()}\n".encode()
    size = len(content) // _PIECES + 1
    for start in range(0, len(content), size):
        yield content[start : start + size]
        await asyncio.sleep(_PIECE_SECONDS)


async def _events(answer: httpx2.Response) -> AsyncIterator[tuple[int, dict[str, Any]]]:
    step = -1
    async for line in answer.aiter_lines():
        if line.startswith("id:"):
            step = int(line.removeprefix("id:"))
        elif line.startswith("data:"):
            yield step, json.loads(line.removeprefix("data:"))


def _names(address: str, authorization: str) -> Iterator[str]:
    with httpx2.Client(base_url=f"{address}/api/v1", timeout=_TIMEOUT, trust_env=False) as client:
        following: str | None = None
        while True:
            asked = {"cursor": following} if following else {}
            told = client.get("/papers", params=asked, headers={"Authorization": authorization}).json()
            yield from (each["name"] for each in told["items"])
            following = told["next"]
            if not following:
                return


@contextmanager
def coming(crowd: Crowd) -> Iterator[Told]:
    """They come for the length of the block, and go when the last of them was answered."""
    crowd.ended = False
    with beside(crowd):
        yield crowd.told
