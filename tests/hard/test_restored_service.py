"""The real service put back from its backup, as an operator types it: what is lost is said first, who was erased since
stays erased before anybody is served, papers open; and the same when the operator's process is killed midway.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx2
import psycopg
import pytest

from rehearsal import product
from rehearsal.operator import Acting
from rehearsal.stage import Stage
from rehearsal.tour import PASSWORD, SAMPLES, Tour

pytestmark = [pytest.mark.slow, pytest.mark.timeout(1800)]
PATIENCE = 900.0
REPORT = SAMPLES / "equifax-2026-05-18.pdf"


@dataclass
class Service:
    """The machine on which it stands."""

    stage: Stage
    address: str

    def person(self) -> Person:
        tour = Tour(self.address, self.stage.machine.environment.state / "data" / "mail")
        tour.sign_up()
        me, who, token = tour.ask("GET", "/me"), tour.who, tour.authorization
        tour.close()
        return Person(self, who, str(me["id"]), token)

    def rows(self, sql: str, *told: Any) -> int:
        """As the role of backups, which sees every row."""
        return int(self._asked("database_backup", sql, *told).fetchone()[0])

    def damage(self) -> None:
        for table in ("report", "account", "finding"):
            self._asked("database_owner", f"TRUNCATE {table}")

    def _asked(self, role: str, sql: str, *told: Any) -> Any:
        dsn = (self.stage.machine.environment.state / "parts" / "secrets" / role).read_text("utf-8").strip()
        with psycopg.connect(dsn) as connection:
            return connection.execute(sql.encode(), told)

    def backup(self) -> str:
        acting = self.stage.begin("backup")
        assert acting.wait(PATIENCE) == 0, acting.told
        return list(self.stage.runs())[-1]

    def restore(self, run: str) -> Acting:
        """Begun with the number of rows that it says would be lost, as often as that number has changed meanwhile."""
        asked = self.stage.begin("restore", run, json=False)
        assert asked.wait(PATIENCE) == 2
        assert "Nobody can be asked here" in asked.told
        found = re.search(r"is (\d+) seconds old\. Rows that would be lost: (\d+) \((.+?)\)", asked.told)
        assert found, asked.told
        assert re.search(r"\d of paper\b", found[3])
        number = found[2]
        while True:
            acting = self.stage.begin("restore", run, "--yes", "--loses", number)
            self.stage.until(lambda a=acting: a.code is not None or _begun(a), "a beginning", PATIENCE)  # type: ignore[misc]
            if acting.code is None or acting.wait() == 0:
                return acting
            changed = re.search(r"say --loses (\d+) if", acting.told)
            assert changed, acting.told
            number = changed[1]


@dataclass
class Person:
    """One invented person of it."""

    service: Service
    who: str
    id: str
    token: str

    def ask(self, method: str, path: str, **more: Any) -> httpx2.Response:
        headers = {"Authorization": self.token, **more.pop("headers", {})}
        url = f"{self.service.address}/api/v1{path}"
        return httpx2.request(method, url, headers=headers, timeout=60, trust_env=False, **more)

    def send(self) -> tuple[str, bytes]:
        """A report of theirs, read to its end."""
        content = REPORT.read_bytes() + f"\n% {uuid4()}\n".encode()
        told = {"Content-Disposition": 'attachment; filename="report.pdf"'}
        answer = self.ask("POST", "/papers", content=content, headers=told)
        assert answer.status_code == 201, answer.text
        paper = str(answer.json()["paper"]["id"])
        self.service.stage.until(
            lambda: self.ask("GET", f"/papers/{paper}").json()["state"] == "done", "the report read", 300
        )
        return paper, content

    def may_sign_in(self) -> bool:
        return self._signed_in().status_code == 200

    def leave(self) -> None:
        with httpx2.Client(
            base_url=f"{self.service.address}/api/v1",
            headers={"X-CreditAI": "1"},
            timeout=60,
            trust_env=False,
        ) as client:
            client.post("/sign-in", json={"address": self.who, "password": PASSWORD}).raise_for_status()
            assert client.delete("/me").status_code == 204

    def _signed_in(self) -> httpx2.Response:
        url, me = f"{self.service.address}/api/v1/sign-in", {"address": self.who, "password": PASSWORD}
        return httpx2.post(url, json=me, headers={"X-CreditAI": "1"}, timeout=60, trust_env=False)


def _begun(acting: Acting) -> bool:
    return any(event["event"] == "intend" for event in list(acting.events))


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with product.machine() as made:
        stage = Stage(made, print)
        try:
            first = stage.begin("deploy", stage.artefact("v1"))
            assert first.wait(PATIENCE) == 0, first.told
            yield Service(stage, made.environment.address)
        finally:
            stage.end()


@dataclass
class Story:
    """What people did around a backup. `stays` sent a paper before it and one after, `leaves` was erased after it."""

    service: Service
    run: str
    stays: Person
    leaves: Person
    paper: str
    content: bytes
    later: str

    def holds(self) -> None:
        """What must be so once it is put back."""
        service, stage = self.service, self.service.stage
        kept = self.stays.ask("GET", f"/papers/{self.paper}/file")
        assert (kept.status_code, kept.content) == (200, self.content)
        reports = self.stays.ask("GET", "/reports").json()["items"]
        assert len(reports) == 1
        assert self.stays.ask("GET", f"/reports/{reports[0]['id']}").status_code == 200
        assert self.stays.ask("GET", "/findings").json()["items"]
        assert self.stays.ask("GET", f"/papers/{self.later}").status_code == 404
        assert not self.leaves.may_sign_in()
        for table in ("person", "paper", "report", "session"):
            by = "id" if table == "person" else "person"
            assert service.rows(f"SELECT count(*) FROM {table} WHERE {by} = %s", self.leaves.id) == 0
        run = list(stage.runs())[-1]
        order = [str(entry.body["what"]) for entry in stage.entries(run=run, kind="done")]
        live = stage.operate("status").document["live"]
        opened = max(n for n, what in enumerate(order) if what == f"point the edge at {live}")
        assert (
            max(n for n, what in enumerate(order) if what == "erase again whoever was erased since") < opened
        )


def lived(service: Service) -> Story:
    stays, leaves = service.person(), service.person()
    paper, content = stays.send()
    leaves.send()
    run = service.backup()
    stays.send()
    later, _ = stays.send()
    leaves.leave()
    gone = "SELECT count(*) FROM person WHERE id = %s"
    service.stage.until(lambda: service.rows(gone, leaves.id) == 0, "the erasure", 300)
    service.damage()
    assert stays.ask("GET", "/reports").json()["items"] == []
    return Story(service, run, stays, leaves, paper, content, later)


def test_it_is_put_back_and_nobody_who_was_erased_is_served(service: Service) -> None:
    story = lived(service)
    acting = service.restore(story.run)
    assert acting.wait(PATIENCE) == 0, acting.told
    (lost,) = (line for line in acting.said if line.startswith('{"loss"'))
    print(lost, f"restored in {(acting.ended or 0) - acting.began:.0f} s")
    story.holds()


def test_one_that_is_killed_before_the_erased_are_erased_again_serves_nobody_and_is_gone_on_with(
    service: Service,
) -> None:
    story = lived(service)
    acting = service.restore(story.run)
    acting.until(
        lambda event: (event["event"], event.get("step")) == ("intend", "erase_again"),
        "erasing again",
        PATIENCE,
    )
    acting.kill()
    for who in (story.stays, story.leaves):  # as the backup has them
        assert service.rows("SELECT count(*) FROM person WHERE id = %s", who.id) == 1
    shut = httpx2.get(f"{service.address}/api/health", timeout=60, trust_env=False)
    assert (shut.status_code, shut.headers.get("x-creditai-served-by")) == (502, None)
    resumed = service.stage.begin("resume", "--wait", "60")
    assert resumed.wait(PATIENCE) == 0, resumed.told
    print(f"resumed in {(resumed.ended or 0) - resumed.began:.0f} s")
    story.holds()
