"""What takes away is a later release of its own on the real application: its point of no return is named, and said back.

The release that serves has stopped using what goes; the one before it has not. Going back over it wants the same word.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from rehearsal import product
from rehearsal.stage import Stage

pytestmark = [pytest.mark.slow, pytest.mark.timeout(2400)]
PATIENCE = 900.0
ADDS = {"9001": "ALTER TABLE person ADD COLUMN note text"}
TAKES = {"9002": "ALTER TABLE person DROP COLUMN note"}
WHY = {"9002": "what was noted down is gone"}


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    with product.machine() as made:
        found = Stage(made, print)
        try:
            yield found
        finally:
            found.end()


def done(stage: Stage, verb: str, *words: str) -> tuple[int, str]:
    acting = stage.begin(verb, *words)
    return acting.wait(PATIENCE), acting.told


def schema(stage: Stage) -> Any:
    told = stage.operate("status").document
    return told["colours"][told["live"]]["health"]["schema"]


def test_a_contract_comes_later_and_is_confirmed_both_ways(stage: Stage) -> None:
    assert done(stage, "deploy", stage.artefact("v1"))[0] == 0
    both = stage.artefact("both", migrations=ADDS | TAKES, no_return=WHY)
    code, told = done(stage, "deploy", both)
    assert (code, "a release of its own" in told) == (2, True), told
    with stage.load(rate=10.0, asks="/api/health") as seen:
        code, told = done(stage, "deploy", stage.artefact("v2", migrations=ADDS))
        assert code == 0, told
        begun = len(stage.runs())
        planned = stage.begin("plan", stage.artefact("v3", migrations=ADDS | TAKES, no_return=WHY))
        assert planned.wait(PATIENCE) == 0, planned.told
        assert planned.document["no_return"] == ["9002: what was noted down is gone"]
        assert "lives through all" in planned.document["certificate"]
        digest = planned.document["digest"]
        for words in ((), ("--no-return", "9001")):
            code, told = done(stage, "deploy", digest, *words)
            assert (code, "Say --no-return 9002 if" in told) == (2, True), told
        assert len(stage.runs()) == begun + 1  # the rehearsal of the plan, and no more
        assert schema(stage) == "9001"
        assert done(stage, "deploy", digest, "--no-return", "9002")[0] == 0
        assert schema(stage) == "9002"
        code, told = done(stage, "rollback")
        assert (code, "what was noted down is gone" in told) == (2, True), told
        assert done(stage, "rollback", "--no-return", "9002")[0] == 0
        stage.more_answers()
        assert done(stage, "switch")[0] == 0  # ahead again, where there is nothing to be lost any more
    assert seen.lost == {}
