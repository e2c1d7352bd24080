"""An act on the database whose operator was overtaken is refused, and changes nothing."""

from __future__ import annotations

import os
import subprocess
import sys

import psycopg
import pytest

from creditai.errors import Refused
from creditai.parts.postgresql import create_database
from creditai.store import migrating
from tests.town import Town


@pytest.fixture
def empty(town: Town) -> str:
    with psycopg.connect(town.postgresql.admin, autocommit=True) as admin:
        admin.execute("DROP DATABASE IF EXISTS fenced WITH (FORCE)")
        create_database(admin, "fenced")
    return town.postgresql.dsn("creditai_owner", "fenced")


def revision(dsn: str) -> str | None:
    with psycopg.connect(dsn) as connection:
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return None if row is None else str(row[0])


def test_the_number_of_a_lease_only_rises(empty: str) -> None:
    first, second = (script.revision for script in migrating.scripts()[:2])
    migrating.migrate(empty, first, fence=7)
    with pytest.raises(Refused, match="lease 7, this one is 6"):
        migrating.migrate(empty, second, fence=6)
    assert revision(empty) == first
    with pytest.raises(Refused, match="has taken over"):
        migrating.rollback(empty, 1, fence=6)
    assert revision(empty) == first
    migrating.migrate(empty, second, fence=8)
    with pytest.raises(Refused):
        migrating.rollback(empty, 1, fence=7)
    migrating.migrate(empty, second)  # a person at the machine
    assert revision(empty) == second


@pytest.mark.long
def test_the_verb_takes_the_number_that_the_runbook_hands_it(empty: str) -> None:
    first = migrating.scripts()[0].revision
    migrating.migrate(empty, first, fence=7)
    words = [sys.executable, "-c", "from entry import main; main()", "db", "migrate", "--json"]

    def told(fence: str) -> subprocess.CompletedProcess[str]:
        environ = {**os.environ, "CREDITAI_DATABASE_OWNER": empty, "CREDITAI_FENCE": fence}
        return subprocess.run(words, env=environ, capture_output=True, text=True, timeout=60)

    stale = told("6")
    assert (stale.returncode, revision(empty)) == (2, first)
    assert "taken over" in stale.stderr
    assert told("six").returncode == 2
    assert (told("9").returncode, revision(empty)) == (0, migrating.head())
