"""The only file that changes or sends anything: it starts processes, writes files (the journal's and the lease's own
apart), and opens connections. Everything else describes.

`perform` does an act, within the fence of the lease and within its deadline, and gives what is worth journaling,
redacted; ActFailed when it did not succeed. `ask` is for questions: it changes nothing, needs no lease, and never
raises for what the world answers.
"""

from __future__ import annotations

import contextlib
import http.client
import os
import pwd
import shutil
import signal
import smtplib
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from runbook import answered
from runbook.actions import (
    Action,
    Address,
    Answer,
    Command,
    CopyFolder,
    Journey,
    Mail,
    MoveLink,
    Outcomes,
    People,
    Ran,
    RemoveFolder,
    Request,
    Study,
    Traffic,
    WriteFile,
)
from runbook.database import libpq
from runbook.errors import ActFailed, Refused
from runbook.facts import Measured
from runbook.going import gone
from runbook.judge import business, people
from runbook.lease import Lease
from runbook.probing import MARK
from runbook.records import plain
from runbook.redaction import Redactor
from runbook.watching import watched

_KEPT = 2000
_TRAFFIC_TIMEOUT = 10.0
_NOT_YET_SECONDS = 0.1
_LOOPBACK = ("127.0.0.1", "::1", "localhost")
_INHERITED = ("PIP_", "HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "SSL_CERT_")
"""How this machine reaches its package index is handed on to programs; of the rest of the environment, nothing."""


@dataclass(frozen=True, slots=True)
class Done:
    """What an act came to: for the journal and the screen."""

    said: str
    seconds: float
    data: Mapping[str, Any]


class Performer:
    """Does acts for one holder of the lease; without a lease it can only ask."""

    def __init__(self, redactor: Redactor, lease: Lease | None = None) -> None:
        self._redactor, self._lease = redactor, lease

    def perform(self, action: Action) -> Done:
        """Do it. ActFailed: it failed or ran over its deadline. Fenced: the lease is another's, nothing was done."""
        if self._lease is None:
            raise Refused("Nothing is done without a lease.")
        started = time.monotonic()
        with self._lease.fence():
            try:
                said, data = self._do(action)
            except (OSError, subprocess.SubprocessError, smtplib.SMTPException) as error:
                failed = ActFailed(self._redactor.text(f"{action.what}: {error}"))
                failed.again = isinstance(action, Mail) and _not_taken(error)
                raise failed from error
        return Done(self._redactor.text(said)[-_KEPT:], round(time.monotonic() - started, 3), data)

    @contextlib.contextmanager
    def holding(self) -> Iterator[None]:
        """Fenced when the lease is another's by now: then nothing is journaled either. Who freezes while it writes
        holds the fence, so that the next holder knows whom to end."""
        if self._lease is None:
            yield
            return
        with self._lease.fence():
            yield

    def ask(self, question: Request | Command) -> Answer | Ran:
        """Put a question. A program that does not start or end is code -1; a request unanswered is status 0."""
        if isinstance(question, Request):
            return self.answer(question)
        try:
            return self._run(question)
        except (OSError, subprocess.SubprocessError) as error:
            return Ran(-1, "", self._redactor.text(str(error)), 0.0)

    def answer(self, request: Request) -> Answer:
        at = request.at
        named = at.where.startswith(("env:", "file:"))
        headers = {**({} if named else MARK), **request.headers}
        if request.bearer:
            headers["Authorization"] = f"Bearer {self._secret(request.bearer)}"
        path, body = request.path, request.body
        if named:
            whole = urlsplit(self._secret(at.where))
            at, path = Address(f"{whole.scheme}://{whole.netloc}"), f"{whole.path}{path}" or "/"
        for word, reference in request.fills.items():
            body = body.replace(word.encode(), self._secret(reference).encode())
        with closing_line(at, request.deadline) as line:
            return exchange(line, request.method, path, headers, body)

    def _answer_in_time(self, request: Request) -> Answer:
        ends = time.monotonic() + request.deadline
        while request.not_yet(answer := self.answer(request)) and time.monotonic() < ends:
            time.sleep(_NOT_YET_SECONDS)
        return answer

    def _do(self, action: Action) -> tuple[str, Mapping[str, Any]]:
        match action:
            case Command():
                return self._command(action), {}
            case Request():
                answer = self._answer_in_time(action)
                if (wrong := action.refusal(answer)) is not None:
                    failed = ActFailed(self._redactor.text(f"{action.what}: {wrong}"))
                    failed.again = action.again(answer)
                    raise failed
                return f"answered {answer.status}", {}
            case Mail():
                _mail(action, self._plain(action.server))
            case WriteFile():
                _write(action)
            case MoveLink():
                _move(action)
            case CopyFolder():
                _copy(action)
            case RemoveFolder():
                shutil.rmtree(action.path, ignore_errors=not action.path.exists())
            case Study():
                seen = action.look(self._surely)
                return seen.said, {"found": {action.name: plain(seen)}}
            case Traffic():
                return self._watched(action)
            case Outcomes():
                came = self._outcomes(action)
                said = "; ".join(each.said for each in came.values())
                return said, {"measured": {name: plain(each) for name, each in came.items()}}
            case People():
                found = people.looked_back(
                    answered.lines(action.log, None), time.time() - action.seconds, action.by
                )
                return found.said, {"measured": {action.name: plain(found)}}
            case Journey():
                gone = self.go(action)
                return gone.said, {"measured": {action.name: plain(gone)}}
        return "done", {}

    def _watched(self, action: Traffic) -> tuple[str, Mapping[str, Any]]:
        """Our own traffic; what people were answered and what came of what they wanted while it was sent."""
        beside, wanted = action.beside, action.outcomes
        place = None if beside is None else answered.end(beside.log)

        def send(headers: Mapping[str, str]) -> Answer:
            with closing_line(action.at, _TRAFFIC_TIMEOUT) as line:
                return exchange(line, "GET", action.path, headers)

        return watched(
            action, send, lambda: {} if beside is None else {beside.name: _people(beside, place)},
            lambda: {} if wanted is None else self._outcomes(wanted),
        )  # fmt: skip

    def _outcomes(self, asked: Outcomes) -> Mapping[str, Measured]:
        answer = self.answer(asked.request)
        text = answer.body.decode("utf-8", "replace") if answer.status == 200 else ""
        return dict(business.before(text) if asked.old is None else business.measured(text, asked.old))

    def go(self, journey: Journey) -> Measured:
        """Go a journey to its end."""
        found = gone(journey, self.answer, self._redactor.learn)
        return replace(found, said=self._redactor.text(found.said))

    def _surely(self, command: Command) -> Ran:
        """Run it; ActFailed unless it ended as it may."""
        ran = self._run(command)
        if ran.code not in command.ok:
            told = (ran.errors.strip() or ran.output.strip())[-3600:]
            raise ActFailed(f"{command.what}: ended with {ran.code}: {told}")
        return ran

    def _command(self, command: Command) -> str:
        ran = self._surely(command)
        return (ran.output.strip() or ran.errors.strip())[-_KEPT:]

    def _run(self, command: Command) -> Ran:
        """Run it in a session of its own, killed whole at its deadline and when the operator stops; what it says is redacted."""
        started = time.monotonic()
        environ = {name: value for name, value in os.environ.items() if name.startswith(_INHERITED)}
        environ |= {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8"}
        environ |= {"HOME": os.environ.get("HOME", "/"), **command.environ}
        environ |= {name: self._secret(ref) for name, ref in command.secrets.items()}
        if command.database:
            environ |= libpq.variables(self._secret(command.database))
        if self._lease is not None:  # what changes a database compares it there, too
            environ["CREDITAI_FENCE"] = str(self._lease.token)
        running = _started(
            command.argv, stdin=subprocess.PIPE if command.told else subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.PIPE, cwd=command.folder, env=environ, **_account(command.account),
        )  # fmt: skip
        with running as process, self._noted(process.pid):
            output, errors = process.communicate(
                command.told.encode() if command.told else None, timeout=command.deadline
            )
        text = [self._redactor.text(stream.decode("utf-8", "replace")) for stream in (output, errors)]
        return Ran(process.returncode, text[0], text[1], time.monotonic() - started)

    @contextlib.contextmanager
    def _noted(self, pid: int) -> Iterator[None]:
        """For the next holder. Of one that did not end by itself the note stays until the next: it may live."""
        if self._lease is not None:
            self._lease.child(pid)
        yield
        if self._lease is not None:
            self._lease.child(None)

    def _plain(self, told: str) -> str:
        return self._secret(told) if told.startswith(("env:", "file:")) else told

    def _secret(self, reference: str) -> str:
        """The value behind a reference; the redactor learns it before anybody else does."""
        kind, _, name = reference.partition(":")
        if kind == "file":
            value = _content(Path(name).expanduser(), reference)
        elif kind == "env" and name in os.environ:
            value = os.environ[name]
        else:
            raise Refused(f"The secret {reference!r} is not there: give env:NAME of a variable or file:PATH.")
        self._redactor.learn(value)
        return value


@contextlib.contextmanager
def _started(argv: tuple[str, ...], **how: Any) -> Iterator[subprocess.Popen[bytes]]:
    """A program in a session of its own, which does not hear the operator's Ctrl-C: whatever ends the block before it has
    ended kills it, and all that it started."""
    with contextlib.ExitStack() as ends:
        with _interrupted_afterwards():
            process = subprocess.Popen(argv, start_new_session=True, **how)
            ends.enter_context(process)
            ends.enter_context(_ended_with_us(process))
        yield process


@contextlib.contextmanager
def _interrupted_afterwards() -> Iterator[None]:
    """Within Popen a Ctrl-C would raise before there is anything to kill, though the program runs already."""
    if threading.current_thread() is not threading.main_thread():  # no other is told of signals
        yield
        return
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
    if came:
        signal.raise_signal(signal.SIGINT)


@contextlib.contextmanager
def _ended_with_us(process: subprocess.Popen[bytes]) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        raise


def _account(name: str) -> dict[str, Any]:
    """Whose process it is to be, for Popen."""
    if not name:
        return {}
    entry = pwd.getpwnam(name)
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def _content(path: Path, reference: str) -> str:
    try:
        return path.read_text("utf-8").strip()
    except OSError as error:
        raise Refused(f"The secret {reference!r} cannot be read: {error.strerror}.") from error


def _write(action: WriteFile) -> None:
    action.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = action.path.with_name(action.path.name + ".part")
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, action.mode)
    with open(descriptor, "w", encoding="utf-8") as file:
        file.write(action.content)
        file.flush()
        os.fsync(file.fileno())
    part.replace(action.path)
    _sync(action.path.parent)


def _move(action: MoveLink) -> None:
    if action.to is None:
        action.path.unlink(missing_ok=True)
        return
    action.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    part = action.path.with_name(action.path.name + ".part")
    part.unlink(missing_ok=True)
    part.symlink_to(action.to)
    part.replace(action.path)
    _sync(action.path.parent)


def _copy(action: CopyFolder) -> None:
    if action.target.exists():
        return
    part = action.target.with_name(action.target.name + ".part")
    if part.exists():
        shutil.rmtree(part)
    try:
        shutil.copytree(action.source, part, symlinks=True)
    except OSError as error:  # what is half copied takes room, most often where there is none
        shutil.rmtree(part, ignore_errors=True)
        each = isinstance(error, shutil.Error)  # a list of one for each file: the first says enough
        raise OSError(str(error.args[0][0][2] if each else error)) from error
    for path in (part, *part.rglob("*")):
        if not path.is_symlink():
            _sync(path)
    part.rename(action.target)
    _sync(action.target.parent)


def _mail(action: Mail, server: str) -> None:
    parts = urlsplit(server)
    secure = parts.scheme == "smtps"
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = action.sender, ", ".join(action.to), action.subject
    message.set_content(action.text)
    host, trust = parts.hostname or "localhost", ssl.create_default_context()
    with (
        smtplib.SMTP_SSL(host, parts.port or 465, timeout=action.deadline, context=trust)
        if secure
        else smtplib.SMTP(host, parts.port or 25, timeout=action.deadline)
    ) as line:
        line.ehlo_or_helo_if_needed()  # before it, no server offers anything
        if not secure and line.has_extn("starttls"):
            line.starttls(context=trust)
        elif not secure and parts.username and host not in _LOOPBACK:
            raise smtplib.SMTPNotSupportedError(
                f"{host} offers no TLS, and a password is not sent in the clear"
            )
        if parts.username:
            line.login(unquote(parts.username), unquote(parts.password or ""))
        line.send_message(message)


def _not_taken(error: Exception) -> bool:
    """Whether a mail was surely not taken by the server: no connection, or told to come again."""
    later = isinstance(error, smtplib.SMTPResponseException) and 400 <= error.smtp_code < 500
    return later or isinstance(error, (ConnectionRefusedError, smtplib.SMTPConnectError))


def _sync(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _people(asked: People, place: answered.Place | None) -> Measured:
    """While something else is done."""
    return people.measured(answered.lines(asked.log, place), asked.by, asked.baseline)


class _Unix(http.client.HTTPConnection):
    """HTTP over a Unix socket."""

    def __init__(self, path: str, host: str, timeout: float) -> None:
        super().__init__(host or "localhost", timeout=timeout)
        self._path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


def line(at: Address, timeout: float) -> http.client.HTTPConnection:
    """A connection that is not yet open; it opens with the first exchange and is kept until closed."""
    if at.socket is not None:
        return _Unix(at.socket, at.host, timeout)
    parts = urlsplit(at.where)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    return kind(parts.hostname or "", parts.port, timeout=timeout)


@contextlib.contextmanager
def closing_line(at: Address, timeout: float) -> Iterator[http.client.HTTPConnection]:
    with contextlib.closing(line(at, timeout)) as opened:
        yield opened


def exchange(
    opened: http.client.HTTPConnection, method: str, path: str, headers: Mapping[str, str], body: bytes = b""
) -> Answer:
    """One request and its answer; status 0 and the reason when none came."""
    started = time.monotonic()
    try:
        opened.request(method, path, body=body or None, headers=dict(headers))
        answer = opened.getresponse()
        content = answer.read()
    except (OSError, http.client.HTTPException) as error:
        opened.close()
        return Answer(0, {}, b"", time.monotonic() - started, f"{type(error).__name__}: {error}")
    told = {name.lower(): value for name, value in answer.getheaders()}
    return Answer(answer.status, told, content, time.monotonic() - started, at=time.time())
