"""A switch and a rollback under load lose nothing; the whole figure: `python -m benchmarks.release_switch`."""

from __future__ import annotations

import pytest

from benchmarks.release_switch import BOUND, by_runbook, last_answers, whole

pytestmark = pytest.mark.long


def test_a_switch_and_a_rollback_lose_nothing_and_leave_nothing_behind() -> None:
    seen, told, _ = whole(by_runbook, 2, 60.0)
    assert len(told.moved) == 2
    assert seen.sent > 100
    assert seen.streams >= 8  # each of the four was ended politely by both switches
    assert (dict(seen.lost), seen.doubled) == ({}, 0)
    assert {who for _, who in seen.answers} == {"blue", "green"}
    assert last_answers(seen, told) < BOUND
