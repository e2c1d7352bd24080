"""An upload, read and analysed by the service, beside the bare analysis of the same file; goal 1.15.

    python -m benchmarks.service_uploads [--rounds 12]

Bare: the sample read in its child process and its findings worked out, in memory. The service: the same file
received in pieces, sealed, kept, its job taken, read with progress in the tables, kept sealed with its findings.
In turns, a new person each time, on a real PostgreSQL whose disk writes are not waited for.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from benchmarks import verdict
from creditai.analysis import analyse
from creditai.flows.analyze_report import analyze_report
from creditai.reading import read_bytes
from creditai.who import Who
from creditai.wiring import Wiring, wire
from tests.creditai.flows.paper import somebody, upload
from tests.town import town

SAMPLES = Path(__file__).parents[1] / "creditai" / "samples"
GOAL = 1.15


def bare(data: bytes) -> None:
    reading = read_bytes(data, "report.pdf", on_step=lambda step: None)
    assert reading.report is not None
    assert analyse([reading.report]).findings


def served(wiring: Wiring, who: Who, data: bytes) -> None:
    paper = upload(wiring, who, data, piece=256 * 1024).upload.id
    analyze_report(wiring, str(who.person), str(paper))


def timed(work: Callable[[], None]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=12)
    rounds = parser.parse_args().rounds
    ratios = []
    with town() as place:
        wiring = wire(place.settings())
        for sample in sorted(SAMPLES.glob("*.pdf"))[:3]:
            data = sample.read_bytes()
            pairs = [
                (timed(partial(bare, data)), timed(partial(served, wiring, somebody(wiring), data)))
                for _ in range(rounds)
            ]
            alone, whole = (median(column) for column in zip(*pairs[1:], strict=True))
            ratios.append(median(b / a for a, b in pairs[1:]))
            print(
                f"  {sample.name:28} bare {alone * 1000:6.0f} ms   served {whole * 1000:6.0f} ms   {ratios[-1]:.2f} x"
            )
        wiring.close()
    return 0 if verdict("an upload through the service", median(ratios), GOAL, "x the bare analysis") else 1


if __name__ == "__main__":
    sys.exit(main())
