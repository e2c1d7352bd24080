"""A plan that would change the schema carries a proved backup and a certificate, or is refused with the reason."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from runbook.errors import CheckFailed, Refused
from runbook.plan import Plan
from tests.runbook.database.practice import Practice, practice
from tests.town import Town

pytestmark = pytest.mark.long

GOOD = {"0002": "ALTER TABLE paper ADD COLUMN hash bytea;\n"}
BAD = {"0003": "ALTER TABLE paper DROP COLUMN note;\n"}


@pytest.fixture(scope="module")
def made(town: Town) -> Iterator[Practice]:
    """Two serves, and no test leaves another schema."""
    with practice(town) as found:
        found.deploy("two", GOOD)
        yield found


def test_a_plan_carries_the_backup_and_the_certificate_and_their_digests(town: Town) -> None:
    with practice(town) as made:
        _carried(made)


def _carried(made: Practice) -> None:
    plan: Plan = made.desk.plan("deploy", made.release("two", GOOD))
    assert "rows of" in plan.backup
    assert "nothing differs" in plan.backup
    assert "lives through all 2 statements" in plan.certificate
    assert plan.digest != replace(plan, certificate="another").digest
    (place,) = (made.made.environment.state / "backups").iterdir()
    assert (place / "database.dump").stat().st_mode & 0o077 == 0
    assert not (made.made.environment.state / "scratch" / "data").exists()
    made.desk.do(plan, lambda kind, body: None)
    assert made.asked("SELECT version_num FROM alembic_version") == "0002"


def test_a_migration_that_breaks_the_release_that_serves_is_refused_before_anything_is_touched(
    made: Practice,
) -> None:
    before = made.made.facts()
    with pytest.raises(
        CheckFailed, match=r"after `ALTER TABLE paper DROP COLUMN note` the release that serves breaks"
    ):
        made.desk.plan("deploy", made.release("three", GOOD | BAD))
    after = made.made.facts()
    assert made.asked("SELECT version_num FROM alembic_version") == "0002"
    assert (after.live, after.installed) == (
        replace(before.live, at=after.at), replace(before.installed, at=after.at),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asks", "reason"),
    [("SELECT hash FROM paper", ""), ("SELECT checksum FROM paper", '"checksum" does not exist')],
)
def test_a_migration_after_which_the_new_release_lacks_something_is_refused(
    asks: str, reason: str, made: Practice
) -> None:
    """The old one lives through it: nobody would find out before the migration was done."""
    version = f"four-{bool(reason)}"
    release = made.release(version, GOOD | {"0004": "ALTER TABLE paper ADD COLUMN sheets int;\n"})
    (Path(release) / "expects").write_text(asks, "utf-8")
    if not reason:
        assert "lives through all" in made.desk.plan("deploy", release).certificate
        return
    with pytest.raises(CheckFailed, match="not as the new release expects: .*" + reason):
        made.desk.plan("deploy", release)
    assert made.asked("SELECT version_num FROM alembic_version") == "0002"


@pytest.mark.long
@pytest.mark.timeout(900)
def test_what_cannot_be_taken_back_is_a_release_of_its_own_named_and_confirmed(town: Town) -> None:
    last = {"0003": "-- no return: the hashes are gone\nALTER TABLE paper DROP COLUMN hash;\n"}
    with practice(town) as made:
        with pytest.raises(Refused, match=r"the 1 other migrations that are pending go first"):
            made.desk.plan("deploy", made.release("both", GOOD | last))
        made.deploy("two", GOOD)
        plan = made.desk.plan("deploy", made.release("three", GOOD | last))
        assert (plan.no_return, plan.way) == (("0003: the hashes are gone",), "closed")
        assert plan.digest != replace(plan, no_return=()).digest
        for named in ("", "0002"):
            with pytest.raises(Refused, match=r"the hashes are gone\. Say --no-return 0003 if"):
                made.desk.do(plan, quiet, no_return=named)
        assert made.asked("SELECT version_num FROM alembic_version") == "0002"
        made.desk.do(plan, quiet, no_return="0003")
        assert made.asked("SELECT version_num FROM alembic_version") == "0003"
        back = made.desk.plan("rollback")
        with pytest.raises(Refused, match="There is no return from 0003"):
            made.desk.do(back, quiet)
        made.desk.do(back, quiet, no_return="0003")
        forth = made.desk.plan("switch")
        with pytest.raises(Refused, match="No point of no return lies ahead, and '0003' was named"):
            made.desk.do(forth, quiet, no_return="0003")
        made.desk.do(forth, quiet)


def quiet(kind: str, body: object) -> None:
    assert kind


def test_nothing_is_planned_without_a_way_to_back_up(made: Practice) -> None:
    given = made.made.environment
    blind = replace(given, secrets={n: r for n, r in given.secrets.items() if n != "database_backup"})
    desk = replace(made.desk, environment=blind, target=replace(made.made.host, environment=blind))
    with pytest.raises(Refused, match="database_backup"):
        desk.plan("deploy", made.release("three", GOOD | BAD))


def test_a_backup_is_its_own_verb(made: Practice) -> None:
    plan = made.desk.plan("backup")
    made.desk.do(plan, lambda kind, body: None)
    found = made.desk.progress(plan.goal.run).found
    assert found["proof"].well
    assert found["backup"].digest == found["proof"].digest
