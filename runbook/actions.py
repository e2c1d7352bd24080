"""What may be done, as values: steps and targets describe, `perform` does.

Each says what it is for (`what`), how an operator would do it by hand (`shown`), and by when it must be done
(`deadline`, seconds). Doing one twice is doing it once: after a crash nobody knows whether it was done.
A secret stands in one as a reference (`env:NAME`, `file:PATH`), which `perform` resolves.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Generator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from runbook.facts import Found, Measured

_SHORT = 10.0


@dataclass(frozen=True, slots=True)
class Address:
    """Where a request goes: `unix:/path/of.sock`, `http://host:port`, or a reference to a whole URL that is secret. `host`: by
    which name a socket is asked, for who answers by its own name alone."""

    where: str
    host: str = ""

    def named(self, edge: Address) -> Address:
        """The same place, asked as people ask for the edge."""
        return replace(self, host=urlsplit(edge.where).netloc) if self.socket else self

    @property
    def socket(self) -> str | None:
        return self.where.removeprefix("unix:") if self.where.startswith("unix:") else None


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; `status` 0 when nothing did, and `error` says why. `at`: when, by this machine's clock, since 1970."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    seconds: float
    error: str = ""
    at: float = 0.0


@dataclass(frozen=True, slots=True)
class Ran:
    """What a program left."""

    code: int
    output: str
    errors: str
    seconds: float


def _any_answer(answer: Answer) -> str | None:
    return None if 200 <= answer.status < 300 else f"answered {answer.status or answer.error}"


def _never(answer: Answer) -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Request:
    """One HTTP request. `refusal` says why an answer is not the wanted one, or None; `again`, whether it may then be
    sent once more, and `not_yet`, whether it is, until its deadline, for what it waits for is under way. `bearer` is a reference, and so are the values of `fills`: words of the body that stand for secrets."""

    what: str
    at: Address
    path: str
    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    bearer: str = ""
    by_hand: str = ""
    deadline: float = _SHORT
    refusal: Callable[[Answer], str | None] = _any_answer
    again: Callable[[Answer], bool] = _never
    not_yet: Callable[[Answer], bool] = _never
    fills: Mapping[str, str] = field(default_factory=dict)

    @property
    def shown(self) -> str:
        if self.by_hand:
            return self.by_hand
        base = (
            f"--unix-socket {self.at.socket} http://{self.at.host or 'localhost'}"
            if self.at.socket
            else self.at.where
        )
        bearer = f" -H 'Authorization: Bearer {self.bearer}'" if self.bearer else ""
        return f"curl -X {self.method}{bearer} {base}{self.path}"


@dataclass(frozen=True, slots=True)
class Command:
    """One program, run to its end. `secrets`: variable -> reference. `database`: reference of a DSN, which PostgreSQL's
    programs are told by PGHOST and so on. `account`: whose process it is, when it must not be root's. `told`: what it
    reads from its standard input. Any code but those of `ok` is a failure."""

    what: str
    argv: tuple[str, ...]
    folder: Path | None = None
    environ: Mapping[str, str] = field(default_factory=dict)
    secrets: Mapping[str, str] = field(default_factory=dict)
    database: str = ""
    account: str = ""
    told: str = ""
    ok: tuple[int, ...] = (0,)
    deadline: float = 60.0

    @property
    def shown(self) -> str:
        if self.database or self.account or self.told:
            return self._shown_with_more
        return self._shown

    @property
    def _shown_with_more(self) -> str:
        before = f"PG...=<{self.database}> " if self.database else ""
        before = f"sudo -u {self.account} " + before if self.account else before
        return before + self._shown + (f" <<'END'\n{self.told.strip()}\nEND" if self.told else "")

    @property
    def _shown(self) -> str:
        told = " ".join(f"{name}={shlex.quote(value)}" for name, value in sorted(self.environ.items()))
        told += "".join(f" {name}=<{reference}>" for name, reference in sorted(self.secrets.items()))
        return f"{told} {shlex.join(self.argv)}".strip()


@dataclass(frozen=True, slots=True)
class WriteFile:
    """A file, whole or not at all: written beside, synced, renamed."""

    what: str
    path: Path
    content: str
    mode: int = 0o600
    deadline: float = _SHORT

    @property
    def shown(self) -> str:
        return f"write {self.path} ({len(self.content.encode())} bytes)"


@dataclass(frozen=True, slots=True)
class MoveLink:
    """A symbolic link, moved by rename: at no moment is there none. `to` None: taken away."""

    what: str
    path: Path
    to: Path | None
    deadline: float = _SHORT

    @property
    def shown(self) -> str:
        if self.to is None:
            return f"rm -f {self.path}"
        return f"ln -s {self.to} {self.path}.part && mv -T {self.path}.part {self.path}"


@dataclass(frozen=True, slots=True)
class CopyFolder:
    """A folder, whole or not at all: copied beside, synced, renamed. Nothing when the target is there."""

    what: str
    source: Path
    target: Path
    deadline: float = 300.0

    @property
    def shown(self) -> str:
        return f"cp -a {self.source} {self.target}.part && mv -T {self.target}.part {self.target}"


@dataclass(frozen=True, slots=True)
class RemoveFolder:
    """A folder and what is in it; nothing when it is not there."""

    what: str
    path: Path
    deadline: float = 300.0

    @property
    def shown(self) -> str:
        return f"rm -rf {self.path}"


@dataclass(frozen=True, slots=True)
class People:
    """What people were answered by `by` (colour/release), out of the edge's log: in the last `seconds`, or while
    something else is done. `baseline` as for our own traffic."""

    what: str
    name: str
    log: Path
    by: str
    seconds: float = 0.0
    baseline: float | None = None
    deadline: float = 30.0

    @property
    def shown(self) -> str:
        return f'awk \'$4 == "{self.by}" && $5 == "-"\' {self.log}'


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What came of people's papers and payments at a colour, by its own counters. `old`: what came of them at the old
    colour before; None: these are those."""

    what: str
    at: Address
    bearer: str
    old: Mapping[str, Measured] | None = None
    deadline: float = _SHORT

    @property
    def shown(self) -> str:
        return self.request.shown

    @property
    def request(self) -> Request:
        return Request(self.what, self.at, "/metrics", bearer=self.bearer, deadline=self.deadline)


