"""The user's way whole, over real sockets: web and worker as processes that `up` starts, the stand-in for Stripe beside
them; and the page that shows it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from creditai.local import daemons, payments
from creditai.local.starting import serve
from creditai.settings import PREFIX, Settings
from rehearsal.walk.asking import Asking
from rehearsal.walk.curl import alike, read
from rehearsal.walk.steps import Walk
from tests.hard.test_killed_worker import environment
from tests.house.tree import ROOT
from tests.moments import until_march

PAGE = ROOT / "docs" / "how-to" / "use-the-api.md"
ONCE = (("make", "up"),)
"""Of the page alone: the walk comes to a service that runs."""

# what `up` starts outlives it on purpose
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def walk(settings: Settings, tmp_path: Path) -> Iterator[Walk]:
    """Before its first step, in a house of its own: PostgreSQL and Valkey are those of all tests. It begins in March, for
    over a holiday and a weekend three business days outlast the seven that are free."""
    ahead = until_march(datetime.now(UTC)).days
    address = f"http://127.0.0.1:{daemons.port(tmp_path, 'web')}"
    stripe = payments.start(tmp_path)
    settings = replace(settings, environment="local", address=address, drain_seconds=daemons.DRAIN_SECONDS)
    told = {name: value for name, value in environment(settings).items() if name.startswith(PREFIX)}
    told |= payments.told(tmp_path, stripe)
    told |= payments.prepare(told)

    def move(days: int) -> None:
        serve(tmp_path, address, told | {"CREDITAI_CLOCK": str(days)})
        payments.move_clock(stripe, days)

    ask = Asking(address)
    try:
        move(ahead)
        yield Walk(ask, Path(unquote(urlsplit(settings.mail.reveal()).path)), move, ahead)
    finally:
        ask.close()
        daemons.stop(tmp_path, ["web", "worker", payments.NAME])


@pytest.mark.long
@pytest.mark.timeout(400)
def test_the_walk_goes_to_its_end_as_the_page_says(walk: Walk) -> None:
    seen = list(walk.steps())
    assert len(seen) == 15
    assert "before 20" in seen[7]
    assert "$5.00" in seen[12]
    page, done = set(read(PAGE.read_text("utf-8"))), set(walk.ask.commands)
    assert sorted(page - done) == sorted(ONCE), "the page says what the walk does not do"
    assert sorted(done - page) == [], "the walk does what the page does not say"


def test_the_first_difference_ends_it(tmp_path: Path) -> None:
    (tmp_path / "service.env").write_text("CREDITAI_ADDRESS=http://127.0.0.1:1\nCREDITAI_CLOCK=0\n")
    command = [sys.executable, "-m", "rehearsal.walk", str(tmp_path), "--curl"]
    ran = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert ran.returncode == 1
    assert "The walk ended" in ran.stderr
    assert "/sign-up" in ran.stdout.splitlines()[-2], "what was asked last is told"


def test_a_page_is_read_as_a_shell_reads_it() -> None:
    told = read(
        "```sh\ncurl -H \"$J\" -d '{\"a\":\n  1}' $A/x   # it's a remark\n# no command\nT='x y'\ncurl $A/y \\\n  -N\n```\n"
    )
    assert told == (("curl", "-H", "$J", "-d", '{"a": 1}', "$A/x"), ("curl", "$A/y", "-N"))
    assert alike(['{"a":1}', "[x]"[1:]]) == ('{"a": 1}', "x]")
