"""`creditai emergency` on real nginx, Valkey and the product's own verb: with the application up, and down."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import redis

from creditai.clients.redis import connect
from creditai.flags import Flags, every_switch
from creditai.flags.board import Board
from creditai.parts import valkey
from rehearsal.machine import Machine, machine
from runbook import cli
from runbook.lease import acquire
from runbook.perform import Performer
from runbook.redaction import Redactor
from tests.runbook.product import artefact, secrets

pytestmark = pytest.mark.long

Say = Callable[..., tuple[int, str, str]]


@dataclass
class Scene:
    made: Machine
    client: redis.Redis
    data: Path

    def instance(self, role: str, release: str = "r1") -> Flags:
        return Flags(self.client, self.data, role=role, release=release)

    def evidence(self) -> dict[str, str]:
        return {
            n: e.body["said"] for e in self.made.journal.entries(kind="evidence") for n in e.body["covers"]
        }


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Scene]:
    with machine() as made:
        folder = made.folder / "valkey"
        server = valkey.start(folder)
        data = made.folder / "data"
        made.write_file()
        made.file.write_text(
            made.file.read_text("utf-8").replace("[settings]\n", f'[settings]\ndata = "{data}"\n'), "utf-8"
        )
        secrets(made, redis=server.url)
        artefact(made, "one", "flags")
        made.deploy("one")
        with connect(server.url) as client:
            yield Scene(made, client, data)
        valkey.stop(folder)


@pytest.fixture
def say(scene: Scene, capsys: pytest.CaptureFixture[str]) -> Say:
    def said(*words: str) -> tuple[int, str, str]:
        code = cli.main(["emergency", *words, "--environment", str(scene.made.file)])
        told = capsys.readouterr()
        return code, told.out, told.err

    return said


@pytest.fixture(autouse=True)
def restored(scene: Scene) -> Iterator[None]:
    yield
    Board(scene.client).order(tuple(every_switch()), True, 1, "the test", "tidying", clear=True)
    lease = acquire(scene.made.environment.state / "emergency", "the test", "tidying", wait=5)
    for action in scene.made.host.maintenance((), ""):
        Performer(Redactor(), lease).perform(action)
    lease.release()


def fetched(scene: Scene, path: str, method: str = "GET") -> tuple[int, bytes]:
    line = http.client.HTTPConnection("127.0.0.1", scene.made.port, timeout=60)
    line.request(method, path, body=b"{}" if method == "POST" else None)
    answer = line.getresponse()
    told = answer.status, answer.read()
    line.close()
    return told


def test_limits_stand_everywhere_and_end_by_themselves(scene: Scene, say: Say) -> None:
    web, worker = scene.instance("web"), scene.instance("worker")
    for each in (web, worker):
        each.start()
    try:
        code, out, err = say("rate-limit", "--for", "10s", "--why", "a flood of sign-ins", "--json")
        told = json.loads(out)
        assert (code, told["silent"], len(told["heard"])) == (0, [], 2), err
        assert web.enabled("emergency-limits")
        assert worker.enabled("emergency-limits")
        deadline = time.monotonic() + 120
        while web.enabled("emergency-limits"):
            assert time.monotonic() < deadline
            time.sleep(0.1)
        assert json.loads(say("status", "--json")[1])["switches"]["emergency-limits"]["seconds_left"] is None
    finally:
        for each in (web, worker):
            each.stop()
    kinds = [(e.body["state"], e.body["why"]) for e in scene.made.journal.entries(kind="emergency")]
    assert kinds[-2:] == [("meant", "a flood of sign-ins"), ("done", "a flood of sign-ins")]
    assert "heard by 2, not by 0" in scene.evidence()["R122"]


def test_features_are_switched_off_with_the_application_down(scene: Scene, say: Say) -> None:
    """No process of the application runs, and the edge's link leads nowhere; one that starts hears it first."""
    lease = acquire(scene.made.environment.state, "the test", "ending", wait=10)
    performer = Performer(Redactor(), lease)
    for colour in ("blue", "green"):
        for action in scene.made.host.stop("blue" if colour == "blue" else "green"):
            performer.perform(action)
    lease.release()
    assert fetched(scene, "/api/health")[0] == 502
    code, out, err = say(
        "disable", "pdf-processing", "dispute-generation", "--for", "1h", "--why", "costs run away"
    )
    assert code == 0, err
    assert "no instance runs" in out
    late = scene.instance("web")
    late.start()
    try:
        assert not late.enabled("pdf-processing")
        assert not late.enabled("dispute-generation")
        assert late.enabled("payments")
        assert say("restore", "pdf-processing")[0] == 0
        assert late.enabled("pdf-processing")
        assert not late.enabled("dispute-generation")
        assert say("restore")[0] == 0
        assert late.enabled("dispute-generation")
    finally:
        late.stop()
    assert {"R124", "R125", "R126"} <= set(scene.evidence())


