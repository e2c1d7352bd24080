"""Go through the whole job once, with invented reports."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from creditai.cli import _folder, _reports, _terminal
from creditai.cli.analyze import print_table, write_booklet
from creditai.cli.dispute import opened
from creditai.cli.letters import letters
from creditai.errors import Broken, WrongUsage

if TYPE_CHECKING:
    from creditai.analysis import Analysis

MARK = ".creditai-demo"
"""A file that says: this folder is the demo's own, and may be made anew."""
_ON = "2026-09-01"
"""The letters' date: a fixed day soon after the sample reports, so that two runs give the same letters."""


def demo(
    folder: Annotated[Path, typer.Option(help="Where everything is written; made anew each time.")] = Path(
        "demo"
    ),
) -> int:
    """Read the bundled sample reports, list what is wrong, choose for an invented person, write the letters.

    The five reports are drawn, not real: one invented person, three bureaus, and two of them again
    three months later, with a dozen kinds of inaccuracy planted. What the person would be asked comes
    from a bundled answers file. It is the same job, by the same code, as with your own reports.

    Examples:

      creditai demo
      creditai demo --folder /tmp/creditai-demo
    """
    from importlib.resources import files

    home = Path(str(files("creditai"))) / "samples"
    samples = sorted(home.glob("*.pdf"))
    if not samples:
        raise Broken("The sample reports are not in the package: install it again.")
    _made_anew(folder)
    readings = _reports.read(samples)
    analysis = _reports.analysed(readings)
    _print_reports(analysis)
    print_table(analysis)
    write_booklet(folder / "findings.html", analysis)
    workspace = folder / "workspace"
    _terminal.say()
    _terminal.heading("Chosen by the bundled answers, one letter for each bureau")
    opened(_folder.workspace(workspace), _reports.reports(readings), home / "answers.toml", on=_ON)
    letters(workspace=workspace, on=_ON)
    _what_next(folder, workspace)
    return _reports.exit_code(readings)


def _made_anew(folder: Path) -> None:
    """An empty folder; one that is not the demo's own is left alone."""
    if folder.exists() and not (folder / MARK).is_file():
        raise WrongUsage(f"{folder} is there already and is not a demo's; name another with --folder.")
    if folder.exists():
        shutil.rmtree(folder)
    try:
        folder.mkdir(mode=0o700, parents=True)
        (folder / MARK).write_text("Made by `creditai demo`, and made anew each time.\n", encoding="utf-8")
    except OSError as error:
        raise WrongUsage(f"{folder} cannot be made: {error.strerror}; name another with --folder.") from error


def _print_reports(analysis: Analysis) -> None:
    from creditai.quoting import BUREAU_NAMES, day

    _terminal.heading("Read: five reports of one invented person")
    rows = []
    for report in analysis.reports:
        source, words = report.source, report.coverage
        unread = sum(len(place.text.split()) for place in words.unread)
        dated = "" if report.report_date is None else day(report.report_date)
        bureaus = ", ".join(BUREAU_NAMES[b] for b in source.bureaus)
        rows.append(
            (bureaus, dated, str(source.pages), str(len(report.accounts)), str(words.words), str(unread))
        )
    _terminal.table(("bureau", "date", "pages", "accounts", "words", "not understood"), rows, right=4)
    _terminal.say()


def _what_next(folder: Path, workspace: Path) -> None:
    _terminal.say()
    _terminal.heading("Look at")
    _terminal.paragraph(f"{folder}/findings.html: each finding beside the picture of its page", indent=2)
    _terminal.paragraph(f"{workspace}/letters/: the letters as PDF, enclosures, envelopes", indent=2)
    _terminal.say()
    _terminal.heading("Then, with your own reports")
    activate = "" if shutil.which("creditai") else ".venv/bin/"
    for command in ("get", "analyze FILE... --html findings.html", "dispute FILE...", "letters"):
        _terminal.say(f"  {activate}creditai {command}")
