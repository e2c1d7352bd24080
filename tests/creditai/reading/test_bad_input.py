"""Each bad input by name: one clear sentence, its code and exit code, nothing half-written, bounded."""

from __future__ import annotations

import errno
import io
import json
import os
import threading
import time
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from creditai import cli
from tests.creditai.reading import papers

Bytes = Callable[[], bytes]

REPORT = papers.letter(papers.REPORT)
WITH_SSN = [*papers.REPORT, "Social Security Number: XXX-XX-1234"]


def _merged() -> bytes:
    """A TransUnion and an Equifax report in one PDF."""
    whole = pypdfium2.PdfDocument.new()
    for name in ("transunion-2026-05-18.pdf", "equifax-2026-05-18.pdf"):
        whole.import_pages(pypdfium2.PdfDocument(files("creditai.samples").joinpath(name).read_bytes()))
    out = io.BytesIO()
    whole.save(out)
    return out.getvalue()


REFUSED: dict[str, tuple[Bytes, str, str]] = {
    "empty": (lambda: b"", "empty", "empty"),
    "truncated": (lambda: papers.pages(*[papers.REPORT] * 4)[:900], "truncated", "breaks off"),
    "not a PDF": (lambda: b"PK\x03\x04" + b"\0" * 64, "not_pdf", "not a PDF"),
    "text, not a PDF": (lambda: b"Dear neighbour, the bridge is green again.", "not_pdf", "text"),
    "password": (lambda: papers.pages(papers.REPORT, password="secret"), "password", "password"),
    "10,000 pages": (lambda: papers.letter(papers.REPORT, copies=10_000), "too_large", "10,000 pages"),
    "zero words": (lambda: papers.pages([]), "no_words", "blank"),
    "a bank statement": (lambda: papers.letter(papers.STATEMENT), "not_a_report", "statement"),
    "a letter": (lambda: papers.letter(), "not_a_report", "not a credit report"),
    "another country's report": (lambda: papers.letter(papers.FOREIGN), "foreign_report", "United States"),
    "two people": (
        lambda: papers.pages(WITH_SSN, papers.another_person(WITH_SSN)),
        "two_people",
        "another person",
    ),
    "several reports": (_merged, "several_reports", "one behind the other"),
}
"""Name -> (bytes, code of the failure, words of its sentence)."""

HARD: dict[str, Bytes] = {
    "decompression bomb": lambda: papers.bomb(1500),
    "deep object nesting": lambda: papers.nested(200_000),
    "loops": papers.looped,
    "corrupt xref": lambda: REPORT.replace(b"xref\n0", b"xrex\n9").replace(b"startxref\n", b"startxref\n9"),
    "fonts missing": lambda: papers.letter(
        papers.REPORT, font=b"<< /Type /Font /Subtype /TrueType /BaseFont /Nowhere >>"
    ),
    "page 200 inches wide": lambda: papers.letter(papers.REPORT, box=b"0 0 14400 14400"),
    "page of no size": lambda: papers.letter(papers.REPORT, box=b"0 0 0 0"),
    "control characters": lambda: papers.letter([*papers.REPORT, "\x01\x02\x1b[31mred \x7f \x9b"]),
    "random bytes in a PDF": lambda: b"%PDF-1.7\n" + bytes(range(256)) * 200 + b"\n%%EOF\n",
}
"""Inputs for which a report and a refusal are both right, as long as it is one of them, soon."""


def analyze(tmp_path: Path, capsys: pytest.CaptureFixture[str], *data: bytes) -> tuple[int, Any, list[str]]:
    """Exit code, the JSON, the lines on stderr, of these files analysed in one go."""
    paths = []
    for i, content in enumerate(data):
        paths.append(tmp_path / f"file-{i}.pdf")
        paths[-1].write_bytes(content)
    code = cli.main(["analyze", *map(str, paths), "--json", "--no-cache"])
    out, err = capsys.readouterr()
    return code, json.loads(out), err.splitlines()


