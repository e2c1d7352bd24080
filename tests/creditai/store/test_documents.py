"""Documents are packed when they are long, opened one by one or many at once, and only in their own place."""

from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditai.store.documents import seal_json, unpacked, unseal_json, unseal_texts
from creditai.store.encryption import DataKey, NotSealedSo, seal, unseal

KEY = DataKey(bytes(range(32)))
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=400),
    lambda inner: st.lists(inner, max_size=8) | st.dictionaries(st.text(max_size=20), inner, max_size=8),
)


@given(JSON)
def test_what_was_sealed_comes_back(data: object) -> None:
    assert unseal_json(KEY, seal_json(KEY, data, "t.c:1"), "t.c:1") == data


@pytest.mark.parametrize("data", ["short", "long " * 1000])
def test_a_short_one_is_not_packed_and_a_long_one_is(data: str) -> None:
    plain = unseal(KEY, seal_json(KEY, data, "t.c:1"), "t.c:1")
    assert (data.encode() in plain) == (data == "short")
    assert unpacked(plain) == f'"{data}"'.encode()


def test_one_that_an_earlier_release_packed_is_read() -> None:
    sealed = seal(KEY, zlib.compress(b'{"a":1}', 1), "t.c:1")
    assert unseal_json(KEY, sealed, "t.c:1") == {"a": 1}


def test_many_at_once_are_each_held_to_their_own_place() -> None:
    sealed = [(seal_json(KEY, {"n": n}, f"t.c:{n}"), f"t.c:{n}") for n in range(3)]
    assert list(unseal_texts(KEY, sealed)) == [b'{"n":0}', b'{"n":1}', b'{"n":2}']
    swapped = [(sealed[0][0], "t.c:1"), (sealed[1][0], "t.c:0")]
    with pytest.raises(NotSealedSo):
        list(unseal_texts(KEY, swapped))
