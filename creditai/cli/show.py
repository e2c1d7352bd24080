"""Draw a finding on the page where it stands."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from creditai.cli import _reports, _terminal
from creditai.cli._writing import write_whole
from creditai.errors import WrongUsage

if TYPE_CHECKING:
    from creditai.analysis import Analysis
    from creditai.findings import Finding


def show(
    files: Annotated[
        list[Path],
        typer.Argument(
            help="The reports, as given to `creditai analyze`.", show_default=False, readable=False
        ),
    ],
    finding: Annotated[
        str, typer.Option(help="The finding: its number in that analysis, or its id.", show_default=False)
    ],
    out: Annotated[
        Path | None, typer.Option(help="The PNG to write; by default finding-N-FILE-page-P.png here.")
    ] = None,
    dpi: Annotated[int, typer.Option(min=50, max=300, help="Dots per inch of the picture.")] = 110,
    json: Annotated[
        bool, typer.Option("--json", help="Print the places and the files written as JSON.")
    ] = False,
    no_cache: Annotated[
        bool, typer.Option("--no-cache", help="Do not keep or use recognised pages.")
    ] = False,
) -> int:
    """Write a PNG of each page that a finding points at, with the quoted values marked and numbered.

    A finding that stands on several pages gives several pictures; with --out the second is named
    OUT-2.png and so on. A saved web page has no paper to draw: its places are printed in words.

    Examples:

      creditai show experian.pdf --finding 1
      creditai show experian.pdf equifax.pdf --finding 3 --out balance.png
      creditai show experian.pdf --finding 1 --json
    """
    readings = _reports.read(files, keep=not no_cache)
    analysis = _reports.analysed(readings)
    chosen, order = _chosen(analysis, finding)
    places = _drawn(analysis, chosen, order, out, dpi)
    if json:
        _terminal.data({"finding": chosen.id, "statement": chosen.statement, "places": places})
    else:
        _terminal.paragraph(chosen.statement)
        for place in places:
            written = place["png"] or "a web page, nothing to draw"
            _terminal.paragraph(f"{place['file']}, page {place['page']}: {written}", indent=2)
    return _reports.exit_code(readings)


def _drawn(
    analysis: Analysis, chosen: Finding, order: int, out: Path | None, dpi: int
) -> list[dict[str, Any]]:
    """Write a picture of each page that it points at; the places, each with its file."""
    from creditai.booklet import marks_of
    from creditai.reading import Wanted, pictures

    places: list[dict[str, Any]] = []
    for spot, marks in marks_of(analysis.reports, chosen).items():
        source = analysis.reports[spot.report].source
        boxes = [(box, str(mark.number)) for mark in marks for box in mark.boxes]
        place = {
            "file": source.file,
            "page": spot.page,
            "values": [f"{m.name}: {m.text}" for m in marks],
            "png": None,
        }
        if boxes:
            usual = Path(f"finding-{order}-{Path(source.file).stem}-page-{spot.page}.png")
            path = usual if out is None else _numbered(out, sum(p["png"] is not None for p in places))
            [drawn] = pictures([Wanted(Path(source.file), source.sha256, spot.page, boxes)], dpi=dpi)
            write_whole(path, drawn)
            place["png"] = str(path)
        places.append(place)
    return places


def _chosen(analysis: Analysis, asked: str) -> tuple[Finding, int]:
    """The finding and its number."""
    for order, finding in enumerate(analysis.findings, 1):
        if asked in (str(order), finding.id):
            return finding, order
    most = len(analysis.findings)
    if not most:
        raise WrongUsage("There is no finding in these reports, so none to show.")
    have = "one, number 1" if most == 1 else f"those numbered 1 to {most}"
    raise WrongUsage(
        f"There is no finding {asked!r}; these reports have {have}: `creditai analyze` lists them."
    )


def _numbered(path: Path, before: int) -> Path:
    return path if before == 0 else path.with_stem(f"{path.stem}-{before + 1}")
