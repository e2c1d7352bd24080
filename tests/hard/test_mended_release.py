"""The commonest bad day on the real application: a release that added to the schema is taken back, mended, and released again.

Between the two people are at the release before the schema's: its database is as it should be, and a backup is accepted.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rehearsal import product
from rehearsal.stage import Stage

pytestmark = [pytest.mark.slow, pytest.mark.timeout(2400)]
PATIENCE = 900.0
ADDS = {"9001": "ALTER TABLE person ADD COLUMN note text"}


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


def test_what_was_taken_back_is_mended_and_released(stage: Stage) -> None:
    assert done(stage, "deploy", stage.artefact("v1"))[0] == 0
    code, told = done(stage, "deploy", stage.artefact("v2", migrations=ADDS))
    assert code == 0, told
    code, told = done(stage, "rollback")
    assert code == 0, told
    checks = stage.operate("database", subject="check", code=None).document
    verdicts = {each["check"]: each["verdict"] for each in checks}
    assert (verdicts["schema"], verdicts["integrity"]) == ("yes", "yes"), checks
    code, told = done(stage, "backup")
    assert code == 0, told
    code, told = done(stage, "deploy", stage.artefact("v3", migrations=ADDS))
    assert code == 0, told
