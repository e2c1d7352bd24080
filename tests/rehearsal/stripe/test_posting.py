"""Webhooks, keys and faults."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
import stripe
from stripe import StripeClient

from rehearsal.stripe import VERSION
from tests.rehearsal.stripe.conftest import Town


@contextmanager
def ears(refuse_first: int = 0) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """An endpoint that keeps (body, signature), and answers 500 to the first so many."""
    heard: list[tuple[str, str]] = []
    left = [refuse_first]

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            left[0] -= 1
            if left[0] < 0:
                heard.append((body, self.headers["Stripe-Signature"]))
            self.send_response(200 if left[0] < 0 else 500)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:
            """Quiet."""

    server = HTTPServer(("127.0.0.1", 0), Ear)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/hook", heard
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def endpoint(town: Town, url: str) -> Iterator[str]:
    made = town.client.v1.webhook_endpoints.create({"url": url, "enabled_events": ["customer.created"]})
    assert made.secret is not None
    yield made.secret
    town.client.v1.webhook_endpoints.delete(made.id)


def test_webhooks_are_signed_so_that_the_client_believes_them(town: Town) -> None:
    with ears(refuse_first=1) as (url, heard), endpoint(town, url) as secret:
        town.client.v1.customers.create({"email": "bob@example.org"})
        town.stand_in.tell("settled")
        body, signature = heard[0]
        event = stripe.Webhook.construct_event(body, signature, secret)
        assert event.type == "customer.created"
        assert event.api_version == VERSION
        with pytest.raises(stripe.SignatureVerificationError):
            stripe.Webhook.construct_event(body + " ", signature, secret)
    assert len(heard) == 1


def test_they_can_be_repeated_held_and_reordered(town: Town) -> None:
    with ears() as (url, heard), endpoint(town, url):
        town.stand_in.tell("posting", repeat=2, hold=True)
        made = [town.client.v1.customers.create({"email": f"c{i}@example.org"}).id for i in range(4)]
        assert heard == []
        town.stand_in.tell("release", order="reversed")
        town.stand_in.tell("settled")
        town.stand_in.tell("posting", repeat=1, hold=False)
        told = [json.loads(b)["data"]["object"]["id"] for b, _ in heard]
    assert told == [id_ for id_ in reversed(made) for _ in range(2)]


def test_they_can_be_collected_and_carried_by_hand(town: Town) -> None:
    town.stand_in.tell("posting", hold=True)
    town.client.v1.customers.create({"email": "carol@example.org"})
    letters = town.stand_in.tell("collect", secret="whsec_here")
    town.stand_in.tell("posting", hold=False)
    assert [
        stripe.Webhook.construct_event(x["body"], x["signature"], "whsec_here").type for x in letters
    ] == ["customer.created"]


def test_a_key_gives_the_same_answer_and_serves_one_request(town: Town) -> None:
    first = town.client.v1.customers.create({"email": "dana@example.org"}, {"idempotency_key": "k1"})
    again = town.client.v1.customers.create({"email": "dana@example.org"}, {"idempotency_key": "k1"})
    assert first.id == again.id
    with pytest.raises(stripe.IdempotencyError):
        town.client.v1.customers.create({"email": "sam@example.org"}, {"idempotency_key": "k1"})


def test_a_lost_answer_tried_again_by_the_client_makes_one(town: Town) -> None:
    before = len(town.client.v1.customers.list({"email": "eve@example.org"}).data)
    town.stand_in.tell("faults", status=500, count=2, path="/v1/customers")
    patient = StripeClient(
        town.stand_in.key,
        base_addresses={"api": town.stand_in.address},
        stripe_version=VERSION,
        max_network_retries=3,
    )
    patient.v1.customers.create({"email": "eve@example.org"})
    assert len(town.client.v1.customers.list({"email": "eve@example.org"}).data) == before + 1


def test_it_can_be_slow(town: Town) -> None:
    town.stand_in.tell("faults", slow=0.3)
    began = time.monotonic()
    town.client.v1.customers.list()
    town.stand_in.tell("faults", slow=0.0)
    assert time.monotonic() - began > 0.3
