"""The documents of a run, read in two processes."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import ModuleType

from creditai.errors import CreditAIError, NotRead
from creditai.reading import read_files
from creditai.report import Report
from tests.accuracy.findings import Findings, measure
from tests.accuracy.reading import read
from tests.accuracy.scoring import Scored, score
from tests.accuracy.table import HELD_OUT
from tests.corpus.drawings import Drawn, drawn
from tests.corpus.held_out import atlas, ledger
from tests.corpus.prints import Print, every_print
from tests.corpus.scan import WAYS, scanned


@dataclass(frozen=True)
class Options:
    layout: str = ""
    renderer: str = ""
    count: int = 8
    seed: int = 1000
    scans: int = 0
    way: str = ""
    cases: int = 2
    clean: int = 16
    jobs: int = 2
    faults: Path | None = None


@dataclass
class Outcome:
    texts: list[Scored] = field(default_factory=list)
    scans: list[Scored] = field(default_factory=list)
    findings: Findings | None = None

    @property
    def met(self) -> bool:
        from tests.accuracy.table import goals

        return all(ok for _, _, ok in goals(self))


def prints() -> dict[str, Print]:
    """Every print, the held-out ones last."""
    held: tuple[ModuleType, ...] = (atlas, ledger)
    return {**every_print(), **{m.LAYOUT: m for m in held}}


def run(options: Options) -> Outcome:
    names = [n for n in prints() if options.layout in ("", n)]
    work = [(n, options.seed + i) for n in names for i in range(options.count)]
    outcome = Outcome()
    with ProcessPoolExecutor(options.jobs) as pool:
        outcome.texts = list(
            pool.map(_text, work, [options.renderer] * len(work), [options.faults] * len(work))
        )
        if options.scans:
            outcome.scans = list(_scans(options))
        if (options.cases or options.clean) and not options.layout:
            outcome.findings = measure(pool, options.cases, options.clean, options.seed)
    return outcome


def _text(task: tuple[str, int], renderer: str, faults: Path | None) -> Scored:
    name, seed = task
    # an unknown vendor's page without one account is nothing that a reader could know for a credit report
    size = 1 + seed % 7 if name.startswith(HELD_OUT) else None
    document = drawn(prints()[name], seed, renderer, size)
    try:
        result = score(document.sheet, read(document.data, document.name), document.name, document.renderer)
    except Exception as error:  # the run goes on; a crash is counted as a report lost whole
        result = unread(document, error)
    return keep(result, document, faults)


SCANNED = ("experian_acr", "equifax_acr", "transunion_acr", "trimerge_iiq")


def _scans(options: Options) -> Iterator[Scored]:
    """Small reports of four layouts as pictures, through the reading room and its OCR; ways in turns."""
    ways = [options.way] if options.way else list(WAYS)
    with tempfile.TemporaryDirectory() as folder:
        for name in SCANNED:
            for n in range(options.scans if options.layout in ("", name) else 0):
                way = ways[n % len(ways)]
                renderer = options.renderer or ("reportlab", "typst")[n % 2]
                document = drawn(prints()[name], options.seed + n, renderer, size=2)
                data = scanned(document.data, options.seed + n, way)
                document = replace(
                    document, name=f"{document.name.removesuffix('.pdf')}-{way}.pdf", data=data
                )
                yield keep(_scan(document, way, Path(folder)), document, options.faults)


def _scan(document: Drawn, way: str, folder: Path) -> Scored:
    path = folder / document.name
    path.write_bytes(document.data)
    (reading,) = read_files([path])
    if reading.report is None:
        told = reading.failure.message if reading.failure else "same bytes twice"
        result = unread(document, NotRead(told))
    else:
        result = score(document.sheet, reading.report, document.name, way, on_paper=False)
    result.layout = f"{document.sheet.layout}/{way}"
    return result


def unread(document: Drawn, error: Exception) -> Scored:
    """All of it missed."""
    nothing = Report(source=document.sheet.truth.source)
    result = score(document.sheet, nothing, document.name, document.renderer)
    kind = type(error).__name__
    result.failure = f"{kind}: {error}" if isinstance(error, CreditAIError) else f"CRASH {kind}: {error}"
    result.read_as = "-"
    return result


def keep(result: Scored, document: Drawn, faults: Path | None) -> Scored:
    if faults and (result.faults or result.failure):
        faults.mkdir(parents=True, exist_ok=True)
        (faults / document.name).write_bytes(document.data)
        lines: Iterable[str] = [result.failure, *result.faults] if result.failure else result.faults
        (faults / f"{document.name}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return result


def by_layout(results: Iterable[Scored]) -> Iterator[tuple[str, list[Scored]]]:
    groups: dict[str, list[Scored]] = {}
    for one in results:
        groups.setdefault(one.layout, []).append(one)
    yield from groups.items()
