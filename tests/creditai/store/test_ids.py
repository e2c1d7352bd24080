"""Ids follow the time at which they were made."""

from __future__ import annotations

import time

from creditai.store.ids import new_id


def test_ids_are_of_version_7_and_in_order() -> None:
    made = []
    for _ in range(5):
        made.append(new_id())
        time.sleep(0.002)
    assert made == sorted(made)
    assert {(each.version, each.variant) for each in made} == {(7, "specified in RFC 4122")}
