"""A changed version of the real application, built, certified and released from the command line while people use it.

A clone of the project is changed: what a route says, a new table and a column in one migration that adds. It is built
with its wheel and its locked requirements; the certificate is made by the release that serves, over its own workload, on a
backup that was proved by restoring it.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest

from rehearsal import product
from rehearsal.changing import add_migration
from rehearsal.crowd import Crowd, coming
from rehearsal.operator import Acting
from rehearsal.stage import Stage
from tests.house.tree import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.timeout(2700)]
PATIENCE = 1500.0
OLD, NEW = "Received; it is being read.", "Taken; it is being read."
ROUTE = Path("creditai") / "web" / "routes" / "papers.py"
TABLES = Path("creditai") / "store" / "tables"
TABLE = '''\
"""What people note down."""

from __future__ import annotations

from sqlalchemy import Column, String, Table

from creditai.store.tables import METADATA, id_, made_at_, owned, person_

note = Table("note", METADATA, id_(), person_(), Column("about", String(16), nullable=False), made_at_(), info=owned())
'''
ADDS = (
    "CREATE TABLE note (id uuid PRIMARY KEY, person uuid NOT NULL, about varchar(16) NOT NULL,"
    " made_at timestamptz NOT NULL DEFAULT now())",
    "CREATE INDEX ix_note_person ON note (person)",
    "ALTER TABLE note ENABLE ROW LEVEL SECURITY",
    "ALTER TABLE note FORCE ROW LEVEL SECURITY",
    "CREATE POLICY note_scope ON note USING (person = nullif(current_setting('creditai.person', true), '')::uuid)"
    " WITH CHECK (person = nullif(current_setting('creditai.person', true), '')::uuid)",
    "GRANT select, insert, update, delete ON note TO creditai_app",
    "GRANT SELECT ON note TO creditai_backup",
    "ALTER TABLE feedback ADD COLUMN why varchar(200)",
)


@dataclass
class Shop:
    """A machine, and a clone of the project that is released there."""

    stage: Stage
    clone: Path

    def deploy(self, *words: str) -> Acting:
        acting = self.stage.begin("deploy", *words, folder=self.clone)
        acting.wait(PATIENCE)
        return acting

    def status(self) -> dict[str, Any]:
        told: dict[str, Any] = self.stage.operate("status").document
        return told

    def asked(self, sql: str) -> Any:
        dsn = (self.stage.machine.environment.state / "parts" / "secrets" / "database_owner").read_text()
        with psycopg.connect(dsn.strip()) as connection:
            return connection.execute(sql).fetchone()

    def change(self) -> None:
        """The next version, committed."""
        route = self.clone / ROUTE
        text = route.read_text("utf-8")
        assert OLD in text
        route.write_text(text.replace(OLD, NEW), "utf-8")
        (self.clone / TABLES / "note.py").write_text(TABLE, "utf-8")
        feedback = self.clone / TABLES / "feedback.py"
        text = feedback.read_text("utf-8")
        feedback.write_text(
            text.replace("    made_at_(),\n", '    made_at_(),\n    Column("why", String(200)),\n', 1),
            "utf-8",
        )
        add_migration(self.clone, "9001", ADDS)
        git = ("git", "-C", str(self.clone), "-c", "user.name=Dana", "-c", "user.email=dana@example.com")
        subprocess.run([*git, "add", "-A"], check=True)
        subprocess.run([*git, "commit", "-q", "-m", "web: Say it otherwise."], check=True)


@pytest.fixture(scope="module")
def shop() -> Iterator[Shop]:
    with product.machine() as made:
        clone = made.folder / "clone"
        subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
        stage = Stage(made, print)
        try:
            yield Shop(stage, clone)
        finally:
            stage.end()


def took(acting: Acting) -> float:
    assert acting.ended is not None
    return acting.ended - acting.began


def test_a_changed_version_is_released_under_load_and_taken_back(shop: Shop) -> None:
    stage = shop.stage
    first = shop.deploy()
    assert first.code == 0, first.told
    before = shop.status()
    shop.change()
    crowd = Crowd(before["edge"], stage.machine.environment.state / "data" / "mail")
    with coming(crowd) as told, stage.load(rate=30.0, asks="/api/health") as seen:
        stage.until(lambda: told.said[OLD] > 1, "the first uploads", 120)
        changed = shop.deploy()
        assert changed.code == 0, changed.told
        assert "and it is written for 9001: what is new in it is not tried" in changed.told
        after = shop.status()
        stage.until(lambda: told.said[NEW] > 1, "uploads to the new version", 120)
        back = stage.begin("rollback")
        assert back.wait(PATIENCE) == 0, back.told
        answered = told.said[OLD]
        stage.until(lambda: told.said[OLD] > answered + 1, "uploads to the old version again", 120)
    missing, twice = crowd.kept()
    began = next(stage.clock(entry.at) for entry in reversed(stage.entries(kind="begin")))
    pointed = stage.pointed()[-1][0]
    print(
        f"{told.reads} reads, {told.uploads} uploads, {told.streams} watched ({told.resumed} times gone on with),"
        f" {seen.sent} other questions; lost {len(told.lost)} and {seen.lost_count}, missing {missing}, twice {twice};"
        f" first release {took(first):.0f} s, changed one {took(changed):.0f} s, rollback {took(back):.1f} s: edge pointed"
        f" {pointed - (back.began - stage.began):.1f} s after it was typed, {pointed - began:.1f} s after its run began;"
        f" last answer of an old colour after {stage.late_answers():.2f} s"
    )
    assert told.lost == []
    assert seen.lost == {}
    assert (missing, twice, seen.doubled) == (0, 0, 0)
    assert after["release"] != before["release"]
    assert after["live"] != before["live"]
    assert after["colours"][after["live"]]["health"]["schema"] == "9001"
    assert set(told.by) == {before["release"][:12], after["release"][:12]}
    end = shop.status()
    assert end["release"] == before["release"]
    assert shop.asked("SELECT version_num FROM alembic_version") == ("9001",)
    assert shop.asked("SELECT count(*) FROM note") == (0,)
    plan = stage.entries(kind="plan")
    certified = [e.body["plan"]["certificate"] for e in plan if e.body["plan"]["goal"]["kind"] == "deploy"][
        -1
    ]
    assert "lives through all" in certified
