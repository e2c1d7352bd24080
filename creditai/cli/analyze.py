"""Read reports and list what is wrong in them."""

from __future__ import annotations

import io
import re
import shlex
from collections.abc import Sequence
from contextlib import redirect_stdout
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from creditai.cli import _reports, _terminal
from creditai.cli._writing import write_whole

if TYPE_CHECKING:
    from creditai.analysis import Analysis
    from creditai.booklet import Spot
    from creditai.findings import Finding
    from creditai.report import Report


def analyze(
    files: Annotated[
        list[Path],
        typer.Argument(help="Credit reports as PDF or saved HTML.", show_default=False, readable=False),
    ],
    json: Annotated[
        bool, typer.Option("--json", help="Print everything as JSON (creditai.analysis/1).")
    ] = False,
    html: Annotated[
        Path | None, typer.Option(help="Also write one page of HTML: findings beside pictures of the paper.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Write the result into this file instead of printing it.")
    ] = None,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Do not keep or use recognised pages.")
    ] = False,
    jobs: Annotated[
        int | None, typer.Option(min=1, help="Files read at once; one per core by default.")
    ] = None,
) -> int:
    """Read credit reports and list what is wrong in them, with the place on paper and the law.

    Give all reports of one person at once: the three bureaus' for what differs between them, an
    older and a newer one of a bureau for what changed. Nothing leaves this machine.

    Exit code 0 when every file was read, 1 when some gave no report (the others are analysed all the
    same), 2 for wrong usage.

    Examples:

      creditai analyze experian.pdf equifax.pdf transunion.pdf
      creditai analyze *.pdf --html findings.html
      creditai analyze experian.pdf --json --out analysis.json
      creditai analyze experian-january.pdf experian-april.pdf
    """
    readings = _reports.read(files, keep=not no_cache, jobs=jobs)
    analysis = _reports.analysed(readings)
    if html is not None:
        write_booklet(html, analysis)
    if out is None:
        print_analysis(analysis, files, as_json=json)
    else:
        text = io.StringIO()
        with redirect_stdout(text):
            print_analysis(analysis, files, as_json=json)
        write_whole(out, text.getvalue().encode())
        _terminal.aside(f"Written: {out}")
    return _reports.exit_code(readings)


def print_analysis(analysis: Analysis, files: Sequence[Path], *, as_json: bool) -> None:
    """The analysis as JSON, or as tables of accounts and a list of findings."""
    if as_json:
        _terminal.data(analysis.as_json())
        return
    for report in analysis.reports:
        _print_report(report)
    print_findings(analysis)
    if not _terminal.on_terminal():
        return
    if any(report.coverage.unread for report in analysis.reports):
        _terminal.paragraph("The words not understood stand page by page at the end of what --html writes.")
    if analysis.findings:
        given = shlex.join(str(file) for file in files)
        _terminal.paragraph("See one on its page, then choose what to dispute:")
        _terminal.say(f"  creditai show {given} --finding 1")
        _terminal.say(f"  creditai dispute {given}")


def write_booklet(path: Path, analysis: Analysis) -> None:
    """The booklet of the analysis, pictures and all, whole or not at all."""
    from creditai.booklet import booklet

    page = booklet(analysis, _drawn(analysis))
    write_whole(path, page.encode())
    _terminal.aside(f"Written: {path}")


def _drawn(analysis: Analysis) -> dict[Spot, bytes]:
    """Pictures of the pages that findings point at. A saved web page has none."""
    from creditai.booklet import spots
    from creditai.reading import Wanted, pictures

    paper = [
        (s, marks)
        for s, marks in spots(analysis.reports, analysis.findings).items()
        if any(m.boxes for m in marks)
    ]
    wanted = []
    for spot, marks in paper:
        source = analysis.reports[spot.report].source
        boxes = [(box, str(mark.number)) for mark in marks for box in mark.boxes]
        wanted.append(Wanted(Path(source.file), source.sha256, spot.page, boxes))
    drawn: dict[Spot, bytes] = {}
    with _terminal.progress("Drawing") as show:
        for (spot, _), png in zip(paper, pictures(wanted, crop=True), strict=True):
            drawn[spot] = png
            show(len(drawn), len(paper), f"{len(drawn)} of {len(paper)} pictures")
    return drawn


