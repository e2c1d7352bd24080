"""`python -m tests.accuracy`: draws, reads, compares; a table per layout, then per field, then the goals.

Exit 0 when every goal is met, 1 when not. `--faults DIR` writes each imperfect document with its list of faults.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from tests.accuracy.run import Options, run
from tests.accuracy.table import as_data, print_tables


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m tests.accuracy", description=__doc__)
    made.add_argument("--layout", default="", help="one print only (its id)")
    made.add_argument(
        "--renderer",
        default="",
        help="reportlab, typst, html or browser (prints with chromium); default: in turns",
    )
    made.add_argument("--count", type=int, default=8, help="documents per layout (default 8)")
    made.add_argument("--seed", type=int, default=1000, help="the first seed (default 1000)")
    made.add_argument(
        "--scans",
        type=int,
        default=1,
        help="scans of each of four layouts (default 1, 0: none; seconds a page)",
    )
    made.add_argument("--way", default="", help="one way of scanning; default: all in turns")
    made.add_argument(
        "--cases", type=int, default=2, help="cases per planted inaccuracy (default 2, 0: none)"
    )
    made.add_argument("--clean", type=int, default=16, help="clean people (default 16)")
    made.add_argument("--jobs", type=int, default=2)
    made.add_argument(
        "--faults", type=Path, help="a folder for imperfect documents and what was wrong with them"
    )
    made.add_argument("--no-findings", action="store_true", help="reading only")
    made.add_argument("--json", action="store_true")
    return made


def main() -> int:
    chosen = parser().parse_args()
    options = Options(
        layout=chosen.layout,
        renderer=chosen.renderer,
        count=chosen.count,
        seed=chosen.seed,
        scans=chosen.scans,
        way=chosen.way,
        cases=0 if chosen.no_findings else chosen.cases,
        clean=0 if chosen.no_findings else chosen.clean,
        jobs=chosen.jobs,
        faults=chosen.faults,
    )
    outcome = run(options)
    if chosen.json:
        json.dump(as_data(outcome), sys.stdout, indent=1)
    else:
        print_tables(outcome)
    return 0 if outcome.met else 1


if __name__ == "__main__":
    sys.exit(main())
