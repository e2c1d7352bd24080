"""What one person may keep is bounded, however many uploads come at one moment."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from creditai.errors import OverQuota
from creditai.flows.delete_paper import delete_paper
from creditai.flows.let_go_of_files import let_go_of_files
from creditai.flows.papers_of import papers_of
from creditai.papers import quota, uploads
from creditai.papers.at import At
from creditai.settings import Settings
from creditai.web.application import application
from creditai.who import Who
from creditai.wiring import Wiring, wire
from tests.cast import member
from tests.creditai.flows.paper import person_of, somebody, upload

SIZE = 400_000
"""Two of these have room in one megabyte."""


@pytest.fixture
def wiring(settings: Settings) -> Iterator[Wiring]:
    made = wire(replace(settings, storage_mb=1))
    yield made
    made.close()


def paper(number: int) -> bytes:
    return b"%PDF-1.7 " + str(number).encode() + b" " * (SIZE - 10)


def sent(wiring: Wiring, who: Who, number: int) -> bool:
    try:
        upload(wiring, who, paper(number), piece=SIZE)
    except OverQuota:
        return False
    return True


def kept(wiring: Wiring, who: Who) -> int:
    with papers_of(wiring, person_of(who)) as at:
        assert len(list(wiring.objects.names("papers"))) == len(uploads.page(at, (), 10))
        return quota.used(at)


def test_over_the_quota_is_refused_with_the_way_out_and_leaves_nothing(wiring: Wiring) -> None:
    who, other = somebody(wiring), somebody(wiring)
    assert [sent(wiring, who, number) for number in range(3)] == [True, True, False]
    with pytest.raises(OverQuota, match=r"of the 1 MB .* 0\.8 MB are taken.*DELETE /api/v1/papers/ID"):
        upload(wiring, who, paper(9), piece=SIZE)
    assert kept(wiring, who) <= 1_000_000
    with papers_of(wiring, person_of(who)) as at:
        first = uploads.page(at, (), 1)[0].id
    assert not upload(wiring, other, paper(0), piece=SIZE).duplicate, "everybody has their own"
    delete_paper(wiring, who, first)
    assert sent(wiring, who, 4), "room was made"


def test_uploads_of_one_moment_do_not_pass_it_together(
    wiring: Wiring, monkeypatch: pytest.MonkeyPatch
) -> None:
    who, real = somebody(wiring), quota.used

    def slow(at: At) -> int:
        told = real(at)
        time.sleep(0.15)  # between looking and adding, where another would slip in
        return told

    monkeypatch.setattr(quota, "used", slow)
    with ThreadPoolExecutor(4) as pool:
        passed = list(pool.map(lambda number: sent(wiring, who, number), range(4)))
    monkeypatch.undo()
    assert sorted(passed) == [False, False, True, True]
    assert kept(wiring, who) <= 1_000_000


def test_what_is_not_kept_takes_no_room(wiring: Wiring) -> None:
    who = somebody(wiring, "read-reports")
    for number in range(2):
        assert sent(wiring, who, number)
    with papers_of(wiring, person_of(who)) as at:
        uploads.stop_all(at)
    let_go_of_files(wiring, str(who.person))
    assert sent(wiring, who, 3)


def test_over_http_it_is_413_with_the_sentence(wiring: Wiring) -> None:
    alice = member(wiring, "alice")
    with TestClient(application(wiring), base_url=wiring.settings.address) as web:
        answers = [web.post("/api/v1/papers", content=paper(n), headers=alice.headers) for n in range(3)]
    assert [each.status_code for each in answers] == [201, 201, 413]
    assert answers[2].json()["type"] == "/problems/over-quota"
    assert "1 MB" in answers[2].json()["detail"]


def test_papers_are_counted_too(wiring: Wiring, monkeypatch: pytest.MonkeyPatch) -> None:
    who = somebody(wiring)
    monkeypatch.setattr(quota, "MOST_PAPERS", 2)
    for number in range(2):
        upload(wiring, who, b"%PDF-1.7 small " + str(number).encode())
    with pytest.raises(OverQuota, match="2 papers already"):
        upload(wiring, who, b"%PDF-1.7 small 3")
