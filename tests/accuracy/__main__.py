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


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy", description=__doc__)
    parser.add_argument("--layout", default="", help="one print only (its id)")
    parser.add_argument(
        "--renderer",
        default="",
        help="reportlab, typst, html or browser (prints with chromium); default: in turns",
    )
    parser.add_argument("--count", type=int, default=8, help="documents per layout (default 8)")
    parser.add_argument("--seed", type=int, default=1000, help="the first seed (default 1000)")
    parser.add_argument(
        "--scans", type=int, default=0, help="scanned documents per layout (slow: seconds a page)"
    )
    parser.add_argument("--cases", type=int, default=3, help="planted cases per rule")
    parser.add_argument("--no-findings", action="store_true", help="reading only")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument(
        "--faults", type=Path, help="a folder for imperfect documents and what was wrong with them"
    )
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    options = Options(
        chosen.layout,
        chosen.renderer,
        chosen.count,
        chosen.seed,
        chosen.scans,
        0 if chosen.no_findings else chosen.cases,
        chosen.jobs,
        chosen.faults,
    )
    outcome = run(options)
    if chosen.json:
        json.dump(as_data(outcome), sys.stdout, indent=1)
        return 0 if outcome.met else 1
    print_tables(outcome)
    return 0 if outcome.met else 1


if __name__ == "__main__":
    sys.exit(main())
