"""The workload that a release carries is not an old one: it was recorded at this schema, and every column is in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from creditai.store import migrating
from creditai.store.tables import every_table
from creditai.store.workload import Recorded, about

WAY_OUT = "`make workload` records it anew"
UNTOUCHED: Mapping[str, str] = {
    "drift.made_at": "the database fills it in, for whoever looks by hand",
}
"""`table.column` that the service never names, and why."""


@cache
def recorded() -> Recorded:
    return about()


def test_it_was_recorded_at_the_newest_schema() -> None:
    assert recorded().revision == migrating.head(), WAY_OUT


def test_every_table_and_every_column_is_in_it() -> None:
    assert untouched(recorded().played) == [], WAY_OUT


def test_no_excuse_outlives_its_reason() -> None:
    assert set(UNTOUCHED) <= set(columns()) - set(touched(recorded().played))


def test_a_column_that_no_statement_names_is_told() -> None:
    without = [text for text in recorded().played if not re.search(r"\bdigest\b", text)]
    assert "paper.digest" in untouched(without)


def columns() -> list[str]:
    return [f"{table.name}.{c.name}" for table in every_table().tables.values() for c in table.columns]


def touched(texts: Iterable[str]) -> list[str]:
    """Columns that stand in a statement about their table."""
    words = [frozenset(re.findall(r"\w+", text)) for text in texts]
    return [each for each in columns() if any(set(each.split(".")) <= found for found in words)]


def untouched(texts: Iterable[str]) -> list[str]:
    found = set(touched(texts))
    return sorted(each for each in columns() if each not in found and each not in UNTOUCHED)
