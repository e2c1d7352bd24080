"""The whole API tried with invented requests: no answer is a defect, and each is one that OpenAPI declares."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from creditai.web.application import application
from creditai.wiring import Wiring
from tests.cast import Cast
from tests.creditai.flows.paper import MAY, with_report

_QUIET = settings(
    max_examples=4, deadline=None, derandomize=True, database=None, phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


@pytest.mark.long
@pytest.mark.timeout(600)
def test_every_answer_is_declared_and_none_is_a_defect(wiring: Wiring, cast: Cast) -> None:
    import schemathesis  # a second, of each process that only finds this test

    with_report(wiring, cast.alice.who, MAY[0])
    schema: Any = schemathesis.openapi.from_asgi("/api/openapi.json", application(_at_its_host(wiring)))
    found: list[str] = []
    tried = 0
    for each in schema.get_all_operations():
        operation = each.ok()
        tried += 1
        try:
            _tried(operation, cast.alice.headers)
        except (Exception, BaseExceptionGroup) as error:
            found.append(f"{operation.method.upper()} {operation.path}: {_said(error)}")
    assert not found, "\n".join(found)
    assert tried >= 20


def _at_its_host(wiring: Wiring) -> Wiring:
    """The same, answering to the host name that the tester uses."""
    return replace(wiring, settings=replace(wiring.settings, allowed_hosts=("testserver",)))


def _tried(operation: Any, headers: dict[str, str]) -> None:
    from schemathesis import checks
    from schemathesis.specs.openapi import checks as conformance

    asked = [
        checks.not_a_server_error, conformance.status_code_conformance, conformance.content_type_conformance,
        conformance.response_schema_conformance,
    ]  # fmt: skip

    @_QUIET
    @given(case=operation.as_strategy())
    def one(case: Any) -> None:
        case.headers = {**(case.headers or {}), **headers}
        case.call_and_validate(checks=asked)

    one()


def _said(error: BaseException) -> str:
    inner = getattr(error, "exceptions", ())
    return " | ".join(" ".join(str(e).split())[:600] for e in (inner or (error,)))
