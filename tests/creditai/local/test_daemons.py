"""What the processes of a folder write is for no other account of the machine."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

WRITES = "import pathlib; pathlib.Path('within').mkdir(); print('told'); pathlib.Path('within/made').touch()"
BEGINS = """
import pathlib, sys, time
from creditai.local import daemons
folder = pathlib.Path(sys.argv[1])
daemons.start(folder, [daemons.Daemon("one", (sys.executable, "-c", sys.argv[2]), below=folder)])
while daemons.process(folder, "one"):
    time.sleep(0.01)
"""


def test_others_read_nothing_of_what_they_write(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", BEGINS, tmp_path, WRITES], umask=0, timeout=120, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    log, made = tmp_path / "logs" / "one.log", tmp_path / "within" / "made"
    assert log.read_text("utf-8") == "told\n"
    assert [each.stat().st_mode & 0o077 for each in (log.parent, made.parent, made)] == [0, 0, 0]
