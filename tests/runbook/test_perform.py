"""What alone changes the world: within its deadline, whole or not at all, and telling no secret."""

from __future__ import annotations

import os
import resource
import signal
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from socketserver import StreamRequestHandler, UnixStreamServer
from typing import Any

import psutil
import pytest
import trustme
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from creditai.parts.ports import free
from runbook.actions import (
    Address,
    Answer,
    Command,
    CopyFolder,
    Ended,
    Journey,
    Mail,
    MoveLink,
    Ran,
    RemoveFolder,
    Request,
    Wait,
    Way,
    WriteFile,
)
from runbook.errors import ActFailed, Astray, Refused
from runbook.lease import acquire
from runbook.perform import Performer
from runbook.redaction import Redactor

CANARY = "canary-of-perform"


@pytest.fixture
def performer(tmp_path: Path) -> Iterator[Performer]:
    lease = acquire(tmp_path / "state", "Dana", "test")
    yield Performer(Redactor(), lease)
    lease.release()


def alive(pid: int) -> bool:
    """Whether it runs; a corpse that nobody has fetched yet does not."""
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def test_nothing_is_done_without_a_lease(tmp_path: Path) -> None:
    with pytest.raises(Refused):
        Performer(Redactor()).perform(WriteFile("write", tmp_path / "x", "y"))
    assert not (tmp_path / "x").exists()


def test_a_file_is_written_whole_and_for_its_owner_alone(performer: Performer, tmp_path: Path) -> None:
    place = tmp_path / "deep" / "x"
    performer.perform(WriteFile("write", place, "one"))
    performer.perform(WriteFile("write", place, "two"))
    assert place.read_text("utf-8") == "two"
    assert place.stat().st_mode & 0o777 == 0o600
    assert [p.name for p in place.parent.iterdir()] == ["x"]


def test_a_link_is_moved_and_taken_away_again_and_again(performer: Performer, tmp_path: Path) -> None:
    link = tmp_path / "link"
    for to in (Path("blue"), Path("blue"), Path("green")):
        performer.perform(MoveLink("point", link, to))
        assert link.readlink() == to
    for _ in range(2):
        performer.perform(MoveLink("point", link, None))
    assert not link.is_symlink()


def test_a_folder_is_copied_whole_past_what_a_crash_left(performer: Performer, tmp_path: Path) -> None:
    (tmp_path / "from").mkdir()
    (tmp_path / "from" / "a").write_text("a")
    (tmp_path / "to.part").mkdir()
    (tmp_path / "to.part" / "rubbish").touch()
    for _ in range(2):
        performer.perform(CopyFolder("copy", tmp_path / "from", tmp_path / "to"))
    assert [p.name for p in (tmp_path / "to").iterdir()] == ["a"]
    for _ in range(2):
        performer.perform(RemoveFolder("remove", tmp_path / "to"))
    assert not (tmp_path / "to").exists()


