"""Dana at the command line: a workspace with her report, her answers, and what she types."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from creditai.cli import main
from creditai.workspace import Workspace
from tests.creditai.disputes.cast import case

ANSWERS = """
annual_report = false

[person]
name = "Dana Q. Sample"
address = ["100 Sample Street", "Exampleton, ZZ 00000"]
birth_date = "1981-04-02"
ssn_last4 = "4321"

[rule.paid-with-balance]
include = true
papers = "Letter of First Sample Bank of 3 March 2025"
furnisher-address = ["1 Sample Plaza", "Exampleton, ZZ 00000"]

[rule.obsolete-account]
include = true

[rule.inquiry-over-two-years]
include = false
"""


class Run:
    """`creditai VERB ...` in one workspace that holds Dana's report."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder / "credit"
        self.place = Workspace(self.folder)
        self.answers = folder / "answers.toml"
        self.answers.write_text(ANSWERS)
        self._capsys = capsys
        with self.place.change() as change:
            change.add_reports(case().reports)

    def __call__(self, *words: str, code: int = 0) -> tuple[str, str]:
        got = main([*words, "--workspace", str(self.folder)])
        out = self._capsys.readouterr()
        assert got == code, out.err
        return out.out, out.err

    def data(self, *words: str) -> Any:
        return json.loads(self(*words, "--json")[0])

    def opened(self, *more: str) -> Any:
        return self.data("dispute", "--answers", str(self.answers), *more)

    def sent(self) -> None:
        self.opened()
        self("letters", "--on", "2026-02-02")
        self("record", "sent", "experian-1", "--on", "2026-02-03", "--proof", "slip 7")


def words(path: Path) -> str:
    document = pypdfium2.PdfDocument(path)
    text = " ".join(page.get_textpage().get_text_range() for page in document)
    document.close()
    return " ".join(text.split())
