"""A scan is read in the child, page by page, and its words are kept for the next time."""

from __future__ import annotations

import io
import os
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from creditai.reading import Step, read_files
from creditai.reading.limits import LIMITS
from tests.creditai.reading import papers


def scanned(data: bytes, dpi: int = 150) -> bytes:
    """The same pages as pictures alone."""
    drawn = pypdfium2.PdfDocument(data)
    pictures: list[Image.Image] = [page.render(scale=dpi / 72).to_pil().convert("L") for page in drawn]
    out = io.BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=dpi)
    return out.getvalue()


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_a_scan_is_read_once_and_kept(tmp_path: Path) -> None:
    path, kept = tmp_path / "scan.pdf", tmp_path / "kept"
    path.write_bytes(scanned(papers.letter(papers.REPORT)))
    steps: list[Step] = []
    [first] = read_files([path], cache=kept, on_step=steps.append)
    assert first.report is not None, first.failure
    assert first.report.source.kind == "scan"
    assert "Dana Q. Sample" in first.report.consumer.names
    assert all(e.confidence is not None for e in first.report.evidence.values())
    assert [step.page for step in steps if step.at == "picture"] == [1]
    assert len(os.listdir(kept)) == 1
    [again] = read_files([path], cache=kept)
    assert again.report == first.report


@pytest.mark.slow
def test_a_picture_that_takes_too_long_is_one_sentence_and_the_rest_goes_on(tmp_path: Path) -> None:
    scan, text = tmp_path / "scan.pdf", tmp_path / "text.pdf"
    scan.write_bytes(scanned(papers.letter(papers.REPORT), dpi=300))
    text.write_bytes(papers.letter(papers.REPORT))
    limits = replace(LIMITS, ocr_page_cpu_seconds=0.5)
    slow, quick = read_files([scan, text], limits=limits)
    assert slow.failure is not None
    assert slow.failure.code == "timed_out"
    assert slow.failure.page == 1
    assert "200 to 300 dots per inch" in slow.failure.message
    assert quick.report is not None
