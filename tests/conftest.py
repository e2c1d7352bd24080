"""What every test stands on: nothing that it does reaches the person's own folders."""

from __future__ import annotations

import io
import logging
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import hypothesis
import pytest

from tests.collecting import pytest_collection  # noqa: F401
from tests.record import pytest_runtest_logreport, pytest_sessionfinish  # noqa: F401
from tests.shuffled import pytest_addoption, pytest_collection_modifyitems  # noqa: F401

if TYPE_CHECKING:
    from starlette.testclient import TestClient

    from creditai.settings import Settings
    from creditai.wiring import Wiring
    from rehearsal.stripe.running import Running
    from tests.cast import Cast
    from tests.money import Till
    from tests.town import Town

# A deadline, and the check that data is made quickly, measure the machine: a busy one fails what is right.
# `timeout` in pyproject.toml bounds a test.
hypothesis.settings.register_profile(
    "patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("patient")


@pytest.fixture(autouse=True, scope="session")
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cache of recognised pages for this run alone; no workspace or setting from outside."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        for name in ("CREDITAI_WORKSPACE", "CREDITAI_DEBUG", "NO_COLOR"):
            patch.delenv(name, raising=False)
        yield


@pytest.fixture
def samples() -> list[Path]:
    """The bundled sample reports."""
    return sorted((Path(__file__).parents[1] / "creditai" / "samples").glob("*.pdf"))


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the process logs, as the service sets its logs up; put back afterwards."""
    from creditai import logs

    root, kept = logging.getLogger(), (sys.excepthook, sys.unraisablehook, logging.getLogger().handlers)
    made = io.StringIO()
    logs.set_up(made, release="r", colour="blue", environment="test")
    yield made
    sys.excepthook, sys.unraisablehook, root.handlers = kept
    logging.captureWarnings(False)
    logs._configure(None, {})


@pytest.fixture(scope="session")
def town() -> Iterator[Town]:
    """Real PostgreSQL and Valkey of this test process; started when the first test asks."""
    from tests.town import town

    with town() as found:
        yield found


@pytest.fixture
def settings(town: Town) -> Iterator[Settings]:
    """Settings of a fresh, migrated database."""
    made = town.settings()
    yield made
    town.drop(made)


@pytest.fixture
def wiring(settings: Settings) -> Iterator[Wiring]:
    """The service over a fresh database."""
    from creditai.wiring import wire

    made = wire(settings)
    made.redis.flushdb()
    yield made
    made.close()


@pytest.fixture
def cast(wiring: Wiring) -> Cast:
    """Alice, Bob, Carol, Dana, Sam and Mallory, made anew."""
    from tests.cast import gather

    return gather(wiring)


@pytest.fixture
def web(wiring: Wiring) -> Iterator[TestClient]:
    """The HTTP door, in this process: an httpx2 client. `headers=cast.alice.headers` says who asks."""
    from starlette.testclient import TestClient

    from creditai.web.application import application

    with TestClient(application(wiring), base_url=wiring.settings.address) as client:
        yield client


@pytest.fixture
def from_outside(wiring: Wiring) -> Iterator[TestClient]:
    """The HTTP door as people see it: a defect is an answer of 500, not an exception."""
    from starlette.testclient import TestClient

    from creditai.web.application import application

    with TestClient(
        application(wiring), base_url=wiring.settings.address, raise_server_exceptions=False
    ) as client:
        yield client


@pytest.fixture(scope="session")
def stripe_stand_in() -> Iterator[Running]:
    """The stand-in for Stripe of this test process; started when the first test asks."""
    from rehearsal.stripe.running import Running

    with Running() as found:
        yield found


@pytest.fixture
def till(settings: Settings, stripe_stand_in: Running) -> Iterator[Till]:
    """The service wired to a stand-in for Stripe that knows nothing yet."""
    from tests.money import till

    with till(settings, stripe_stand_in) as found:
        yield found
