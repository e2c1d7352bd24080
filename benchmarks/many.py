"""A thousand reports through the reading room: time grows with their number, memory does not.

    python -m benchmarks.many [--reports 1000]

Real files in real child processes, one per core. Memory is that of all processes together, resident. Time
is the processors', of all processes, which what else the machine does disturbs less than it does the clock.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

from benchmarks import verdict
from creditai.reading import cores, read_files
from tests.corpus.drawings import drawn
from tests.corpus.prints import every_print

DIFFERENT = 12


def write(folder: Path, count: int) -> list[Path]:
    """`count` files over a dozen drawings; a comment at the end makes each a file of its own."""
    prints = list(every_print().values())
    made = [drawn(prints[i % len(prints)], i, "reportlab", size=6).data for i in range(DIFFERENT)]
    paths = []
    for i in range(count):
        paths.append(folder / f"{i:04}.pdf")
        paths[-1].write_bytes(made[i % DIFFERENT] + b"\n%% %d\n%%%%EOF\n" % i)
    return paths


def held() -> int:
    """Resident bytes of this process and its children."""
    me = psutil.Process()
    total = 0
    for process in [me, *me.children(recursive=True)]:
        try:
            total += process.memory_info().rss
        except psutil.Error:
            continue
    return total


def spent() -> float:
    """Seconds of the processors so far, of this process and of children that have ended."""
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(used.ru_utime + used.ru_stime for used in both)


def run(paths: Sequence[Path]) -> tuple[float, float, int, int]:
    """Seconds by the clock and of the processors, most bytes held, reports read."""
    burnt, began, most, read = spent(), time.perf_counter(), 0, 0
    for i, reading in enumerate(read_files(paths)):
        read += reading.report is not None
        if i % 20 == 0:
            most = max(most, held())
    return time.perf_counter() - began, spent() - burnt, most, read


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--reports", type=int, default=1000)
    count = parser.parse_args().reports
    rates, memories = [], []
    with tempfile.TemporaryDirectory() as folder:
        paths = write(Path(folder), count)
        for part in (count // 4, count // 2, count):
            took, burnt, most, read = run(paths[:part])
            rates.append(burnt / part)
            memories.append(most)
            print(
                f"  {part:5} reports on {cores()} of {os.cpu_count()} cores: {took:7.1f} s, "
                f"{burnt / part * 1000:6.1f} ms of CPU each, {most / 2**20:6.0f} MiB at most, {read} read"
            )
    quarter = f"{count} reports beside {count // 4}"
    linear = verdict(f"CPU a report, {quarter}", rates[-1] / rates[0], 1.15, "x")
    flat = verdict(f"memory, {quarter}", memories[-1] / memories[0], 1.25, "x")
    return 0 if linear and flat else 1


if __name__ == "__main__":
    sys.exit(main())
