"""A data key per person: sealed, rotated while serving, gone for good when a person is erased."""

from __future__ import annotations

from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditai.errors import NotFound, Unavailable
from creditai.store.encryption import NotSealedSo, new_key, seal, unseal
from creditai.store.keys import Keys, Ring
from creditai.wiring import Wiring

KEY = new_key()


@given(st.binary(max_size=200), st.text(max_size=40))
def test_what_was_sealed_opens_in_its_place_alone(plain: bytes, place: str) -> None:
    sealed = seal(KEY, plain, place)
    assert unseal(KEY, sealed, place) == plain
    for key, where in ((new_key(), place), (KEY, place + "x")):
        with pytest.raises(NotSealedSo):
            unseal(key, sealed, where)


@given(st.binary(min_size=1, max_size=60), st.data())
def test_one_bit_changed_is_noticed(plain: bytes, data: st.DataObject) -> None:
    sealed = bytearray(seal(KEY, plain, "t.c:1"))
    at = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[at // 8] ^= 1 << at % 8
    with pytest.raises(NotSealedSo):
        unseal(KEY, bytes(sealed), "t.c:1")


def test_a_key_is_the_same_for_every_process(wiring: Wiring) -> None:
    person = uuid4()
    made = wiring.keys.make(person)
    other = Keys(wiring.settings.keys.reveal(), Ring.parse(wiring.settings.key_ring))
    assert other.of(person) == made
    other.close()


def test_an_erased_person_has_no_key_and_never_gets_one_again(wiring: Wiring) -> None:
    person = uuid4()
    wiring.keys.make(person)
    first = wiring.keys.erase(person)
    assert wiring.keys.erase(person) == first
    with pytest.raises(NotFound):
        wiring.keys.of(person)
    with pytest.raises(NotFound):
        wiring.keys.make(person)
    assert person in wiring.keys.erased()


def test_the_ring_is_rotated_and_the_old_key_can_go(wiring: Wiring) -> None:
    people = [uuid4() for _ in range(7)]
    made = {person: wiring.keys.make(person) for person in people}
    old = wiring.keys.ring.keys["test-1"]
    both = Keys(wiring.settings.keys.reveal(), Ring({"test-2": new_key(), "test-1": old}))
    assert list(both.rotate(batch=3)) == [3, 6, 7]
    assert both.counts() == {"test-2": 7}
    alone = Keys(wiring.settings.keys.reveal(), Ring({"test-2": both.ring.keys["test-2"]}))
    assert {person: alone.of(person) for person in people} == made
    without = Keys(wiring.settings.keys.reveal(), Ring({"test-1": old}))
    with pytest.raises(Unavailable, match="test-2"):
        without.of(people[0])
    for each in (both, alone, without):
        each.close()
