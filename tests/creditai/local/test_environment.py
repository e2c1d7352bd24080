"""What a folder is told stays: secrets, and a clock that goes on only."""

from __future__ import annotations

from pathlib import Path

import pytest

from creditai.errors import WrongUsage
from creditai.local.environment import days_of, environment, keep, settings_of
from creditai.parts.postgresql import PostgreSQL
from creditai.parts.valkey import Valkey
from tests.town import Town


def told(folder: Path, town: Town, days: int = 0) -> dict[str, str]:
    database, cache = town.postgresql, town.valkey
    assert isinstance(database, PostgreSQL)
    assert isinstance(cache, Valkey)
    return settings_of(folder, database, cache, "http://127.0.0.1:1", days, {})


def test_secrets_are_made_once(tmp_path: Path, town: Town) -> None:
    first = told(tmp_path, town)
    assert told(tmp_path, town)["CREDITAI_PEPPER"] != first["CREDITAI_PEPPER"], "nothing was kept yet"
    keep(tmp_path, first)
    assert (tmp_path / "service.env").stat().st_mode & 0o077 == 0, "others may read it"
    assert environment(tmp_path) == first == told(tmp_path, town)


def test_the_clock_of_a_folder_goes_on_only(tmp_path: Path, town: Town) -> None:
    assert days_of(tmp_path, None) == 0
    keep(tmp_path, told(tmp_path, town, days=days_of(tmp_path, 3)))
    assert (days_of(tmp_path, None), days_of(tmp_path, 3), days_of(tmp_path, 9)) == (3, 3, 9)
    with pytest.raises(WrongUsage, match="3 days ahead"):
        days_of(tmp_path, 2)
