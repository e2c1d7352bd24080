"""A sealed file opens whole and as it was, or not at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditai.store.encryption import DataKey, NotSealedSo, new_key
from creditai.store.streams import BLOCK, Sealer, sealed_stream, unsealed_stream

KEY = DataKey(bytes(range(32)))
SIZES = st.sampled_from([0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 3 * BLOCK + 5])


@given(size=SIZES, piece=st.integers(1, 3 * BLOCK), read=st.integers(1, 3 * BLOCK))
def test_what_went_in_comes_out_whatever_the_pieces(size: int, piece: int, read: int) -> None:
    plain = bytes(i % 251 for i in range(size))
    sealer = Sealer(KEY, "paper:1")
    sealed = (
        sealer.head()
        + b"".join(sealer.feed(plain[i : i + piece]) for i in range(0, size, piece))
        + sealer.end()
    )
    pieces = (sealed[i : i + read] for i in range(0, len(sealed), read))
    assert b"".join(unsealed_stream(KEY, pieces, "paper:1")) == plain


SEALED = sealed_stream(KEY, b"a" * (3 * BLOCK), "paper:1")
_LONG = BLOCK + 16
DAMAGED = {
    "cut off at a block": SEALED[: 17 + 2 * _LONG],
    "cut off in a block": SEALED[:-1],
    "empty": b"",
    "no block": SEALED[:17],
    "blocks swapped": SEALED[:17] + SEALED[17 + _LONG : 17 + 2 * _LONG] + SEALED[17 : 17 + _LONG] + SEALED[17 + 2 * _LONG :],
    "a block left out": SEALED[:17] + SEALED[17 + _LONG :],
    "a bit changed": SEALED[:1000] + bytes([SEALED[1000] ^ 1]) + SEALED[1001:],
    "longer": SEALED + b"x",
    "another version": b"\x09" + SEALED[1:],
}  # fmt: skip


@pytest.mark.parametrize("how", DAMAGED)
def test_what_is_not_as_it_was_does_not_open(how: str) -> None:
    with pytest.raises(NotSealedSo):
        list(unsealed_stream(KEY, [DAMAGED[how]], "paper:1"))


def test_it_opens_with_its_key_and_in_its_place_alone() -> None:
    for key, place in ((new_key(), "paper:1"), (KEY, "paper:2")):
        with pytest.raises(NotSealedSo):
            list(unsealed_stream(key, [SEALED], place))
