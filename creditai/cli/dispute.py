"""Choose what to dispute, and confirm what only you know."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from creditai.cli import _folder, _items, _reports, _terminal
from creditai.errors import WrongUsage

if TYPE_CHECKING:
    from datetime import date

    from creditai.disputes.answers import Answers
    from creditai.disputes.opening import Opened
    from creditai.disputes.register import Register
    from creditai.report import Report
    from creditai.workspace import Change, Workspace


_WARNED = "direct/warned"


def dispute(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Reports to add; those added before stay.", show_default=False, readable=False),
    ] = None,
    answers: Annotated[
        Path | None, typer.Option(help="Take the answers from this TOML file instead of asking.")
    ] = None,
    answers_template: Annotated[
        bool, typer.Option("--answers-template", help="Print an answers file to fill in, and change nothing.")
    ] = False,
    direct: Annotated[
        bool, typer.Option("--direct", help="Also letters to the furnishers, where that is open.")
    ] = False,
    workspace: _folder.Folder = _folder.USUAL,
    json: Annotated[bool, typer.Option("--json", help="Print what was opened as JSON.")] = False,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Do not keep or use recognised pages.")
    ] = False,
) -> int:
    """Go through the findings, choose what to dispute, and confirm what only you can know.

    You are shown each finding with its place on paper and asked; nothing is disputed without your yes.
    Your name and address are taken as you confirm them. What you choose is kept in the workspace;
    `creditai letters` writes the letters from it. With --answers the same comes from a file.

    Examples:

      creditai dispute experian.pdf equifax.pdf transunion.pdf
      creditai dispute experian.pdf --answers-template > answers.toml
      creditai dispute experian.pdf --answers answers.toml --workspace ~/credit
    """
    from creditai.disputes.grounds import DIRECT_WARNING, MORTGAGE_WARNING

    readings = _reports.read(files or [], keep=not no_cache)
    fresh = _reports.reports(readings)
    place = _folder.workspace(workspace)
    if answers_template:
        register = place.read()
        print(_template(register, _kept_and(fresh, place, register)), end="")
        return _reports.exit_code(readings)
    if not fresh and (readings or not place.exists):
        if _reports.exit_code(readings):
            return _reports.exit_code(readings)
        raise WrongUsage("No report was given, and the workspace has none; name a report's file.")
    _terminal.aside(MORTGAGE_WARNING)
    if direct:
        _terminal.aside(DIRECT_WARNING)
    _print(opened(place, fresh, answers, direct=direct), json)
    return _reports.exit_code(readings)


def opened(
    place: Workspace,
    fresh: Sequence[Report],
    answers: Path | None,
    *,
    direct: bool = False,
    on: str | None = None,
) -> Opened:
    """The disputes of this workspace's reports and of `fresh` ones, as the answers file or the person says."""
    with place.change() as change:
        reports = _kept_and(fresh, place, change.register)
        change.add_reports(fresh)
        if _reports.tell_apart(reports) > 1 and answers is None and sys.stdin.isatty():
            _all_yours()
        said = given(answers) if answers is not None else _asked(change.register, reports)
        return _open(change, reports, said, direct, _folder.day(on, "--on"))


def _all_yours() -> None:
    from creditai.cli._asking import yes

    if not yes("Are they yours all the same, each of them?", None):
        raise WrongUsage(
            "Nothing was kept. Name your own reports alone, or another --workspace for another person's."
        )


def _kept_and(fresh: Sequence[Report], place: Workspace, register: Register) -> tuple[Report, ...]:
    """The workspace's reports and the fresh ones, each file once."""
    again = {report.source.sha256 for report in fresh}
    kept = [k.sha256 for k in register.reports if k.sha256 not in again]
    return (*place.reports(register, kept), *fresh)


def given(path: Path) -> Answers:
    from creditai.disputes.answers import parse

    if not path.exists():
        raise WrongUsage(f"There is no answers file {path}; `--answers-template` prints one to fill in.")
    try:
        return parse(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise WrongUsage(f"{path} cannot be read as an answers file.") from error


def _asked(register: Register, reports: Sequence[Report]) -> Answers:
    if not sys.stdin.isatty():
        raise WrongUsage(
            "Nobody is there to be asked; give --answers FILE (`--answers-template` prints one)."
        )
    from creditai.cli._interview import interview

    return interview(register, reports)


def _template(register: Register, reports: Sequence[Report]) -> str:
    from creditai.disputes.answers import template

    if not reports:
        raise WrongUsage("Name the reports that the answers are about.")
    analysis = _folder.analysed(register, reports)
    return template(analysis.case, analysis.findings)


def _open(change: Change, reports: Sequence[Report], given: Answers, directly: bool, on: date) -> Opened:
    """Put the answers into the register, find again with them, and open the disputes."""
    from creditai.choosing import chosen

    if directly:
        change.register = replace(
            change.register, told={**change.register.told, _WARNED: _warned(change, given)}
        )
    directly = directly and change.register.told[_WARNED] == "yes"
    change.register, opened = chosen(change.register, reports, given, on, _folder.now(), directly=directly)
    return opened


def _warned(change: Change, given: Answers) -> str:
    """Whether they want direct letters though they may be ignored, in a word: yes or no."""
    said = {**change.register.told, **given.told}.get(_WARNED)
    if said is not None:
        return said
    if not sys.stdin.isatty():
        raise WrongUsage(
            f'--direct needs your word that you read this warning: under [told] of the answers file, "{_WARNED}" = "yes".'
        )
    from creditai.cli._asking import yes

    return "yes" if yes("Write direct letters all the same?") else "no"


def _print(opened: Opened, as_json: bool) -> None:
    from creditai.disputes.furnishers import UNADDRESSED

    if as_json:
        _terminal.data(_as_data(opened))
        return
    for each in opened.disputes:
        _terminal.heading(f"{each.id}: {_terminal.count(len(each.items), 'item')} ({each.kind})")
        _items.show(each)
    for name in opened.unaddressed:
        _terminal.aside(UNADDRESSED.format(name=name))
    for left in opened.left:
        _terminal.aside(f"Not disputed: {left.finding.title} ({left.finding.rule}): {left.why}")
    if opened.disputes:
        _terminal.paragraph("Next: creditai letters")
    else:
        _terminal.paragraph("Nothing was opened.")


def _as_data(opened: Opened) -> dict[str, Any]:
    from creditai.contract import as_json

    return {
        "disputes": [as_json(each) for each in opened.disputes],
        "left": [
            {"finding": left.finding.id, "rule": left.finding.rule, "why": left.why} for left in opened.left
        ],
        "unaddressed": list(opened.unaddressed),
    }
