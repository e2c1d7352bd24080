"""What a release is told, in a shell: its verbs work there, and no secret is printed."""

from __future__ import annotations

import subprocess
from pathlib import Path

from runbook.environments import Environment
from runbook.told import exports


def test_a_shell_is_told_what_the_release_is_told(tmp_path: Path) -> None:
    """A real shell reads the lines, and hands on what stands in them, whatever its letters are."""
    where = tmp_path / "it's a $secret"
    where.write_text("hidden", "utf-8")
    here = Environment(
        "local", tmp_path, "http://127.0.0.1:1", operator_token=f"file:{where}",
        settings={"log_level": "info", "address": "http://x/?a=$HOME&b='c'"}, secrets={"database": f"file:{where}", "pepper": "env:MY_PEPPER"},
    )  # fmt: skip
    lines = list(exports(here, Path("/s/releases/3f2a")))
    assert "hidden" not in "\n".join(lines)
    assert lines[-1] == "# /s/releases/3f2a/bin/creditai serves local"
    script = "\n".join([*lines, "env -0 | grep -z ^CREDITAI_ | sort -z | tr '\\0' '\\n'"])
    told = subprocess.run(
        ["sh", "-c", script], env={"PATH": "/usr/bin:/bin", "MY_PEPPER": "salt"}, capture_output=True, text=True, check=True
    )  # fmt: skip
    assert told.stdout.splitlines() == [
        "CREDITAI_ADDRESS=http://x/?a=$HOME&b='c'",
        f"CREDITAI_DATABASE_FILE={where}",
        "CREDITAI_LOG_LEVEL=info",
        f"CREDITAI_OPERATOR_TOKEN_FILE={where}",
        "CREDITAI_PEPPER=salt",
    ]


def test_where_nothing_serves_it_says_so(tmp_path: Path) -> None:
    assert list(exports(Environment("local", tmp_path, "http://127.0.0.1:1"), None)) == [
        "# no release serves local"
    ]
