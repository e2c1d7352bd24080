"""A report of forty pages to findings, in seconds of CPU after start-up: goal under 0.6.

    python -m benchmarks.report [--rounds 5]

Everything that happens to one file is counted: words, layout, the way out of the child process as JSON
and back, linking and rules. The best round counts; the first, which fills caches, does not.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from typing import Any

from benchmarks import verdict
from creditai import layouts
from creditai.analysis import analyse
from creditai.contract import as_json, report_from_json
from creditai.documents import read
from creditai.documents.uncollected import uncollected
from tests.corpus.drawings import drawn
from tests.corpus.prints import every_print

GOAL = 0.6


def timed(work: Callable[[], Any], into: dict[str, float], name: str) -> Any:
    began = time.process_time()
    result = work()
    into[name] = time.process_time() - began
    return result


def one(data: bytes) -> tuple[dict[str, float], int]:
    """Seconds by part, and pages."""
    took: dict[str, float] = {}
    with uncollected():  # as where the child reads and where the parent takes what it says
        document = timed(lambda: read(data), took, "words")
        report = timed(lambda: layouts.read(document, file="a.pdf", sha256="0" * 64), took, "layout")
        told = timed(lambda: json.dumps(as_json(report)), took, "to JSON")
        back = timed(lambda: report_from_json(json.loads(told)), took, "from JSON")
    timed(lambda: analyse([back]), took, "findings")
    return took, len(document.pages)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--prints", help="only these, divided by commas")
    given = parser.parse_args()
    prints = every_print()
    worst = 0.0
    for name in given.prints.split(",") if given.prints else prints:
        data = drawn(prints[name], 3, "reportlab", size=45).data
        one(data)
        took, pages = min((one(data) for _ in range(given.rounds)), key=lambda found: sum(found[0].values()))
        each = sum(took.values()) * 40 / pages
        worst = max(worst, each) if pages >= 35 else worst
        parts = "  ".join(f"{part} {spent:.3f}" for part, spent in took.items())
        print(f"  {name:<18}{pages:3} pages {sum(took.values()):6.3f} s  ({each:.3f} s for 40)   {parts}")
    return 0 if verdict("40 pages, the slowest print that fills 35", worst, GOAL, "s of CPU") else 1


if __name__ == "__main__":
    sys.exit(main())
