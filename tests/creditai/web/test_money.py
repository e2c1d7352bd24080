"""Money over HTTP: from the table of plans to a paid letter; a stranger sees none of it; Stripe is known by its signature."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from creditai.flows.deliver_letter import deliver_letter
from creditai.flows.order_switches import order_switches
from creditai.web.application import application
from creditai.web.routes.stripe import MOST
from tests.cast import Member, member, work_off
from tests.money import Till

API = "/api/v1"


@pytest.fixture
def door(till: Till) -> Iterator[TestClient]:
    with TestClient(application(till.wiring), base_url=till.wiring.settings.address) as client:
        yield client


@pytest.fixture
def alice(till: Till) -> Member:
    return member(till.wiring, "alice")


def post(door: TestClient, person: Member, path: str, body: Any = None, status: int = 201) -> Any:
    answered = door.post(f"{API}{path}", json=body, headers=person.headers)
    assert answered.status_code == status, answered.text
    return answered.json()


def get(door: TestClient, person: Member, path: str) -> Any:
    answered = door.get(f"{API}{path}", headers=person.headers)
    assert answered.status_code == 200, answered.text
    return answered.json()


def contract(door: TestClient, person: Member) -> dict[str, Any]:
    shown = door.get(f"{API}/disclosure").json()
    post(door, person, "/disclosure/signature", {"name": "Alice Example", "digest": shown["digest"]})
    wanted = {"plan": "basic", "state": "OR", "name": "Alice Example"}
    draft = post(door, person, "/contracts", wanted)
    signature = {"name": "Alice Example", "digest": draft["digest"], "electronic": True}
    signed: dict[str, Any] = post(door, person, f"/contracts/{draft['id']}/signature", signature, 200)
    return signed


def carry(door: TestClient, till: Till) -> list[dict[str, Any]]:
    """Stripe's events to the webhook, each twice, the newest first."""
    told = []
    for letter in till.letters("reversed", repeat=2):
        headers = {"Stripe-Signature": letter["signature"], "Content-Type": "application/json"}
        answered = door.post("/api/stripe/webhook", content=letter["body"], headers=headers)
        assert answered.status_code == 200, answered.text
        told.append(answered.json())
    work_off(till.wiring)
    return told


def test_from_the_table_of_plans_to_a_subscription(door: TestClient, till: Till, alice: Member) -> None:
    plans = door.get(f"{API}/plans").json()
    assert [(p["name"], p["most_month"]) for p in plans["items"]][1] == ("basic", 2999)
    assert plans["sold_in"] == ["ID", "OR"]
    signed = contract(door, alice)
    assert signed["in_force"]
    url = post(door, alice, "/checkout", {"contract": signed["id"]})["url"]
    assert get(door, alice, "/subscription")["standing"] == "none"
    assert till.stand_in.pay(url) == 303
    told = carry(door, till)
    assert sum(each["new"] for each in told) == len(told) / 2
    stands = get(door, alice, "/subscription")
    assert (stands["plan"], stands["standing"], stands["letters"]) == ("basic", "free_days", 10)
    assert [bill["paid"] for bill in get(door, alice, "/invoices")["items"]] == [0]
    assert post(door, alice, "/portal")["url"].startswith(till.stand_in.address)
    assert post(door, alice, "/subscription/ending", {"ends": True}, 200)["standing"] == "ending"
    assert post(door, alice, "/subscription/ending", {"ends": False}, 200)["standing"] == "free_days"


def test_papers_are_fetched_as_they_were_signed(door: TestClient, alice: Member) -> None:
    contract(door, alice)
    papers = get(door, alice, "/signed-papers")
    assert [each["kind"] for each in papers["items"]] == ["contract", "disclosure"]
    for each in papers["items"]:
        answered = door.get(f"{API}/signed-papers/{each['id']}/pdf", headers=alice.headers)
        assert answered.content.startswith(b"%PDF")
        assert answered.headers["content-disposition"].startswith("attachment")


def test_one_click_cancels(door: TestClient, alice: Member) -> None:
    signed = contract(door, alice)
    cancelled = post(door, alice, f"/contracts/{signed['id']}/cancellation", status=200)
    assert not cancelled["in_force"]
    assert get(door, alice, "/contracts")["items"][0]["cancelled_at"]
    again = door.post(f"{API}/checkout", json={"contract": signed["id"]}, headers=alice.headers)
    assert again.status_code == 409


