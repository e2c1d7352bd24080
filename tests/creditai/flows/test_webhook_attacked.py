"""The webhook as somebody would attack it: old letters, other people's, none of ours, and floods; over HTTP."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from creditai import metrics
from creditai.billing.mirror import Told
from creditai.clients.stripe import VERSION
from creditai.flows.read_money import read_money
from creditai.flows.reconcile_with_stripe import reconcile_with_stripe
from creditai.ledger import mirror
from creditai.web.application import application
from creditai.web.routes.stripe import MOST
from creditai.wiring import wire
from rehearsal.stripe.posting import signed
from tests.cast import Member, member, work_off
from tests.creditai.flows.test_stripe_events import a_story, events, take
from tests.money import SECRET, Till

PATH = "/api/stripe/webhook"


@pytest.fixture
def door(till: Till) -> Iterator[TestClient]:
    with TestClient(application(till.wiring), base_url=till.wiring.settings.address) as client:
        yield client


@pytest.fixture
def alice(till: Till) -> Member:
    return member(till.wiring, "alice")


def event(kind: str, about: dict[str, Any], id_: str = "evt_attack", **more: Any) -> str:
    told = {"id": id_, "object": "event", "api_version": VERSION, "created": int(time.time()), "type": kind,
            "data": {"object": about}, **more}  # fmt: skip
    return json.dumps(told)


def post(door: TestClient, body: str, *, at: int | None = None, secret: str = SECRET) -> int:
    headers = {"Stripe-Signature": signed(body, secret, at), "Content-Type": "application/json"}
    return door.post(PATH, content=body.encode(), headers=headers).status_code


def told(till: Till, whose: Member) -> Told:
    with till.wiring.database.scope(whose.id) as connection:
        return mirror.read(connection, whose.id)


def jobs(till: Till) -> int:
    with till.wiring.database.purpose("system") as connection:
        asked = text("SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'apply_stripe_event'")
        return int(connection.execute(asked).scalar_one())


def test_a_true_letter_of_yesterday_is_refused(till: Till, door: TestClient) -> None:
    body = event("invoice.paid", {"id": "in_1", "object": "invoice", "customer": "cus_1"})
    assert post(door, body, at=int(time.time()) - 6 * 60) == 403
    assert events(till.wiring) == (0, 0)
    assert post(door, body) == 200


def test_a_letter_of_another_hand_is_refused(till: Till, door: TestClient) -> None:
    body = event("invoice.paid", {"id": "in_1", "object": "invoice", "customer": "cus_1"})
    assert post(door, body, secret="whsec_another") == 403
    assert door.post(PATH, content=body.encode()).status_code == 403
    many = "t=1" + ",v1=00" * 600
    assert door.post(PATH, content=body.encode(), headers={"Stripe-Signature": many}).status_code == 403
    assert events(till.wiring) == (0, 0)


def test_one_letter_many_times_is_work_once(till: Till, door: TestClient, alice: Member) -> None:
    letter = a_story(till, alice)[0]
    headers = {"Stripe-Signature": letter["signature"]}
    before = jobs(till)
    answers = [door.post(PATH, content=letter["body"], headers=headers) for _ in range(5)]
    assert [each.json()["new"] for each in answers] == [True, False, False, False, False]
    assert jobs(till) == before + 1


def test_a_letter_of_a_kind_that_nobody_asked_for_changes_nothing(
    till: Till, door: TestClient, alice: Member
) -> None:
    till.subscribe(alice.who)
    before, customer = told(till, alice), till.customer(alice.id)
    assert post(door, event("customer.tax_id.created", {"id": "txi_1", "customer": customer})) == 200
    assert post(door, event("a.kind.of.next.year", {"id": "x_1"}, "evt_2")) == 200
    work_off(till.wiring)
    assert told(till, alice) == before
    received, applied = events(till.wiring)
    assert received == applied, "answered, and left"


def test_what_a_letter_says_is_no_right_only_a_reason_to_ask(
    till: Till, door: TestClient, alice: Member
) -> None:
    """A subscription in Mallory's name, an invoice of Alice's under Mallory's: Stripe is asked, and knows better."""
    for letter in a_story(till, alice):
        take(till.wiring, letter)
    work_off(till.wiring)
    mallory = member(till.wiring, "mallory")
    till.subscribe(mallory.who)
    his, hers = told(till, mallory), told(till, alice)
    [paid] = [bill.id for bill in hers.invoices if bill.paid_cents]
    counted = metrics.PAID.labels("succeeded")._value.get()
    forged = {
        "id": "sub_forged", "object": "subscription", "customer": till.customer(mallory.id), "status": "active",
        "items": {"data": [{"price": {"metadata": {"plan": "premium", "interval": "month"}}}]},
    }  # fmt: skip
    assert post(door, event("customer.subscription.updated", forged, "evt_1")) == 200
    bill = {"id": paid, "object": "invoice", "customer": till.customer(mallory.id), "amount_paid": 500}
    assert post(door, event("invoice.paid", bill, "evt_2")) == 200
    assert (
        post(door, event("customer.deleted", {"id": till.customer(alice.id), "object": "customer"}, "evt_3"))
        == 200
    )
    work_off(till.wiring)
    assert told(till, mallory) == his
    assert told(till, alice) == hers, "Stripe still knows her"
    assert read_money(till.wiring, mallory.who).right.plan.name == "basic"
    assert metrics.PAID.labels("succeeded")._value.get() == counted


