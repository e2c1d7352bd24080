"""`creditai payments`: Stripe set up and compared from the operator's terminal, against the stand-in."""

from __future__ import annotations

import json
from typing import Any

import pytest

from creditai.cli import main
from creditai.settings import Secret, variable
from rehearsal.stripe.running import Running
from tests.money import Till

NAMES = (
    "database",
    "keys",
    "key_ring",
    "pepper",
    "redis",
    "objects",
    "address",
    "data",
    "stripe_key",
    "stripe_address",
)


@pytest.fixture
def told(till: Till, monkeypatch: pytest.MonkeyPatch) -> Running:
    for name in NAMES:
        value: Any = getattr(till.wiring.settings, name)
        monkeypatch.setenv(variable(name), value.reveal() if isinstance(value, Secret) else str(value))
    return till.stand_in


def out(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_plans_are_prepared_once(told: Running, capsys: pytest.CaptureFixture[str]) -> None:
    told.tell("reset")
    assert main(["payments", "prepare", "--json"]) == 0
    assert len(out(capsys)["made"]) == 7
    assert main(["payments", "prepare"]) == 0
    assert "already" in capsys.readouterr().out


def test_the_endpoint_is_made_once_and_its_secret_told_once(
    told: Running, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["payments", "endpoint"]) == 0
    assert capsys.readouterr().out.startswith("CREDITAI_STRIPE_WEBHOOK_SECRET=whsec_")
    assert main(["payments", "endpoint"]) == 2
    assert "whsec_" not in capsys.readouterr().err


def test_it_compares_now(told: Running, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["payments", "reconcile", "--json"]) == 0
    assert out(capsys) == {"customers": 0, "found": [], "left": 0}


def test_nothing_else_is_done(told: Running, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["payments", "charge"]) == 2
    assert "prepare, endpoint, reconcile" in capsys.readouterr().err