def test_a_stranger_sees_and_does_nothing(door: TestClient, till: Till, alice: Member) -> None:
    signed = contract(door, alice)
    paper = get(door, alice, "/signed-papers")["items"][0]
    mallory = member(till.wiring, "mallory")
    sam, dana = member(till.wiring, "sam", "support"), member(till.wiring, "dana", "operator")
    asked = [
        ("GET", f"/signed-papers/{paper['id']}/pdf", None), ("GET", f"/signed-papers/{signed['id']}/pdf", None),
        ("POST", f"/contracts/{signed['id']}/cancellation", None), ("POST", "/checkout", {"contract": signed["id"]}),
        ("POST", f"/contracts/{signed['id']}/signature", {"name": "x", "digest": signed["digest"], "electronic": True}),
    ]  # fmt: skip
    for method, path, body in asked:
        assert door.request(method, f"{API}{path}", json=body, headers=mallory.headers).status_code == 404, (
            path
        )
        assert door.request(method, f"{API}{path}", json=body).status_code == 401, path
        for other in (sam, dana):
            assert (
                door.request(method, f"{API}{path}", json=body, headers=other.headers).status_code == 403
            ), path
    assert get(door, mallory, "/contracts")["items"] == get(door, mallory, "/signed-papers")["items"] == []
    assert get(door, alice, "/contracts")["items"][0]["in_force"]


def test_only_an_operator_refunds(door: TestClient, till: Till, alice: Member) -> None:
    till.subscribe(alice.who)
    till.later(8)
    with till.wiring.database.scope(alice.id) as connection:
        deliver_letter(till.wiring, connection, alice.id, "experian-1")
    work_off(till.wiring)
    till.later(40)
    carry(door, till)
    bill = next(each for each in get(door, alice, "/invoices")["items"] if each["paid"])
    body = {"why": "goodwill\0", "amount": 200}  # a NUL would undo the record of what had gone back
    assert (
        door.post(f"{API}/invoices/{bill['id']}/refunds", json=body, headers=alice.headers).status_code == 403
    )
    dana = member(till.wiring, "dana", "operator")
    assert post(door, dana, f"/invoices/{bill['id']}/refunds", body)["refunded"] == 200
    assert door.post(f"{API}/invoices/in_none/refunds", json=body, headers=dana.headers).status_code == 404
    carry(door, till)
    assert next(e for e in get(door, alice, "/invoices")["items"] if e["id"] == bill["id"])["refunded"] == 200


def test_the_webhook_believes_nobody_else(door: TestClient, till: Till, alice: Member) -> None:
    till.sign(alice.who)
    till.wiring.stripe.customer(alice.id)
    assert door.post("/api/stripe/webhook", content=b"{}").status_code == 403
    assert (
        door.post("/api/stripe/webhook", content=b"{}", headers={"Stripe-Signature": "t=1,v1=00"}).status_code
        == 403
    )
    assert door.post("/api/stripe/webhook", content=b"x" * (MOST + 1)).status_code == 413
    for method in ("GET", "PUT", "DELETE"):
        assert door.request(method, "/api/stripe/webhook").status_code == 405


def test_what_does_not_fit_is_refused_by_place(door: TestClient, alice: Member) -> None:
    shown = door.get(f"{API}/disclosure").json()
    post(door, alice, "/disclosure/signature", {"name": "Alice Example", "digest": shown["digest"]})
    good = {"plan": "basic", "state": "OR", "name": "Alice Example"}
    for spoilt in (
        {"plan": "gold"},
        {"state": "ZZ"},
        {"state": "oregon"},
        {"interval": "week"},
        {"name": ""},
        {"price": 1},
    ):
        assert door.post(f"{API}/contracts", json=good | spoilt, headers=alice.headers).status_code == 422
    assert (
        door.post(f"{API}/contracts", json=good | {"state": "TX"}, headers=alice.headers).status_code == 403
    )
    assert (
        door.post(f"{API}/checkout", json={"contract": str(uuid4())}, headers=alice.headers).status_code
        == 404
    )


def test_health_tells_whether_stripe_will_tell_us(door: TestClient, till: Till) -> None:
    assert door.get("/api/stripe/health").json()["status"] == "degraded"  # no endpoint is ours


def test_an_endpoint_of_ours_is_healthy(till: Till) -> None:
    till.wiring.stripe.make_endpoint(f"{till.wiring.settings.address}/api/stripe/webhook")
    with TestClient(application(till.wiring), base_url=till.wiring.settings.address) as door:
        assert door.get("/api/stripe/health").json()["status"] == "healthy"


def test_payments_switched_off_stop_selling_and_nothing_else(
    door: TestClient, till: Till, alice: Member
) -> None:
    signed = contract(door, alice)
    dana = member(till.wiring, "dana", "operator").who
    order_switches(till.wiring, dana, ("payments",), value=False, seconds=60, why="test")
    try:
        until(lambda: not till.wiring.flags.enabled("payments"))
        refused = door.post(f"{API}/checkout", json={"contract": signed["id"]}, headers=alice.headers)
        assert refused.status_code == 503
        assert int(refused.headers["retry-after"]) > 0
        assert get(door, alice, "/subscription")["standing"] == "none"
        assert post(door, alice, f"/contracts/{signed['id']}/cancellation", status=200)["cancelled_at"]
    finally:
        order_switches(till.wiring, dana, ("payments",), value=True, seconds=60, why="test")
        until(lambda: till.wiring.flags.enabled("payments"))


def until(holds: Callable[[], bool]) -> None:
    """Switches are heard twice a second."""
    ends = time.monotonic() + 120
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.05)
