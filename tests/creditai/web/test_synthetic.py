"""Persons who are nobody: made and erased by operators alone, near no money and no mail, counted nowhere."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import func, select, text
from starlette.testclient import TestClient

from creditai import metrics
from creditai.flows.retain_data import retain_data
from creditai.people import synthetic
from creditai.store.tables.audit import audit
from creditai.store.tables.person import person
from creditai.wiring import Wiring
from tests.cast import Cast
from tests.creditai.flows.paper import sample, somebody
from tests.creditai.web.asked import Client

AT = "/api/system/synthetic"


def made(web: TestClient, cast: Cast, name: str = "run-1-try") -> dict[str, str]:
    answer = web.post(AT, headers=cast.dana.headers, json={"name": name})
    assert answer.status_code == 201, answer.text
    told: dict[str, str] = answer.json()
    return told


def test_an_operator_makes_one_who_reads_papers_and_comes_near_nothing_else(
    web: TestClient, cast: Cast, wiring: Wiring
) -> None:
    told = made(web, cast)
    with wiring.database.purpose("sign-in") as connection:
        marked = select(person.c.synthetic).where(person.c.id == UUID(told["person"]))
        assert connection.execute(marked).scalar_one() is True
    own = {"Authorization": f"Bearer {told['token']}"}
    assert web.get("/api/v1/papers", headers=own).status_code == 200
    for path in ("/api/v1/me", "/api/v1/subscription", "/api/v1/contracts", "/api/v1/me/consents"):
        assert web.get(path, headers=own).status_code == 403, path
    assert web.post(AT, headers=cast.dana.headers, json={"name": "run-1-try"}).status_code == 409
    with wiring.database.purpose("operator") as connection:
        rows = connection.execute(select(audit).where(audit.c.act == "person.make")).all()
    assert [(row.actor, row.subject) for row in rows if row.subject == told["person"]] == [
        (cast.dana.id, told["person"])
    ]


def test_erasing_is_asked_for_by_name_and_as_often_as_one_likes(
    web: TestClient, cast: Cast, wiring: Wiring
) -> None:
    told = made(web, cast)
    for _ in range(2):
        assert web.delete(f"{AT}/run-1-try", headers=cast.dana.headers).status_code == 204
    own = {"Authorization": f"Bearer {told['token']}"}
    assert web.get("/api/v1/papers", headers=own).status_code == 401
    with wiring.database.purpose("sign-in") as connection:
        left = select(func.count()).select_from(person).where(person.c.id == UUID(told["person"]))
        assert connection.execute(left).scalar_one() == 0
    made(web, cast)


def test_only_operators_may_and_names_are_plain(web: TestClient, cast: Cast) -> None:
    for member in cast.everybody():
        expected = 201 if member is cast.dana else 403
        assert web.post(AT, headers=member.headers, json={"name": "run-2-try"}).status_code == expected
    assert web.post(AT, json={"name": "run-3-try"}).status_code == 401
    assert web.delete(f"{AT}/run-2-try", headers=cast.alice.headers).status_code == 403
    assert web.get("/api/system/samples", headers=cast.alice.headers).status_code == 403
    for name in ("", "A", "x@y", "-run", "r" * 61):
        assert web.post(AT, headers=cast.dana.headers, json={"name": name}).status_code == 422, name


def test_somebody_with_such_an_address_is_not_erased(web: TestClient, cast: Cast, wiring: Wiring) -> None:
    from creditai.flows.make_person import make_person
    from creditai.who import SYSTEM

    somebody = make_person(wiring, SYSTEM, synthetic.address("run-4-try"), "consumer", why="a test")
    assert web.delete(f"{AT}/run-4-try", headers=cast.dana.headers).status_code == 403
    with wiring.database.purpose("sign-in") as connection:
        assert connection.execute(select(person.c.id).where(person.c.id == somebody)).scalar() == somebody


def test_the_samples_come_with_what_must_be_read_from_them(web: TestClient, cast: Cast) -> None:
    told = web.get("/api/system/samples", headers=cast.dana.headers).json()
    assert told["answers"]["person"]["name"]
    for name in told["items"]:
        sample = web.get(f"/api/system/samples/{name}", headers=cast.dana.headers)
        assert sample.content.startswith(b"%PDF-")
    assert web.get("/api/system/samples/passwd", headers=cast.dana.headers).status_code == 404


def test_who_is_nobody_is_counted_in_no_business_metric(web: TestClient, cast: Cast, wiring: Wiring) -> None:
    from creditai.flows.analyze_report import _count

    def counted(who: UUID) -> float:
        before = metrics.PDFS.labels("read", "text")._value.get()
        _count(wiring, who, "read", "text")
        return float(metrics.PDFS.labels("read", "text")._value.get() - before)

    assert counted(UUID(made(web, cast, "run-6-try")["person"])) == 0
    assert counted(cast.alice.id) == 1


def test_the_night_sweeps_whom_a_release_left_behind(
    web: TestClient, cast: Cast, wiring: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    from datetime import timedelta

    from creditai.flows import retain_data as room

    told = made(web, cast, "run-5-try")
    there = select(func.count()).select_from(person).where(person.c.id == UUID(told["person"]))
    retain_data(wiring)
    with wiring.database.purpose("sign-in") as connection:
        assert connection.execute(there).scalar_one() == 1, "it is not old enough"
    monkeypatch.setattr(room, "TRIED", timedelta(seconds=-5))
    retain_data(wiring)
    with wiring.database.purpose("sign-in") as connection:
        assert connection.execute(there).scalar_one() == 0
        assert (
            connection.execute(select(person.c.id).where(person.c.id == cast.alice.id)).scalar()
            == cast.alice.id
        )


def test_whoever_tries_a_release_waits_behind_nobody(web: TestClient, cast: Cast, wiring: Wiring) -> None:
    """Behind people's backlog a release that is well would be turned back for being slow."""
    people = Client(wiring, somebody(wiring))
    assert people.post("/papers", content=sample()).status_code == 201
    own = {"Authorization": f"Bearer {made(web, cast)['token']}"}
    assert web.post("/api/v1/papers", content=sample(), headers=own).status_code == 201
    waiting = (
        "SELECT queue_name FROM procrastinate_jobs WHERE status = 'todo' AND task_name = 'analyze_report'"
        " ORDER BY priority DESC, id"
    )
    with wiring.database.purpose("system") as connection:
        order = connection.execute(text(waiting)).scalars().all()
    assert order == [synthetic.queue(wiring.settings.colour), "reading"]
