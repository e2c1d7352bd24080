"""Every metric of the service, in one place: names, labels, and the words that a label may have.

Labels hold words of the program, never of a person, and each comes from a closed set: what is outside it is counted
as `other`. So there are as many series as this file allows, whatever is sent. `exposition` is what `/metrics`
answers; the worker answers it on a port of its own.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import psutil
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

disable_created_metrics()  # type: ignore[no-untyped-call]
REGISTRY = CollectorRegistry()
MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_OTHER = "other"
_FAST = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_LONG = (0.1, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 900)

_words: dict[str, set[str]] = {
    "method": {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"},
    "route": set(),
    "task": set(),
    "job_outcome": {"done", "failed", "again", "cancelled"},
    "pdf_outcome": {"read", "refused", "failed", "cancelled"},
    "pdf_method": {"text", "ocr", "document-ai", "html"},
    "engine": {"rapidocr", "document-ai"},
    "ocr_outcome": {"read", "failed", "timed-out", "open-circuit"},
    "payment_outcome": {"succeeded", "failed", "refunded"},
    "purpose": {"person", "sign-in", "operator", "system"},
    "rating": {"1", "2", "3", "4", "5"},
    "limit": set(),
    "state": {"in-use", "idle"},
}

REQUESTS = Histogram(
    "http_request_duration_seconds", "Requests by route template.", ["method", "route", "status"],
    buckets=_FAST, registry=REGISTRY,
)  # fmt: skip
UNDER_WAY = Gauge("http_requests_under_way", "Requests that are being answered.", registry=REGISTRY)
LOST = Counter(
    "http_requests_lost_total", "Requests that a stop of the instance left unanswered.", registry=REGISTRY
)
LIMITED = Counter("http_requests_limited_total", "Requests over a limit.", ["limit"], registry=REGISTRY)
QUERIES = Histogram(
    "db_query_duration_seconds",
    "Statements, from sending to the first row.",
    buckets=_FAST,
    registry=REGISTRY,
)
SLOW_QUERIES = Counter("db_slow_queries_total", "Statements over half a second.", registry=REGISTRY)
JOBS = Histogram(
    "job_duration_seconds", "Jobs of the worker.", ["task", "outcome"], buckets=_LONG, registry=REGISTRY
)
PDFS = Counter(
    "pdf_processing_total",
    "Uploaded reports by outcome and how they were read.",
    ["outcome", "method"],
    registry=REGISTRY,
)
OCR_PAGES = Counter("ocr_pages_total", "Pages given to OCR.", ["engine", "outcome"], registry=REGISTRY)
SIGN_UPS = Counter("user_registrations_total", "People who confirmed their address.", registry=REGISTRY)
PAYMENTS = Counter("payments_total", "Payments as Stripe told them.", ["outcome"], registry=REGISTRY)
PAID = Counter("payment_amount_cents_total", "Amounts of payments.", ["outcome"], registry=REGISTRY)
FEEDBACK = Counter("feedback_rating_total", "Ratings that people gave.", ["rating"], registry=REGISTRY)
EPOCH = Gauge("flags_epoch", "The state of the switches that is in force here.", registry=REGISTRY)
STALE = Gauge("flags_stale", "1 while the last known state stands.", registry=REGISTRY)
REDACTED = Gauge("log_events_replaced", "Events that could not be proven clean.", registry=REGISTRY)


def declare(label: str, words: Iterable[str]) -> None:
    """Let a label have these words: routes, tasks and classes of the program, at its start."""
    _words[label].update(words)


def word(label: str, value: str) -> str:
    """`value` if the label may have it, else `other`."""
    return value if value in _words[label] else _OTHER


def answered(method: str, route: str, status: int, seconds: float) -> None:
    """One request was answered."""
    code = str(status) if 100 <= status <= 599 else _OTHER
    REQUESTS.labels(word("method", method), word("route", route), code).observe(seconds)


def job_ended(task: str, outcome: str, seconds: float) -> None:
    JOBS.labels(word("task", task), word("job_outcome", outcome)).observe(seconds)


def pdf_processed(outcome: str, method: str) -> None:
    """An upload came to its end. `outcome`: read, refused, failed, cancelled; `method`: text, ocr, document-ai, html."""
    PDFS.labels(word("pdf_outcome", outcome), word("pdf_method", method)).inc()


def ocr_done(engine: str, outcome: str, pages: int = 1) -> None:
    OCR_PAGES.labels(word("engine", engine), word("ocr_outcome", outcome)).inc(pages)


def signed_up() -> None:
    SIGN_UPS.inc()


def paid(outcome: str, cents: int) -> None:
    """A payment as Stripe told it. `outcome`: succeeded, failed, refunded."""
    told = word("payment_outcome", outcome)
    PAYMENTS.labels(told).inc()
    PAID.labels(told).inc(cents)


def rated(rating: int) -> None:
    FEEDBACK.labels(word("rating", str(rating))).inc()


def limited(route_class: str) -> None:
    LIMITED.labels(word("limit", route_class)).inc()


def watch_database(engine: Any) -> None:
    """Time every statement of a SQLAlchemy engine, and tell how full its pool is. No statement is a label."""
    from sqlalchemy import event

    def before(
        connection: Any, cursor: Any, statement: Any, parameters: Any, context: Any, many: Any
    ) -> None:
        connection.info["began"] = time.perf_counter()

    def after(connection: Any, cursor: Any, statement: Any, parameters: Any, context: Any, many: Any) -> None:
        took = time.perf_counter() - connection.info.pop("began", time.perf_counter())
        QUERIES.observe(took)
        if took > 0.5:
            SLOW_QUERIES.inc()

    event.listen(engine, "before_cursor_execute", before)
    event.listen(engine, "after_cursor_execute", after)
    pool = engine.pool
    POOLS.watched = (pool.size, pool.checkedout)


class _Pools(Collector):
    """The pool of connections at the moment of asking: one process has one."""

    watched: tuple[Callable[[], int], Callable[[], int]] | None = None

    def collect(self) -> Iterator[Metric]:
        size, used = (0, 0) if self.watched is None else (self.watched[0](), self.watched[1]())
        connections = GaugeMetricFamily("db_connections", "Connections of the pool.", labels=["state"])
        connections.add_metric(["in-use"], used)
        connections.add_metric(["idle"], max(size - used, 0))
        yield connections
        yield GaugeMetricFamily("db_pool_size", "Connections that this process may have.", size)


class _Machine(Collector):
    """The machine and this process, as the kernel tells them at the moment of asking."""

    folder = Path("/")

    def collect(self) -> Iterator[Metric]:
        yield from _processor()
        memory = psutil.virtual_memory()
        yield GaugeMetricFamily("machine_memory_bytes", "Memory.", memory.total)
        yield GaugeMetricFamily(
            "machine_memory_available_bytes", "Memory that may still be had.", memory.available
        )
        disk = psutil.disk_usage(str(self.folder if self.folder.exists() else Path("/")))
        yield GaugeMetricFamily("machine_disk_bytes", "The disk of the data folder.", disk.total)
        yield GaugeMetricFamily("machine_disk_free_bytes", "Free there.", disk.free)
        yield from _traffic()


def _processor() -> Iterator[Metric]:
    times = psutil.cpu_times()
    cpu = CounterMetricFamily("machine_cpu_seconds", "Time of all processors.", labels=["state"])
    for state in ("user", "system", "idle", "iowait"):
        cpu.add_metric([state], getattr(times, state, 0.0))
    yield cpu
    yield GaugeMetricFamily("machine_cpus", "Processors.", psutil.cpu_count() or 1)
    own = psutil.Process()
    used, held = own.cpu_times(), own.memory_info()
    yield CounterMetricFamily("process_cpu_seconds", "Time of this process.", used.user + used.system)
    yield GaugeMetricFamily("process_resident_memory_bytes", "Memory of this process.", held.rss)
    yield GaugeMetricFamily("process_start_time_seconds", "When it began.", own.create_time())


def _traffic() -> Iterator[Metric]:
    read, disk = (
        CounterMetricFamily("machine_disk_io_bytes", "Disk traffic.", labels=["direction"]),
        psutil.disk_io_counters(),
    )
    read.add_metric(["read"], disk.read_bytes if disk else 0)
    read.add_metric(["write"], disk.write_bytes if disk else 0)
    yield read
    sent, net = (
        CounterMetricFamily("machine_network_bytes", "Network traffic.", labels=["direction"]),
        psutil.net_io_counters(),
    )
    sent.add_metric(["in"], net.bytes_recv if net else 0)
    sent.add_metric(["out"], net.bytes_sent if net else 0)
    yield sent


POOLS, MACHINE = _Pools(), _Machine()
REGISTRY.register(POOLS)
REGISTRY.register(MACHINE)


def exposition() -> bytes:
    """All of it, as Prometheus reads it."""
    return generate_latest(REGISTRY)
