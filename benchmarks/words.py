"""Words with boxes of 23 dense pages: ours, PyMuPDF's and pdfplumber's time, as ratios in one run.

    python -m benchmarks.words [--rounds 5] [--json]

Each reader runs in processes of its own (PyMuPDF is AGPL and is in no process of the product's), taking
turns, and its best CPU time of all rounds counts. "ours" does all that reading does: words, drawings,
what is hidden, whether the text is legible. "pdfium" loads each page and its text and asks for nothing
but the characters: what ours cannot be under. Needs the `bench` and `dev` extras.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks import verdict

PAGES = 23
GOALS = {"pymupdf": 1.5, "pdfplumber": 1 / 40}
"""Ours must take at most so many times as long as theirs."""
VOCABULARY = [
    "Account",
    "Balance",
    "Status",
    "Opened",
    "Reported",
    "Individual",
    "Monthly",
    "Payment",
    "Terms",
    "Revolving",
    "Current",
    "High",
    "Credit",
    "Limit",
    "Past",
    "Due",
    "Amount",
    "Collection",
    "First",
    "Sample",
    "Bank",
    "$1,234",
    "$560",
    "03/15/2019",
    "01/2024",
    "412345XXXXXXXXXX",
    "OK",
    "30",
    "60",
    "ND",
    "-",
]


def draw(path: Path) -> None:
    """Pages as full as the fullest print: 80 lines of three cells, two fonts, ruling lines, shaded rows."""
    from reportlab.pdfgen.canvas import Canvas

    chance = random.Random(20261123)
    canvas = Canvas(str(path), pagesize=(612, 792))
    for number in range(1, PAGES + 1):
        for row in range(80):
            y = 756 - 9 * row
            if row % 8 == 0:
                canvas.setFillGray(0.93)
                canvas.rect(34, y - 2, 544, 9, stroke=0, fill=1)
                canvas.setFillGray(0)
                canvas.line(34, y - 2, 578, y - 2)
            canvas.setFont("Helvetica-Bold" if row % 8 == 0 else "Helvetica", 7.5)
            for x in (36, 221, 406):
                canvas.drawString(x, y, " ".join(chance.choices(VOCABULARY, k=6))[:44])
        canvas.drawString(500, 20, f"Page {number} of {PAGES}")
        canvas.showPage()
    canvas.save()


def ours(path: Path) -> int:
    from creditai.documents import pdf

    return sum(len(page.words) for page in pdf.read(path.read_bytes()).pages)


def pdfium(path: Path) -> int:
    import pypdfium2

    document = pypdfium2.PdfDocument(path.read_bytes())
    try:
        return sum(len(page.get_textpage().get_text_range().split()) for page in document)
    finally:
        document.close()


def pymupdf(path: Path) -> int:
    import pymupdf

    return sum(len(page.get_text("words")) for page in pymupdf.open(path))


def pdfplumber(path: Path) -> int:
    import pdfplumber

    with pdfplumber.open(path) as pdf:
        return sum(len(page.extract_words()) for page in pdf.pages)


READERS: dict[str, Callable[[Path], int]] = {
    "ours": ours,
    "pdfium": pdfium,
    "pymupdf": pymupdf,
    "pdfplumber": pdfplumber,
}


def measured(name: str, path: Path) -> tuple[float, int]:
    """Best CPU seconds of a few runs in this process, the imports not counted, and the words found."""
    words = READERS[name](path)
    times = []
    for _ in range(1 if name == "pdfplumber" else 4):
        start = time.process_time()
        READERS[name](path)
        times.append(time.process_time() - start)
    return min(times), words


def in_own_process(name: str, path: Path) -> tuple[float, int]:
    command = [sys.executable, "-m", "benchmarks.words", "--reader", name, str(path)]
    home = Path(__file__).parents[1]
    found = json.loads(subprocess.run(command, capture_output=True, text=True, check=True, cwd=home).stdout)
    return float(found[0]), int(found[1])


def compared(rounds: int) -> dict[str, dict[str, float]]:
    best: dict[str, tuple[float, int]] = {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dense.pdf"
        draw(path)
        for number in range(rounds):
            for name in READERS:
                if name == "pdfplumber" and number > 1:
                    continue  # it takes half a minute, and two rounds tell
                found = in_own_process(name, path)
                best[name] = min(found, best.get(name, found))
    mine = best["ours"][0]
    return {
        name: {"seconds": round(seconds, 4), "words": words, "ours_is": round(mine / seconds, 4)}
        for name, (seconds, words) in best.items()
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--reader", nargs=2, metavar=("NAME", "FILE"), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.reader:
        print(json.dumps(measured(given.reader[0], Path(given.reader[1]))))
        return 0
    found = compared(given.rounds)
    if given.json:
        print(json.dumps(found, indent=1))
        return 0
    print(
        f"{PAGES} dense pages on {platform.platform()}, {os.cpu_count()} CPUs, Python {platform.python_version()}"
    )
    for name, row in found.items():
        print(
            f"  {name:<11}{row['seconds']:8.3f} s CPU{row['words']:8.0f} words   ours takes {row['ours_is']:.3f} of it"
        )
    beside = [
        verdict("words of dense pages", found["pymupdf"]["ours_is"], GOALS["pymupdf"], "x PyMuPDF"),
        verdict("words of dense pages", 40 * found["pdfplumber"]["ours_is"], 1, "x a 40th of pdfplumber"),
    ]
    return 0 if all(beside) else 1


if __name__ == "__main__":
    sys.exit(main())