@pytest.mark.parametrize("name", REFUSED)
def test_bad_input_is_one_sentence(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make, code, words = REFUSED[name]
    began = time.monotonic()
    exit_code, told, lines = analyze(tmp_path, capsys, make())
    assert time.monotonic() - began < 100
    assert exit_code == 1
    assert told["reports"] == []
    [failure] = told["failures"]
    assert failure["code"] == code, failure
    assert words in failure["message"]
    assert failure["message"].endswith((".", "?"))
    assert len(lines) == 1
    assert failure["message"] in lines[0]


@pytest.mark.parametrize("name", HARD)
def test_hard_input_ends_soon_in_a_report_or_a_sentence(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    began = time.monotonic()
    exit_code, told, lines = analyze(tmp_path, capsys, HARD[name]())
    assert time.monotonic() - began < 200
    assert exit_code in (0, 1), lines
    assert len(told["reports"]) + len(told["failures"]) == 1
    assert not any("defect" in failure["message"] for failure in told["failures"]), told["failures"]
    assert not any("\x1b" in line for line in lines)


def test_one_bad_file_never_stops_the_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = [papers.bomb(1500), REPORT, b"", papers.letter([*papers.REPORT, "End of report"])]
    code, told, _ = analyze(tmp_path, capsys, *data)
    assert code == 1
    assert [Path(report["source"]["file"]).name for report in told["reports"]] == ["file-1.pdf", "file-3.pdf"]
    assert {Path(failure["file"]).name for failure in told["failures"]} == {"file-0.pdf", "file-2.pdf"}


def test_scripts_and_attachments_are_ignored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the file would run or carries along changes nothing of what is read."""
    catalogue = (
        b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> /Names << /EmbeddedFiles << /Names [(a.exe) 6 0 R] >> "
        b"/JavaScript << /Names [(x) << /S /JavaScript /JS (this.print\\(\\)) >>] >> >>"
    )
    attached = b"<< /Type /Filespec /F (a.exe) /EF << /F 7 0 R >> >>"
    loaded = papers.letter(papers.REPORT, catalogue=catalogue, more=[attached, papers.stream(b"MZ")])
    code, told, _ = analyze(tmp_path, capsys, REPORT, loaded)
    assert code == 0
    plain, carrying = told["reports"]
    assert plain.pop("source") != carrying.pop("source")
    assert plain == carrying
    assert "$412" in json.dumps(plain)


def test_right_to_left_text_and_steering_characters_reach_no_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = (
        "<html><body><h1>Credit Report</h1><p>Report Number: 4210071855</p><h2>Accounts</h2><h3>BANK \u202eKNAB\u2066\u001b[2J</h3>"
        "<table><tr><td>Account Number:</td><td>4123XXXX</td></tr><tr><td>Balance:</td><td>$412</td></tr>"
        "<tr><td>Date Opened:</td><td>03/15/2019</td></tr><tr><td>Credit Limit:</td><td>$5,000</td></tr>"
        "<tr><td>Account Status:</td><td>Open</td></tr><tr><td>Payment Status:</td><td>Current</td></tr></table>"
        "<h2>Inquiries</h2><p>None Reported</p></body></html>"
    )
    path = tmp_path / "page.html"
    path.write_text(page, encoding="utf-8")
    out = tmp_path / "page-of-findings.html"
    assert cli.main(["analyze", str(path), "--html", str(out)]) in (0, 1)
    said = "".join(capsys.readouterr()) + out.read_text(encoding="utf-8")
    assert not set("\u202e\u2066\x1b") & set(said)


@pytest.mark.parametrize(
    ("what", "words"), [("folder", "a folder"), ("device", "a device"), ("loop", "loop"), ("pipe", "a pipe")]
)
def test_what_is_no_file_is_refused_before_it_is_read(
    what: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "odd"
    if what == "folder":
        path.mkdir()
    elif what == "pipe":
        os.mkfifo(path)
    elif what == "loop":
        path.symlink_to(path)
    else:
        path = Path("/dev/zero")
    assert cli.main(["analyze", str(path), "--json"]) == 1
    [failure] = json.loads(capsys.readouterr().out)["failures"]
    assert failure["code"] == "unreadable"
    assert words in failure["message"]


def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(papers.letter(papers.REPORT, copies=60))
    stop = threading.Event()

    def scribble() -> None:
        while not stop.wait(0.005):
            with path.open("r+b") as file:
                file.seek(20)
                file.write(os.urandom(8))

    writer = threading.Thread(target=scribble)
    writer.start()
    try:
        assert cli.main(["analyze", str(path), "--json"]) == 1
    finally:
        stop.set()
        writer.join()
    [failure] = json.loads(capsys.readouterr().out)["failures"]
    assert failure["code"] == "changed_while_read"


def test_one_locked_file_never_stops_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever asks about permission first is told no: typer must not ask, the reader says it of that file."""
    paths = [tmp_path / "locked\nb.pdf", tmp_path / "a.pdf"]
    for path in paths:
        path.write_bytes(REPORT)
    opened = os.open

    def refused(path: Any, flags: int, *more: int, **named: Any) -> int:
        if path == paths[0]:
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, flags, *more, **named)

    monkeypatch.setattr(os, "access", lambda path, mode: "locked" not in str(path))
    monkeypatch.setattr(os, "open", refused)
    assert cli.main(["analyze", *map(str, paths), "--json"]) == 1
    out, err = capsys.readouterr()
    told = json.loads(out)
    assert len(told["reports"]) == 1
    assert "permission" in told["failures"][0]["message"]
    assert err.count("\n") == 1  # though the file's name holds a line break


@pytest.mark.parametrize("option", ["--out", "--html"])
def test_nothing_half_written_is_left_when_writing_fails(
    option: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(REPORT)
    assert cli.main(["analyze", str(path), option, str(tmp_path / "no" / "where")]) == 2
    assert os.listdir(tmp_path) == ["a.pdf"]
    assert capsys.readouterr().err.count("\n") == 1


def test_the_same_file_twice_is_a_calm_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, told, lines = analyze(tmp_path, capsys, REPORT, REPORT)
    assert code == 0
    assert len(told["reports"]) == 1
    assert told["failures"] == []
    assert len(lines) == 1
    assert "The same file as" in lines[0]
