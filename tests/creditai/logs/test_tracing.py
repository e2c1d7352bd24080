"""A trace goes on from who began it, through request and job, and nothing that is no trace gets into a line."""

from __future__ import annotations

import io
import json
import logging
import re
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from starlette.testclient import TestClient
from structlog.contextvars import get_contextvars

from creditai import logs
from creditai.flows import Job
from creditai.logs.tracing import CARRIED, taken_up, trace_of
from creditai.store.jobs import ABOUT
from creditai.wiring import Wiring
from creditai.worker import tasks
from tests.cast import Cast, work_off

TRACE = "4bf92f3577b34da6a3ce929d0e0e4736"
PARENT = f"00-{TRACE}-00f067aa0ba902b7-01"


def told(lines: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


def named(value: bytes | None) -> UUID:
    return trace_of([(b"host", b"x")] if value is None else [(b"traceparent", value)])


def test_a_trace_that_somebody_began_goes_on() -> None:
    assert named(PARENT.encode()).hex == TRACE
    assert named(b"01-" + PARENT.encode()[3:] + b"-what a later version adds").hex == TRACE


@pytest.mark.parametrize(
    "odd",
    [
        None, b"", b"00", PARENT.upper().encode(), PARENT.encode() + b"-more", b"ff" + PARENT.encode()[2:],
        f"00-{'0' * 32}-00f067aa0ba902b7-01".encode(), f"00-{TRACE}-{'0' * 16}-01".encode(), f"00-{TRACE[:-1]}-00f067aa0ba902b7-01".encode(),
        b"00-Dana Q. Sample, 987-65-4321-00f067aa0ba902b7-01", PARENT.replace("b", "\u0660").encode(),
    ],
)  # fmt: skip
def test_what_is_no_trace_begins_a_new_one(odd: bytes | None) -> None:
    assert named(odd).hex != TRACE
    assert named(odd) != named(odd)


def test_two_traces_are_none() -> None:
    assert trace_of([(b"traceparent", PARENT.encode())] * 2).hex != TRACE


@given(st.binary(max_size=80))
def test_whatever_is_sent_only_a_trace_is_taken(value: bytes) -> None:
    assert re.fullmatch("[0-9a-f]{32}", named(value).hex)


@given(st.dictionaries(st.sampled_from([*CARRIED, "other"]), st.text(max_size=40)))
def test_what_a_job_took_along_is_ids_or_nothing(carried: dict[str, str]) -> None:
    with taken_up(carried, 7):
        bound = get_contextvars()
    assert isinstance(bound["trace"], UUID)
    assert set(bound) <= {*CARRIED, "job"}


def test_the_answer_names_the_trace_and_each_line_has_it(
    web: TestClient, cast: Cast, lines: io.StringIO
) -> None:
    answer = web.get("/api/v1/me", headers=cast.alice.headers | {"traceparent": PARENT})
    assert re.fullmatch(f"00-{TRACE}-[0-9a-f]{{16}}-00", answer.headers["traceresponse"])
    [line] = told(lines)
    assert (line["trace"], line["request"]) == (TRACE, answer.headers["x-request-id"])
    other = web.get("/api/v1/me", headers=cast.alice.headers)
    assert TRACE not in other.headers["traceresponse"]


def test_a_refusal_at_the_edge_names_it_too(web: TestClient, lines: io.StringIO) -> None:
    answer = web.get("/api/v1/me", headers={"host": "evil.example", "traceparent": PARENT})
    assert answer.status_code == 400
    assert TRACE in answer.headers["traceresponse"]
    assert {line["trace"] for line in told(lines)} == {TRACE}


def test_a_job_carries_it_and_its_lines_have_it(web: TestClient, wiring: Wiring, lines: io.StringIO) -> None:
    body = {"address": "erin@example.com", "password": "seven quiet 4 otters"}
    answer = web.post("/api/v1/sign-up", json=body, headers={"traceparent": PARENT})
    with wiring.database.purpose("system") as connection:
        args = connection.execute(text("SELECT args FROM procrastinate_jobs")).scalars().all()
    [arguments] = args
    assert set(arguments) == {"person", ABOUT}
    assert arguments[ABOUT] == {"trace": TRACE, "request": UUID(answer.headers["x-request-id"]).hex}
    work_off(wiring)
    [ended] = [
        line for line in told(lines) if line["event"] == "job.ended" and line["task"] == "mail_confirmation"
    ]
    assert (ended["trace"], ended["request"]) == (TRACE, answer.headers["x-request-id"])
    assert ended["outcome"] == "done"
    assert isinstance(ended["job"], int)


def fails(wiring: Wiring) -> None:
    logging.getLogger("someone.else").warning("said by a library within the job")
    raise ValueError("a canary in the message")


def test_a_job_that_is_our_defect_is_told_of_with_its_trace(
    wiring: Wiring, lines: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    reported: list[BaseException] = []
    monkeypatch.setattr(tasks, "report", reported.append)
    logs.REDACTION.declare("task", ["fails"])
    with taken_up({"trace": TRACE}, 9), pytest.raises(ValueError, match="canary"):
        tasks._run(wiring, Job(fails, "default", 0, None), {})
    found = told(lines)
    assert [line["event"] for line in found] == ["foreign", "job.failed", "job.ended"]
    assert {line["trace"] for line in found} == {TRACE}
    assert "canary" not in lines.getvalue()
    assert [type(error) for error in reported] == [ValueError]
