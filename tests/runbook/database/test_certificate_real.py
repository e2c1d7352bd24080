"""The service itself: its own restored backup, its own workload, its own process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from rehearsal.product import release
from runbook.database import backup, certificate
from runbook.database.certificate import Statement
from runbook.database.scratch import Scratch, scratch
from runbook.facts import Found
from tests.runbook.database.standing import PROGRAM, Standing, standing
from tests.town import Town

pytestmark = pytest.mark.long

OWNER = "creditai_owner"


@dataclass(frozen=True)
class Copy:
    """The restored backup, on a server of our own."""

    made: Standing
    at: Scratch

    def certify(self, *said: Statement) -> Found:
        return certificate.certify(
            self.made.run,
            self.at,
            "base",
            OWNER,
            said,
            lambda dsn: self.made.program("replay", "--dsn", dsn),
            "b" * 64,
        )


@pytest.fixture(scope="module")
def copy(town: Town) -> Iterator[Copy]:
    with standing(town) as made, scratch(made.run, made.folder / "scratch", made.programs) as at:
        place = made.take()
        at.make_roles(made.run, backup.manifest(place).database["role"])
        at.restore(made.run, place / backup.DUMP, "base", OWNER)
        yield Copy(made, at)


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("ALTER TABLE audit DROP COLUMN subject", 'column "subject"'),
        ("REVOKE INSERT ON audit FROM creditai_app", "permission denied for table audit"),
        ("DROP POLICY person_scope ON person", "row-level security"),
    ],
)
def test_what_would_break_the_service_is_refused(copy: Copy, sql: str, says: str) -> None:
    found = copy.certify(Statement("next", 1, False, sql))
    assert not found.well
    assert f"after `{sql}`" in found.reasons[0]
    assert says in " ".join(found.reasons)


def test_what_the_service_lives_through_is_not(copy: Copy) -> None:
    found = copy.certify(Statement("next", 1, False, "ALTER TABLE person ADD COLUMN note text"))
    assert found.well, found.reasons


def test_the_next_migration_says_what_it_does_and_the_service_lives_through_it(
    copy: Copy, tmp_path: Path
) -> None:
    """Told by sources that have one more than those that serve, which play their own workload."""
    later = release(
        tmp_path / "later", "later", migrations={"9001": "ALTER TABLE audit ADD COLUMN note text"}
    )
    copy.at.copy(copy.made.run, "base", "traced", OWNER)
    asked = copy.made.program("statements", "--dsn", copy.at.dsn("traced", OWNER))
    program = str(later / "bin" / "creditai")
    said = certificate.statements(copy.made.run(replace(asked, argv=(program, *asked.argv[len(PROGRAM) :]))))
    assert {s.revision for s in said} == {"9001"}
    found = copy.certify(*said)
    assert found.well, found.reasons
