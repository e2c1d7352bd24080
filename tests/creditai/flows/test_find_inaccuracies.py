"""Findings are worked out by a worker that may know a key for longer than its person is there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import create_engine, select

from creditai.flows.erase_person import erase_person
from creditai.flows.find_inaccuracies import find_inaccuracies
from creditai.settings import Settings
from creditai.store.database import sqlalchemy_url
from creditai.store.tables.analysis import analysis
from creditai.wiring import Wiring, wire
from tests.creditai.flows.paper import person_of, somebody


@pytest.fixture
def wiring(settings: Settings) -> Iterator[Wiring]:
    made = wire(settings)
    yield made
    made.close()


@pytest.fixture
def another(settings: Settings) -> Iterator[Wiring]:
    """Another process of the service."""
    made = wire(settings)
    yield made
    made.close()


def test_nothing_stays_of_whoever_was_erased_while_findings_were_sought(
    wiring: Wiring, another: Wiring
) -> None:
    """The worker still knows the key; the erasure, elsewhere, is over before the worker writes."""
    who = somebody(wiring)
    wiring.keys.of(person_of(who))
    erase_person(another, str(who.person))
    find_inaccuracies(wiring, str(who.person))  # no fault of anybody's: no job that failed
    find_inaccuracies(another, str(who.person))
    backup = create_engine(sqlalchemy_url(wiring.settings.database_backup.reveal()))
    with backup.connect() as connection:
        whose = analysis.c.person == person_of(who)
        assert connection.execute(select(analysis.c.version).where(whose)).all() == []
    backup.dispose()
