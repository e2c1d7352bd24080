"""Frames survive any cut of the stream; what is no frame is refused."""

from __future__ import annotations

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditai.reading.wire import Frames, frame, receive

HEADS = st.dictionaries(
    st.text(max_size=5), st.one_of(st.integers(-9, 9), st.text(max_size=9), st.none()), max_size=4
)


@given(st.lists(st.tuples(HEADS, st.binary(max_size=40)), max_size=5), st.integers(1, 17))
def test_frames_arrive_whole_however_they_are_cut(
    told: list[tuple[dict[str, object], bytes]], size: int
) -> None:
    sent = b"".join(frame(head, body) for head, body in told)
    frames, heard = Frames(10_000), []
    for i in range(0, len(sent), size):
        frames.feed(sent[i : i + size])
        while (one := frames.next()) is not None:
            heard.append(one)
    assert heard == told


@given(HEADS, st.binary(max_size=40))
def test_a_stream_gives_what_was_put_in_and_then_ends(head: dict[str, object], body: bytes) -> None:
    pipe = io.BytesIO(frame(head, body))
    assert receive(pipe) == (head, body)
    assert receive(pipe) is None


def test_a_frame_longer_than_allowed_is_refused_before_it_is_held() -> None:
    frames = Frames(most=1000)
    frames.feed(struct.pack(">II", 2, 2**31))
    with pytest.raises(ValueError, match="too long"):
        frames.next()


@pytest.mark.parametrize("head", [b"{]", b"[1]", b'"x"'])
def test_a_head_that_is_no_object_is_refused(head: bytes) -> None:
    frames = Frames(1000)
    frames.feed(struct.pack(">II", len(head), 0) + head)
    with pytest.raises(ValueError):
        frames.next()
