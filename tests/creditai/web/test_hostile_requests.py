"""Requests that nobody's program would send: each is refused in a sentence, and none is our defect."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from typing import Any
from urllib.parse import quote

import httpx2
import pytest
from starlette.testclient import TestClient

from creditai.flows.erase_person import erase_person
from creditai.flows.prove import prove
from creditai.flows.sessions import end_other_sessions
from creditai.store.tables.token import token
from creditai.web.application import application
from creditai.web.cookies import PLAIN
from creditai.wiring import Wiring
from tests.cast import PASSWORD, Cast, signed_in
from tests.creditai.flows.paper import MAY, with_report, with_reports

MEDIA = "application/problem+json"


def refused(got: httpx2.Response, *statuses: int) -> None:
    asked = (got.request.method, got.request.url.raw_path, got.request.headers, got.request.content[:60])
    assert got.status_code in statuses, (asked, got.status_code, got.text)
    assert got.headers["content-type"] == MEDIA, asked


ODD = (
    "\x00",
    "a\x00b",
    "' OR 1=1 --",
    "%",
    "..",
    "\x7f",
    "\U0001f600" * 60,
    "\ud7ff",
    '"',
    "${7*7}",
    "a" * 65,
)
SHAPES = (
    "findings/{name}",
    "reports/{report}/pages/1.png?finding={name}",
    "reports/{report}/pages/1.png?pointer=/{name}",
    "accounts/{name}",
    "disputes/{name}",
    "papers?cursor={name}",
    "reports/{report}/accounts?cursor={name}&limit=1",
)
ORIGINS = (
    "null", "http://[", "http://127.0.0.1:8001", "https://127.0.0.1:8000", "http://127.0.0.1:8000.example.com",
    "http://evil.example@127.0.0.1:8000", "//127.0.0.1:8000", "file://", " ", "http://127.0.0.1:8000@evil.example",
)  # fmt: skip
TRAPS = (
    b"[" * 200_000, b'{"a":' * 100_000, b'{"address":' + b"1" * 20_000 + b"}", b'{"address":"\xff"}', b"NaN", b"",
    b'{"address":"\\ud800@x.example","password":"\\ud800"}', b'{"address":"a","address":"b"}', b"\x00", b"null",
)  # fmt: skip


def test_no_name_in_a_path_or_a_filter_is_our_defect(
    from_outside: TestClient, cast: Cast, wiring: Wiring
) -> None:
    """PostgreSQL takes no NUL in a text; a name of a finding was handed to it as it came."""
    report = with_report(wiring, cast.alice.who, MAY[0])
    for odd, shape in product(ODD, SHAPES):
        path = shape.format(name=quote(odd, safe=""), report=report)
        refused(from_outside.get(f"/api/v1/{path}", headers=cast.alice.headers), 404, 422)


def test_a_cursor_fits_its_own_list_and_person_alone(
    from_outside: TestClient, cast: Cast, wiring: Wiring
) -> None:
    for member in (cast.alice, cast.bob):
        with_reports(wiring, member.who, MAY[:2])
    cursor = from_outside.get("/api/v1/reports?limit=1", headers=cast.alice.headers).json()["next"]
    assert (
        from_outside.get(f"/api/v1/reports?limit=1&cursor={cursor}", headers=cast.alice.headers).status_code
        == 200
    )
    refused(from_outside.get(f"/api/v1/reports?cursor={cursor}", headers=cast.bob.headers), 422)
    refused(from_outside.get(f"/api/v1/papers?cursor={cursor}", headers=cast.alice.headers), 422)
    other = ("A" if cursor[0] != "A" else "B") + cursor[1:]
    refused(from_outside.get(f"/api/v1/reports?cursor={other}", headers=cast.alice.headers), 422)


def test_no_limit_asks_for_more_than_a_page(from_outside: TestClient, cast: Cast) -> None:
    lists = ("papers", "reports", "accounts", "findings", "disputes", "letters", "timeline", "links")
    for limit, path in product(("0", "-1", "201", "1e9", "9" * 400, "nan", "", "1;drop"), lists):
        refused(from_outside.get(f"/api/v1/{path}?limit={limit}", headers=cast.alice.headers), 422)


def test_another_site_signs_nobody_in_whatever_it_calls_itself(from_outside: TestClient, cast: Cast) -> None:
    credentials = {"address": cast.alice.address, "password": PASSWORD}
    for origin in ORIGINS:
        got = from_outside.post("/api/v1/sign-in", json=credentials, headers={"Origin": origin})
        refused(got, 403)
        assert "set-cookie" not in got.headers, origin


def test_another_sites_page_changes_nothing_with_a_cookie(from_outside: TestClient, cast: Cast) -> None:
    credentials = {"address": cast.alice.address, "password": PASSWORD}
    assert from_outside.post("/api/v1/sign-in", json=credentials).status_code == 200
    own = {"X-CreditAI": "1"}
    for headers, status in (
        ({}, 422),  # a form cannot add a header
        ({**own, "Origin": "null"}, 403),
        ({**own, "Origin": "http://evil.example"}, 403),
        ({**own, "Sec-Fetch-Site": "cross-site"}, 403),
        ({**own, "Sec-Fetch-Site": "same-site"}, 403),
        ({**own, "Sec-Fetch-Site": "same-origin", "Origin": "http://evil.example"}, 403),
        ({"Content-Type": "text/plain"}, 422),
    ):
        refused(from_outside.post("/api/v1/papers", content=b"%PDF-1.4", headers=headers), status)
        refused(from_outside.post("/api/v1/disputes", content=b"{}", headers=headers), status)
        refused(from_outside.post("/api/v1/sign-out", headers=headers), status)
    assert from_outside.get("/api/v1/papers").json()["items"] == []


def test_json_that_is_a_trap_is_refused(from_outside: TestClient) -> None:
    for body in TRAPS:
        got = from_outside.post("/api/v1/sign-in", content=body, headers={"Content-Type": "application/json"})
        refused(got, 400, 422)


def unbounded(schema: Any, schemas: Any, where: str, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """The texts of a body, and the names of its open members, that may be of any length."""
    name = schema.get("$ref", "").rpartition("/")[2] if isinstance(schema, dict) else ""
    if name:
        if name not in seen:
            yield from unbounded(schemas[name], schemas, where, seen | {name})
        return
    if (
        schema.get("type") == "string"
        and not {"maxLength", "enum", "const", "format", "pattern"} & schema.keys()
    ):
        yield where
    if schema.get("type") == "object" and schema.get("additionalProperties") not in (None, False):
        if not {"maxLength", "enum", "pattern"} & schema.get("propertyNames", {}).keys():
            yield f"{where}/*"
        yield from unbounded(schema["additionalProperties"], schemas, f"{where}/*", seen)
    for each in (*schema.get("anyOf", ()), *schema.get("oneOf", ()), *filter(None, [schema.get("items")])):
        yield from unbounded(each, schemas, where, seen)
    for member, each in schema.get("properties", {}).items():
        yield from unbounded(each, schemas, f"{where}/{member}", seen)


def test_every_text_of_a_body_has_a_bound(wiring: Wiring) -> None:
    """And with one it is looked at whole: half a character that JSON spells out (`\\ud800`) came through where there
    was none, and could be written down nowhere."""
    told = application(wiring).openapi()
    found = [
        fault
        for path, verbs in told["paths"].items()
        for verb, operation in verbs.items()
        for content in [operation.get("requestBody", {}).get("content", {}).get("application/json")]
        if content is not None and path != "/api/stripe/webhook"
        for fault in unbounded(content["schema"], told["components"]["schemas"], f"{verb} {path}")
    ]
    assert found == []


def test_half_a_character_is_refused(from_outside: TestClient, cast: Cast) -> None:
    sent = b'{"supporter": "sam@example.com", "scopes": ["\\ud800"], "reason": "look"}'
    own = {**cast.alice.headers, "Content-Type": "application/json"}
    refused(from_outside.post("/api/v1/me/grants", content=sent, headers=own), 422)


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data", "application/x-www-form-urlencoded"])
def test_what_a_form_can_send_is_no_json(from_outside: TestClient, cast: Cast, kind: str) -> None:
    body = f'{{"address":"{cast.alice.address}","password":"{PASSWORD}"}}'.encode()
    got = from_outside.post("/api/v1/sign-in", content=body, headers={"Content-Type": kind})
    refused(got, 422)
    assert "set-cookie" not in got.headers


def test_members_that_nobody_asked_for_are_refused(from_outside: TestClient, cast: Cast) -> None:
    """Mass assignment: a role, a person, a state, a version in what is sent changes nothing, for it is refused."""
    more = {"role": "operator", "person": str(cast.alice.id), "scopes": ["operate"], "id": str(cast.alice.id)}
    bodies = {
        "/api/v1/sign-up": {"address": "new@example.com", "password": "a kettle of 13 geese"},
        "/api/v1/sign-in": {"address": cast.alice.address, "password": PASSWORD},
        "/api/v1/disputes": {},
        "/api/v1/letters": {},
    }
    for path, body in bodies.items():
        for name, value in more.items():
            refused(from_outside.post(path, json={**body, name: value}, headers=cast.bob.headers), 422)


@pytest.mark.parametrize("kind", ["application/json", "application/JSON", "text/plain", ""])
def test_no_body_but_an_upload_is_large_whatever_it_is_called(
    from_outside: TestClient, cast: Cast, kind: str
) -> None:
    """It would be held whole, and read as JSON, before it is known who asks."""
    body = b'{"address":"' + b"a" * 2_000_000 + b'"}'
    headers = {"Content-Type": kind}
    refused(from_outside.post("/api/v1/sign-in", content=body, headers=headers), 413)
    refused(from_outside.post("/api/v1/sign-in", content=iter([body]), headers=headers), 413)
    sent = from_outside.post(
        "/api/v1/papers", content=b"%PDF-1.4" + body, headers={**headers, **cast.alice.headers}
    )
    assert sent.status_code == 201


def sent_slowly(web: TestClient, headers: dict[str, str], meanwhile: Callable[[], object]) -> httpx2.Response:
    def pieces() -> Iterator[bytes]:
        yield b"%PDF-1.4 "
        meanwhile()
        yield b"the rest"

    return web.post("/api/v1/papers", content=pieces(), headers=headers)


def test_an_upload_is_kept_while_what_let_it_begin_stands(
    from_outside: TestClient, cast: Cast, wiring: Wiring
) -> None:
    """It may take a quarter of an hour: a stolen token that is withdrawn, a session that is ended, an erasure."""

    def withdraw() -> None:
        with wiring.database.scope(cast.alice.id) as connection:
            connection.execute(token.delete())

    refused(sent_slowly(from_outside, cast.alice.headers, withdraw), 401)
    refused(
        sent_slowly(from_outside, cast.carol.headers, lambda: erase_person(wiring, str(cast.carol.id))), 401
    )
    session = signed_in(wiring, cast.bob)
    own = {"Cookie": f"{PLAIN}={session.secret}", "X-CreditAI": "1"}
    renewed = replace(cast.bob.who, session=session.session)
    assert sent_slowly(from_outside, own, lambda: prove(wiring, renewed, PASSWORD)).status_code == 201
    own["Cookie"] = f"{PLAIN}={signed_in(wiring, cast.bob).secret}"
    refused(sent_slowly(from_outside, own, lambda: end_other_sessions(wiring, renewed)), 401)
    kept = from_outside.get("/api/v1/papers", headers=cast.bob.headers).json()["items"]
    assert len(kept) == 1
    assert len(list(wiring.objects.names("papers"))) == 1, "of the others nothing is left"


def test_a_stream_of_events_ends_with_what_let_it_begin(
    from_outside: TestClient, cast: Cast, wiring: Wiring
) -> None:
    """Withdrawn while it is watched: the stream would have gone on for five minutes."""
    sent = from_outside.post("/api/v1/papers", content=b"%PDF-1.4 waits", headers=cast.alice.headers)
    watched = f"/api/v1/papers/{sent.json()['paper']['id']}/events"
    began = time.monotonic()

    def withdraw() -> None:
        with wiring.database.scope(cast.alice.id) as connection:
            connection.execute(token.delete())

    timer = threading.Timer(0.5, withdraw)
    timer.start()
    got = from_outside.get(watched, headers=cast.alice.headers)
    timer.join()
    assert "event: progress" in got.text
    assert time.monotonic() - began < 200
    refused(from_outside.get(watched, headers=cast.alice.headers), 401)
