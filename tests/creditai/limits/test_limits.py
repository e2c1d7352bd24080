"""By whom, how often, over all instances; stricter without Valkey; the emergency profile."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import pytest
import redis
from hypothesis import given
from hypothesis import strategies as st

from creditai import limits as room
from creditai.limits import Limits, headers, too_many
from creditai.limits.gcra import Rate, verdict
from creditai.limits.valkey import Ledger
from tests.creditai.mortal import Mortal

PEPPER = b"p" * 32
SLOW = Rate(count=10, seconds=1000, burst=3)


def make(client: redis.Redis, emergency: bool = False) -> Limits:
    return Limits(client, PEPPER, lambda: emergency)


@given(
    count=st.integers(1, 100),
    seconds=st.integers(1, 600),
    burst=st.integers(1, 50),
    gaps=st.lists(st.floats(0, 30, allow_nan=False), max_size=80),
)
def test_never_more_than_the_burst_and_what_has_trickled_in(
    count: int, seconds: int, burst: int, gaps: list[float]
) -> None:
    rate, paid, now, passed = Rate(count, seconds, burst), 0.0, 1000.0, 0
    for gap in gaps:
        now += gap
        told, paid = verdict(rate, paid, now)
        passed += told.passed
        assert told.passed or told.wait > 0
        assert 0 <= told.remaining < burst
    assert passed <= burst + (now - 1000.0) / rate.interval + 1


def test_one_who_waits_as_told_passes() -> None:
    paid = 0.0
    for _ in range(3):
        told, paid = verdict(SLOW, paid, 50.0)
        assert told.passed
    told, paid = verdict(SLOW, paid, 50.0)
    assert not told.passed
    assert verdict(SLOW, paid, 50.0 + told.wait)[0].passed
    assert not verdict(SLOW, paid, 50.0 + told.wait - 0.01)[0].passed


def test_the_script_decides_as_the_pure_code_does(client: redis.Redis) -> None:
    ledger, paid, now = Ledger(client), 0.0, 1000.0
    for _ in range(8):
        there = ledger.take([("x", SLOW)])
        here, paid = verdict(SLOW, paid, now)
        assert (there.passed, there.remaining) == (here.passed, here.remaining)
        assert there.wait == pytest.approx(here.wait, abs=2)


def test_instances_count_together_and_exactly(client: redis.Redis) -> None:
    person = uuid4()
    instances = [make(client) for _ in range(4)]

    def ask(number: int) -> bool:
        told = instances[number % 4].take("upload", person=person, address=f"192.0.2.{number}")
        assert told is not None
        return told.passed

    with ThreadPoolExecutor(8) as pool:
        passed = sum(pool.map(ask, range(60)))
    assert passed == room.rates()["upload"]["person"].burst


def test_one_address_with_many_names_is_one_asker(client: redis.Redis) -> None:
    limits = make(client)
    passed = [limits.take("sign-in", person=None, address="192.0.2.7") for _ in range(25)]
    assert sum(told.passed for told in passed if told) == room.rates()["sign-in"]["address"].burst
    other = limits.take("sign-in", person=None, address="192.0.2.8")
    assert other is not None
    assert other.passed


def test_one_household_of_ipv6_is_one_asker() -> None:
    assert room.network("2001:db8:0:1:aaaa::1") == room.network("2001:db8:0:1:bbbb::2")
    assert room.network("2001:db8:0:2::1") != room.network("2001:db8:0:1::1")
    assert room.network("::ffff:192.0.2.1") == room.network("192.0.2.1")
    assert room.network("a socket") == "unknown"


def test_what_is_refused_for_a_person_is_not_counted_against_the_address(client: redis.Redis) -> None:
    limits, person = make(client), uuid4()
    for _ in range(40):
        limits.take("sign-in", person=person, address="192.0.2.9")
    other = limits.take("sign-in", person=None, address="192.0.2.9")
    assert other is not None
    assert other.remaining == 20 - 5 - 1


def test_the_emergency_profile_is_stricter_for_every_class(client: redis.Redis) -> None:
    for name, table in room.rates().items():
        strict, normal = table["emergency"], table["address"]
        assert strict.count / strict.seconds < normal.count / normal.seconds, name
        calm, tense = make(client), make(client, emergency=True)
        address = f"198.51.100.{len(name)}"
        assert _passed(tense, name, address) < _passed(calm, name, address), name


def _passed(limits: Limits, name: str, address: str) -> int:
    asked = [limits.take(name, person=None, address=address) for _ in range(300)]
    return sum(told.passed for told in asked if told)


def test_without_valkey_the_limit_is_stricter_and_never_none_and_nobody_waits(tmp_path: Path) -> None:
    with Mortal(tmp_path / "valkey") as mortal:
        limits = make(mortal.client())
        assert limits.take("read", person=None, address="192.0.2.1")
        mortal.kill()
        start = time.monotonic()
        passed = _passed(limits, "read", "192.0.2.1")
        took = time.monotonic() - start
        assert took < 60
        rate = room.rates()["read"]["address"].stricter(4)
        assert 0 < passed <= rate.burst + 1 + took / rate.interval, "more than trickles in meanwhile"
        mortal.start()
        time.sleep(1.1)
        told = limits.take("read", person=None, address="192.0.2.77")
        assert told is not None
        assert told.remaining == room.rates()["read"]["address"].burst - 1, (
            "it did not come back to the common count"
        )


def test_a_flood_of_addresses_does_not_grow_the_memory(
    client: redis.Redis, monkeypatch: pytest.MonkeyPatch
) -> None:
    limits = make(client)
    monkeypatch.setattr(limits, "_away_until", time.monotonic() + 60)
    monkeypatch.setattr(room, "_MOST_KEPT", 100)
    for number in range(500):
        limits.take("read", person=None, address=f"203.0.{number // 250}.{number % 250}")
    assert len(limits._own) == 100


def test_keys_hold_no_address_and_no_person_and_end(client: redis.Redis) -> None:
    person = uuid4()
    make(client).take("read", person=person, address="192.0.2.55")
    keys = [key.decode() for key in client.scan_iter("creditai:limit:*")]
    assert len(keys) == 2
    assert not [key for key in keys if str(person) in key or "192.0.2.55" in key]
    assert all(0 < client.pttl(key) < 120_000 for key in keys)


def test_the_headers_are_those_of_the_draft(client: redis.Redis) -> None:
    told = make(client).take("write", person=None, address="192.0.2.4")
    assert told is not None
    assert headers("write", told) == {
        "RateLimit-Policy": '"write";q=240;w=60',
        "RateLimit": '"write";r=79;t=1',
    }
    refused, _ = verdict(SLOW, 50 + SLOW.burst * SLOW.interval, 50)
    assert headers("write", refused)["Retry-After"] == "100"
    assert too_many(refused).seconds >= 100


def test_a_class_without_a_limit_is_not_counted(client: redis.Redis) -> None:
    assert make(client).take("free", person=None, address="192.0.2.4") is None
    assert client.dbsize() == 0


def test_a_flood_of_sign_ups_is_slow_from_one_network_and_over_all(client: redis.Redis) -> None:
    """However many networks it comes from; reading goes on meanwhile."""
    limits, rates = make(client), room.rates()["sign-up"]

    def passed(address: str) -> bool:
        told = limits.take("sign-up", person=None, address=address)
        assert told is not None
        return told.passed

    assert sum(passed("192.0.2.1") for _ in range(30)) == rates["address"].burst
    others = sum(passed(f"198.51.{n // 250}.{n % 250}") for n in range(300))
    assert rates["address"].burst + others == pytest.approx(rates["everybody"].burst, abs=1)
    told = limits.take("read", person=None, address="198.51.100.9")
    assert told is not None
    assert told.passed
