"""What operators see is what happened: each real flow counts once, under the right words."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pytest
from PIL import Image, ImageDraw
from sqlalchemy import update
from starlette.testclient import TestClient

from creditai import metrics
from creditai.flows.analyze_report import analyze_report
from creditai.flows.deliver_letter import deliver_letter
from creditai.flows.read_money import read_money
from creditai.flows.refund_payment import refund_payment
from creditai.store.tables.person import person
from creditai.wiring import Wiring
from tests.cast import Cast, member, work_off
from tests.creditai.flows.paper import person_of, sample, somebody, upload
from tests.creditai.test_metrics import sample as value
from tests.creditai.web.test_sessions import NEW, link_of, opened
from tests.money import Till

BILL = b"<!DOCTYPE html><html><head><title>Bill</title></head><body><p>Electricity</p></body></html>"


def counted(name: str, act: Callable[[], object], **labels: str) -> float:
    before = value(name, **labels)
    act()
    return value(name, **labels) - before


def read(wiring: Wiring, data: bytes) -> Callable[[], None]:
    who = somebody(wiring)
    paper = upload(wiring, who, data).upload.id
    return lambda: analyze_report(wiring, str(person_of(who)), str(paper))


def picture() -> bytes:
    """A PDF of one page that is a picture with a few words."""
    image = Image.new("L", (500, 160), 255)
    ImageDraw.Draw(image).text((20, 50), "ELECTRICITY BILL", fill=0, font_size=40)
    out = io.BytesIO()
    image.save(out, "PDF", resolution=100)
    return out.getvalue()


def test_a_report_that_was_read_and_a_file_that_is_none(wiring: Wiring) -> None:
    assert counted("pdf_processing_total", read(wiring, sample()), outcome="read", method="text") == 1
    assert counted("pdf_processing_total", read(wiring, BILL), outcome="refused") == 1


@pytest.mark.long
def test_a_page_that_this_machine_recognised(wiring: Wiring) -> None:
    act = read(wiring, picture())
    assert counted("ocr_pages_total", act, engine="rapidocr", outcome="read") == 1


def test_a_sign_up_counts_when_it_is_confirmed_and_once(web: TestClient, wiring: Wiring) -> None:
    def confirm() -> None:
        web.post("/api/v1/confirm-email", json=link)

    assert counted("user_registrations_total", lambda: web.post("/api/v1/sign-up", json=NEW)) == 0
    work_off(wiring)
    link = opened(wiring)
    assert counted("user_registrations_total", confirm) == 1
    assert counted("user_registrations_total", confirm) == 0


def test_a_releases_own_journey_is_no_sign_up(web: TestClient, wiring: Wiring) -> None:
    web.post("/api/v1/sign-up", json=NEW)
    work_off(wiring)
    assert link_of(wiring)
    with wiring.database.purpose("sign-in") as connection:
        connection.execute(update(person).values(synthetic=True))
    link = opened(wiring)
    assert counted("user_registrations_total", lambda: web.post("/api/v1/confirm-email", json=link)) == 0


def test_feedback_counts_under_its_rating(web: TestClient, cast: Cast) -> None:
    def give() -> None:
        told = {"rating": 4, "about": "letters"}
        assert web.post("/api/v1/feedback", headers=cast.alice.headers, json=told).status_code == 201

    assert counted("feedback_rating_total", give, rating="4") == 1


def test_payments_refusals_and_what_went_back(till: Till) -> None:
    alice = member(till.wiring, "alice")
    till.subscribe(alice.who)
    till.later(8)
    till.heard()
    with till.wiring.database.scope(alice.id) as connection:
        deliver_letter(till.wiring, connection, alice.id, "experian-1")
    work_off(till.wiring)
    till.later(32)
    assert counted("payment_amount_cents_total", till.heard, outcome="succeeded") == 500
    [bill] = [bill.id for bill, _ in read_money(till.wiring, alice.who).invoices if bill.paid_cents]
    dana = member(till.wiring, "dana", "operator").who

    def refund() -> None:
        refund_payment(till.wiring, dana, bill, 200, "asked")
        till.heard()

    assert counted("payment_amount_cents_total", refund, outcome="refunded") == 200
    assert counted("payments_total", till.heard, outcome="refunded") == 0


def test_the_worker_tells_what_it_did(wiring: Wiring) -> None:
    upload(wiring, somebody(wiring), BILL)
    metrics.declare("task", ["analyze_report"])
    before = value("job_duration_seconds_count", task="analyze_report")
    work_off(replace(wiring))
    assert value("job_duration_seconds_count", task="analyze_report") == before + 1