def test_what_is_copied_is_on_the_disk_before_it_has_its_name(
    performer: Performer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a power cut leaves a release that counts as installed, of files without contents."""
    (tmp_path / "from" / "bin").mkdir(parents=True)
    (tmp_path / "from" / "bin" / "creditai").write_text("a")
    (tmp_path / "from" / "link").symlink_to("bin")
    synced, really = set(), os.fsync

    def noted(descriptor: int) -> None:
        really(descriptor)
        synced.add(Path(f"/proc/self/fd/{descriptor}").readlink())

    monkeypatch.setattr("runbook.perform.os.fsync", noted)
    performer.perform(CopyFolder("copy", tmp_path / "from", tmp_path / "to"))
    part = tmp_path / "to.part"
    assert {part, part / "bin", part / "bin" / "creditai", tmp_path} <= synced


def test_what_could_not_be_copied_whole_takes_no_room(tmp_path: Path) -> None:
    (tmp_path / "from").mkdir()
    (tmp_path / "from" / "small").write_text("a")
    (tmp_path / "from" / "big").write_bytes(b"b" * 300_000)
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            lease = acquire(tmp_path / "state", "Dana", "test")
            resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
            Performer(Redactor(), lease).perform(CopyFolder("copy", tmp_path / "from", tmp_path / "to"))
        except ActFailed as failed:
            code = 3 if "File too large" in str(failed) else 2
        finally:
            os._exit(code)
    assert os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 3
    assert sorted(p.name for p in tmp_path.iterdir()) == ["from", "state"]


def test_a_program_is_ended_whole_at_its_deadline(performer: Performer, tmp_path: Path) -> None:
    started = time.monotonic()
    with pytest.raises(ActFailed, match="timed out"):
        performer.perform(Command("wait", ("sh", "-c", "sleep 600 & sleep 600"), deadline=0.5))
    assert time.monotonic() - started < 200


def test_a_program_is_ended_whole_when_the_operator_stops(performer: Performer, tmp_path: Path) -> None:
    """Else it would go on under the next holder of the lease, who does not know of it."""
    told, main = tmp_path / "pid", threading.main_thread().ident
    assert main is not None

    def stop() -> None:
        while not (told.exists() and told.read_text().strip()):
            time.sleep(0.01)
        signal.pthread_kill(main, signal.SIGINT)

    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        threading.Thread(target=stop).start()
        with pytest.raises(KeyboardInterrupt):
            performer.perform(
                Command("wait", ("sh", "-c", 'sleep 600 & echo $! > "$0"; sleep 600', str(told)))
            )
    finally:
        signal.signal(signal.SIGINT, before)
    left, limit = int(told.read_text()), time.monotonic() + 60
    while alive(left):
        assert time.monotonic() < limit, "it runs on"
        time.sleep(0.01)


def test_a_program_is_ended_when_the_operator_stops_while_it_is_started(
    performer: Performer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C may come when the program runs already and nobody here has heard of it."""
    told, real = tmp_path / "pid", subprocess.Popen
    made: list[subprocess.Popen[bytes]] = []

    def stopped(*argv: Any, **how: Any) -> subprocess.Popen[bytes]:
        made.append(real(*argv, **how))
        while not (told.exists() and told.read_text().strip()):
            time.sleep(0.01)
        signal.raise_signal(signal.SIGINT)
        return made[0]

    monkeypatch.setattr("runbook.perform.subprocess.Popen", stopped)
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            performer.perform(Command("wait", ("sh", "-c", 'echo $$ > "$0"; sleep 600', str(told))))
        assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    finally:
        signal.signal(signal.SIGINT, before)
    assert made[0].poll() == -signal.SIGKILL


def test_a_password_is_not_sent_in_the_clear(performer: Performer, tmp_path: Path) -> None:
    class Greets:
        async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
            return "250 OK"

    server = Controller(Greets(), hostname="127.0.0.1", port=free(), auth_require_tls=False)
    server.start()
    try:
        for host, said in (("127.1", "in the clear"), ("127.0.0.1", "credentials invalid")):
            (tmp_path / "server").write_text(f"smtp://dana:{CANARY}@{host}:{server.port}")
            mail = Mail(
                "tell", f"file:{tmp_path}/server", "a@example.com", ("b@example.com",), "It fails", ""
            )
            with pytest.raises(ActFailed, match=said):
                performer.perform(mail)
    finally:
        server.stop()


def test_mail_goes_by_tls_where_it_is_offered_and_the_sign_in_with_it(
    performer: Performer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[bool] = []

    class Takes:
        async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
            taken.append(session.ssl is not None and session.authenticated is True)
            return "250 OK"

    authority, context = trustme.CA(), ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "authority"))
    server = Controller(
        Takes(), hostname="127.0.0.1", port=free(), tls_context=context, require_starttls=True, auth_required=True,
        authenticator=lambda *told: AuthResult(success=True),
    )  # fmt: skip
    server.start()
    try:
        (tmp_path / "server").write_text(f"smtp://dana:{CANARY}@127.0.0.1:{server.port}")
        mail = Mail("tell", f"file:{tmp_path}/server", "a@example.com", ("b@example.com",), "It fails", "")
        with pytest.raises(ActFailed, match="CERTIFICATE_VERIFY_FAILED"):
            performer.perform(mail)
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority"))
        performer.perform(mail)
    finally:
        server.stop()
    assert taken == [True]


def test_a_failure_tells_the_end_of_what_was_said(performer: Performer) -> None:
    with pytest.raises(ActFailed, match="ended with 4: no room"):
        performer.perform(Command("fill", ("sh", "-c", "echo no room >&2; exit 4")))
    with pytest.raises(ActFailed, match="No such file"):
        performer.perform(Command("fill", ("no-such-program-anywhere",)))


