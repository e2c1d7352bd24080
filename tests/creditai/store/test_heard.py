"""What the service says to PostgreSQL today is what the workload of a release says: heard once more, text by text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from creditai.store.workload import about
from tests.workload import alike, listen

ROOMS = ("tests/creditai/store", "tests/creditai/flows")


@pytest.mark.slow
@pytest.mark.timeout(2700)
def test_no_statement_is_said_that_the_workload_does_not_know(tmp_path: Path) -> None:
    heard = tmp_path / "heard.json"
    listen("--heard", str(heard), "-m", "not slow and not long", *ROOMS, seconds=2600)
    known = about()
    said = set(json.loads(heard.read_text("utf-8")))
    assert len(said) > 200
    assert sorted(said - set(map(alike, known.played | known.unplayed))) == [], (
        "`make workload` records it anew"
    )


def test_lists_and_rows_of_any_length_are_one_text() -> None:
    one, two = (f"... id IN ({', '.join(f'%(id_1_{n})s::UUID' for n in range(1, top))})" for top in (2, 4))
    assert alike(one) == alike(two) != alike("... id = %(id_1)s::UUID")
    rows = [f"INSERT INTO a (b) VALUES {', '.join(f'(%(b__{n})s)' for n in range(top))}" for top in (1, 3)]
    assert alike(rows[0]) == alike(rows[1])
