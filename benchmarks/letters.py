"""A whole letter beside typst alone: facts gathered, composed, typeset, checked by the guard; goal 1.5.

    python -m benchmarks.letters [--rounds 15]

The sample reports and their bundled answers, in a workspace of its own. "typst alone" typesets the very
letters that the product wrote, with fonts already loaded, and does nothing else.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from benchmarks import verdict
from creditai.cli import _folder
from creditai.cli.dispute import opened
from creditai.disputes import typesetting
from creditai.disputes.kinds import compose
from creditai.disputes.writing import request_for, write
from creditai.reading import read_files

SAMPLES = Path(__file__).parents[1] / "creditai" / "samples"
GOAL = 1.5


def seconds(works: Sequence[Callable[[], object]], rounds: int) -> list[float]:
    """CPU of the best round of each, taken in turns so that what else the machine does falls on all; the
    first round, which loads fonts, does not count."""
    best = [float("inf")] * len(works)
    for number in range(rounds + 1):
        for place, work in enumerate(works):
            began = time.process_time()
            work()
            spent = time.process_time() - began
            best[place] = min(best[place], spent) if number else best[place]
    return best


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=15)
    rounds = parser.parse_args().rounds
    reports = [r.report for r in read_files(sorted(SAMPLES.glob("*.pdf"))) if r.report is not None]
    with tempfile.TemporaryDirectory() as folder:
        place = _folder.workspace(Path(folder) / "workspace")
        opened(place, reports, SAMPLES / "answers.toml")
        register = place.read()
        standing = _folder.standing(register, reports, date(2026, 9, 1))
        disputes = register.disputes
        letters = [compose(each.kind, request_for(standing, register, each)) for each in disputes]
        alone, whole = (
            spent / len(letters)
            for spent in seconds(
                (
                    lambda: [typesetting.pdf(letter) for letter in letters],
                    lambda: [write(standing, register, each) for each in disputes],
                ),
                rounds,
            )
        )
    print(f"  typst alone     {alone * 1000:7.1f} ms a letter")
    print(f"  a whole letter  {whole * 1000:7.1f} ms a letter   {whole / alone:.2f} x typst alone")
    return 0 if verdict("a whole letter", whole / alone, GOAL, "x typst") else 1


if __name__ == "__main__":
    sys.exit(main())
