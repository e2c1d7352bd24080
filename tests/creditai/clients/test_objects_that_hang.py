"""A store of papers that takes requests and says nothing: each is given up in time, and the others do not wait for it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from starlette.testclient import TestClient

from creditai.clients import objects
from creditai.clients.objects import Objects
from creditai.errors import Unavailable
from creditai.web.application import application
from creditai.wiring import Wiring
from rehearsal.s3 import BUCKET, Town
from tests import storage as s3
from tests.cast import PASSWORD, Cast, work_off
from tests.creditai.flows.paper import sample


@pytest.fixture
def storage(monkeypatch: pytest.MonkeyPatch) -> Iterator[Town]:
    with s3.storage(monkeypatch) as made:
        yield made


def test_each_call_is_given_up(storage: Town) -> None:
    store = Objects(f"s3://{BUCKET}", silence_seconds=0.2)
    store.put("papers/a/0", b"x")
    storage.mode, storage.times = "hang", 1_000
    for act in (
        lambda: store.put("papers/a/1", b"x"),
        lambda: list(store.get("papers/a/0")),
        lambda: store.delete("papers/a/0"),
        store.answers,
    ):
        with pytest.raises(Unavailable):
            act()
    storage.mode = "well"
    assert [name for name, _ in store.names("papers")] == ["papers/a/0"]


def test_nobody_waits_for_all_who_are_before(storage: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    """Else each put behind eight that hang would wait as long as they, and hold its thread of the web process."""
    monkeypatch.setattr(objects, "_LINE_SECONDS", 0.1)
    store = Objects(f"s3://{BUCKET}", silence_seconds=600)
    storage.mode, storage.times = "hang", 1_000
    with ThreadPoolExecutor(objects._AT_ONCE) as pool:
        waiting = [pool.submit(store.put, f"papers/a/{n}", b"x") for n in range(objects._AT_ONCE)]
        while store._puts._value:
            time.sleep(0.01)
        with pytest.raises(Unavailable):
            store.put("papers/a/late", b"x")
        assert not any(each.done() for each in waiting)
        storage.mode = "well"
        storage.over.set()
        for each in waiting:
            each.exception(60)


def test_others_are_served_meanwhile_and_the_next_upload_is_taken(
    wiring: Wiring, cast: Cast, storage: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = replace(wiring, objects=Objects(f"s3://{BUCKET}", silence_seconds=0.5))
    storage.mode, storage.times = "hang", 1_000
    with (
        TestClient(application(made), base_url=wiring.settings.address) as web,
        ThreadPoolExecutor(4) as pool,
    ):

        def send(number: int) -> int:
            content = sample() + b"%d" % number
            return web.post("/api/v1/papers", content=content, headers=cast.alice.headers).status_code

        sent = [pool.submit(send, number) for number in range(4)]
        known = {"address": cast.bob.address, "password": PASSWORD}
        assert web.post("/api/v1/sign-in", json=known).status_code == 200
        assert [each.result() for each in sent] == [503] * 4
        storage.mode = "well"
        assert send(9) == 201
        assert len(web.get("/api/v1/papers", headers=cast.alice.headers).json()["items"]) == 1
    work_off(wiring)
