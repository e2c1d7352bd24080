"""`creditai db` and `creditai settings`, as an operator runs them."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from creditai.cli import main
from creditai.settings import Secret, Settings, variable


@pytest.fixture
def environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """The environment of a process of this service."""
    for each in fields(settings):
        value = getattr(settings, each.name)
        text = value.reveal() if isinstance(value, Secret) else value
        if isinstance(text, timedelta):
            text = text.days
        monkeypatch.setenv(variable(each.name), ",".join(text) if isinstance(text, tuple) else str(text))
    return settings


def _ran(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, Any]:
    code = main(["db", *arguments, "--json"])
    out = capsys.readouterr().out
    return code, json.loads(out) if out else None


def test_status_validate_and_stats_of_a_database_that_is_well(
    environment: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    code, told = _ran(capsys, "status", "--expect-clean")
    assert (code, told["pending"], told["revision"]) == (0, 0, told["head"])
    assert _ran(capsys, "validate") == (0, {"faults": []})
    code, told = _ran(capsys, "stats")
    assert code == 0
    assert told["database_bytes"] > 0
    assert abs(told["clock_ahead_seconds"]) < 60, "PostgreSQL of this very machine"
    assert (told["encoding"], told["replicas"], told["invalid_indexes"]) == ("UTF8", [], [])
    code, told = _ran(capsys, "integrity")
    assert (code, told["faults"]) == (0, [])


def test_who_waits_for_whom_is_told_without_a_value(
    environment: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    owner = environment.database_owner.reveal()
    with psycopg.connect(owner) as holds, psycopg.connect(owner) as waits, ThreadPoolExecutor(1) as pool:
        holder = holds.info.backend_pid
        holds.execute("LOCK TABLE person IN ACCESS EXCLUSIVE MODE")
        waiting = pool.submit(waits.execute, "SELECT 'a value of nobody', 4711 FROM person")
        deadline = time.monotonic() + 120
        while (told := _ran(capsys, "stats")[1])["waiting_for_locks"] == 0 and time.monotonic() < deadline:
            time.sleep(0.05)
        holds.rollback()
        waiting.result(120)
    blocked = [each for each in told["busy"] if each["blocked_by"]]
    assert [each["blocked_by"] for each in blocked] == [[holder]]
    assert blocked[0]["statement"] == "SELECT ?, ? FROM person"
    assert "4711" not in json.dumps(told["busy"])


def test_what_the_database_does_not_know_is_refused_by_name_and_is_no_defect(
    environment: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    with psycopg.connect(environment.database_owner.reveal(), autocommit=True) as owner:
        owner.execute("ALTER TABLE letter RENAME TO gone")
        try:
            code = main(["db", "integrity", "--json"])
        finally:
            owner.execute("ALTER TABLE gone RENAME TO letter")
    told = capsys.readouterr().err
    assert code == 2
    assert 'relation "letter" does not exist' in told
    assert "creditai db validate" in told


def test_the_shell_is_the_services_or_the_owners(
    environment: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A stand-in for psql says who it was told to be; it takes a process's place, so it is run in one of its own."""
    psql = tmp_path / "psql"
    psql.write_text('#!/bin/sh\necho "$PGUSER"\n', "utf-8")
    psql.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    command = [sys.executable, "-c", "from creditai.cli import main; main()", "db", "shell"]
    users = [
        subprocess.run([*command, *more], capture_output=True, text=True, check=True).stdout.strip()
        for more in ((), ("--owner",))
    ]
    assert users == [
        conninfo_to_dict(dsn.reveal())["user"] for dsn in (environment.database, environment.database_owner)
    ]
    assert users[0] != users[1]


def test_back_and_forth(environment: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    code, told = _ran(capsys, "rollback", "--steps", "1")
    assert code == 0
    back = told["taken_back"]
    assert _ran(capsys, "status", "--expect-clean")[0] == 1
    code, told = _ran(capsys, "migrate", "--rebuild")
    assert (code, told) == (0, {"applied": back, "rebuilt": []})


def test_a_manifest_that_does_not_agree_is_a_fault(
    environment: Settings, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "manifest.json"
    file.write_text('{"counts": {"person": 3}}')
    code, told = _ran(capsys, "integrity", "--manifest", str(file))
    assert code == 1
    assert "manifest says 3" in told["faults"][0]
    file.write_text("[]")
    assert main(["db", "integrity", "--manifest", str(file)]) == 2


def test_what_is_not_set_or_not_known_is_said(
    environment: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("CREDITAI_DATABASE_OWNER")
    assert main(["db", "migrate"]) == 2
    assert "CREDITAI_DATABASE_OWNER" in capsys.readouterr().err
    assert main(["db", "dance"]) == 2
    assert "status" in capsys.readouterr().err


def test_new_secrets_pass_the_check(
    environment: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["settings", "new-secrets"]) == 0
    for line in capsys.readouterr().out.split():
        name, _, value = line.partition("=")
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("CREDITAI_KEYS_OWNER")  # the tests' roles share a server and its passwords
    monkeypatch.delenv("CREDITAI_DATABASE_BACKUP")
    code = main(["settings", "check", "--json"])
    assert json.loads(capsys.readouterr().out) == {"faults": []}
    assert code == 0


def test_the_manual_lists_every_setting(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["settings", "--json"]) == 0
    told = {each["variable"] for each in json.loads(capsys.readouterr().out)}
    assert told == {variable(each.name) for each in fields(Settings)}


def test_a_database_that_is_not_there_is_named_without_its_password(
    environment: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    nowhere = "postgresql://creditai_owner:hunter2@127.0.0.1:1/creditai"
    monkeypatch.setenv(variable("database_owner"), nowhere)
    assert main(["db", "status"]) == 69
    said = " ".join(capsys.readouterr().err.split())
    assert "The database at 127.0.0.1:1 does not answer" in said
    assert "hunter2" not in said
