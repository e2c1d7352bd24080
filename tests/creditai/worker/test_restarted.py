"""PostgreSQL is restarted: the worker waits for it, and what ended meanwhile is written."""

from __future__ import annotations

import gc
import io
import json
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from creditai.errors import Unavailable
from creditai.health.jobs import Jobs
from creditai.parts import ports, postgresql
from creditai.settings import Secret, Settings
from creditai.store import migrating
from creditai.wiring import Wiring, wire
from creditai.worker import beating, taking
from creditai.worker.session import Session
from tests.creditai.worker.crew import NEVER, asked, at_work, leading, put, states, until, working


@pytest.fixture
def folder() -> Iterator[Path]:
    """A PostgreSQL of the test's own. What its end leaves behind is collected while it may be."""
    made = Path(tempfile.mkdtemp(prefix="creditai-worker-"))
    made.chmod(0o755)
    yield made
    postgresql.stop(made / "postgresql")
    gc.collect()


@pytest.fixture
def own(settings: Settings, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Wiring]:
    server = postgresql.start(folder / "postgresql", durable=False)
    monkeypatch.setattr(ports, "free", lambda: server.port)
    migrating.migrate(server.dsn("creditai_owner"))
    made = wire(replace(settings, database=Secret(server.dsn("creditai_app"))))
    yield made
    made.close()


@pytest.mark.long
def test_the_worker_outlives_postgresql(
    own: Wiring, folder: Path, lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "POLL_SECONDS", NEVER)
    monkeypatch.setattr(beating, "BEAT_SECONDS", 0.1)
    waits = leading(monkeypatch)
    tries: list[str] = []
    real = Session._asked

    def counted(self: Session, statement: object, told: object) -> object:
        tries.append("once")
        return real(self, statement, told)  # type: ignore[arg-type]

    with at_work(monkeypatch) as work:
        held = work.hold("under way")

        def script() -> None:
            put(own, "under way")
            until(lambda: work.began["under way"] == 1, "it did not begin")
            assert waits.wait(60)
            assert Jobs().probe(own).detail["workers"] == 2
            monkeypatch.setattr(Session, "_asked", counted)
            postgresql.stop(folder / "postgresql")
            held.set()
            until(lambda: len(tries) >= 6, "nobody tries to come back")
            with pytest.raises(Unavailable):
                Jobs().probe(own)
            postgresql.start(folder / "postgresql", durable=False)
            until(lambda: states(own) == ["succeeded"], "its end was not written")
            asked(own, "UPDATE procrastinate_workers SET last_heartbeat = 'epoch' RETURNING 1")
            until(lambda: Jobs().probe(own).detail["workers"] == 2, "it does not beat any more")
            put(own, "after")
            until(lambda: work.ended["after"] == 1, "nobody takes jobs any more")

        working(own, script)
    assert work.began == {"under way": 1, "after": 1}
    said = [json.loads(line)["event"] for line in lines.getvalue().splitlines()]
    assert 1 <= said.count("queue.away") <= 6, "a line for each that lost it, not for each try"
