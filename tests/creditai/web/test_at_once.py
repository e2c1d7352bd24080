"""A person has a few costly things under way at once, and no more; others are not held up by them."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from uuid import uuid4

import pytest

from creditai.errors import TooMany
from creditai.web.at_once import AtOnce

ALICE, MALLORY = uuid4(), uuid4()


def test_one_too_many_is_refused_and_another_person_is_not() -> None:
    held = AtOnce()
    with ExitStack() as stack:
        for _ in range(2):
            stack.enter_context(held.hold("picture", MALLORY, 2))
        with pytest.raises(TooMany), held.hold("picture", MALLORY, 2):
            pass
        with held.hold("picture", ALICE, 2), held.hold("stream", MALLORY, 2):
            pass
    with held.hold("picture", MALLORY, 2):
        pass


def test_what_failed_is_under_way_no_more() -> None:
    held = AtOnce()
    for _ in range(5):
        with pytest.raises(ZeroDivisionError), held.hold("picture", ALICE, 1):
            raise ZeroDivisionError


def test_threads_count_together() -> None:
    held, start, let, most = AtOnce(), threading.Barrier(8), [], 3

    def ask() -> None:
        start.wait()
        try:
            with held.hold("picture", ALICE, most):
                let.append(True)
                done.wait(120)
        except TooMany:
            let.append(False)

    done = threading.Event()
    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    while len(let) < 8:
        threading.Event().wait(0.01)
    done.set()
    for thread in threads:
        thread.join()
    assert sum(let) == most
