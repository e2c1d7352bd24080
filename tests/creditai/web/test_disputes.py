"""Disputes and letters over HTTP: chosen, written, recorded, due; and what one request may ask of the tables."""

from __future__ import annotations

import tomllib
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event

from creditai.who import Who
from creditai.wiring import Wiring
from tests.creditai.flows.paper import MAY, SAMPLES, somebody, with_report, with_reports
from tests.creditai.web.asked import Client


@pytest.fixture
def who(wiring: Wiring) -> Who:
    found = somebody(wiring)
    with_reports(wiring, found, MAY)
    return found


@pytest.fixture
def client(wiring: Wiring, who: Who) -> Client:
    return Client(wiring, who)


def choices(client: Client) -> dict[str, Any]:
    """The bundled answers as JSON, of the rules that these reports have."""
    said = tomllib.loads((SAMPLES / "answers.toml").read_text("utf-8"))
    rules = {each["rule"] for each in client.get("/findings").json()["items"]}
    return {**said, "rule": {name: table for name, table in said["rule"].items() if name in rules}}


def opened(client: Client) -> dict[str, Any]:
    got = client.post("/disputes", json=choices(client))
    assert got.status_code == 201, got.text
    return got.json()  # type: ignore[no-any-return]


def test_the_whole_way_of_a_dispute(client: Client, wiring: Wiring) -> None:
    made = opened(client)
    assert "mortgage" in made["warnings"][0]
    name = made["disputes"][0]["id"]
    assert (made["disputes"][0]["state"], made["disputes"][0]["next"]) == ("confirmed", "write-letter")
    written = client.post("/letters", json={}).json()["items"]
    assert {each["dispute"] for each in written} == {each["id"] for each in made["disputes"]}
    pdf = client.get(f"/letters/{written[0]['id']}/pdf")
    assert pdf.content.startswith(b"%PDF-")
    assert (pdf.headers["content-type"], pdf.headers["x-content-type-options"]) == (
        "application/pdf",
        "nosniff",
    )
    envelope = client.get(f"/letters/{written[0]['id']}/envelope").json()
    assert (envelope["sender"][0], envelope["recipient"][0]) == ("Dana Q. Sample", "Experian")
    assert envelope["letter_pages"] == written[0]["pages"]
    steps = client.get(f"/letters/{written[0]['id']}/checklist").json()["items"]
    assert [each for each in steps if each in envelope["enclosures"]] == envelope["enclosures"] != []
    assert (steps[1], steps[-1][:4]) == ("Sign it by hand.", "Post")
    sheet = client.post("/letters", json={"kind": "protection"}).json()["items"][0]
    assert client.get(f"/letters/{sheet['id']}/envelope").json()["recipient"] == []
    assert len(client.get(f"/letters/{sheet['id']}/checklist").json()["items"]) == 1
    today = wiring.clock.today()
    sent = client.post(f"/disputes/{name}/events", json={"what": "sent", "on": str(today), "proof": "9407"})
    assert (sent.status_code, sent.json()["state"]) == (201, "sent")
    due = {each["what"]: each for each in sent.json()["due"]}
    assert due["answer_due"]["day"] >= str(today + timedelta(days=30))
    assert due["answer_due"]["estimated"] is True
    told = client.get("/timeline").json()["items"]
    assert [each["day"] for each in told] == sorted(each["day"] for each in told)
    assert {"confirmed", "printed", "sent", "answer_due"} <= {each["what"] for each in told}
    calendar = client.get("/timeline.ics")
    assert calendar.headers["content-type"].startswith("text/calendar")
    assert f"{name}: last day" in calendar.text.replace("\r\n ", "")
    answered = {"what": "answered", "on": str(today), "outcomes": [{"item": 1, "word": "deleted"}]}
    assert client.post(f"/disputes/{name}/events", json=answered).json()["events"][-1]["event"] == "answered"


@pytest.mark.parametrize("what", ["printed", "confirmed"])
def test_what_the_program_records_cannot_be_told_to_it(client: Client, wiring: Wiring, what: str) -> None:
    name = opened(client)["disputes"][0]["id"]
    got = client.post(f"/disputes/{name}/events", json={"what": what, "on": str(wiring.clock.today())})
    assert (got.status_code, got.json()["faults"][0]["where"]) == (422, "/body/what")
    assert client.get(f"/disputes/{name}").json()["state"] == "confirmed"


