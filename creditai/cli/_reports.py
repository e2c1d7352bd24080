"""Files given to a verb -> what became of each, with progress, and a calm word on what gave no report."""

from __future__ import annotations

import shlex
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from creditai.cli import _terminal

if TYPE_CHECKING:
    from creditai.analysis import Analysis
    from creditai.reading import Reading, Step
    from creditai.report import Report


def read(files: Sequence[Path], *, keep: bool = True, jobs: int | None = None) -> list[Reading]:
    """Read the files at once, in order. What failed, or is there twice, is said on stderr. `keep`: whether
    pages that OCR read may be kept for the next run."""
    from creditai.reading import read_files
    from creditai.reading.recognised import folder

    readings: list[Reading] = []
    with _terminal.progress("Reading") as show:
        pages = _Pages(len(files), show)
        kept = folder() if keep else None
        with closing(
            read_files(files, jobs=jobs, cache=kept, on_step=pages.step)
        ) as each:  # its processes end here
            for reading in each:
                readings.append(reading)
                pages.done(reading.file)
    for reading in readings:
        if reading.failure is not None:
            page = "" if reading.failure.page is None else f", page {reading.failure.page}"
            _terminal.aside(f"{reading.file}{page}: {reading.failure.message}")
        elif reading.same_as is not None:
            _terminal.aside(f"{reading.file}: The same file as {reading.same_as}; it counts once.")
    for name in _unquoted(files):
        _terminal.aside(f"A name with blanks stands between quotes: {shlex.quote(name)}")
    return readings


def _unquoted(files: Sequence[Path]) -> Iterator[str]:
    """Names of files that are there, of which a shell made several for the blanks in them."""
    lost = 0
    for place, first in enumerate(files):
        if place < lost or first.exists():
            continue
        for end in range(len(files), place + 1, -1):
            name = " ".join(str(part) for part in files[place:end])
            if Path(name).is_file():
                yield name
                lost = end
                break


def reports(readings: Sequence[Reading]) -> list[Report]:
    """The reports, in the order of the files."""
    return [reading.report for reading in readings if reading.report is not None]


def tell_apart(reports: Sequence[Report]) -> int:
    """Of how many people they are. Of several it is said on stderr: they are read beside, never against, each other."""
    from creditai.linking.people import APART, NOT_HELD, people

    groups = people(reports)
    if len(groups) > 1:
        named = "; ".join(
            ", ".join(Path(reports[place].source.file).name for place in group) for group in groups
        )
        _terminal.aside(
            f"{APART} {named}. {NOT_HELD} Give the reports of one person at a time; in "
            "`creditai dispute` each person has a --workspace of their own."
        )
    return len(groups)


def analysed(readings: Sequence[Reading]) -> Analysis:
    """The analysis of what was read, with what failed named in it."""
    from creditai.analysis import analyse

    failures = [reading.failure for reading in readings if reading.failure is not None]
    tell_apart(reports(readings))
    return analyse(reports(readings), failures=failures)


def exit_code(readings: Sequence[Reading]) -> int:
    """0 when every file was read; 69 or 70 when nothing was, and all for that reason; else 1."""
    codes = {reading.exit_code for reading in readings if reading.failure is not None}
    if not codes:
        return 0
    alone = len(codes) == 1 and not reports(readings)
    return codes.pop() if alone else 1


class _Pages:
    """How far all files are together, as files and parts of files. Told from several threads."""

    def __init__(self, files: int, show: _terminal.Steps) -> None:
        self._files = files
        self._show = show
        self._parts: dict[str, float] = {}
        self._lock = threading.Lock()

    def step(self, step: Step) -> None:
        with self._lock:
            if step.page is not None and step.of:
                self._parts[step.file] = (step.page - 1) / step.of
            name = Path(step.file).name
            what = {
                "page": f"{name}, page {step.page} of {step.of}",
                "picture": f"{name}, page {step.page} is a picture: recognising words",
                "layout": f"{name}: making sense of it",
            }.get(step.at, name)
            self._show(sum(self._parts.values()), self._files, what)

    def done(self, file: str) -> None:
        with self._lock:
            self._parts[file] = 1.0
            self._show(sum(self._parts.values()), self._files, "")
