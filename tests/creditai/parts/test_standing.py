"""The parts of a machine that releases come to: they and their secrets outlive whatever started them."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from creditai.parts import standing


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp(prefix="creditai-standing-"))
    made.chmod(0o755)
    yield made
    standing.stop(made)
    shutil.rmtree(made)


def test_secrets_are_made_once_addresses_stay_and_programs_are_its_own(folder: Path) -> None:
    names = standing.start(folder)
    first = {name: (folder / "secrets" / name).read_text("utf-8") for name in names}
    assert {"database", "keys_owner", "redis", "key_ring", "pepper", "operator_token"} <= set(names)
    assert [n for n in names if (folder / "secrets" / n).stat().st_mode & 0o077] == []
    server = int((folder / "postgresql/data/postmaster.pid").read_text("utf-8").split()[0])
    assert psutil.Process(server).exe().startswith(os.fspath(folder.resolve()))
    standing.stop(folder)
    assert not psutil.pid_exists(server) or psutil.Process(server).status() == psutil.STATUS_ZOMBIE
    standing.start(folder)
    assert {name: (folder / "secrets" / name).read_text("utf-8") for name in names} == first
    with psycopg.connect(first["database"]) as connection:
        assert connection.execute("SELECT current_user").fetchone() == ("creditai_app",)
