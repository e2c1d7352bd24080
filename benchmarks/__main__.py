"""Every benchmark of this folder, one after the other, and one table of what they found.

    python -m benchmarks [--whole]

`--whole` takes the time that good figures need (a thousand reports, scans at three resolutions); without
it a few minutes do. The machine is named as it names itself.
"""

from __future__ import annotations

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from pkgutil import iter_modules

from benchmarks import VERDICT

HOME = Path(__file__).parent
SHORT = {
    "letters": ("--rounds", "5"),
    "many": ("--reports", "120"),
    "ocr": ("--pages", "1", "--dpi", "200"),
    "release_judge": ("--releases", "400", "--drawn", "40"),
    "release_switch": ("--switches", "6", "--others", "4"),
    "report": ("--rounds", "3", "--prints", "experian_acr,experian_member"),
    "service_jobs": ("--rounds", "100"),
    "service_memory": ("--uploads", "200"),
    "service_pages": ("--most", "100000"),
    "service_reads": ("--rounds", "3"),
    "service_uploads": ("--rounds", "6"),
    "start": ("--rounds", "7"),
    "words": ("--rounds", "2"),
}


def machine() -> str:
    busy = f", load average {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    processor = platform.processor() or "processor not named"
    python = f"Python {platform.python_version()}"
    return f"{platform.node()}: {platform.platform()}, {processor}, {os.cpu_count()} cores, {python}{busy}"


def rows_of(name: str, arguments: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Run one program, show what it prints, and give its lines of the table."""
    command = [sys.executable, "-m", f"benchmarks.{name}", *arguments]
    found = 0
    with subprocess.Popen(command, cwd=HOME.parent, stdout=subprocess.PIPE, text=True) as program:
        for line in program.stdout or ():
            if line.startswith(VERDICT):
                found += 1
                yield (name, *(part.strip() for part in line.removeprefix(VERDICT).split("|")))
            else:
                print(line, end="", flush=True)
    if not found:
        yield (name, "", "did not run to its end", "", "NOT met")


def main() -> int:
    """1 when a goal is not met; which, is in the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--whole", action="store_true")
    whole = parser.parse_args().whole
    table: list[tuple[str, ...]] = []
    for name in sorted(m.name for m in iter_modules([str(HOME)]) if m.name != "__main__"):
        print(f"\n{name}", flush=True)
        table += rows_of(name, () if whole else SHORT.get(name, ()))
    print(f"\n{machine()}")
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
    return 1 if any(row[-1] != "met" for row in table) else 0


if __name__ == "__main__":
    sys.exit(main())
