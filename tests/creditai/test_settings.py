"""Settings are read once, refused when odd, and a secret never prints itself."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from creditai.errors import WrongUsage
from creditai.settings import Secret, Settings, manual, needed, secret_names, variable

CANARY = "canary-7f3a"


def test_every_setting_is_read_from_its_variable() -> None:
    read = Settings.read(
        {
            "CREDITAI_ENVIRONMENT": "staging",
            "CREDITAI_ALLOWED_HOSTS": "a.example, b.example",
            "CREDITAI_DATABASE_POOL": "7",
            "CREDITAI_CLOCK": "-3",
            "CREDITAI_DATA": "elsewhere",
            "CREDITAI_PEPPER": CANARY,
            "PATH": "/bin",
        }
    )
    assert (read.environment, read.allowed_hosts, read.database_pool) == (
        "staging",
        ("a.example", "b.example"),
        7,
    )
    assert (read.clock, read.data, read.pepper.reveal()) == (timedelta(days=-3), Path("elsewhere"), CANARY)


@pytest.mark.parametrize(
    ("name", "text"),
    [("ENVIRONMENT", "prod"), ("DATABASE_POOL", "many"), ("DATABASE_POOL", "-1"), ("CLOCK", "1.5")],
)
def test_an_odd_value_is_refused_by_name(name: str, text: str) -> None:
    with pytest.raises(WrongUsage, match=f"CREDITAI_{name}"):
        Settings.read({f"CREDITAI_{name}": text})


def test_a_secret_may_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "pepper"
    file.write_text(f"{CANARY}\n")
    assert Settings.read({"CREDITAI_PEPPER_FILE": str(file)}).pepper.reveal() == CANARY
    with pytest.raises(WrongUsage, match="both"):
        Settings.read({"CREDITAI_PEPPER_FILE": str(file), "CREDITAI_PEPPER": "x"})
    with pytest.raises(WrongUsage, match="cannot be read"):
        Settings.read({"CREDITAI_PEPPER_FILE": str(tmp_path / "none")})


def test_no_secret_prints_itself() -> None:
    read = Settings.read({variable(name): CANARY for name in secret_names()})
    shown = f"{read} {read!r} {[str(getattr(read, name)) for name in secret_names()]}"
    assert CANARY not in shown
    with pytest.raises(TypeError):
        json.dumps(Secret(CANARY))


def test_what_is_not_set_is_named() -> None:
    assert "CREDITAI_DATABASE" in needed(Settings())
    assert "CREDITAI_ADDRESS" in needed(Settings(environment="production"))


def test_the_manual_tells_each_and_shows_no_secret() -> None:
    assert all(told.endswith((".", "..")) for _, _, told in manual())
    assert {name: default for name, default, _ in manual()}["CREDITAI_KEY_RING"] == ""
