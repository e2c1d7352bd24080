"""A recorded workload replays on its own schema, and names what a breaking migration breaks."""

from __future__ import annotations

import fcntl
import json
import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from creditai.errors import WrongUsage
from creditai.settings import Settings
from creditai.store.workload import Statement, Story, decoded, dump, encoded, load, replay
from tests.workload import listen

BREAKING = {
    "dropped column": "ALTER TABLE audit DROP COLUMN subject",
    "renamed column": "ALTER TABLE person RENAME COLUMN role TO kind",
    "not null": "ALTER TABLE audit ADD COLUMN reason text NOT NULL",
    "type": "ALTER TABLE audit ALTER COLUMN why TYPE bytea USING why::bytea",
    "check": "ALTER TABLE audit ADD CHECK (act <> 'report.read')",
    "unique": "CREATE UNIQUE INDEX one_role ON person (role)",
    "revoke": "REVOKE INSERT ON audit FROM creditai_app",
    "policy": "DROP POLICY person_scope ON person",
    "trigger": "CREATE FUNCTION no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;"
    " CREATE TRIGGER no BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION no()",
}
INNOCENT = {
    "nothing": "SELECT 1",
    "column": "ALTER TABLE person ADD COLUMN note text",
    "default": "ALTER TABLE audit ADD COLUMN reason text NOT NULL DEFAULT ''",
    "index": "CREATE INDEX by_role ON person (role)",
    "table": "CREATE TABLE more (id int PRIMARY KEY)",
}


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> tuple[Story, ...]:
    """Recorded as `make workload` does, from the tests of the scopes; once, whichever test process is the first."""
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    file = folder / "workload.json"
    with (folder / "workload.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not file.exists():
            listen("--workload", str(file), "tests/creditai/store/test_database.py", seconds=110)
    return load(file)


def _replayed(settings: Settings, stories: tuple[Story, ...], change: str) -> list[str]:
    with psycopg.connect(settings.database_owner.reveal(), autocommit=True) as owner:
        owner.execute(change)
    return [f"{each.why}: {each.sql}" for each in replay(settings.database.reveal(), stories)]


@pytest.mark.long
@pytest.mark.parametrize("name", BREAKING)
def test_what_breaks_the_old_release_is_named(
    settings: Settings, stories: tuple[Story, ...], name: str
) -> None:
    assert _replayed(settings, stories, BREAKING[name])


@pytest.mark.long
@pytest.mark.parametrize("name", INNOCENT)
def test_what_it_can_live_with_is_not(settings: Settings, stories: tuple[Story, ...], name: str) -> None:
    assert _replayed(settings, stories, INNOCENT[name]) == []


@pytest.mark.long
def test_a_replay_keeps_nothing(settings: Settings, stories: tuple[Story, ...]) -> None:
    assert list(replay(settings.database.reveal(), stories)) == []
    with psycopg.connect(settings.database_backup.reveal()) as connection:
        assert connection.execute("SELECT count(*) FROM person").fetchone() == (0,)


def test_a_recording_of_years_ago_is_replayed_as_one_of_now(settings: Settings, tmp_path: Path) -> None:
    """The database's own now() is later than any bound that was told then."""
    recorded = datetime(2021, 3, 5, 12, tzinfo=UTC)
    asked = "SELECT 1 WHERE now() BETWEEN %(after)s AND %(before)s AND current_date - %(days)s[1] BETWEEN -1 AND 1"
    told = {
        "after": recorded - timedelta(hours=1),
        "before": recorded + timedelta(days=1),
        "days": [recorded.date()],
    }
    story = Story("one", (Statement(asked, told, (("?column?", 23),), True),))
    file = tmp_path / "workload.json"
    file.write_text(dump((story,), at=recorded), "utf-8")
    assert list(replay(settings.database.reveal(), load(file))) == []
    file.write_text(dump((story,)), "utf-8")
    assert load(file) == (story,), "of an earlier release, without its moment"


_SIMPLE = st.one_of(
    st.none(), st.booleans(), st.integers(), st.text(), st.binary(), st.uuids(), st.dates(), st.datetimes(),
    st.decimals(allow_nan=False, allow_infinity=False),
)  # fmt: skip


@given(
    st.recursive(
        _SIMPLE, lambda inner: st.one_of(st.lists(inner), st.dictionaries(st.text(), inner)), max_leaves=8
    )
)
def test_a_parameter_goes_through_json_and_back(value: object) -> None:
    assert decoded(json.loads(json.dumps(encoded(value)))) == value


@pytest.mark.parametrize("text", ["", "{}", '{"schema": "creditai.workload/9", "stories": []}', "[1]"])
def test_a_file_that_is_no_workload_is_refused(tmp_path: Path, text: str) -> None:
    file = tmp_path / "workload.json"
    file.write_text(text)
    with pytest.raises(WrongUsage):
        load(file)
    with pytest.raises(WrongUsage, match="make workload"):
        load(tmp_path / "none.json")