@pytest.mark.parametrize(
    "body",
    ["{}", "[]", '"x"', "null", "not JSON", '{"id": "evt_1"}',
     event("invoice.paid", {"id": "in_1", "customer": 7}), event("invoice.paid", {"id": "in_1", "customer": {"x": 1}}),
     event("invoice.paid", {"id": "in_1"}, "evt_" + "x" * 300), event("invoice.paid", {"id": "in_1"}, created="soon"),
     event("x" * 300, {"id": "in_1"}), event("invoice.paid", {"id": "in\x00_1"})],
)  # fmt: skip
def test_what_is_signed_and_no_event_is_refused_with_a_sentence(
    till: Till, door: TestClient, body: str
) -> None:
    assert post(door, body) in (403, 422)
    assert events(till.wiring) == (0, 0)


def test_a_megabyte_is_the_most(till: Till, door: TestClient) -> None:
    most = event("invoice.paid", {"id": "in_1", "object": "invoice", "customer": None, "note": ""})
    most = most.replace('"note": ""', f'"note": "{"x" * (MOST - len(most))}"')
    assert len(most) == MOST
    began = time.perf_counter()
    assert post(door, most, secret="whsec_another") == 403
    assert post(door, most) == 200
    assert post(door, most + " ") == 413
    assert time.perf_counter() - began < 100


def test_two_colours_at_once_over_http(till: Till, door: TestClient, alice: Member) -> None:
    letters = a_story(till, alice)
    green = replace(wire(replace(till.wiring.settings, colour="green")), clock=till.wiring.clock)
    try:
        with (
            TestClient(application(green), base_url=green.settings.address) as other,
            ThreadPoolExecutor(4) as pool,
        ):
            assert [client.post(PATH).status_code for client in (door, other)] == [403, 403]

            def carry(each: tuple[TestClient, dict[str, Any]]) -> bool:
                client, letter = each
                headers = {"Stripe-Signature": letter["signature"]}
                return bool(client.post(PATH, content=letter["body"], headers=headers).json()["new"])

            new = list(
                pool.map(carry, [(c, letter) for letter in reversed(letters) for c in (door, other) * 2])
            )
    finally:
        green.close()
    assert sum(new) == len(letters)
    work_off(till.wiring)
    assert told(till, alice) == till.wiring.stripe.told(till.customer(alice.id))
    till.later(1)
    assert reconcile_with_stripe(till.wiring).found == ()
