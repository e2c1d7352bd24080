"""Which trace a request or a job belongs to, as W3C Trace Context has it.

A trace that somebody began goes on here (`traceparent`), else one begins; each line of the log has it, the answer names it
(`traceresponse`), and a job that a request puts in the queue carries it and the request's id along. Ids are random
numbers: they say nothing of a person.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from uuid import UUID, uuid4

import structlog

from creditai.logs import about

_SHAPE = re.compile(rb"([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-[0-9a-f]{2}(-.*)?")
CARRIED = ("trace", "request")


def trace_of(headers: Iterable[tuple[bytes, bytes]]) -> UUID:
    """The trace that the headers name, once and as the standard has it; a new one otherwise."""
    told = [value.strip() for name, value in headers if name == b"traceparent"]
    found = _SHAPE.fullmatch(told[0]) if len(told) == 1 else None
    if found is None:
        return uuid4()
    version, trace, parent, more = found.groups()
    if version == b"ff" or (version == b"00" and more) or not int(trace, 16) or not int(parent, 16):
        return uuid4()
    return UUID(trace.decode())


def response_of(trace: UUID) -> bytes:
    """What `traceresponse` says: the trace, and this answer's own span."""
    return f"00-{trace.hex}-{secrets.token_hex(8)}-00".encode()


def carried() -> dict[str, str]:
    """What a job takes along from where it is put in the queue."""
    bound = structlog.contextvars.get_contextvars()
    return {name: bound[name].hex for name in CARRIED if isinstance(bound.get(name), UUID)}


@contextmanager
def taken_up(told: Mapping[str, str] | None, job: int | None) -> Iterator[None]:
    """Bind to a job's lines what it took along; where that is nothing, or nothing of ours, a trace begins here."""
    ids = {
        name: UUID(told[name])
        for name in CARRIED
        if told and re.fullmatch("[0-9a-f]{32}", told.get(name, ""))
    }
    with about(**{"trace": uuid4(), **ids}), structlog.contextvars.bound_contextvars(**_number(job)):
        yield


def _number(job: int | None) -> dict[str, int]:
    return {} if job is None else {"job": job}