def _print_report(report: Report) -> None:
    from creditai.quoting import BUREAU_NAMES, day

    count = _terminal.count
    source = report.source
    bureaus = ", ".join(BUREAU_NAMES[b] for b in source.bureaus) or "bureau not named"
    dated = "no date printed" if report.report_date is None else day(report.report_date)
    _terminal.heading(f"{source.file}: {bureaus}, {dated}")
    unread = sum(len(place.text.split()) for place in report.coverage.unread)
    read = (
        "every word accounted for"
        if not unread
        else f"{unread} of {report.coverage.words} words not understood"
    )
    _terminal.paragraph(
        f"{count(source.pages, 'page')}, layout {source.layout}, {count(len(report.accounts), 'account')}, "
        f"{count(len(report.inquiries), 'inquiry', 'inquiries')}, "
        f"{count(len(report.public_records), 'public record')}; {read}.",
        faint=True,
    )
    if source.note:
        _terminal.paragraph(source.note)
    if report.accounts:
        several = len(source.bureaus) > 1
        heads = (
            *(["bureau"] if several else []),
            "furnisher",
            "number",
            "type",
            "opened",
            "status",
            "balance",
            "past due",
        )
        _terminal.table(
            heads, [_account_row(report, i, several) for i in range(len(report.accounts))], right=2
        )
    _terminal.say()


def _account_row(report: Report, index: int, several: bool) -> list[str]:
    """Values as printed; a dash where nothing is. A terminal is narrow: there a status is its first sentence, and a
    mask four of its marks."""
    from creditai.quoting import BUREAU_NAMES, amount, number

    account = report.accounts[index]

    def printed(name: str) -> str:
        found = report.evidence.get(f"/accounts/{index}/{name}")
        return "-" if found is None or getattr(account, name) is None else found.text

    status, masked = printed("status_text"), number(account.account_number) or "-"
    if _terminal.on_terminal():
        status = re.split(r"(?<=[a-z]\.) ", status)[0]
        masked = re.sub(r"([X*.])\1{4,}", r"\1\1\1\1", masked)
    first = [BUREAU_NAMES[account.bureau]] if several else []
    facts = (
        masked,
        printed("account_type"),
        printed("opened"),
        status,
        amount(printed("balance")),
        amount(printed("past_due")),
    )
    return [*first, account.furnisher or "-", *facts]


def print_findings(analysis: Analysis) -> None:
    """The findings as a list that a person reads, or as a table that a program does."""
    from creditai.booklet import about
    from creditai.findings import nothing_found

    findings = analysis.findings
    if not analysis.reports:
        return
    if not findings:
        _terminal.heading(nothing_found(analysis.reports))
        return
    if not _terminal.on_terminal():
        rows = [
            [str(i), f.severity, f.rule, f.id, ",".join(_pages(analysis, f)), f.statement]
            for i, f in enumerate(findings, 1)
        ]
        _terminal.table(("no", "severity", "rule", "id", "pages", "statement"), rows)
        return
    graves = ((word, sum(f.severity == word for f in findings)) for word in ("high", "medium", "low"))
    shares = ", ".join(f"{number} {word}" for word, number in graves if number)
    _terminal.heading(f"{_terminal.count(len(findings), 'finding')}: {shares}")
    _terminal.say()
    for i, finding in enumerate(findings, 1):
        _terminal.finding(i, finding.severity, finding.title, ", ".join(about(analysis.reports, finding)))
        _terminal.paragraph(finding.statement, indent=5)
        needs = (
            f"; only you can say: {' '.join(need.question for need in finding.needs)}"
            if finding.needs
            else ""
        )
        _terminal.paragraph(f"Asks to {finding.asks}; rule {finding.rule}{needs}", indent=5, faint=True)
        _terminal.say()


def print_table(analysis: Analysis) -> None:
    """The findings in a line each: what, of whom, where."""
    from creditai.booklet import about

    def places(finding: Finding) -> str:
        pages = _pages(analysis, finding)
        if _terminal.on_terminal():  # narrow: a line for each place, the ending of the file left out
            return "\n".join(re.sub(r"\.\w+(?=:\d+$)", "", page) for page in pages)
        return ", ".join(pages)

    rows = [
        (str(i), f.severity, f.title, ", ".join(about(analysis.reports, f)), places(f))
        for i, f in enumerate(analysis.findings, 1)
    ]
    _terminal.table(("no", "severity", "what is wrong", "about", "stands on"), rows, whole=1)


def _pages(analysis: Analysis, finding: Finding) -> list[str]:
    from creditai.booklet import marks_of

    spots = marks_of(analysis.reports, finding)
    return [f"{Path(analysis.reports[spot.report].source.file).name}:{spot.page}" for spot in spots]
