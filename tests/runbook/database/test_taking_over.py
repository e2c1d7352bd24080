"""Going back does not wait for a backup: it is ended in its midst, undone, and its operator told."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest

from runbook.errors import Locked
from runbook.lease import holder
from runbook.run import unfinished
from tests.runbook.database.practice import Practice, practice
from tests.runbook.test_lease import child, ended, until
from tests.town import Town

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def made(town: Town) -> Iterator[Practice]:
    with practice(town) as found:
        yield found


@contextmanager
def backing_up(made: Practice) -> Iterator[int]:
    """A process in the midst of a backup, whose dump waits for a table until the block ends; its number."""
    with psycopg.connect(made.town.postgresql.dsn("postgres", made.name)) as holds:
        holds.execute("LOCK TABLE person IN ACCESS EXCLUSIVE MODE")
        pid = child(lambda: made.desk.do(made.desk.plan("backup"), lambda kind, body: None))
        until(lambda: (found := holder(made.desk.environment.state)) is not None and found.doing == "backup")
        until(lambda: _waits(made))
        yield pid
    until(lambda: not _waits(made))  # the server notices last that who asked is gone


def _waits(made: Practice) -> bool:
    """Whether somebody waits for that table."""
    ungranted = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'person'::regclass"
    return made.asked(ungranted) != 0


def test_it_is_refused_with_the_way_and_then_takes_over(made: Practice) -> None:
    desk = made.desk
    with backing_up(made) as busy:
        backup = unfinished(desk.journal)
        assert backup is not None
        desk.free()
        with pytest.raises(Locked, match=r"backup\. .* `creditai release rollback --take-over` ends it"):
            desk.do(desk.plan("rollback"), lambda kind, body: None)
        plan = desk.plan("rollback")
        desk.do(plan, lambda kind, body: None, over=True)
        assert ended(busy) == 3, "who took the backup is told that it was taken over"
    assert made.made.facts().live.is_(plan.goal.colour)
    assert desk.progress(backup.plan.goal.run).outcome == "turned back"
    assert not desk.target.backups()
    assert unfinished(desk.journal) is None
    assert desk.journal.verify() > 0


def test_a_switch_takes_over_nothing_and_is_told_of_no_way(made: Practice) -> None:
    desk = made.desk
    with backing_up(made) as busy:
        with pytest.raises(Locked) as locked:
            desk.do(desk.plan("switch"), lambda kind, body: None)
        assert "take-over" not in locked.value.message
        os.kill(busy, 9)
        assert ended(busy) == -9
        desk.free(over=True)
        plan = desk.plan("rollback")
        desk.do(plan, lambda kind, body: None, over=True)
    assert made.made.facts().live.is_(plan.goal.colour)
    assert unfinished(desk.journal) is None