def test_a_record_made_by_mistake_is_taken_back(client: Client, wiring: Wiring) -> None:
    name, today = opened(client)["disputes"][0]["id"], wiring.clock.today()
    client.post("/letters", json={})
    early = client.post(
        f"/disputes/{name}/events", json={"what": "sent", "on": str(today - timedelta(days=9))}
    )
    assert (early.status_code, "it cannot have been sent" in early.json()["detail"]) == (422, True)
    client.post(f"/disputes/{name}/events", json={"what": "sent", "on": str(today - timedelta(days=1))})
    back = {"what": "taken-back", "on": str(today)}
    assert client.post(f"/disputes/{name}/events", json=back).json()["state"] == "printed"
    nothing = client.post(f"/disputes/{name}/events", json=back)
    assert (nothing.status_code, nothing.json()["detail"]) == (
        422, f"Nothing is recorded for {name} that could be taken back.",
    )  # fmt: skip
    sent = client.post(f"/disputes/{name}/events", json={"what": "sent", "on": str(today)})
    assert (sent.status_code, sent.json()["state"]) == (201, "sent")
    client.post(f"/disputes/{name}/events", json={**back, "what": "closed"})
    closed = client.post(f"/disputes/{name}/events", json={"what": "sent", "on": str(today)})
    assert (closed.status_code, "`creditai" in closed.text) == (422, False)


def test_a_choice_that_stands_already_says_how_to_give_it_up_here(client: Client) -> None:
    opened(client)
    left = opened(client)["left"]
    assert left
    assert all("`POST /disputes/" in each["why"] for each in left)


def test_a_change_that_rests_on_what_is_old_is_refused(client: Client, wiring: Wiring) -> None:
    tag = client.get("/disputes").headers["etag"]
    body = choices(client)
    assert client.post("/disputes", json=body, headers={"If-Match": tag}).status_code == 201
    again = client.post("/disputes", json=body, headers={"If-Match": tag})
    assert (again.status_code, again.json()["type"]) == (412, "/problems/out-of-date")
    name = client.get("/disputes").json()["items"][0]["id"]
    fresh = client.get(f"/disputes/{name}").headers["etag"]
    assert client.post("/letters", json={}, headers={"If-Match": fresh}).status_code == 201
    assert client.post("/letters", json={}, headers={"If-Match": '"no"'}).status_code == 422


def test_one_key_opens_once(client: Client) -> None:
    body = choices(client)
    first, second = (
        client.post("/disputes", json=body, headers={"Idempotency-Key": "one"}) for _ in range(2)
    )
    assert first.json()["disputes"]
    assert (second.status_code, second.json()) == (first.status_code, first.json())
    other = client.post(
        "/disputes", json={**body, "annual_report": False}, headers={"Idempotency-Key": "one"}
    )
    assert other.status_code == 409


@pytest.mark.parametrize(
    ("body", "where"),
    [
        ({"what": "answered", "on": "2026-01-02"}, "/outcomes"),
        ({"what": "sent", "on": "2999-01-02"}, "/on"),
        ({"what": "sent", "on": "2026-01-02", "outcomes": [{"item": 1, "word": "deleted"}]}, "/outcomes"),
        (
            {"what": "answered", "on": "2026-01-02", "outcomes": [{"item": 1, "word": "updated", "values": {"balance": "x"}}]},
            "/outcomes/0/values",
        ),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_told_where(client: Client, body: dict[str, Any], where: str) -> None:
    name = opened(client)["disputes"][0]["id"]
    got = client.post(f"/disputes/{name}/events", json=body)
    assert (got.status_code, got.json().get("where")) == (422, where), got.text


def test_no_field_may_be_smuggled_in(client: Client) -> None:
    for body in ({"state": "closed"}, {"finding": {"x": {"include": True, "person": {"id": 1}}}}, {"person": {"name": "D", "address": ["1"], "id": "x"}}):  # fmt: skip
        assert client.post("/disputes", json=body).status_code == 422


def test_questions_and_kinds_of_letter(client: Client) -> None:
    asked = client.get("/questions").json()
    assert asked["names"]
    assert {"told", "title", "printed"} == set(asked["ticks"][0])
    kinds = {each["id"]: each for each in client.get("/letters/kinds").json()["items"]}
    assert "procedure-description" in kinds
    sheet = client.post("/letters", json={"kind": "protection"})
    assert sheet.status_code == 422, "who writes is not known yet"


def test_two_reports_of_one_bureau(client: Client, wiring: Wiring, who: Who) -> None:
    older = client.get("/reports").json()["items"][-1]["id"]
    newer = with_report(wiring, who, "experian-2026-08-19.pdf")
    got = client.get(f"/comparisons/{older}/{newer}").json()
    assert got["results"]
    assert client.get("/comparisons", params={"limit": 2}).json()["next"] is not None


PATHS = (
    "/papers", "/reports", "/accounts", "/findings", "/links", "/comparisons", "/disputes", "/letters", "/timeline",
    "/questions",
)  # fmt: skip


@pytest.mark.parametrize("path", PATHS)
def test_a_request_asks_the_tables_four_times_at_most(client: Client, wiring: Wiring, path: str) -> None:
    """Who asks, what is asked for, and the line in the audit log; the scope of a transaction is no query."""
    client.get(path)
    seen: list[str] = []

    def note(connection: object, cursor: object, statement: str, *more: object) -> None:
        seen.append(statement)

    event.listen(wiring.database.engine, "before_cursor_execute", note)
    assert client.get(path).status_code == 200
    event.remove(wiring.database.engine, "before_cursor_execute", note)
    assert 2 <= len(seen) <= 4, seen