def test_a_secret_goes_to_the_program_and_nowhere_else(performer: Performer, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(CANARY + "\n")
    act = Command("echo", ("sh", "-c", 'echo "$KEY" > "$OUT"; echo "told $KEY"'), None, {"OUT": str(tmp_path / "out")}, {"KEY": f"file:{tmp_path}/secret"})  # fmt: skip
    done = performer.perform(act)
    assert (tmp_path / "out").read_text().strip() == CANARY
    assert CANARY not in done.said + act.shown
    with pytest.raises(Refused, match="env:NOT_SET_ANYWHERE"):
        performer.perform(Command("echo", ("true",), secrets={"KEY": "env:NOT_SET_ANYWHERE"}))


def test_questions_never_raise_for_what_the_world_answers() -> None:
    ask = Performer(Redactor()).ask
    silent = ask(Request("health", Address("unix:/nonexistent/sock"), "/"))
    assert isinstance(silent, Answer)
    assert silent.status == 0
    assert "FileNotFoundError" in silent.error
    ran = ask(Command("nothing", ("no-such-program-anywhere",)))
    assert isinstance(ran, Ran)
    assert ran.code == -1


NOWHERE = Address("unix:/nowhere.sock")


def journey(way: Way, deadline: float = 5.0) -> Journey:
    return Journey("a journey", "test", NOWHERE, lambda: way, deadline)


def test_a_journey_is_given_its_answers_and_its_end_is_measured(performer: Performer) -> None:
    def way() -> Way:
        answer = yield Request("ask", NOWHERE, "/")
        yield Wait(0.01)
        return Ended(True, f"status {answer.status}")

    done = performer.perform(journey(way()))
    assert done.said == "status 0"
    assert done.data["measured"]["test"] | {"p50": 0, "p95": 0} == {
        "verdict": "well", "said": "status 0", "answered": 1, "failed": 0, "p50": 0, "p95": 0,
    }  # fmt: skip


def test_a_journey_that_goes_astray_is_ill_and_nothing_breaks(performer: Performer) -> None:
    def way() -> Way:
        yield Request("ask", NOWHERE, "/")
        raise Astray("a letter is no PDF")

    assert performer.perform(journey(way())).data["measured"]["test"]["verdict"] == "ill"


def test_a_journey_that_is_late_is_told_so_and_clears_up(performer: Performer) -> None:
    cleared: list[int] = []

    def way() -> Way:
        try:
            while True:
                yield Wait(0.02)
        finally:
            answer = yield Request("erase", NOWHERE, "/", "DELETE")
            cleared.append(answer.status)

    told = performer.perform(journey(way(), deadline=0.1)).data["measured"]["test"]
    assert (told["verdict"], "not over after 0.1" in told["said"], cleared) == ("ill", True, [0])


def test_a_socket_is_asked_by_the_name_that_people_use(performer: Performer, tmp_path: Path) -> None:
    heard: list[bytes] = []

    class Answers(StreamRequestHandler):
        def handle(self) -> None:
            while line := self.rfile.readline().strip():
                heard.append(line)
            self.wfile.write(b"HTTP/1.1 204 No Content\r\n\r\n")

    with UnixStreamServer(str(tmp_path / "s"), Answers) as server:
        thread = threading.Thread(target=server.handle_request)
        thread.start()
        at = Address(f"unix:{tmp_path / 's'}").named(Address("https://app.example:8443"))
        answer = performer.answer(Request("ask", at, "/metrics"))
        thread.join()
    assert answer.status == 204
    assert b"Host: app.example:8443" in heard


def test_what_the_runbook_asks_is_marked_and_no_stranger_is_told(
    performer: Performer, tmp_path: Path
) -> None:
    """Unmarked, its own questions to an edge with nothing behind it are people who were let down."""
    heard: list[str | None] = []

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.headers["X-CreditAI-Probe"])
            self.send_response(204)
            self.end_headers()

    with HTTPServer(("127.0.0.1", 0), Answers) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        (tmp_path / "webhook").write_text(address)
        asked = [Address(address), Address(f"file:{tmp_path}/webhook")]
        assert [performer.answer(Request("ask", at, "/")).status for at in asked] == [204, 204]
        server.shutdown()
    assert heard == ["runbook", None]
