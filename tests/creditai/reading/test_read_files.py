"""Many files: answered in order, in parallel children, all of them gone at the end."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from creditai.errors import NotRead
from creditai.reading import Step, Wanted, pictures, read_files
from tests.creditai.reading import papers


def write(folder: Path, **data: bytes) -> list[Path]:
    for name, content in data.items():
        (folder / f"{name}.pdf").write_bytes(content)
    return [folder / f"{name}.pdf" for name in data]


def children() -> list[psutil.Process]:
    """Those that run; one that ended and is not yet waited for has no command line."""
    running = [c for c in psutil.Process().children() if c.status() != psutil.STATUS_ZOMBIE]
    return [c for c in running if "creditai.reading.child" in " ".join(c.cmdline())]


def test_readings_stand_in_the_order_of_the_files(tmp_path: Path) -> None:
    """The first takes longest; the others wait for it in the order, not in the work."""
    paths = write(
        tmp_path,
        slow=papers.letter(papers.REPORT, copies=60),
        bad=b"",
        quick=papers.letter(papers.REPORT),
        again=papers.letter(papers.REPORT),
    )
    readings = list(read_files(paths, jobs=2))
    assert [reading.file for reading in readings] == [str(path) for path in paths]
    slow, bad, quick, again = readings
    assert slow.report is not None
    assert slow.report.source.pages == 60
    assert bad.failure is not None
    assert bad.failure.code == "empty"
    assert quick.report is not None
    assert again.same_as == quick.file
    assert children() == []


def test_a_report_from_the_child_is_the_report_itself(tmp_path: Path) -> None:
    from creditai import documents, layouts

    [path] = write(tmp_path, a=papers.letter(papers.REPORT))
    [reading] = read_files([path])
    here = layouts.read(documents.read(path.read_bytes()), file=str(path), sha256=reading.sha256 or "")
    assert reading.report == here


def test_steps_are_told_page_by_page(tmp_path: Path) -> None:
    steps: list[Step] = []
    list(read_files(write(tmp_path, a=papers.letter(papers.REPORT, copies=3)), on_step=steps.append))
    assert [step.page for step in steps if step.at == "page"] == [1, 2, 3]


def test_leaving_early_ends_the_children(tmp_path: Path) -> None:
    paths = write(tmp_path, a=papers.letter(papers.REPORT), b=papers.letter(papers.REPORT, copies=1500))
    running = read_files(paths, jobs=2)
    next(running)
    assert children()
    running.close()
    assert children() == []


def _heed_ctrl_c() -> None:
    """A shell that runs the tests in the background has told them to ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_interrupted_leaves_nobody_behind(tmp_path: Path) -> None:
    """A real Ctrl-C, in a process of its own."""
    [path] = write(tmp_path, a=papers.letter(papers.REPORT, copies=1900))
    root = Path(__file__).parents[3]
    command = [
        sys.executable,
        "-m",
        "tests.creditai.cli.run",
        "analyze",
        str(path),
        "--out",
        str(tmp_path / "out.json"),
    ]
    ran = subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, text=True, preexec_fn=_heed_ctrl_c)
    parent = psutil.Process(ran.pid)
    deadline = time.monotonic() + 120
    while not (born := parent.children()) and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(0.3)
    os.kill(ran.pid, signal.SIGINT)
    assert ran.stderr is not None
    said = ran.stderr.read()
    ran.stderr.close()
    assert ran.wait(timeout=120) == 130
    assert said == "creditai: Interrupted.\n"
    assert born
    assert not any(child.is_running() for child in born)
    assert os.listdir(tmp_path) == ["a.pdf"]


def test_a_picture_is_drawn_of_the_very_file_that_was_read(tmp_path: Path) -> None:
    [path] = write(tmp_path, a=papers.letter(papers.REPORT))
    [reading] = read_files([path])
    assert reading.sha256 is not None
    wanted = Wanted(path, reading.sha256, 1, [((72.0, 61.0, 286.0, 75.0), "1")])
    whole, part = next(pictures([wanted])), next(pictures([wanted], crop=True))
    assert whole.startswith(b"\x89PNG")
    assert 0 < len(part) < len(whole)
    path.write_bytes(papers.letter(papers.STATEMENT))
    with pytest.raises(NotRead, match="any more"):
        next(pictures([wanted]))
