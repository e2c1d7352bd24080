"""Draws docs/images from the bundled sample reports: `python -m docs.pictures`."""

from __future__ import annotations

import sys
from pathlib import Path

from creditai.analysis import analyse
from creditai.booklet import marks_of
from creditai.pictures import crop_png
from creditai.reading import read_files

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "creditai" / "samples"
IMAGES = ROOT / "docs" / "images"
SHOWN = "sold-or-transferred-still-owing"


def main() -> int:
    """The finding of the README: its first page, with the values marked."""
    paths = sorted(SAMPLES.glob("*.pdf"))
    reports = [reading.report for reading in read_files(paths) if reading.report is not None]
    findings = analyse(reports).findings
    finding = next(f for f in findings if f.rule == SHOWN)
    spot, marks = next(iter(marks_of(reports, finding).items()))
    boxes = [(box, str(mark.number)) for mark in marks for box in mark.boxes]
    data = Path(reports[spot.report].source.file).read_bytes()
    IMAGES.mkdir(exist_ok=True)
    (IMAGES / "finding.png").write_bytes(crop_png(data, spot.page, boxes, dpi=120))
    return 0


if __name__ == "__main__":
    sys.exit(main())
