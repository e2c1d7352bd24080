"""Fails closed: whatever is given to a logger, only declared keys with proven values come out."""

from __future__ import annotations

import io
import json
import logging
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from creditai import logs
from creditai.logs import REDACTION, log
from creditai.logs.redaction import Redaction
from tests.creditai.logs.canaries import CANARIES


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """What the process would print; everything is put back afterwards."""
    made = io.StringIO()
    root = logging.getLogger()
    hooks = (sys.excepthook, sys.unraisablehook, root.handlers, logging.raiseExceptions)
    logs.set_up(made, release="r1", colour="blue", environment="test")
    yield made
    sys.excepthook, sys.unraisablehook, root.handlers, logging.raiseExceptions = hooks
    logging.captureWarnings(False)
    logs._configure(None, {})


def lines(stream: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in stream.getvalue().splitlines()]


def test_a_declared_event_is_printed_with_where_it_was_logged(stream: io.StringIO) -> None:
    paper = uuid4()
    log.info("request.answered", status=200, ms=12.34567, paper=paper, method="GET")
    (line,) = lines(stream)
    assert line["event"] == "request.answered"
    assert (line["status"], line["ms"], line["paper"]) == (200, 12.346, str(paper))
    assert (line["release"], line["colour"]) == ("r1", "blue")
    assert line["at"].startswith("test_redaction.py:")


def test_ids_bound_to_a_request_are_in_each_of_its_lines(stream: io.StringIO) -> None:
    request = uuid4()
    with logs.about(request=request):
        log.info("request.answered", status=204)
    log.info("request.answered", status=204)
    inside, outside = lines(stream)
    assert inside["request"] == str(request)
    assert "request" not in outside


@pytest.mark.parametrize("canary", CANARIES)
@pytest.mark.parametrize(
    "key", ["event", "status", "person", "route", "method", "release", "paper", "name", "canary"]
)
def test_a_canary_under_any_key_replaces_the_event(stream: io.StringIO, canary: str, key: str) -> None:
    words: dict[str, Any] = {"event": "request.answered", "status": 200, key: canary}
    log.warning(words.pop("event"), **words)
    (line,) = lines(stream)
    assert line["event"] == "unproven"
    assert line["level"] == "warning"
    assert line["at"].startswith("test_redaction.py:")
    assert canary not in stream.getvalue()


@pytest.mark.parametrize("canary", CANARIES)
def test_no_message_of_an_exception_is_printed_nor_its_values(stream: io.StringIO, canary: str) -> None:
    try:
        local = canary
        try:
            raise ValueError(canary)
        except ValueError as error:
            raise type(canary.replace("-", "_"), (KeyError,), {})(local) from error
    except KeyError:
        log.exception("request.failed")
        logging.getLogger("sqlalchemy.engine").exception("failed for %s", canary, stack_info=True)
        logging.getLogger(canary).error(canary)
    first, second, third = lines(stream)
    assert (
        first["error"] == second["error"] == "Exception"
    )  # a class made at run time may be named after anything
    assert first["causes"] == ["ValueError"]
    assert first["stack"][-1].startswith("test_redaction.py:")
    assert second["event"] == third["event"] == "foreign"
    assert third["logger"] in ("unknown", "p")
    assert canary not in stream.getvalue()


def test_a_processor_that_breaks_prints_the_replacement(stream: io.StringIO) -> None:
    class Hostile:
        def __eq__(self, other: object) -> bool:
            raise RuntimeError(CANARIES[0])

        __hash__ = None  # type: ignore[assignment]

        def __repr__(self) -> str:
            return CANARIES[0]

    before = REDACTION.replaced
    log.info("request.answered", status=Hostile())
    assert lines(stream)[0]["event"] == "unproven"
    assert REDACTION.replaced == before + 1
    assert CANARIES[0] not in stream.getvalue()


@pytest.mark.parametrize("number", [987654321, 4400668812345678, float("nan"), float("inf"), -1, True])
@pytest.mark.parametrize("key", ["status", "ms", "count", "bytes", "job"])
def test_a_number_that_may_be_somebodys_is_not_printed(stream: io.StringIO, key: str, number: float) -> None:
    log.info("request.answered", **{key: number})
    assert lines(stream)[0]["event"] == "unproven"
    assert str(number) not in lines(stream)[0].values()


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.uuids() | st.sampled_from(CANARIES),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)  # fmt: skip
KEYS = st.text() | st.sampled_from(
    [
        "event",
        "level",
        "ts",
        "filename",
        "lineno",
        "exc_info",
        "logger_name",
        "status",
        "ms",
        "person",
        "at",
        "stack",
        "error",
    ]
)


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(KEYS, ANYTHING))
def test_whatever_an_event_holds_what_comes_out_is_proven(event: dict[str, Any]) -> None:
    """Each value that comes out is a number of its range, a UUID, or a word of the program."""
    told = json.loads(json.dumps(dict(Redaction()(None, "info", event))))
    words = {"unknown", "unproven", *(w for each in REDACTION.closed.values() for w in each)}
    for key, value in told.items():
        if isinstance(value, str) and key not in ("ts", "at", "logger"):
            assert value in words or UUID(value) == event[key]
        elif not isinstance(value, str):
            assert isinstance(value, list | bool) or (isinstance(value, int | float) and value < 100_000_000)
    assert not [c for c in CANARIES if c in json.dumps(told)]


def test_an_uncaught_exception_warnings_and_threads_print_no_words() -> None:
    """In a process of its own, as the service runs: nothing of what was raised is on either stream."""
    program = textwrap.dedent(
        """
        import logging, sys, threading, warnings
        from creditai import logs
        logs.set_up(release="r", colour="blue", environment="test")
        warnings.warn("CANARY one")
        logging.getLogger("uvicorn.error").error("CANARY %d", "two")
        def run():
            raise ValueError("CANARY three")
        thread = threading.Thread(target=run)
        thread.start()
        thread.join()
        class Closing:
            def __del__(self):
                raise ValueError("CANARY four")
        Closing()
        raise ValueError("CANARY five")
        """
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ran.returncode == 1
    assert "CANARY" not in ran.stdout + ran.stderr
    told = [json.loads(line)["event"] for line in ran.stderr.splitlines()]
    assert told == ["foreign", "foreign", "crashed", "crashed", "crashed"]
