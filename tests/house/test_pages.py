"""The pages lead where they say: links, files and tests that they name are there, and the index knows each page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.house.tree import ROOT, tracked

PAGES = [
    path for path in tracked() if path.suffix == ".md" and path.parts[0] not in ("tests", "environments")
]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)\s]*)?\)")
NAMED = re.compile(
    r"`((?:creditai|runbook|rehearsal|tests|benchmarks|docs|environments)/[\w/.-]*)(?:::(\w+))?`"
)
TO_BE_WRITTEN = "docs/how-to/add-"
"""These pages name files that their reader is about to write."""


def _read(path: Path) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_every_link_leads_somewhere(page: Path) -> None:
    led = [link for link in LINK.findall(_read(page)) if not link.startswith(("http", "mailto:"))]
    assert [link for link in led if not (ROOT / page.parent / link).exists()] == []


@pytest.mark.parametrize("page", [p for p in PAGES if not str(p).startswith(TO_BE_WRITTEN)], ids=str)
def test_every_file_and_test_that_is_named_is_there(page: Path) -> None:
    lost = []
    for name, test in NAMED.findall(_read(page)):
        at = ROOT / name
        if not at.exists() or (test and f"def {test}(" not in at.read_text(encoding="utf-8")):
            lost.append(f"{name}::{test}" if test else name)
    assert lost == []


def test_the_index_knows_every_page() -> None:
    index = Path("docs/README.md")
    known = {(ROOT / "docs" / link).resolve() for link in LINK.findall(_read(index))}
    own = [page for page in PAGES if page.parts[0] == "docs" and page != index]
    single = [page for page in own if page.parent != Path("docs/reference")]
    assert [str(page) for page in single if (ROOT / page).resolve() not in known] == []
