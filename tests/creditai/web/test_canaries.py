"""Forty strings that must never leave go through the whole service; afterwards not a byte of them lies in the clear.

As a name, an address, a password, a file's name and words, keys of JSON, headers, tokens and answers; a report is made
of them, read, asked for and disputed. Then everything that the service left is searched: lines of log, metrics, each
row of both databases, what waits in queues, Valkey, what went out to Sentry, folders of this machine, PostgreSQL's own log, and every refusal.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
import pytest
import sentry_sdk
from starlette.testclient import TestClient

from creditai import metrics
from creditai.clients import sentry
from creditai.settings import Secret, Settings
from creditai.web.application import application
from creditai.web.routes import reports as routes
from creditai.wiring import Wiring
from tests.cast import Cast, work_off
from tests.corpus.drawings import drawn
from tests.corpus.prints import every_print
from tests.creditai.clients.test_sentry import Catcher
from tests.creditai.logs.canaries import CANARIES
from tests.town import Town

NAME, SSN, NUMBER, STREET = "Philippa Quennevault", "987-65-4321", "4400668812345678", "17 Larkspur Crescent"


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go, in this process and in its children."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def client(wiring: Wiring, lines: io.StringIO) -> Iterator[TestClient]:
    with TestClient(
        application(wiring), base_url=wiring.settings.address, raise_server_exceptions=False
    ) as made:
        yield made


@pytest.mark.long
@pytest.mark.timeout(600)
def test_nothing_of_a_person_lies_in_the_clear(
    client: TestClient, wiring: Wiring, cast: Cast, town: Town, lines: io.StringIO, temporary: Path,
    catcher: Catcher, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    own = cast.alice.headers
    shown = _read(client, wiring, own, _report_of_canaries(client, wiring, cast))
    assert all(canary in shown for canary in (NAME.upper(), NUMBER, STREET.upper())), "they went through"
    told: list[str] = []
    counted: list[bytes] = []
    for canary in CANARIES:
        told += [*_thrown(client, own, canary), _broken(client, own, canary, monkeypatch)]
        counted += _valkey(wiring)
        _uncount(wiring)
    work_off(wiring)
    sentry_sdk.flush(5)
    left = {
        "log": lines.getvalue().encode(),
        "metrics": metrics.exposition(),
        "refusals": "\n".join(told).encode(),
        "valkey": b"\n".join([*counted, *_valkey(wiring)]),
        "sentry": b"\n".join(catcher.caught),
        **_rows(town, wiring.settings),
        **_files(temporary, wiring.settings.data, town.folder),
    }
    found = {
        f"{canary!r} in {place}" for place, held in left.items() for canary in CANARIES if _in(canary, held)
    }
    assert left["log"], "there are lines to search"
    assert left["sentry"].count(b"ValueError") >= len(CANARIES) // 2, "defects were reported"
    assert not found, "\n".join(sorted(found))


@pytest.fixture
def catcher() -> Iterator[Catcher]:
    """What goes out to Sentry, by its own client."""
    made = Catcher()
    assert sentry.set_up(Settings(sentry=Secret(made.dsn), release="r1", environment="test"))
    yield made
    sentry_sdk.get_client().close(timeout=1)
    sentry_sdk.init()
    made.stop()


def _broken(client: TestClient, own: dict[str, str], canary: str, patch: pytest.MonkeyPatch) -> str:
    """A defect of ours whose message quotes the person."""

    def draw(*told: Any, **more: Any) -> bytes:
        raise ValueError(f"{canary} {told} {more}")

    patch.setattr(routes, "draw_page", draw)
    place = f"/api/v1/reports/{uuid4()}/pages/1.png"
    got = client.get(place, params={"pointer": f"/{canary}"[:200]}, headers=own)
    assert got.status_code in (422, 500), got.text
    return got.text


def _uncount(wiring: Wiring) -> None:
    """No limit may keep the next canary out."""
    for key in wiring.redis.scan_iter("creditai:limit:*", count=1000):
        wiring.redis.delete(key)


def _report_of_canaries(client: TestClient, wiring: Wiring, cast: Cast) -> bytes:
    """A saved page as a bureau's vendor prints it, its person's words replaced."""
    data = drawn(every_print()["trimerge_iiq"], 3, "html").data.decode()
    report = _read(client, wiring, cast.bob.headers, data.encode(), whole=False)
    consumer, accounts = report["consumer"], report["accounts"]
    for word in consumer["names"]:
        data = data.replace(word, NAME.upper())
    for word in consumer["addresses"]:
        data = data.replace(word.split(",")[0], STREET.upper())
    return data.replace(accounts[0]["account_number"], NUMBER).encode()


def _read(
    client: TestClient, wiring: Wiring, headers: dict[str, str], data: bytes, *, whole: bool = True
) -> Any:
    named = {**headers, "Content-Disposition": f'attachment; filename="{NAME} {SSN}.html"'}
    paper = client.post("/api/v1/papers", content=data, headers=named).json()["paper"]["id"]
    work_off(wiring)
    done = client.get(f"/api/v1/papers/{paper}", headers=headers).json()
    assert done["state"] == "done", done
    for path in ("accounts", "findings", "links", "questions", "papers", f"papers/{paper}/events"):
        assert client.get(f"/api/v1/{path}", headers=headers).status_code == 200
    got = client.get(f"/api/v1/reports/{done['report']}", headers=headers)
    return got.text if whole else got.json()["report"]


def _thrown(client: TestClient, own: dict[str, str], canary: str) -> Iterator[str]:
    """The canary wherever a person can put a word; what is refused, as text."""
    latin = canary.encode()
    sender = {"name": canary, "address": [canary], "other_names": [canary]}
    calls: list[tuple[str, str, dict[str, Any]]] = [
        ("POST", "sign-up", {"json": {"address": canary, "password": canary}}),
        ("POST", "sign-up", {"json": {"address": "new@example.com", "password": f"{canary}, {canary}"}}),
        ("POST", "sign-in", {"json": {"address": canary, "password": canary}}),
        ("POST", "sign-in", {"json": {"address": "alice@example.com", "password": canary, canary: canary}}),
        ("POST", "sign-in", {"content": latin, "headers": {"User-Agent": latin, "X-Forwarded-For": latin}}),
        ("POST", "papers", {"content": b"%PDF-1.4 " + latin, "headers": {**own, "Idempotency-Key": "".join(canary.split())}}),
        ("POST", "papers", {"content": latin, "headers": own}),
        ("POST", "disputes", {"json": {"person": sender, "told": {canary: canary}}, "headers": own}),
        ("POST", "disputes", {"json": {"finding": {canary: {canary: canary}}}, "headers": own}),
        ("POST", "letters", {"json": {"kind": canary[:40], "told": {canary: [canary]}}, "headers": own}),
        ("GET", "findings", {"params": {"limit": canary, "cursor": canary}, "headers": own}),
        ("GET", "accounts", {"params": {"cursor": canary}, "headers": own}),
        ("GET", "me", {"headers": {"Authorization": b"Bearer " + latin, "Cookie": b"creditai-local=" + latin}}),
        ("GET", "me", {"headers": {**own, "X-CreditAI-Grant": latin, "If-None-Match": latin}}),
    ]  # fmt: skip
    for method, path, more in calls:
        got = client.request(method, f"/api/v1/{path}", **more)
        assert got.status_code < 500, (path, got.text)
        yield f"{got.headers.get('location', '')} {got.text if got.status_code >= 400 else ''}"


def _in(canary: str, held: bytes) -> bool:
    plain = canary.encode()
    return plain in held or plain.hex().encode() in held


def _valkey(wiring: Wiring) -> Iterator[bytes]:
    for key in wiring.redis.scan_iter(count=1000):
        yield key + b" " + (wiring.redis.dump(key) or b"")


def _rows(town: Town, settings: Settings) -> dict[str, bytes]:
    """Each table of both databases, its rows as text."""
    name, found = settings.database.reveal().rpartition("/")[2].partition("?")[0], {}
    for database in (name, f"{name}_keys"):
        with psycopg.connect(town.postgresql.admin, dbname=database) as admin:
            tables = admin.execute(
                "SELECT quote_ident(relname) FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
            ).fetchall()
            for (table,) in tables:
                rows = admin.execute(f"SELECT t::text FROM {table} t").fetchall()
                found[f"{database}.{table}"] = "\n".join(row[0] for row in rows).encode()
    assert {f"{name}.paper", f"{name}.procrastinate_jobs", f"{name}_keys.data_key"} <= set(found)
    return found


def _files(*folders: Path) -> dict[str, bytes]:
    """Every file but mails, which are the person's own, and PostgreSQL's pages, which are read as rows."""
    left = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    kept = [p for p in left if "mail" not in p.parts and "data" not in p.parts]
    return {str(path): path.read_bytes() for path in kept}
