"""Check what this machine has, name what is missing, and say how to get it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Annotated

import typer

from creditai.cli import _terminal


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at. `needed`: whether the main job fails without it. `fix` is empty when all is well."""

    name: str
    ok: bool
    found: str
    fix: str = ""
    needed: bool = True


def doctor(
    json: Annotated[bool, typer.Option("--json", help="Print the checks as JSON.")] = False,
    forget: Annotated[
        bool, typer.Option("--forget", help="Also remove the pages that OCR has kept.")
    ] = False,
) -> int:
    """Check what this machine has: Python, packages, the reader, OCR, letters, fonts, places to write.

    Each thing that is missing is named with the way to get it. Nothing is fetched or changed; only
    `--forget` removes something: the words of scanned pages kept to make a second run quick.

    Exit code 0 when the main job can be done, 69 when something that it needs is missing.

    Examples:

      creditai doctor
      creditai doctor --json
      creditai doctor --forget
    """
    if forget:
        from creditai.reading import recognised

        gone = recognised.forget(recognised.folder())
        _terminal.aside(f"{gone} kept pages removed from {recognised.folder()}.")
    found = [check for look in _LOOKS for check in look()]
    if json:
        rows = [
            {"name": c.name, "ok": c.ok, "needed": c.needed, "found": c.found, "fix": c.fix} for c in found
        ]
        _terminal.data(rows)
    else:
        rows_ = [("well" if c.ok else "MISSING", c.name, c.found, c.fix) for c in found]
        _terminal.table(("", "what", "found", "what to do"), rows_)
    return 0 if all(check.ok or not check.needed for check in found) else 69


def _python() -> Iterator[Check]:
    found = ".".join(map(str, sys.version_info[:3]))
    ok = sys.version_info >= (3, 11)
    yield Check(
        "Python", ok, f"{sys.implementation.name} {found}", "" if ok else "Install CPython 3.11 or newer."
    )
    yield Check("CreditAI", True, _version("creditai") or "not installed as a package")


def _packages() -> Iterator[Check]:
    """What pyproject.toml requires, as installed."""
    for name in _required():
        found = _version(name)
        fix = "" if found else "Run `make setup`, or `pip install creditai` again."
        yield Check(name, found is not None, found or "not installed", fix)


def _required() -> list[str]:
    try:
        asked = requires("creditai") or []
    except PackageNotFoundError:
        return []
    names = [one.split(";")[0] for one in asked if "extra ==" not in one]
    return sorted(
        "".join(c for c in name if c.isalnum() or c in "-_.<>=!~").split(">")[0].split("=")[0]
        for name in names
    )


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _child() -> Iterator[Check]:
    """A real child process reads a real, tiny file and refuses it in our words."""
    from creditai.errors import CreditAIError
    from creditai.reading.children import Child
    from creditai.reading.limits import LIMITS

    try:
        child = Child(LIMITS)
        try:
            head = {"do": "report", "file": "-", "sha256": "", "cache": None}
            told, _ = child.do(head, b"not a report", lambda at: None)
        finally:
            child.end()
        yield Check("reading process", told["done"] == "failure", "starts, reads, refuses what is no report")
    except (CreditAIError, OSError) as error:
        yield Check("reading process", False, str(error), "Run with CREDITAI_DEBUG=1 to see what it says.")


def _ocr() -> Iterator[Check]:
    from creditai.ocr import engine

    found = engine()
    fix = "" if found else "For scanned reports: `make setup`, or `pip install 'creditai[ocr]'`."
    yield Check(
        "OCR engine",
        found is not None,
        found.name if found else "none: scans cannot be read",
        fix,
        needed=False,
    )


def _letters() -> Iterator[Check]:
    import typst

    try:
        made = typst.compile(b"#set document(title: [x])\nLetter", format="pdf")
        ok = isinstance(made, bytes) and made.startswith(b"%PDF-")
        yield Check(
            "letters and fonts", ok, "typst sets a page with its own fonts", "" if ok else "Run `make setup`."
        )
    except Exception as error:  # typst raises classes of its own; what it says is the finding
        yield Check("letters and fonts", False, str(error), "Reinstall typst: `make setup`.")


def _places() -> Iterator[Check]:
    from creditai.reading import recognised

    here = Path.cwd()
    ok = os.access(here, os.W_OK)
    yield Check(
        "this folder",
        ok,
        f"{here} can{'' if ok else 'not'} be written",
        "" if ok else "Work in a folder of your own.",
    )
    kept = recognised.folder()
    first = next(place for place in (kept, *kept.parents) if place.exists())
    ok = os.access(first, os.W_OK)
    pages = len(list(kept.glob("*.json"))) if kept.is_dir() else 0
    fix = "" if ok else "Set XDG_CACHE_HOME to a folder of your own, or use --no-cache."
    yield Check("kept pages", ok, f"{kept}: {pages} pages, at most {recognised.DAYS} days", fix, needed=False)


def _machine() -> Iterator[Check]:
    import psutil

    from creditai.reading import cores

    free = psutil.virtual_memory().available // 2**20
    yield Check("cores", True, f"{cores()}: as many files are read at once")
    enough = free >= 1500
    fix = "" if enough else "Close other programs, or read fewer files at once with --jobs 1."
    yield Check("memory", enough, f"{free} MiB free", fix, needed=False)


_LOOKS: tuple[Callable[[], Iterator[Check]], ...] = (
    _python,
    _packages,
    _child,
    _ocr,
    _letters,
    _places,
    _machine,
)
