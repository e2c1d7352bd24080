"""A service that is told of everything there is to be told of: each probe finds its setting and asks its party."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from creditai import health as room
from creditai.health import every_probe
from creditai.settings import Secret
from creditai.wiring import Wiring, wire
from rehearsal.document_ai import Town as Recogniser
from rehearsal.document_ai import service_account
from rehearsal.party import listening
from rehearsal.supabase import Provider
from tests.money import Till

PROCESSOR = "projects/sample/locations/us/processors/0123"
NOT_WELL = {"jobs": "degraded", "stripe": "degraded"}
"""Here works no worker, and Stripe knows no webhook of ours."""


@pytest.fixture
def supabase() -> Iterator[Provider]:
    made = Provider()
    yield made
    made.stop()


@pytest.fixture
def recogniser() -> Iterator[Recogniser]:
    with listening(Recogniser(0)) as made:
        yield made


@pytest.fixture(scope="module")
def account() -> Secret:
    """A service account's key, as Google writes them."""
    return Secret(service_account())


@pytest.fixture
def complete(till: Till, supabase: Provider, recogniser: Recogniser, account: Secret) -> Iterator[Wiring]:
    settings = replace(
        till.wiring.settings,
        supabase=supabase.url,
        document_ai=PROCESSOR,
        document_ai_endpoint=recogniser.address,
        document_ai_key=account,
    )
    made = wire(settings)
    yield made
    made.close()


def test_what_is_set_up_is_asked_and_never_taken_for_not_set_up(complete: Wiring) -> None:
    """A probe that looks for another setting than the one there is would tell `not_configured` for ever."""
    told = {name: probe.probe(complete).status for name, probe in every_probe().items()}
    assert told == {name: NOT_WELL.get(name, "healthy") for name in every_probe()}


def test_no_probe_has_a_default_of_its_own_for_a_setting() -> None:
    """`getattr(settings, name, default)` hides a name that is none, from types and from this test."""
    guilty = [p.name for p in Path(room.__file__).parent.glob("*.py") if "getattr(" in p.read_text("utf-8")]
    assert guilty == []
