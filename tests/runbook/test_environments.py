"""Environment files: each of the project's fits; what does not fit is refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from runbook.environments import HOME, load, read
from runbook.errors import BadEnvironment

GOOD = 'state = "/s"\naddress = "http://127.0.0.1:8000"\n'


@pytest.mark.parametrize("path", sorted(HOME.glob("*.toml")), ids=lambda path: path.stem)
def test_each_file_of_the_project_fits(path: Path) -> None:
    assert load(str(path)).state.is_absolute()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "state must be given"),
        (GOOD + 'colour = "blue"', "no key 'colour'"),
        (GOOD + 'workers = "two"', "workers is 'two'"),
        (GOOD + "[secrets]\ndatabase = 'postgresql://u:p@h/d'", "secrets.database is a value"),
        (GOOD + "[settings]\nredis = 'redis://u:hunter2@h/0'", "settings.redis looks like a secret"),
        (GOOD + "[waive]\ntag = 'because'", "waive.tag needs its reason"),
        (GOOD + "[settings]\ndrain_seconds = '90'", "drain_seconds is '90'; give whole seconds, at most 40"),
        (GOOD + "[settings]\ndrain_seconds = 'long'", "drain_seconds is 'long'"),
        (GOOD.replace("/s", "/" + "s" * 90), "longer than 80 characters"),
    ],
)
def test_what_does_not_fit_is_named(text: str, says: str) -> None:
    with pytest.raises(BadEnvironment, match=says):
        read(text, "test", Path("/"))


def test_any_change_makes_another_digest() -> None:
    first = read(GOOD, "test", Path("/"))
    assert first.digest == read(GOOD + "# a remark", "test", Path("/")).digest
    assert first.digest != read(GOOD + "approvals = 2", "test", Path("/")).digest


def test_the_folder_and_the_address_may_be_named_in_values() -> None:
    more = (
        '[settings]\ndata = "{state}/data"\naddress = "{address}"\n[secrets]\nredis = "file:{state}/redis"\n'
    )
    found = read(GOOD + more, "test", Path("/"))
    assert found.settings == {"data": "/s/data", "address": "http://127.0.0.1:8000"}
    assert found.secrets == {"redis": "file:/s/redis"}


def test_port_0_is_one_of_the_folders_own_the_same_each_time() -> None:
    free = GOOD.replace("8000", "0")
    first, again = (read(free, "test", Path("/")).address for _ in range(2))
    other = read(free.replace("/s", "/t"), "test", Path("/")).address
    assert first == again != other
    assert 20_000 <= int(first.rpartition(":")[2]) < 30_000


def test_an_unknown_name_lists_the_known() -> None:
    with pytest.raises(BadEnvironment, match="local, production, staging"):
        load("prodution")
