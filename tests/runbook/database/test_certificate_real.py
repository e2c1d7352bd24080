"""The service itself: its own restored backup, its own workload, its own process."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from runbook.database import backup, certificate
from runbook.database.certificate import Statement
from runbook.database.scratch import Scratch, scratch
from runbook.facts import Found
from tests.runbook.database.standing import Standing, standing
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


def test_the_last_migration_says_what_it_does_and_the_service_lives_through_it(copy: Copy) -> None:
    """Taken back on a copy, told by the program, tried on the copy before it."""
    owner = copy.at.dsn("before", OWNER)
    copy.at.copy(copy.made.run, "base", "before", OWNER)
    from creditai.store import migrating

    (last,) = migrating.rollback(owner, 1)
    copy.at.copy(copy.made.run, "before", "traced", OWNER)
    said = certificate.statements(
        copy.made.run(copy.made.program("statements", "--dsn", copy.at.dsn("traced", OWNER)))
    )
    assert {s.revision for s in said} == {last}
    found = certificate.certify(
        copy.made.run,
        copy.at,
        "before",
        OWNER,
        said,
        lambda dsn: copy.made.program("replay", "--dsn", dsn),
        "b" * 64,
    )
    assert found.well, found.reasons
