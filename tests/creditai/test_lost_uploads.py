"""No upload that was accepted is lost, and none that was refused is half there, whatever breaks meanwhile.

The disk is full as the kernel says it of a file over a limit (RLIMIT_FSIZE, EFBIG), which needs no other disk and no
rights; of PostgreSQL, by its own word for it (SQLSTATE 53100) within the transaction.
"""

from __future__ import annotations

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from starlette.testclient import TestClient

from creditai.clients.objects import Objects
from creditai.errors import Unavailable
from creditai.flows.analyze_report import analyze_report
from creditai.flows.papers_of import papers_of
from creditai.flows.receive_paper import receive_paper
from creditai.flows.upload_report import upload_report
from creditai.papers import uploads
from creditai.web.application import application
from creditai.who import Who
from creditai.wiring import Wiring
from rehearsal.s3 import BUCKET
from rehearsal.s3 import Town as Storage
from tests import storage as s3
from tests.cast import member, work_off
from tests.creditai.flows.paper import person_of, sample, somebody, upload
from tests.town import Town

SMALL = 4096


@contextmanager
def files_of_at_most(size: int) -> Iterator[None]:
    """What is written beyond fails as on a full disk."""
    kept = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, kept[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, kept)


@contextmanager
def full(town: Town, wiring: Wiring) -> Iterator[None]:
    """PostgreSQL says of every new paper that its disk is full."""
    admin = f"{town.postgresql.admin.rpartition('/')[0]}/{wiring.database.engine.url.database}"
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(
            "CREATE FUNCTION full_() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            "RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$"
        )
        connection.execute(
            "CREATE TRIGGER full_ BEFORE INSERT ON paper FOR EACH ROW EXECUTE FUNCTION full_()"
        )
        try:
            yield
        finally:
            connection.execute("DROP FUNCTION full_() CASCADE")


def left(wiring: Wiring, who: Who) -> tuple[int, int, int]:
    """Papers, objects, files on their way in."""
    with papers_of(wiring, person_of(who)) as at:
        papers = uploads.page(at, (), 100)
    incoming = wiring.settings.data / "incoming"
    return (len(papers), len(list(wiring.objects.names("papers"))), len(list(incoming.glob("*"))))


@pytest.fixture
def storage(wiring: Wiring, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Wiring, Storage]]:
    """The service over S3."""
    with s3.storage(monkeypatch) as made:
        yield replace(wiring, objects=Objects(f"s3://{BUCKET}")), made


@pytest.mark.parametrize("more", [0, 3_000_000], ids=["at its end", "on its way"])
def test_a_disk_full_of_uploads_refuses_and_takes_the_next(wiring: Wiring, more: int) -> None:
    who = somebody(wiring)
    upload(wiring, who, sample())
    with files_of_at_most(SMALL), pytest.raises(Unavailable, match="no room"):
        upload(wiring, who, sample("equifax-2026-05-18.pdf") + os.urandom(more))
    assert left(wiring, who) == (1, 1, 0)
    upload(wiring, who, sample("equifax-2026-05-18.pdf"))
    assert left(wiring, who) == (2, 2, 0)


def test_a_disk_full_of_objects_refuses_and_takes_the_next(wiring: Wiring) -> None:
    who = somebody(wiring)
    with pytest.raises(Unavailable, match="store of papers"):
        _kept_on_a_full_disk(wiring, who)
    assert left(wiring, who) == (0, 0, 0)
    upload(wiring, who, sample())
    assert left(wiring, who)[0] == 1


def _kept_on_a_full_disk(wiring: Wiring, who: Who) -> None:
    with receive_paper(wiring, who) as incoming:
        incoming.write(sample())
        incoming._file.flush()
        incoming.finish()
        incoming.finish = lambda: "pdf"  # type: ignore[method-assign]  # whole already, before the disk was full
        with files_of_at_most(SMALL):
            upload_report(wiring, who, incoming, "report.pdf")


def test_a_full_disk_of_postgresql_is_a_503_and_keeps_nothing(wiring: Wiring, town: Town) -> None:
    alice = member(wiring, "alice").headers
    with TestClient(application(wiring), base_url=wiring.settings.address) as web:
        with full(town, wiring):
            refused = web.post("/api/v1/papers", content=sample(), headers=alice)
        assert (refused.status_code, refused.json()["type"]) == (503, "/problems/unavailable")
        assert int(refused.headers["retry-after"]) > 0
        taken = web.post("/api/v1/papers", content=sample(), headers=alice)
        assert taken.status_code == 201
        assert len(web.get("/api/v1/papers", headers=alice).json()["items"]) == 1
    work_off(wiring)


def test_objects_that_refuse_refuse_the_upload_and_keep_the_accepted(storage: tuple[Wiring, Storage]) -> None:
    wiring, s3 = storage
    who = somebody(wiring)
    accepted = upload(wiring, who, sample()).upload.id
    s3.mode, s3.times = "deny", 1_000
    with pytest.raises(Unavailable, match="store of papers"):
        upload(wiring, who, sample("equifax-2026-05-18.pdf"))
    with pytest.raises(Unavailable):  # the job: it is tried again, later
        analyze_report(wiring, str(who.person), str(accepted))
    with papers_of(wiring, person_of(who)) as at:
        assert [each.state for each in uploads.page(at, (), 10)] == ["reading"]
    s3.mode = "well"
    analyze_report(wiring, str(who.person), str(accepted))
    with papers_of(wiring, person_of(who)) as at:
        assert [each.state for each in uploads.page(at, (), 10)] == ["done"]


def test_a_clock_that_is_set_back_or_forth_loses_no_upload(wiring: Wiring) -> None:
    who = somebody(wiring)
    papers = []
    for hours, name in ((0, "experian"), (-30, "equifax"), (30, "transunion")):
        moved = replace(wiring, clock=type(wiring.clock)(timedelta(hours=hours)))
        papers.append(upload(moved, who, sample(f"{name}-2026-05-18.pdf")).upload.id)
    work_off(wiring)
    with papers_of(wiring, person_of(who)) as at:
        found = uploads.page(at, (), 10)
    assert {each.id: each.state for each in found} == dict.fromkeys(papers, "done")


def test_what_a_test_calls_full_is_what_the_kernel_calls_full(tmp_path: Path) -> None:
    with (tmp_path / "x").open("wb", 0) as file, files_of_at_most(SMALL):
        assert file.write(b"x" * SMALL) == SMALL
        with pytest.raises(OSError, match="File too large"):
            file.write(b"x")
