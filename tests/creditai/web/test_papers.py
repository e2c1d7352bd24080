"""Papers over HTTP: the whole way, and what must not be possible on it."""

from __future__ import annotations

import asyncio
import json
from uuid import uuid4

import pytest

from creditai import worker
from creditai.web.routes.reports import AccountLines
from creditai.who import Who
from creditai.wiring import Wiring
from tests.creditai.flows.paper import MAY, sample, somebody, with_report
from tests.creditai.web.asked import Client


@pytest.fixture
def who(wiring: Wiring) -> Who:
    return somebody(wiring)


@pytest.fixture
def client(wiring: Wiring, who: Who) -> Client:
    return Client(wiring, who)


NAMED = {"Content-Disposition": 'attachment; filename="may.pdf"'}


def send(client: Client, data: bytes | None = None, **headers: str) -> dict[str, object]:
    got = client.post("/papers", content=sample() if data is None else data, headers={**NAMED, **headers})
    assert got.status_code in (200, 201), got.text
    return got.json()  # type: ignore[no-any-return]


def test_an_upload_is_answered_with_its_place_and_read_behind_it(client: Client, wiring: Wiring) -> None:
    got = client.post("/papers", content=sample(), headers=NAMED)
    assert got.status_code == 201
    paper = got.json()["paper"]
    assert got.headers["location"] == f"/api/v1/papers/{paper['id']}"
    assert (paper["name"], paper["state"], got.json()["duplicate"]) == ("may.pdf", "received", False)
    asyncio.run(worker.work(wiring, wait=False))
    done = client.get(f"/papers/{paper['id']}").json()
    assert (done["state"], done["error"]) == ("done", None)
    report = client.get(f"/reports/{done['report']}").json()["report"]
    assert report["schema"] == "creditai.report/1"
    assert client.get("/findings").json()["items"]


def test_the_same_file_again_is_a_calm_answer(client: Client) -> None:
    first = send(client)
    got = client.post("/papers", content=sample())
    assert got.status_code == 200
    assert got.json()["duplicate"] is True
    assert got.json()["paper"]["id"] == first["paper"]["id"]  # type: ignore[index]
    assert "before" in got.json()["message"]


@pytest.mark.parametrize(
    ("data", "status"), [(b"", 422), (b"PK\x03\x04zip", 415), (b"<svg onload=x>", 415), (b"\x89PNG", 415)]
)
def test_what_is_no_report_is_refused(client: Client, data: bytes, status: int) -> None:
    got = client.post("/papers", content=data, headers={"Content-Type": "application/pdf"})
    assert (got.status_code, got.headers["content-type"]) == (status, "application/problem+json")
    assert client.get("/papers").json()["items"] == []


def test_too_large_is_refused_by_its_length_and_by_its_bytes(client: Client) -> None:
    got = client.post("/papers", content=b"%PDF-", headers={"Content-Length": "99000000"})
    assert got.status_code == 413


def test_events_tell_page_by_page_and_go_on_from_the_last_id(client: Client, wiring: Wiring) -> None:
    paper = send(client)["paper"]["id"]  # type: ignore[index]
    asyncio.run(worker.work(wiring, wait=False))
    got = client.get(f"/papers/{paper}/events")
    assert got.headers["content-type"].startswith("text/event-stream")
    told = [line for line in got.text.splitlines() if line.startswith(("event:", "data:", "id:"))]
    assert told[1].split(": ")[1] == "done"
    last = json.loads(told[2].partition(": ")[2])
    assert (last["id"], last["state"]) == (paper, "done")
    again = client.get(f"/papers/{paper}/events", headers={"Last-Event-ID": str(last["step"])})
    assert "event: done" in again.text


def test_while_it_is_read_each_change_is_an_event(client: Client, wiring: Wiring) -> None:
    paper = send(client)["paper"]["id"]  # type: ignore[index]

    async def both() -> str:
        watching = asyncio.create_task(
            client._asked("GET", f"/api/v1/papers/{paper}/events", headers=client.headers)
        )
        await asyncio.sleep(0.1)
        await worker.work(wiring, wait=False)
        return (await watching).text

    told = asyncio.run(both())
    assert "event: progress" in told
    assert told.rstrip().splitlines()[-2].strip() == "event: done"


def test_cancel_and_delete(client: Client) -> None:
    paper = send(client)["paper"]["id"]  # type: ignore[index]
    assert client.post(f"/papers/{paper}/cancel").json()["state"] == "cancelled"
    assert client.delete(f"/papers/{paper}").status_code == 204
    for got in (client.get(f"/papers/{paper}"), client.delete(f"/papers/{paper}")):
        assert got.status_code == 404


