"""What a person does, done by nobody: one file per journey, found by scanning. It tries one colour, or the edge.

    class Pdf(Journey):
        '''A bundled report is read as this release says that it must be.'''     # what is true when it ends well
        covers = ("R087",)
        def way(self, aim): ...           # a generator: yields Requests, is sent Answers, returns Ended

The application's side of it is `POST /api/system/synthetic` (operators): a person who is marked as nobody,
counted in no business metric, reached by no mail, never near money; whoever makes one erases them, whatever happens
(`person` below does both). Their jobs are taken by workers of the colour that was asked, so what is read was read by
that colour. `Astray` ends a journey: it names the request and what came back.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar
from urllib.parse import urlsplit

from runbook import items
from runbook.actions import Address, Answer, Ended, Request, Wait, Way
from runbook.errors import Astray
from runbook.items import Item

T = TypeVar("T")
Part = Generator[Request | Wait, Answer, T]
READING_SECONDS = 60.0
_LOOK_SECONDS = 0.4
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Aim:
    """What is tried: where, by which name (the Host of requests), as which operator, under which name of one's own.
    `colour` and `release`: who must answer; empty where it may be anybody."""

    at: Address
    address: str
    operator: str
    name: str
    colour: str = ""
    release: str = ""

    def ask(
        self, method: str, path: str, *, body: Any = None, token: str = "", headers: Mapping[str, str] = {},
        bearer: str = "", content: bytes = b"",
    ) -> Request:  # fmt: skip
        """A request as a program of a person makes it, or with `bearer` an operator's."""
        told = {
            "Host": urlsplit(self.address).netloc,
            "X-CreditAI": "1",
            "X-CreditAI-Probe": "runbook",
            **headers,
        }
        if token:
            told["Authorization"] = f"Bearer {token}"
        if body is not None:
            told["Content-Type"], content = "application/json", json.dumps(body).encode()
        return Request(f"{method} {path}", self.at, path, method, told, content, bearer=bearer, deadline=20.0)


class Journey(Item):
    """One journey."""

    covers: ClassVar[tuple[str, ...]]

    def way(self, aim: Aim) -> Way:
        raise NotImplementedError


def every_journey() -> tuple[Journey, ...]:
    """Every journey of the folder, in order of their files."""
    return items.every(__name__, Journey)


def expect(request: Request, *codes: int) -> Part[Answer]:
    """The answer; Astray when its status is none of `codes`."""
    answer = yield request
    if answer.status not in (codes or (200,)):
        said = answer.error or answer.body.decode("utf-8", "replace")[:_SHOWN]
        raise Astray(f"{request.what} answered {answer.status}: {said}")
    return answer


def document(request: Request, *codes: int) -> Part[Any]:
    """What the answer says, as JSON."""
    answer = yield from expect(request, *codes)
    try:
        return json.loads(answer.body)
    except ValueError:
        raise Astray(f"{request.what} answered no JSON") from None


def person(aim: Aim, doing: Callable[[str], Part[T]]) -> Part[T]:
    """Do something as a new person who is nobody, given their token; they are erased whatever happens."""
    gone = aim.ask("DELETE", f"/api/system/synthetic/{aim.name}", bearer=aim.operator)
    yield from expect(gone, 204)
    made = yield from document(
        aim.ask("POST", "/api/system/synthetic", body={"name": aim.name}, bearer=aim.operator), 201
    )
    try:
        return (yield from doing(str(made["token"])))
    finally:
        yield from expect(gone, 204)


def samples(aim: Aim) -> Part[dict[str, Any]]:
    """The bundled samples with what must be read from them, and the answers of their invented person."""
    told: dict[str, Any] = yield from document(aim.ask("GET", "/api/system/samples", bearer=aim.operator))
    return told


def uploaded(aim: Aim, token: str, name: str) -> Part[dict[str, Any]]:
    """A bundled sample, sent as a person sends it, once it was read: its paper."""
    sample = yield from expect(aim.ask("GET", f"/api/system/samples/{name}", bearer=aim.operator))
    head = {"Content-Disposition": f'attachment; filename="{name}"', "Content-Type": "application/pdf"}
    sent = yield from document(
        aim.ask("POST", "/api/v1/papers", content=sample.body, headers=head, token=token), 201
    )
    paper: dict[str, Any] = sent["paper"]
    for _ in range(round(READING_SECONDS / _LOOK_SECONDS)):
        if paper["state"] in ("done", "failed", "cancelled"):
            break
        yield Wait(_LOOK_SECONDS)
        paper = yield from document(aim.ask("GET", f"/api/v1/papers/{paper['id']}", token=token))
    if paper["state"] != "done":
        raise Astray(f"{name} is {paper['state']} after {READING_SECONDS:g} seconds: {paper['error']}")
    return paper


def went(said: str) -> Ended:
    return Ended(True, said)
