"""Export and erasure: all of it readable, then none of it."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from sqlalchemy import create_engine, func, select
from starlette.testclient import TestClient

from creditai.errors import NotFound
from creditai.flows.erase_person import FOLDERS, replay_erasures
from creditai.flows.export_person import LEFT_OUT, SECRETS, owned_tables
from creditai.flows.make_person import make_staff
from creditai.store import integrity
from creditai.store.database import sqlalchemy_url
from creditai.store.kept import KEPT
from creditai.web.cookies import PLAIN
from creditai.wiring import Wiring
from tests.belongings import BELONGINGS
from tests.cast import Cast, signed_in, work_off
from tests.creditai.flows.paper import MAY, sample

ASKED = {"X-CreditAI": "1"}


@pytest.fixture
def alice(web: TestClient, wiring: Wiring, cast: Cast) -> Cast:
    """Alice has reports, a dispute, letters, and is signed in."""
    BELONGINGS["letter"](wiring, cast.alice)
    BELONGINGS["grant"](wiring, cast.alice)
    BELONGINGS["passkey"](wiring, cast.alice)
    web.cookies.set(PLAIN, signed_in(wiring, cast.alice).secret)
    return cast


def test_everything_is_in_the_export_and_readable(web: TestClient, alice: Cast) -> None:
    answer = web.get("/api/v1/me/export")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "application/zip")
    exported = zipfile.ZipFile(io.BytesIO(answer.content))
    names = exported.namelist()
    told = {name: json.loads(exported.read(name)) for name in names if name.endswith(".json")}
    assert {f"{t.name}.json" for t in owned_tables()} - set(told) == {f"{name}.json" for name in LEFT_OUT}
    assert told["identity.json"][0]["address"] == alice.alice.address
    assert told["support_grant.json"][0]["reason"] == "look"
    assert [each["name"] for each in told["passkey.json"]] == ["a phone"]
    assert told["report.json"][0]["document"]["source"]
    assert told["workspace.json"][0]["register"]["disputes"]
    assert not any(secret in row for rows in told.values() for row in rows for secret in SECRETS)
    papers = [exported.read(name) for name in names if name.startswith("papers/")]
    assert sorted(papers) == sorted(sample(name) for name in MAY)
    pdfs = [exported.read(name) for name in names if name.startswith("letters/")]
    assert pdfs
    assert all(pdf.startswith(b"%PDF-") for pdf in pdfs)


def test_a_file_that_the_store_does_not_hold_is_named_and_the_rest_is_there(
    web: TestClient, wiring: Wiring, alice: Cast
) -> None:
    lost, *left = [name for name, _ in wiring.objects.names(f"papers/{alice.alice.id}")]
    wiring.objects.delete(lost)
    exported = zipfile.ZipFile(io.BytesIO(web.get("/api/v1/me/export").content))
    [told] = json.loads(exported.read("not-there.json"))
    assert told.removesuffix(".pdf") == f"papers/{lost.rpartition('/')[2]}"
    assert len([name for name in exported.namelist() if name.startswith("papers/")]) == len(left)
    assert [name for name in exported.namelist() if name.startswith("letters/")]


def test_what_is_sealed_in_a_table_opens_in_the_export(web: TestClient, alice: Cast) -> None:
    """A sealed column whose place the export does not know would come out as null."""
    exported = zipfile.ZipFile(io.BytesIO(web.get("/api/v1/me/export").content))
    for table in owned_tables():
        if table.name in LEFT_OUT:
            continue
        needed = [c.name for c in table.columns if not c.nullable and c.name not in SECRETS]
        for row in json.loads(exported.read(f"{table.name}.json")):
            assert [name for name in needed if row[name] is None] == [], table.name


def test_an_erased_person_leaves_ids_and_nothing_else(web: TestClient, wiring: Wiring, alice: Cast) -> None:
    owner = alice.alice.id
    assert web.delete("/api/v1/me", headers=ASKED).status_code == 204
    assert web.get("/api/v1/me").status_code == 401
    assert web.get("/api/v1/me", headers=alice.alice.headers).status_code == 401
    with pytest.raises(NotFound):
        wiring.keys.of(owner)
    work_off(wiring)
    assert not [name for folder in FOLDERS for name in wiring.objects.names(f"{folder}/{owner}")]
    with wiring.database.scope(owner) as connection:
        left = {t.name for t in owned_tables()
                if connection.execute(select(func.count()).select_from(t)).scalar_one()}  # fmt: skip
    assert left <= set(KEPT)
    assert "audit" in left
    assert web.get("/api/v1/me", headers=alice.bob.headers).status_code == 200
    assert replay_erasures(wiring) == 1


def test_what_outlives_a_person_is_no_fault_of_the_rows(web: TestClient, wiring: Wiring, alice: Cast) -> None:
    """Else every restore after an erasure would be held up; and erasing again must leave what proves something."""
    assert web.delete("/api/v1/me", headers=ASKED).status_code == 204
    work_off(wiring)
    backup = create_engine(sqlalchemy_url(wiring.settings.database_backup.reveal()))
    owner = create_engine(sqlalchemy_url(wiring.settings.database_owner.reveal()))
    with backup.connect() as connection:
        assert list(integrity.faults(connection, wiring.keys)) == []
    with owner.begin() as connection:
        assert integrity.erase_again(connection, wiring.keys) == {}
    backup.dispose()
    owner.dispose()


def test_a_token_erases_nobody(web: TestClient, cast: Cast) -> None:
    assert web.delete("/api/v1/me", headers=cast.alice.headers).status_code == 403


def test_the_first_operator_is_made_at_the_machine(web: TestClient, wiring: Wiring) -> None:
    made = make_staff(wiring, "olga@example.com", "operator", token=True)
    me = web.get("/api/v1/me", headers={"Authorization": f"Bearer {made.token}"}).json()
    assert me["role"] == "operator"
    assert "operate" in me["scopes"]


def test_a_consumer_who_is_erased_hides_no_other_grant_from_support(
    web: TestClient, wiring: Wiring, cast: Cast
) -> None:
    """Between the wish and the job that removes the rows, her reason cannot be read any more."""
    BELONGINGS["grant"](wiring, cast.alice)
    left = BELONGINGS["grant"](wiring, cast.bob)
    wiring.keys.erase(cast.alice.id)
    answer = web.get("/api/v1/granted", headers=cast.sam.headers)
    assert answer.status_code == 200, answer.text
    assert [each["id"] for each in answer.json()["items"]] == [left]