def test_a_web_page_is_never_served_as_one(client: Client) -> None:
    page = b"<!DOCTYPE html><html><script>alert(1)</script><body>report</body></html>"
    paper = send(client, page)["paper"]["id"]  # type: ignore[index]
    got = client.get(f"/papers/{paper}/file")
    assert got.content == page
    assert got.headers["content-type"] == "application/octet-stream"
    assert got.headers["x-content-type-options"] == "nosniff"
    assert got.headers["content-disposition"].startswith("attachment")
    assert got.headers["cache-control"] == "private, no-store"


def test_one_key_is_one_upload_and_another_file_under_it_is_refused(client: Client) -> None:
    first = client.post("/papers", content=sample(), headers={"Idempotency-Key": "k1"})
    second = client.post("/papers", content=sample(), headers={"Idempotency-Key": "k1"})
    assert (second.status_code, second.content) == (first.status_code, first.content) == (201, first.content)
    assert second.headers["idempotency-replayed"] == "true"
    other = client.post("/papers", content=b"%PDF-1.7 other", headers={"Idempotency-Key": "k1"})
    assert other.status_code == 409


def test_a_refused_request_leaves_its_key_free(client: Client) -> None:
    assert client.post("/papers", content=b"no", headers={"Idempotency-Key": "k2"}).status_code == 415
    assert client.post("/papers", content=sample(), headers={"Idempotency-Key": "k2"}).status_code == 201


def test_pages_of_accounts_are_whole_and_in_order(client: Client, wiring: Wiring, who: Who) -> None:
    report = with_report(wiring, who, MAY[0])
    whole = client.get("/accounts").json()["items"]
    seen, cursor = [], None
    while True:
        got = client.get("/accounts", params={"limit": 3, **({"cursor": cursor} if cursor else {})}).json()
        seen += got["items"]
        cursor = got["next"]
        if cursor is None:
            break
    assert seen == whole
    assert len(whole) > 3
    told = client.get("/accounts")  # what was sealed is answered unread: it must be what the API declares
    assert AccountLines.model_validate_json(told.content).model_dump_json() == told.text
    one = client.get(f"/accounts/{whole[1]['id']}").json()
    assert one["account"]["furnisher"] == whole[1]["furnisher"]
    assert "/furnisher" in one["evidence"]
    assert client.get(f"/reports/{report}/accounts").json()["items"] == whole
    assert client.get(f"/accounts/{report}-999").status_code == 404


def test_a_cursor_of_another_list_or_person_is_refused(client: Client, wiring: Wiring, who: Who) -> None:
    with_report(wiring, who, MAY[0])
    cursor = client.get("/accounts", params={"limit": 1}).json()["next"]
    assert client.get("/findings", params={"cursor": cursor}).status_code == 422
    assert Client(wiring, somebody(wiring)).get("/accounts", params={"cursor": cursor}).status_code == 422
    for bad in ("x", "!!!!", cursor[:-2] + "AA"):
        assert client.get("/accounts", params={"cursor": bad}).status_code == 422


def test_what_the_client_has_is_not_sent_again(client: Client, wiring: Wiring, who: Who) -> None:
    with_report(wiring, who, MAY[0])
    for path in ("/findings", "/reports", "/accounts", "/disputes", "/links"):
        got = client.get(path)
        again = client.get(path, headers={"If-None-Match": got.headers["etag"]})
        assert (again.status_code, again.content) == (304, b""), path


def test_a_picture_of_a_value_on_its_page(client: Client, wiring: Wiring, who: Who) -> None:
    report = with_report(wiring, who, MAY[0])
    body = client.get(f"/reports/{report}").json()["report"]
    pointer = "/accounts/0/balance"
    page = body["evidence"][pointer]["page"]
    got = client.get(f"/reports/{report}/pages/{page}.png", params={"pointer": pointer})
    assert (got.status_code, got.headers["content-type"]) == (200, "image/png")
    assert got.headers["cache-control"] == "private, no-store"
    assert client.get(f"/reports/{report}/pages/999.png").status_code == 404


def test_nobody_and_somebody_else_see_nothing(client: Client, wiring: Wiring, who: Who) -> None:
    report = with_report(wiring, who, MAY[0])
    account = client.get("/accounts").json()["items"][0]["id"]
    finding = client.get("/findings").json()["items"][0]["id"]
    paper = client.get("/papers").json()["items"][0]["id"]
    paths = (
        f"/papers/{paper}", f"/papers/{paper}/events", f"/papers/{paper}/file", f"/reports/{report}",
        f"/accounts/{account}", f"/findings/{finding}", f"/reports/{report}/pages/1.png", f"/letters/{uuid4()}",
        f"/comparisons/{report}/{report}",
    )  # fmt: skip
    mallory = Client(wiring, somebody(wiring))
    for path in paths:
        assert mallory.get(path).status_code == 404, path
        assert Client(wiring, None).get(path).status_code == 401, path
    for path in ("/papers", "/reports", "/accounts", "/findings", "/links", "/comparisons", "/disputes", "/letters", "/timeline"):  # fmt: skip
        assert mallory.get(path).json()["items"] == [], path
