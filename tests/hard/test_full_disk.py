"""PostgreSQL's disk really full: a small file system in a name space of its own, so that nothing else notices."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MEGABYTES = 420
SPACE = (
    ("unshare", "--mount")
    if os.geteuid() == 0
    else ("unshare", "--mount", "--map-current-user", "--keep-caps")
)


def _inside(*command: str) -> subprocess.CompletedProcess[str]:
    """Run it where `$0` is a disk of so many megabytes."""
    with tempfile.TemporaryDirectory(prefix="disk-", dir="/tmp") as disk:
        mount = f'mount -t tmpfs -o size={MEGABYTES}m,mode=711 none "$0" && exec "$@"'
        return subprocess.run(
            [*SPACE, "sh", "-c", mount, disk, *command, disk], cwd=ROOT, capture_output=True, text=True
        )


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_no_accepted_upload_is_lost_on_a_disk_without_a_byte() -> None:
    if _inside("true").returncode:
        pytest.skip("this machine lets nobody mount a file system of their own")
    told = _inside(sys.executable, "-m", "tests.hard.full_disk")
    assert told.returncode == 0, told.stderr[-3000:]
    seen = json.loads(told.stdout.splitlines()[-1])
    sent = [each for when in ("before", "data", "log", "after") for each in seen[when]]
    assert {status for status, _ in sent} == {201, 503}, "declared: taken, or refused until there is room"
    assert [status for status, _ in seen["before"] + seen["after"]] == [201] * 10, "it goes on by itself"
    assert 503 in {status for status, _ in seen["data"] + seen["log"]}
    assert seen["ended"], "the log had no room: the server ended"
    assert {status for status, _ in seen["log"]} == {503}
    accepted = {said for status, said in sent if status == 201}
    assert accepted <= set(seen["papers"]), "an accepted upload is lost"
    unsure = sum("not known" in said for status, said in sent if status == 503)
    assert len(set(seen["papers"]) - accepted) <= unsure, "a refused upload is half there"
    assert {seen["papers"][each] for each in accepted} == {"done"}
