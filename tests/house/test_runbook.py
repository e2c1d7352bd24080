"""Of the runbook one file changes or sends anything; the journal and the lease keep their own two files."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house.tree import ROOT, modules

ACTING = {
    "subprocess", "socket", "http.client", "urllib.request", "httpx2", "smtplib", "ftplib", "shutil.rmtree", "shutil.copy",
    "shutil.copytree", "shutil.move", "multiprocessing", "pty",
}  # fmt: skip
ACTING_OS = {
    "kill", "killpg", "remove", "unlink", "rename", "replace", "symlink", "link", "mkdir", "makedirs", "rmdir", "system",
    "popen", "fork", "execv", "execve", "spawnv", "truncate", "chmod", "chown", "open", "write",
}  # fmt: skip
ACTING_METHODS = {
    "write_text", "write_bytes", "unlink", "symlink_to", "hardlink_to", "touch", "rmdir", "chmod", "rename", "Popen", "mkdir",
}  # fmt: skip
OWN = {"runbook/journal.py", "runbook/lease.py"}
"""Their database, mirror and lock in the state folder; the lease also ends what a dead holder left."""


def acts(source: str) -> list[str]:
    """What in `source` starts a process, writes a file or opens a connection."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found += [a.name for a in node.names if a.name in ACTING]
        elif isinstance(node, ast.ImportFrom):
            found += [
                n
                for a in node.names
                if (n := node.module or "") in ACTING or (n := f"{n}.{a.name}") in ACTING
            ]
        elif isinstance(node, ast.Call):
            found += _called(node)
    return found


def _called(node: ast.Call) -> list[str]:
    function = node.func
    if isinstance(function, ast.Name) and function.id == "open":
        mode = (
            node.args[1]
            if len(node.args) > 1
            else next((k.value for k in node.keywords if k.arg == "mode"), None)
        )
        reads = mode is None or (isinstance(mode, ast.Constant) and set(str(mode.value)) <= set("rbt"))
        return [] if reads else ["open"]
    if isinstance(function, ast.Attribute):
        if isinstance(function.value, ast.Name) and function.value.id in ("os", "shutil"):
            name = f"{function.value.id}.{function.attr}"
            return [name] if function.attr in ACTING_OS or name in ACTING else []
        return [function.attr] if function.attr in ACTING_METHODS else []
    return []


@pytest.mark.parametrize(
    "source",
    ["import subprocess", "from http.client import HTTPConnection", "open('x', 'w')", "os.replace(a, b)", "path.write_text('x')",
     "import os\nos.kill(1, 9)", "from shutil import rmtree", "open(a, mode=how)"],
)  # fmt: skip
def test_an_act_is_seen_however_it_is_written(source: str) -> None:
    assert acts(source)


@pytest.mark.parametrize(
    "source",
    ["open('x')", "open('x', 'rb')", "path.read_text('utf-8')", "os.readlink(x)", "'a'.replace('b', 'c')"],
)
def test_what_only_reads_is_no_act(source: str) -> None:
    assert acts(source) == []


def test_only_perform_acts() -> None:
    looked_at = [p for p in modules("runbook") if p.as_posix() not in OWN]
    acting = {p.as_posix(): found for p in looked_at if (found := acts((ROOT / p).read_text("utf-8")))}
    assert len(looked_at) > 20
    assert set(acting) == {"runbook/perform.py"}


def test_what_holds_itself_apart_still_acts_and_is_named_rightly() -> None:
    assert all(acts((ROOT / Path(name)).read_text("utf-8")) for name in OWN)
