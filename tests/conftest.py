"""What every test stands on: nothing that it does reaches the person's own folders."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest


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