def test_who_has_not_heard_is_named_and_ends_with_3(scene: Scene, say: Say) -> None:
    hangs, over = scene.instance("worker", "r-that-hangs"), threading.Event()
    hangs.beat()

    def lives() -> None:
        while not over.wait(0.5):
            Board(scene.client).beat(hangs.instance)  # it is there, and never asks what was ordered

    threading.Thread(target=lives, daemon=True).start()
    code, _, err = say("disable", "payments", "--why", "Stripe doubles events")
    assert code == 3
    assert "1 of 1 instances have not acknowledged: worker blue r-that-hangs" in err
    over.set()
    hangs.stop()


@pytest.mark.parametrize(
    "words",
    [("disable", "payments"), ("disable", "no-such-switch", "--why", "x"), ("rate-limit", "--why", "x", "--for", "soon"),
     ("maintenance", "--why", "x", "--for", "5h"), ("maintenance", "--why", "[REASON]")],
)  # fmt: skip
def test_what_does_not_fit_orders_nothing(scene: Scene, say: Say, words: tuple[str, ...]) -> None:
    code, _, err = say(*words)
    assert code in (2, 3)
    assert err.count("\n") == 1
    assert scene.client.hgetall("{creditai:flags}:orders") == {}


def test_the_edge_shows_a_page_and_goes_back(scene: Scene, say: Say) -> None:
    """Nothing is reloaded: the very nginx process, with its kept connections, does it with the next request."""
    before = (scene.made.environment.state / "run" / "nginx.pid").read_text()
    code, _out, err = say("maintenance", "--for", "1m", "--why", "We move & mend")
    assert code == 0, err
    for path, method in (("/", "GET"), ("/api/posts", "POST"), ("/.edge/../x", "GET")):
        status, body = fetched(scene, path, method)
        assert status == 503
        assert b"We move &amp; mend" in body
    assert fetched(scene, "/api/health")[0] != 503  # who looks after it sees the application itself
    assert fetched(scene, "/.edge")[0] == 200
    assert "maintenance: until the end of" in say("status")[1]
    assert say("restore")[0] == 0
    assert fetched(scene, "/")[0] != 503
    assert (scene.made.environment.state / "run" / "nginx.pid").read_text() == before


def test_maintenance_ends_with_its_last_minute(scene: Scene) -> None:
    """nginx itself compares the time: minutes that are over, or are to come, are no maintenance."""
    now = datetime.now().astimezone()
    minutes = [(now + timedelta(minutes=n)).isoformat(timespec="minutes") for n in (-2, -1, 2, 3)]
    lease = acquire(scene.made.environment.state / "emergency", "the test", "ordering", wait=5)
    for action in scene.made.host.maintenance(minutes, "page"):
        Performer(Redactor(), lease).perform(action)
    lease.release()
    assert fetched(scene, "/")[0] != 503
    told: Any = scene.made.host.maintained()
    assert len(told.value) == 4