@dataclass(frozen=True, slots=True)
class Traffic:
    """Marked requests of our own, open loop: sent when due, however slow the answers. What came back is judged by
    `name`'s step, and so is what people were answered meanwhile (`beside`) and what came of what they wanted (`outcomes`).
    `baseline` (seconds, 95th percentile) is what latency is held against, where there is one."""

    what: str
    name: str
    at: Address
    path: str
    rate: float
    seconds: float
    release: str
    baseline: float | None = None
    beside: People | None = None
    outcomes: Outcomes | None = None

    @property
    def deadline(self) -> float:
        return self.seconds + 30.0

    @property
    def shown(self) -> str:
        return f"probe {self.at.where}{self.path} {self.rate:g} times a second for {self.seconds:g} s"


@dataclass(frozen=True, slots=True)
class Mail:
    """One message by SMTP: `server` is `smtp://host:port` or `smtps://...`, with a sign-in a reference to it."""

    what: str
    server: str
    sender: str
    to: tuple[str, ...]
    subject: str
    text: str
    deadline: float = _SHORT

    @property
    def shown(self) -> str:
        return f"mail {', '.join(self.to)} by {self.server}: {self.subject}"


@dataclass(frozen=True, slots=True)
class Study:
    """Several programs in turn, each told by what the last one said. `look` is handed what runs a Command, and gives what
    was found, which is journaled under `name`. Time is bounded by the deadline of each Command."""

    what: str
    name: str
    look: Callable[[Runs], Found]
    by_hand: str
    deadline: float = 1800.0

    @property
    def shown(self) -> str:
        return self.by_hand


class Runs(Protocol):
    """How a Study has its programs run. ActFailed when one ends otherwise than it may."""

    def __call__(self, command: Command) -> Ran: ...


@dataclass(frozen=True, slots=True)
class Wait:
    """Within a journey: this long until the next request."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Ended:
    """How a journey ended. `well` None: there is nothing to try here, and `said` tells why."""

    well: bool | None
    said: str


Way = Generator[Request | Wait, Answer, Ended]
"""A journey on its way: requests out, answers in, its end at last."""


@dataclass(frozen=True, slots=True)
class Journey:
    """Requests that follow from each other's answers, as a person's do. `go` begins one; whatever ends it, it is given
    the time to clear up behind itself. What came of it is judged by `name`'s step."""

    what: str
    name: str
    at: Address
    go: Callable[[], Way]
    deadline: float = 120.0

    @property
    def shown(self) -> str:
        return f"creditai verify {self.name} at {self.at.where}"


Action = (
    Request
    | Command
    | WriteFile
    | MoveLink
    | CopyFolder
    | RemoveFolder
    | Traffic
    | People
    | Outcomes
    | Journey
    | Mail
    | Study
)
Question = Request | Command
"""What may be asked: reads only. A Command that is asked must change nothing."""
