"""The stand-in for Stripe as `up` starts it: a process that is set up as Stripe is, and keeps its books."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from creditai.clients.stripe import Stripe
from creditai.errors import WrongUsage
from creditai.local import daemons, payments
from creditai.local.environment import keep
from creditai.settings import Settings
from tests.house.tree import ROOT

HERE = {"CREDITAI_ADDRESS": "http://127.0.0.1:1"}


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path
    daemons.stop(tmp_path, [payments.NAME])


# it outlives on purpose the process that started it
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_it_is_set_up_once_and_keeps_its_books(folder: Path) -> None:
    address = payments.start(folder)
    told = {**HERE, **payments.told(folder, address)}
    made = payments.prepare(told)
    assert made["CREDITAI_STRIPE_WEBHOOK_SECRET"].startswith("whsec_")
    keep(folder, told | made)
    first = daemons.process(folder, payments.NAME)
    assert first is not None
    assert payments.start(folder) == address
    assert daemons.process(folder, payments.NAME) == first, "what runs is left running"
    assert (folder / "stripe.json").stat().st_mode & 0o077 == 0, "others may read the endpoint's secret"
    payments.move_clock(address, 5)
    daemons.stop(folder, [payments.NAME])

    assert payments.start(folder) == address, "the address stays"
    told = {**HERE, **payments.told(folder, address)}
    assert payments.prepare(told) == {}, "all is there, its secret is known"
    stripe = Stripe(Settings.read(told))
    assert stripe.endpoint("http://127.0.0.1:1/api/stripe/webhook") is not None
    assert stripe.price("basic", "month")
    back = httpx2.post(f"{address}/rehearsal/clock", json={"offset": 4 * payments.DAY})
    assert back.status_code == 400, "its clock stayed where it was, and goes on only"


def test_it_stays_as_it_was_unless_something_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert payments.wanted(tmp_path, None), "a new folder"
    assert not payments.wanted(tmp_path, False)
    keep(tmp_path, HERE)
    assert not payments.wanted(tmp_path, None), "this one was begun without"
    keep(tmp_path, {**HERE, **payments.told(tmp_path, "http://127.0.0.1:2")})
    assert payments.wanted(tmp_path, None)
    monkeypatch.setattr(payments, "TREE", tmp_path)
    assert not payments.wanted(tmp_path, None), "a built release has no stand-in"
    with pytest.raises(WrongUsage, match="source tree"):
        payments.wanted(tmp_path, True)


def test_the_product_never_imports_a_rehearsal() -> None:
    guilty = [
        str(path)
        for path in (ROOT / "creditai").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in (
            [node.module or ""] if isinstance(node, ast.ImportFrom) else [each.name for each in node.names]
        )
        if name.partition(".")[0] == "rehearsal"
    ]
    assert guilty == []
