"""`creditai flags`: in the terminal of an operator whose application may be down."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import redis

from creditai.cli import main
from creditai.flags import Flags, ordering
from creditai.parts.valkey import Valkey
from tests.creditai.mortal import Mortal, client, folder, server

__all__ = ["client", "folder", "server"]


@pytest.fixture
def told(server: Valkey, client: redis.Redis, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CREDITAI_REDIS", server.url)
    monkeypatch.setenv("CREDITAI_DATA", str(folder))
    return folder


def out(capsys: pytest.CaptureFixture[str]) -> dict[str, object]:
    found = json.loads(capsys.readouterr().out)
    assert isinstance(found, dict)
    return found


def test_it_says_who_has_acknowledged(
    told: Path, client: redis.Redis, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ordering, "WAIT_SECONDS", 60.0)  # no longer than until both have, on whatever machine
    web, worker = Flags(client, told, release="r1"), Flags(client, told, role="worker", release="r1")
    web.start()
    worker.start()
    assert main(["flags", "disable", "payments", "--for", "30m", "--why", "double charges", "--json"]) == 0
    found = out(capsys)
    instances = found["instances"]
    assert isinstance(instances, list)
    assert [each["acknowledged"] for each in instances] == [True, True]
    assert isinstance(found["seconds"], float)
    assert 0 <= found["seconds"] < 60
    assert not web.enabled("payments")
    assert main(["flags", "enable", "payments"]) == 0
    assert web.enabled("payments")
    web.stop()
    worker.stop()


def test_one_that_is_silent_is_named_and_the_exit_code_says_so(
    told: Path, client: redis.Redis, capsys: pytest.CaptureFixture[str]
) -> None:
    hangs = Flags(client, told)
    hangs.beat()
    assert main(["flags", "disable", "payments"]) == 1
    shown = capsys.readouterr().out
    assert "0 of 1 have acknowledged" in shown
    assert hangs.instance.id[:8] in shown
    hangs.stop()


def test_while_valkey_is_away_the_file_is_written_and_nobody_is_said_to_know(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], folder: Path
) -> None:
    with Mortal(tmp_path / "valkey") as mortal:
        monkeypatch.setenv("CREDITAI_REDIS", mortal.url)
        monkeypatch.setenv("CREDITAI_DATA", str(folder))
        flags = Flags(mortal.client(), folder)
        mortal.kill()
        assert main(["flags", "disable", "registration", "--for", "10m"]) == 69
        assert "nobody can acknowledge" in capsys.readouterr().out
        flags.beat()
        assert not flags.enabled("registration")
        assert main(["flags", "list", "--json"]) == 0
        assert out(capsys)["stale"] is True
        flags.stop()


@pytest.mark.parametrize(
    "wrong",
    [["flags", "disable"], ["flags", "disable", "canary"], ["flags", "explode", "payments"], ["flags", "disable", "payments", "--for", "soon"], ["flags", "disable", "payments", "--for", "90d"], ["flags", "enable", "payments", "emergency-limits"]],
)  # fmt: skip
def test_what_does_not_fit_is_refused_and_writes_nothing(
    wrong: list[str], told: Path, client: redis.Redis
) -> None:
    assert main(wrong) == 2
    assert client.dbsize() == 0
