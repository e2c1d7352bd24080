"""The metrics: measured, bounded, and without a person in them."""

from __future__ import annotations

import re

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import QueuePool, create_engine, text

from creditai import metrics
from tests.creditai.logs.canaries import CANARIES


def sample(name: str, **labels: str) -> float:
    for family in text_string_to_metric_families(metrics.exposition().decode()):
        for each in family.samples:
            if each.name == name and labels.items() <= each.labels.items():
                return float(each.value)
    return 0.0


def series() -> int:
    return sum(not line.startswith(b"#") for line in metrics.exposition().splitlines())


def test_a_request_is_counted_under_its_template() -> None:
    metrics.declare("route", ["/api/v1/papers/{paper}"])
    before = sample("http_request_duration_seconds_count", route="/api/v1/papers/{paper}", status="200")
    metrics.answered("GET", "/api/v1/papers/{paper}", 200, 0.02)
    assert (
        sample("http_request_duration_seconds_count", route="/api/v1/papers/{paper}", status="200")
        == before + 1
    )


def test_whatever_is_asked_for_there_are_no_more_series() -> None:
    metrics.answered("BREW", "/nowhere", 404, 0.1)
    metrics.job_ended("nothing", "odd", 1)
    metrics.pdf_processed("odd", "odd")
    metrics.paid("odd", 1)
    metrics.rated(0)
    before = series()
    for number in range(2000):
        metrics.answered(f"METHOD{number}", f"/path/{number}", 404, 0.1)
        metrics.job_ended(f"task-{number}", f"outcome-{number}", 1)
        metrics.pdf_processed(str(number), str(number))
        metrics.paid(CANARIES[number % len(CANARIES)], 1)
        metrics.rated(number + 6)
    assert series() == before


@pytest.mark.parametrize("canary", CANARIES)
def test_no_word_of_a_person_becomes_a_label(canary: str) -> None:
    metrics.answered(canary, canary, 200, 0.1)
    metrics.job_ended(canary, canary, 1)
    metrics.pdf_processed(canary, canary)
    metrics.ocr_done(canary, canary)
    metrics.limited(canary)
    assert canary not in metrics.exposition().decode()


def test_business_is_counted() -> None:
    before = {
        n: sample(n)
        for n in ("user_registrations_total", "payment_amount_cents_total", "feedback_rating_total")
    }
    metrics.signed_up()
    metrics.paid("succeeded", 2999)
    metrics.rated(5)
    assert sample("user_registrations_total") == before["user_registrations_total"] + 1
    assert sample("payment_amount_cents_total", outcome="succeeded") >= 2999
    assert sample("feedback_rating_total", rating="5") >= 1


def test_the_machine_is_measured_as_the_kernel_tells_it() -> None:
    """Not constants: the process's own time moves, and totals fit the machine."""
    import psutil

    spent = sample("process_cpu_seconds_total")
    while psutil.Process().cpu_times().user < spent + 0.05:
        sum(range(100_000))
    assert sample("process_cpu_seconds_total") > spent
    assert sample("machine_memory_bytes") == psutil.virtual_memory().total
    assert 0 < sample("machine_disk_free_bytes") < sample("machine_disk_bytes")
    assert sample("machine_network_bytes_total", direction="in") > 0


def test_statements_are_timed_and_the_pool_is_told() -> None:
    engine = create_engine("sqlite://", poolclass=QueuePool)
    metrics.watch_database(engine)
    before = sample("db_query_duration_seconds_count")
    with engine.connect() as connection:
        connection.execute(text("SELECT 1"))
    assert sample("db_query_duration_seconds_count") == before + 1
    engine.dispose()


def test_every_metric_is_explained() -> None:
    told: dict[str, str] = dict(
        re.findall(r"^# HELP (\S+) (.*)$", metrics.exposition().decode(), re.MULTILINE)
    )
    assert len(told) > 25
    assert all(len(text_) > 5 for text_ in told.values())
